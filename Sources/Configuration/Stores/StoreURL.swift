/// The parts of a store's URL; credentials and query with percent-encoding resolved.
///
/// Its errors repeat nothing of what was written, since that may hold a password.
struct StoreURL {
  var scheme: String
  var user: String?
  var password: String?
  /// Lower case; IPv6 without brackets.
  var host: String
  var port: Int?
  /// As it stands: empty, or with its leading slash.
  var path: String
  var query: [(name: String, value: String)]

  /// Reads `scheme://[user[:password]@]host[:port][/path][?query]`.
  init(_ text: String) throws(StoreLocationError) {
    guard let separator = text.firstRange(of: "://") else {
      let scheme = text.prefix { $0 != ":" }
      throw StoreLocationError(
        "a \(scheme) store needs a host", "write \(scheme)://HOST")
    }
    scheme = text[..<separator.lowerBound].lowercased()
    let rest = text[separator.upperBound...]
    let authority = rest.prefix { !"/?#".contains($0) }
    let tail = rest[authority.endIndex...]
    try Self.refuseStray(tail)

    let at = authority.lastIndex(of: "@")
    (user, password) = try Self.credentials(at.map { authority[..<$0] } ?? "")
    let address = at.map { authority[authority.index(after: $0)...] } ?? authority
    (host, port) = try Self.address(address, scheme: scheme)
    let pathEnd = tail.firstIndex(of: "?") ?? tail.endIndex
    path = String(tail[..<pathEnd])
    query = try Self.query(tail[pathEnd...].dropFirst())
  }

  /// The host and port as a URL has them.
  var address: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port.map { "\(name):\($0)" } ?? name
  }

  /// Takes the value of a query's member out of it.
  mutating func takeQuery(_ name: String) -> String? {
    guard let index = query.firstIndex(where: { $0.name == name }) else { return nil }
    return query.remove(at: index).value
  }

  private static func refuseStray(_ tail: Substring) throws(StoreLocationError) {
    guard !tail.contains("@") else {
      throw StoreLocationError(
        "the store's URL has an \"@\" after its host",
        "write / ? # and @ in a password as %2F %3F %23 and %40")
    }
    guard !tail.contains("#") else {
      throw StoreLocationError(
        "the store's URL has a \"#\" part, which means nothing here",
        "leave it out, or write # in a password as %23")
    }
  }

  private static func credentials(
    _ text: Substring
  ) throws(StoreLocationError) -> (String?, String?) {
    guard !text.isEmpty else { return (nil, nil) }
    let user = try decoded(text.prefix { $0 != ":" })
    let password = try decoded(text.drop { $0 != ":" }.dropFirst())
    return (user.isEmpty ? nil : user, password.isEmpty ? nil : password)
  }

  private static func address(
    _ text: Substring, scheme: String
  ) throws(StoreLocationError) -> (String, Int?) {
    var host = text.prefix { $0 != ":" }
    var rest = text[host.endIndex...]
    if text.first == "[", let end = text.firstIndex(of: "]") {
      host = text[text.index(after: text.startIndex)..<end]
      rest = text[text.index(after: end)...]
    }
    guard !host.isEmpty else {
      throw StoreLocationError("the store's URL names no host", "write \(scheme)://HOST")
    }
    guard host.utf8.allSatisfy(isHostByte), text.first == "[" || !host.contains(":") else {
      throw StoreLocationError("the store's host has characters that no host name has")
    }
    guard !rest.isEmpty else { return (host.lowercased(), nil) }
    let digits = rest.dropFirst()
    guard rest.first == ":", digits.utf8.allSatisfy(isDigit),
      let port = Int(digits), (1...65_535).contains(port)
    else {
      throw StoreLocationError("the store's port is none", "write a number from 1 to 65535")
    }
    return (host.lowercased(), port)
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: ":"): true
    default: false
    }
  }

  private static func query(
    _ text: Substring
  ) throws(StoreLocationError) -> [(name: String, value: String)] {
    var members: [(name: String, value: String)] = []
    for member in text.split(separator: "&") {
      let name = member.prefix { $0 != "=" }
      members.append((try decoded(name), try decoded(member[name.endIndex...].dropFirst())))
    }
    return members
  }

  private static func decoded(_ text: Substring) throws(StoreLocationError) -> String {
    guard let plain = percentDecoded(text) else {
      throw StoreLocationError(
        "a % in the store's URL is not followed by two hexadecimal digits of UTF-8",
        "write % itself as %25")
    }
    return plain
  }
}
