import CCurl

extension HTTPError {
  /// What a code of libcurl means (https://curl.se/libcurl/c/libcurl-errors.html).
  init(curlCode code: Int32, reason: String, from authority: String) {
    switch UInt32(bitPattern: code) {
    case CCURL_UNSUPPORTED_PROTOCOL.rawValue, CCURL_URL_MALFORMAT.rawValue:
      self.init(.badURL, "the address is no http or https address: \(reason)")
    case CCURL_COULDNT_RESOLVE_PROXY.rawValue, CCURL_COULDNT_RESOLVE_HOST.rawValue:
      self.init(.resolve, "the name of \(authority) is unknown: \(reason)")
    case CCURL_COULDNT_CONNECT.rawValue:
      self.init(.connect, "\(authority) cannot be reached: \(reason)")
    case CCURL_OPERATION_TIMEDOUT.rawValue:
      self.init(.timeout, "\(authority) took too long: \(reason)")
    case CCURL_PARTIAL_FILE.rawValue, CCURL_GOT_NOTHING.rawValue, CCURL_SEND_ERROR.rawValue,
      CCURL_RECV_ERROR.rawValue, CCURL_HTTP2.rawValue, CCURL_HTTP2_STREAM.rawValue:
      self.init(.truncated, "\(authority) broke the connection off: \(reason)")
    case CCURL_SSL_CONNECT_ERROR.rawValue, CCURL_SSL_ENGINE_NOTFOUND.rawValue,
      CCURL_SSL_ENGINE_SETFAILED.rawValue, CCURL_SSL_CERTPROBLEM.rawValue,
      CCURL_SSL_CIPHER.rawValue, CCURL_PEER_FAILED_VERIFICATION.rawValue,
      CCURL_SSL_CACERT_BADFILE.rawValue, CCURL_SSL_ISSUER_ERROR.rawValue,
      CCURL_SSL_PINNEDPUBKEYNOTMATCH.rawValue, CCURL_SSL_INVALIDCERTSTATUS.rawValue:
      self.init(.tls, "no secure connection to \(authority): \(reason)")
    default:
      self.init(.other, "the request to \(authority) failed: \(reason)")
    }
  }
}
