import Engine
import JSON
import Store
import Time

/// A value of a document and its place, for those who read it and complain.
struct DocumentReader {
  let json: JSON
  let path: JSONPointer

  func problem(_ code: String, _ message: String) -> InvalidDefinition {
    InvalidDefinition(problems: [DefinitionProblem(code, message, at: path)])
  }

  /// The member, there or not.
  func at(_ key: String) -> DocumentReader {
    DocumentReader(json: json[key] ?? .null, path: path.appending(key))
  }

  /// The member, which must be there.
  func member(_ key: String) throws(InvalidDefinition) -> DocumentReader {
    guard json[key] != nil else { throw at(key).problem("missing", "\"\(key)\" is required") }
    return at(key)
  }

  func text(_ key: String, canBeEmpty: Bool = true) throws(InvalidDefinition) -> String {
    let member = try member(key)
    guard let text = member.json.stringValue else { throw member.wrong("a string") }
    guard canBeEmpty || !text.isEmpty else {
      throw member.problem("empty", "\"\(key)\" must not be empty")
    }
    return text
  }

  /// A number that counts something; larger ones are no counts, and would overflow what they are
  /// added to.
  func integer(_ key: String) throws(InvalidDefinition) -> Int {
    let member = try member(key)
    guard let number = member.json.intValue, (0...Self.largest).contains(number) else {
      throw member.wrong("an integer from 0 to \(Self.largest)")
    }
    return number
  }

  func instant(_ key: String) throws(InvalidDefinition) -> Instant {
    guard let instant = Instant(try text(key)) else { throw at(key).wrong("a date and time") }
    return instant
  }

  func boolean(_ key: String) throws(InvalidDefinition) -> Bool {
    guard let value = try member(key).json.boolValue else { throw at(key).wrong("true or false") }
    return value
  }

  func elements(_ key: String) throws(InvalidDefinition) -> [DocumentReader] {
    let member = try member(key)
    guard let elements = member.json.arrayValue else { throw member.wrong("an array") }
    return elements.enumerated().map { index, element in
      DocumentReader(json: element, path: member.path.appending(index))
    }
  }

  func wrong(_ expected: String) -> InvalidDefinition {
    problem("wrongType", "this must be \(expected)")
  }

  private static let largest = 1 << 40
}
