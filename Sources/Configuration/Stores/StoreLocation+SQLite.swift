extension StoreLocation {
  enum FileScheme { case sqlite, file }

  /// `sqlite:PATH`, `sqlite:///PATH`, and the same with `file:`, where `%XX` is resolved.
  static func sqlite(
    _ text: String, scheme: FileScheme, _ context: StoreContext
  ) throws(StoreLocationError) -> StoreLocation {
    let name = scheme == .file ? "file" : "sqlite"
    let path = try localPath(text.dropFirst(name.count + 1), scheme: name)
    guard path != ":memory:" else {
      throw StoreLocationError("\"\(name)::memory:\" is not used here", "write memory:")
    }
    guard !path.contains("?"), !path.contains("#") else {
      throw StoreLocationError(
        "a SQLite store takes no options after ? or #",
        "leave them out, or write a bare path if the file is called so")
    }
    guard let plain = scheme == .file ? percentDecoded(path) : String(path) else {
      throw StoreLocationError(
        "a % in the file: URL is not followed by two hexadecimal digits of UTF-8",
        "write % itself as %25")
    }
    guard !plain.isEmpty, plain.last != "/" else {
      throw StoreLocationError("the store names no file", "write \(name):./work.db")
    }
    return .sqlite(
      path: absolutePath(plain, in: context.folder, environment: context.environment))
  }

  private static func localPath(
    _ rest: Substring, scheme: String
  ) throws(StoreLocationError) -> Substring {
    guard rest.hasPrefix("//") else { return rest }
    let afterSlashes = rest.dropFirst(2)
    if afterSlashes.hasPrefix("/") { return afterSlashes }
    if afterSlashes.hasPrefix("localhost/") { return afterSlashes.dropFirst(9) }
    throw StoreLocationError(
      "after \(scheme):// comes a host, and a file has none",
      "write \(scheme):./PATH for a path from here, or \(scheme):///PATH for one from the root")
  }
}
