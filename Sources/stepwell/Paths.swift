import Glibc

/// Where the program runs.
enum Paths {
  /// The absolute path of the working directory; `/` where it is gone.
  static var workingDirectory: String {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }
}
