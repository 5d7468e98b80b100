import CCurl

extension HTTPClient {
  /// What libcurl says of itself, such as `libcurl/7.88.1 OpenSSL/3.0.17`, for people.
  /// - Throws: `HTTPError` of the kind `unavailable` where it is not installed.
  public static func libraryVersion() throws(HTTPError) -> String {
    let library = try CurlLibrary.load(CurlLibrary.names)
    return library.functions.pointee.version().map { String(cString: $0) } ?? "libcurl"
  }
}
