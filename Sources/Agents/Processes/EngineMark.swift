import CPlatform
import Glibc

/// By what the programs an engine started, and all that those started, are known as its own: a
/// variable of their environment.
enum EngineMark {
  static let variable = "STEPWELL_ENGINE"

  /// This process, told from another of the same number by its start.
  static let own = "[\(getpid())-\(startTime(of: getpid()) ?? 0)]"

  /// What the variable says: this engine behind those whose program it is itself.
  static let value = (getenv(variable).map { String(cString: $0) } ?? "") + own

  /// Sees to it that nothing that was started outlives this process, however it ends.
  static func guardPrograms() throws(ChildFailure) {
    guard guardian == 0 else { throw ChildFailure(code: guardian) }
  }

  /// One for the process, started before the first program: zero, else the error number.
  private static let guardian = own.withCString { child_guard($0) }
}
