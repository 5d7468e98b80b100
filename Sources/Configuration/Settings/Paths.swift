/// An absolute path: as it is, from the home folder (`~/…`), or from `folder`.
///
/// `.` and doubled slashes are dropped; `..` stays, since a link may stand before it.
func absolutePath(_ path: String, in folder: String, environment: Environment) -> String {
  let full: String =
    if path.hasPrefix("/") {
      path
    } else if path == "~" || path.hasPrefix("~/"), let home = environment["HOME"] {
      home + "/" + path.dropFirst(2)
    } else {
      folder + "/" + path
    }
  return "/" + full.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
}

/// The folder that holds a file, by its absolute path.
func parentFolder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
  return String(path[..<slash])
}
