import Glibc

/// Where the program runs, and paths as seen from there.
enum Paths {
  /// The absolute path of the working directory; `/` where it is gone.
  static var workingDirectory: String {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }

  /// A path from the working directory made absolute, without `.` and doubled slashes.
  ///
  /// `..` stays, since a link may stand before it.
  static func absolute(_ path: String) -> String {
    let full = path.hasPrefix("/") ? path : "\(workingDirectory)/\(path)"
    return "/" + full.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }
}
