import Glibc

/// Where the program of a command is, or nil where there is none.
///
/// A name without a slash is looked up in `searchPath` as a shell does; a relative path starts from
/// the engine's working directory.
func programPath(_ name: String, searchPath: String?) -> String? {
  guard !name.isEmpty else { return nil }
  if name.contains("/") {
    let path = name.hasPrefix("/") ? name : "\(currentDirectory)/\(name)"
    return isProgram(path) ? path : nil
  }
  for directory in (searchPath ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":") {
    let path = directory.hasPrefix("/") ? "\(directory)/\(name)" : nil
    if let path, isProgram(path) { return path }
  }
  return nil
}

private var currentDirectory: String {
  guard let text = getcwd(nil, 0) else { return "" }
  defer { free(text) }
  return String(cString: text)
}

private func isProgram(_ path: String) -> Bool {
  var information = stat()
  return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFREG
    && access(path, X_OK) == 0
}
