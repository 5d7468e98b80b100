import CCurl

/// A loaded libcurl.
///
/// Unchecked, for this reason: the table behind the pointer is written before it is handed out,
/// never changed and never freed, and the functions in it may be called from any thread.
struct CurlLibrary: @unchecked Sendable {
  let functions: UnsafePointer<ccurl_library>

  /// The libraries that will do, the best first.
  static let names = [
    "libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.4.dylib", "/usr/lib/libcurl.4.dylib",
  ]

  /// Loads the first of the libraries that is there.
  static func load(_ names: [String]) throws(HTTPError) -> CurlLibrary {
    var texts = names.map { name in
      Array(name.utf8CString).withUnsafeBufferPointer { text in
        let copy = UnsafeMutableBufferPointer<CChar>.allocate(capacity: text.count)
        _ = copy.initialize(from: text)
        return UnsafePointer(copy.baseAddress)
      }
    }
    defer { for text in texts { text?.deallocate() } }
    texts.append(nil)
    guard let functions = ccurl_load(texts) else {
      throw HTTPError(
        .unavailable,
        "HTTP needs libcurl 7.68 or newer, which is not installed; install the package libcurl4")
    }
    return CurlLibrary(functions: functions)
  }

  /// libcurl's own words for a code.
  func text(of code: Int32) -> String {
    functions.pointee.easy_strerror(code).map { String(cString: $0) } ?? "error \(code)"
  }
}
