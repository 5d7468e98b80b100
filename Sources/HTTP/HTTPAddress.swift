/// The parts of a URL that decide whether and how it may be asked.
struct HTTPAddress {
  /// Name or number of the host, without brackets.
  let host: String
  /// Host and port as written, without user name and password; for messages.
  let authority: String

  init(url: String) throws(HTTPError) {
    guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw HTTPError(.badURL, "an address holds visible ASCII only; percent-encode the rest")
    }
    guard let separator = url.firstRange(of: "://"),
      ["http", "https"].contains(url[..<separator.lowerBound].lowercased())
    else { throw HTTPError(.badURL, "an address starts with http:// or https://") }
    let rest = url[separator.upperBound...].prefix { !"/?#\\".contains($0) }
    let place = rest.lastIndex(of: "@").map { rest[rest.index(after: $0)...] } ?? rest
    authority = String(place)
    if place.first == "[" {
      host = String(place.dropFirst().prefix { $0 != "]" })
    } else {
      host = String(place.prefix { $0 != ":" })
    }
    guard !host.isEmpty else { throw HTTPError(.badURL, "the address names no host") }
  }

  /// Whether the host is this machine, which no proxy stands before.
  var isLoopback: Bool {
    let name = host.lowercased()
    if name == "localhost" || name.hasSuffix(".localhost") || name == "::1" { return true }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}

extension HTTPRequest {
  /// The address, once everything in the request is known to be well formed.
  func checked() throws(HTTPError) -> HTTPAddress {
    let isToken: (String) -> Bool = { text in
      !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
    }
    guard isToken(method) else { throw HTTPError(.badURL, "the method is no HTTP method") }
    for header in headers {
      guard isToken(header.name) else {
        throw HTTPError(.badURL, "a header has a malformed name")
      }
      guard header.value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
        throw HTTPError(.badURL, "the value of the header \(header.name) holds control characters")
      }
    }
    return try HTTPAddress(url: url)
  }
}
