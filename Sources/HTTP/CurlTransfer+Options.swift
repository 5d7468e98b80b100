import CCurl

extension CurlTransfer {
  /// Tells libcurl everything about the request.
  func configure(errorText: UnsafeMutablePointer<CChar>) throws(HTTPError) {
    _ = ccurl_set_pointer(
      library.functions, easy, Int32(CCURL_ERRORBUFFER.rawValue), errorText)
    try restrict()
    try set(CCURL_URL, request.url)
    if address.isLoopback { try set(CCURL_PROXY, "") }
    try setMethodAndBody()
    try setHeaders()
    try setLimits()
    try setReceivers()
  }

  /// Nothing but HTTP, and no signals, which belong to the whole process.
  private func restrict() throws(HTTPError) {
    try set(CCURL_NOSIGNAL, 1)
    let protocols = [
      (CCURL_PROTOCOLS_STR, CCURL_PROTOCOLS), (CCURL_REDIR_PROTOCOLS_STR, CCURL_REDIR_PROTOCOLS),
    ]
    for (byName, byNumber) in protocols {
      // Names came with libcurl 7.85, which gave the numbers up.
      let code = ccurl_set_text(library.functions, easy, Int32(byName.rawValue), "http,https")
      if code != 0 { try set(byNumber, Int(CCURL_PROTOCOL_HTTP_AND_HTTPS.rawValue)) }
    }
    if let file = certificateFile() { try set(CCURL_CAINFO, file) }
    try set(CCURL_FOLLOWLOCATION, request.followRedirects ? 1 : 0)
    try set(CCURL_MAXREDIRS, 10)
  }

  private func setMethodAndBody() throws(HTTPError) {
    if !request.body.isEmpty || request.method == "POST" {
      try set(CCURL_POST, 1)
      let code = ccurl_set_offset(
        library.functions, easy, Int32(CCURL_POSTFIELDSIZE_LARGE.rawValue),
        Int64(request.body.count))
      try check(code)
      try check(
        request.body.withUnsafeBytes { bytes in
          ccurl_set_pointer(
            library.functions, easy, Int32(CCURL_COPYPOSTFIELDS.rawValue), bytes.baseAddress)
        })
      // Without fields libcurl would read the body from standard input.
      if request.body.isEmpty { try set(CCURL_COPYPOSTFIELDS, "") }
    }
    if request.method == "HEAD" { try set(CCURL_NOBODY, 1) }
    let isImplied = request.method == (request.body.isEmpty ? "GET" : "POST")
    if !isImplied, !["POST", "HEAD"].contains(request.method) {
      try set(CCURL_CUSTOMREQUEST, request.method)
    }
  }

  private func setHeaders() throws(HTTPError) {
    // Without a line of ours libcurl would wait for `100 Continue` and name a type of its own.
    var lines = ["Expect:"]
    if request.headers["content-type"] == nil { lines.append("Content-Type:") }
    // To libcurl a name with a colon alone means "leave it out", with a semicolon "empty".
    lines += request.headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
    for line in lines {
      guard let list = library.functions.pointee.slist_append(headerLines, line) else {
        throw HTTPError(.other, "libcurl has no memory left")
      }
      headerLines = list
    }
    try check(
      ccurl_set_pointer(
        library.functions, easy, Int32(CCURL_HTTPHEADER.rawValue), headerLines))
  }

  private func setLimits() throws(HTTPError) {
    try set(CCURL_CONNECTTIMEOUT_MS, milliseconds(request.connectTimeout))
    if let timeout = request.timeout { try set(CCURL_TIMEOUT_MS, milliseconds(timeout)) }
    try set(CCURL_TCP_KEEPALIVE, 1)
    try set(CCURL_SUPPRESS_CONNECT_HEADERS, 1)
  }

  /// Whole milliseconds, at least one, since zero would mean "for ever".
  private func milliseconds(_ duration: Duration) -> Int {
    Int(max(1, min(duration / .milliseconds(1), 2_147_483_647)).rounded(.up))
  }

  private func setReceivers() throws(HTTPError) {
    let context = Unmanaged.passUnretained(self).toOpaque()
    for option in [CCURL_WRITEDATA, CCURL_HEADERDATA] {
      try check(ccurl_set_pointer(library.functions, easy, Int32(option.rawValue), context))
    }
    let onBody: ccurl_data_function = { bytes, size, count, context in
      guard let context else { return 0 }
      let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
      return transfer.take(piece: UnsafeRawBufferPointer(start: bytes, count: size * count))
    }
    let onHeader: ccurl_data_function = { bytes, size, count, context in
      guard let context else { return 0 }
      let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
      return transfer.take(line: UnsafeRawBufferPointer(start: bytes, count: size * count))
    }
    try check(
      ccurl_set_function(library.functions, easy, Int32(CCURL_WRITEFUNCTION.rawValue), onBody))
    try check(
      ccurl_set_function(library.functions, easy, Int32(CCURL_HEADERFUNCTION.rawValue), onHeader))
  }

  // MARK: - One option

  private func set(_ option: ccurl_option, _ value: Int) throws(HTTPError) {
    try check(ccurl_set_long(library.functions, easy, Int32(option.rawValue), value))
  }

  private func set(_ option: ccurl_option, _ value: String) throws(HTTPError) {
    try check(ccurl_set_text(library.functions, easy, Int32(option.rawValue), value))
  }

  private func check(_ code: Int32) throws(HTTPError) {
    guard code == 0 else {
      throw HTTPError(curlCode: code, reason: library.text(of: code), from: address.authority)
    }
  }
}
