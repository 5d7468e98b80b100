import JSON

/// What can be told about a message without building it: its id, its kind, how deep it is nested.
///
/// Bytes are taken in pieces and not kept, so the message may be larger than memory. Where it is no
/// JSON the outline is a guess.
public struct Outline: Sendable, Hashable {
  /// The deepest level of arrays and objects.
  public private(set) var deepest = 0
  /// Whether the first value is an object.
  public private(set) var isObject = false
  /// Whether it names a method: a request or a notification.
  public private(set) var hasMethod = false

  private enum Place: Hashable { case between, string, escape, scalar }

  private var place = Place.between
  private var depth = 0
  /// Whether there was nothing but blanks.
  private(set) var isEmpty = true
  private var hasEnded = false
  private var hasTrailingText = false
  /// The last member name of the outermost object; nil while one is awaited.
  private var name: [UInt8]?
  private var idText: [UInt8] = []
  /// The text of a name or id while it is being read; nil where nobody wants to know.
  private var captured: [UInt8]?

  /// Longer names and ids are not kept.
  private static let maxCapturedBytes = 1024

  public init() {}

  /// The outline of a message at hand.
  public init(_ bytes: some Sequence<UInt8>) {
    feed(bytes)
  }

  /// The id of the message, or nil where it has none or none that is allowed.
  public var id: RequestID? {
    guard !idText.isEmpty else { return nil }
    do throws(JSONSyntaxError) {
      return RequestID(try JSON(parsing: idText))
    } catch {
      return nil
    }
  }

  /// Whether every bracket was closed and one value was all there is.
  public var isComplete: Bool {
    hasEnded && !hasTrailingText && depth == 0 && place == .between
  }

  /// Takes the next bytes of the message.
  public mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { take(byte) }
  }

  private mutating func take(_ byte: UInt8) {
    switch place {
    case .string: string(byte)
    case .escape:
      capture(byte)
      place = .string
    case .scalar: scalar(byte)
    case .between: between(byte)
    }
  }

  private mutating func string(_ byte: UInt8) {
    capture(byte)
    if byte == UInt8(ascii: "\\") { place = .escape }
    if byte == UInt8(ascii: "\"") { endValue() }
  }

  private mutating func scalar(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), 0x20, 0x09, 0x0A, 0x0D:
      endValue()
      between(byte)
    default: capture(byte)
    }
  }

  private mutating func between(_ byte: UInt8) {
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D: return
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      begin(byte)
      depth += 1
      deepest = max(deepest, depth)
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      isEmpty = false
      depth -= 1
      if depth == 0 { hasEnded = true }
    case UInt8(ascii: ","):
      isEmpty = false
      if depth == 1 { name = nil }
    case UInt8(ascii: ":"): isEmpty = false
    default:
      begin(byte)
      captured = depth == 1 && isObject && (name == nil || isID) ? [byte] : nil
      place = byte == UInt8(ascii: "\"") ? .string : .scalar
    }
  }

  private mutating func begin(_ byte: UInt8) {
    if hasEnded { hasTrailingText = true }
    if isEmpty { isObject = byte == UInt8(ascii: "{") }
    isEmpty = false
  }

  private mutating func endValue() {
    place = .between
    if depth == 0 { hasEnded = true }
    guard let text = captured else { return }
    captured = nil
    guard name == nil else {
      idText = text
      return
    }
    name = text
    if text.elementsEqual(#""method""#.utf8) { hasMethod = true }
  }

  private var isID: Bool { name?.elementsEqual(#""id""#.utf8) ?? false }

  private mutating func capture(_ byte: UInt8) {
    guard let count = captured?.count, count <= Outline.maxCapturedBytes else { return }
    // A control character at the end, so that what was cut off is no JSON.
    captured?.append(count < Outline.maxCapturedBytes ? byte : 0)
  }
}
