/// Finds the places of all values in a text that the JSON parser has accepted.
///
/// Only where things start matters here, so nothing is decoded or checked again: the law is that
/// `bytes` is valid JSON.
struct JSONPlaces {
  let bytes: [UInt8]
  private var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// The places of the next value, which is passed.
  mutating func value() -> Places {
    skipSpace()
    let start = position
    switch bytes[position] {
    case UInt8(ascii: "{"): return object(from: start)
    case UInt8(ascii: "["): return array(from: start)
    case UInt8(ascii: "\""): skipString()
    default: skipWord()
    }
    return Places(value: start)
  }

  private mutating func object(from start: Int) -> Places {
    var places = Places(value: start)
    while passesOpening(orSeparatorBefore: UInt8(ascii: "}")) {
      places.keys.append(position)
      skipString()
      skipSpace()
      position += 1  // the colon
      places.children.append(value())
    }
    return places
  }

  private mutating func array(from start: Int) -> Places {
    var places = Places(value: start)
    while passesOpening(orSeparatorBefore: UInt8(ascii: "]")) { places.children.append(value()) }
    return places
  }

  /// Passes the bracket or comma at hand; false, with the closing bracket passed, at the end.
  private mutating func passesOpening(orSeparatorBefore closing: UInt8) -> Bool {
    skipSpace()
    if bytes[position] != closing {
      position += 1
      skipSpace()
    }
    guard bytes[position] == closing else { return true }
    position += 1
    return false
  }

  private mutating func skipString() {
    position += 1
    while bytes[position] != UInt8(ascii: "\"") {
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    position += 1
  }

  private mutating func skipWord() {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), 0x20, 0x09, 0x0A, 0x0D: return
      default: position += 1
      }
    }
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
  }
}
