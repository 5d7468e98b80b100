import Engine
import JSON
public import Runtime
import Synchronization
public import Time
import Wire

/// What all sessions of a process share: the runtime and what is to be told about the engine.
public final class Service: Sendable {
  public let runtime: Runtime
  public let about: About
  /// Where workers ask for calls.
  let desk: ClaimDesk
  /// Where new ids come from; two calls never give the same.
  let newID: @Sendable () -> String
  /// Templates from files.
  let templateShelf: TemplateShelf
  private let newKeys = Mutex<[String: String]>([:])

  /// What the engine says of itself.
  public struct About: Sendable {
    public var version: String
    public var startedAt: Instant
    /// Every limit by its name.
    public var limits: [String: Int]
    /// The clock that stands still until a test moves it; nil where time is the machine's.
    public var testTime: TestTime?

    public init(
      version: String, startedAt: Instant, limits: [String: Int],
      testTime: TestTime? = nil
    ) {
      self.version = version
      self.startedAt = startedAt
      self.limits = limits
      self.testTime = testTime
    }
  }

  /// - Parameter templateFiles: reads the templates that lie in files, anew each time.
  public init(
    runtime: Runtime, about: About,
    templateFiles: @escaping @Sendable () -> [TemplateFile] = { [] }
  ) {
    self.runtime = runtime
    templateShelf = TemplateShelf(files: templateFiles)
    self.about = about
    desk = ClaimDesk(runtime: runtime)
    newID = {
      var generator = SystemRandomNumberGenerator()
      return Identity.uuid(high: generator.next(), low: generator.next())
    }
  }

  // MARK: Keys of workflows that are being created

  /// Remembers which workflow a key stands for until the store knows it.
  func begin(key: String, workflow: String) { newKeys.withLock { $0[key] = workflow } }

  func end(key: String) { newKeys.withLock { $0[key] = nil } }

  func newWorkflow(key: String) -> String? { newKeys.withLock { $0[key] } }
}
