/// The formats of JSON Schema that can be made requirements.
enum Format: String, Sendable {
  case dateTime = "date-time"
  case date, time, email, uri, uuid, ipv4, ipv6

  /// The format in words, for a message.
  var words: String {
    switch self {
    case .dateTime: "a date and time such as 2026-11-22T18:30:00Z"
    case .date: "a date such as 2026-11-22"
    case .time: "a time such as 18:30:00Z"
    case .email: "an e-mail address"
    case .uri: "a URI with its scheme"
    case .uuid: "a UUID"
    case .ipv4: "an IPv4 address"
    case .ipv6: "an IPv6 address"
    }
  }

  func accepts(_ text: String) -> Bool {
    let bytes = text.utf8[...]
    return switch self {
    case .dateTime: Self.isDateTime(bytes)
    case .date: Self.isDate(bytes)
    case .time: Self.isTime(bytes)
    case .email: Self.isEmail(bytes)
    case .uri: Self.isURI(text)
    case .uuid: Self.isUUID(bytes)
    case .ipv4: Self.isIPv4(bytes)
    case .ipv6: Self.isIPv6(bytes)
    }
  }
}

extension Format {
  typealias Bytes = Substring.UTF8View

  /// RFC 3339, `date-time`.
  private static func isDateTime(_ bytes: Bytes) -> Bool {
    guard let mark = bytes.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "t") }) else {
      return false
    }
    return isDate(bytes[..<mark]) && isTime(bytes[bytes.index(after: mark)...])
  }

  /// RFC 3339, `full-date`.
  private static func isDate(_ bytes: Bytes) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 3, let year = number(parts[0], digits: 4),
      let month = number(parts[1], digits: 2), let day = number(parts[2], digits: 2),
      (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(day)
  }

  /// RFC 3339, `full-time`; a leap second only at the end of a day in UTC.
  private static func isTime(_ bytes: Bytes) -> Bool {
    let isClock = { (byte: UInt8) in byte.isASCIIDigit || byte == UInt8(ascii: ":") }
    let clock = bytes.prefix(while: isClock)
    var rest = bytes.dropFirst(clock.count)
    if rest.first == UInt8(ascii: ".") {
      let fraction = rest.dropFirst().prefix { $0.isASCIIDigit }
      guard !fraction.isEmpty else { return false }
      rest = rest.dropFirst(1 + fraction.count)
    }
    let parts = clock.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == 3, let hour = number(parts[0], digits: 2), hour < 24,
      let minute = number(parts[1], digits: 2), minute < 60,
      let second = number(parts[2], digits: 2), second <= 60, let offset = minutes(ofOffset: rest)
    else { return false }
    let utc = (hour * 60 + minute - offset + 2880) % 1440
    return second < 60 || utc == 1439
  }

  /// `Z` or `+hh:mm`, in minutes east.
  private static func minutes(ofOffset bytes: Bytes) -> Int? {
    guard let sign = bytes.first else { return nil }
    if sign | 0x20 == UInt8(ascii: "z") { return bytes.count == 1 ? 0 : nil }
    let parts = bytes.dropFirst().split(
      separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), parts.count == 2,
      let hour = number(parts[0], digits: 2), hour < 24,
      let minute = number(parts[1], digits: 2), minute < 60
    else { return nil }
    return (hour * 60 + minute) * (sign == UInt8(ascii: "-") ? -1 : 1)
  }

  /// The value of exactly so many decimal digits.
  private static func number(_ bytes: Bytes, digits: Int) -> Int? {
    guard bytes.count == digits, bytes.allSatisfy(\.isASCIIDigit) else { return nil }
    return bytes.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  /// RFC 4122, section 3.
  private static func isUUID(_ bytes: Bytes) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return parts.map(\.count) == [8, 4, 4, 4, 12] && parts.joined().allSatisfy(\.isHexDigit)
  }
}
