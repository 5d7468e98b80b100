extension Format {
  /// RFC 5321, section 4.1.2: a local part and a domain or an address literal.
  static func isEmail(_ bytes: Bytes) -> Bool {
    guard let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return false }
    return isLocalPart(bytes[..<at]) && isMailDomain(bytes[bytes.index(after: at)...])
  }

  private static func isLocalPart(_ bytes: Bytes) -> Bool {
    guard !bytes.isEmpty, bytes.count <= 64 else { return false }
    if bytes.first == UInt8(ascii: "\""), bytes.count > 2, bytes.last == UInt8(ascii: "\"") {
      return isQuoted(bytes.dropFirst().dropLast())
    }
    let atoms = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return atoms.allSatisfy { !$0.isEmpty && $0.allSatisfy(isAtomText) }
  }

  private static func isAtomText(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
  }

  private static func isQuoted(_ bytes: Bytes) -> Bool {
    var isEscaped = false
    for byte in bytes {
      guard (0x20..<0x7F).contains(byte) else { return false }
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        return false
      }
    }
    return !isEscaped
  }

  private static func isMailDomain(_ bytes: Bytes) -> Bool {
    if bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]") {
      let inner = bytes.dropFirst().dropLast()
      let tag = "IPv6:".utf8
      return inner.starts(with: tag) ? isIPv6(inner.dropFirst(tag.count)) : isIPv4(inner)
    }
    let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return bytes.count <= 253 && labels.allSatisfy(isLabel)
  }

  /// A label of a host name: letters, digits and inner hyphens (RFC 1123, section 2.1).
  private static func isLabel(_ bytes: Bytes) -> Bool {
    let hyphen = UInt8(ascii: "-")
    return (1...63).contains(bytes.count) && bytes.first != hyphen && bytes.last != hyphen
      && bytes.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == hyphen }
  }

  /// Four numbers up to 255 without leading zeros (RFC 2673, section 3.2).
  static func isIPv4(_ bytes: Bytes) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        guard (1...3).contains(part.count), part.allSatisfy(\.isASCIIDigit),
          part.count == 1 || part.first != UInt8(ascii: "0")
        else { return false }
        return part.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } < 256
      }
  }

  /// RFC 4291, section 2.2: eight groups, `::` for zeros once, the last two as an IPv4 address.
  static func isIPv6(_ bytes: Bytes) -> Bool {
    let colon = UInt8(ascii: ":")
    let gap = bytes.indices.first {
      bytes[$0] == colon && bytes[$0...].dropFirst().first == colon
    }
    guard let gap else { return groups(in: bytes) == 8 }
    let left = bytes[..<gap]
    let right = bytes[gap...].dropFirst(2)
    guard let before = left.isEmpty ? 0 : groups(in: left),
      let after = right.isEmpty ? 0 : groups(in: right), !left.contains(UInt8(ascii: "."))
    else { return false }
    return before + after < 8
  }

  /// How many groups of 16 bits are written, an IPv4 address at the end as two; nil if malformed.
  private static func groups(in bytes: Bytes) -> Int? {
    var parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    var count = parts.count
    if let last = parts.last, last.contains(UInt8(ascii: ".")) {
      guard isIPv4(last) else { return nil }
      parts.removeLast()
      count += 1
    }
    let areGroups = parts.allSatisfy { (1...4).contains($0.count) && $0.allSatisfy(\.isHexDigit) }
    return areGroups ? count : nil
  }

  /// RFC 3986, section 3: a scheme, and no characters that a URI cannot have.
  static func isURI(_ text: String) -> Bool {
    let reference = URIReference(text)
    guard let scheme = reference.scheme, scheme.utf8.first?.isASCIILetter == true,
      scheme.utf8.allSatisfy({
        $0.isASCIILetter || $0.isASCIIDigit || "+-.".utf8.contains($0)
      })
    else { return false }
    let parts = [reference.path, reference.query ?? "", reference.fragment ?? ""]
    return parts.allSatisfy { isURIText($0.utf8[...]) }
      && isAuthority((reference.authority ?? "").utf8[...])
  }

  private static func isURIText(_ bytes: Bytes) -> Bool {
    var rest = bytes
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%") {
        guard rest.prefix(2).count == 2, rest.prefix(2).allSatisfy(\.isHexDigit) else {
          return false
        }
      } else if !byte.isASCIILetter, !byte.isASCIIDigit,
        !"-._~!$&'()*+,;=:@/?".utf8.contains(byte)
      {
        return false
      }
    }
    return true
  }

  private static func isAuthority(_ bytes: Bytes) -> Bool {
    let user = bytes.lastIndex(of: UInt8(ascii: "@"))
    var host = user.map { bytes[bytes.index(after: $0)...] } ?? bytes
    if let user, !isURIText(bytes[..<user]) { return false }
    if host.first == UInt8(ascii: "[") {
      guard let end = host.firstIndex(of: UInt8(ascii: "]")) else { return false }
      guard isIPv6(host[..<end].dropFirst()) else { return false }
      host = host[host.index(after: end)...]
    }
    guard let colon = host.firstIndex(of: UInt8(ascii: ":")) else { return isURIText(host) }
    let port = host[host.index(after: colon)...]
    return isURIText(host[..<colon]) && port.allSatisfy(\.isASCIIDigit)
  }
}
