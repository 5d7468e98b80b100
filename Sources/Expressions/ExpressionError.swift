public import JSON

/// Why an expression was refused or could not be evaluated, and where in its text.
public struct ExpressionError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What went wrong, for a program to act on.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The text is no expression.
    case syntax
    /// A name that nobody supplies.
    case unknownName
    /// A function that does not exist, or not with this number of arguments.
    case unknownFunction
    /// A member or element that is not there.
    case noSuchPath
    /// The operator or function exists, but not for values of these types.
    case noMatchingOverload
    /// A value of the right type that the function cannot take, such as a text that is no number.
    case invalidValue
    /// A condition that is neither true nor false.
    case typeMismatch
    /// A number, timestamp or duration beyond its range.
    case overflow
    /// A whole number divided by zero.
    case divisionByZero
    /// A result that JSON cannot say, such as NaN.
    case notJSON
    /// The expression is too long, too deep, or asks for too much work.
    case limitExceeded
  }

  /// What went wrong, for a program to act on.
  public let kind: Kind
  /// What went wrong and what to do about it, as a sentence without its place.
  public let message: String
  /// The place in the text as the number of the character, from 1.
  public let column: Int
  /// The string that holds the expression, for one inside a JSON value; else the root.
  public let pointer: JSONPointer

  init(kind: Kind, message: String, column: Int, pointer: JSONPointer = .root) {
    self.kind = kind
    self.message = message
    self.column = column
    self.pointer = pointer
  }

  /// The place and the message: `/input/text, column 12: …`.
  public var description: String {
    pointer == .root
      ? "column \(column): \(message)" : "\(pointer), column \(column): \(message)"
  }

  /// The same error in a JSON value that holds the text at `pointer`.
  public func located(at pointer: JSONPointer) -> ExpressionError {
    ExpressionError(kind: kind, message: message, column: column, pointer: pointer)
  }
}

/// An error on its way out of the parser or evaluator: its place is still a number of bytes, or not
/// yet known.
struct Failure: Error {
  let kind: ExpressionError.Kind
  let message: String
  var offset: Int?

  init(_ kind: ExpressionError.Kind, _ message: String, at offset: Int? = nil) {
    self.kind = kind
    self.message = message
    self.offset = offset
  }

  /// The failure at `place`, unless it knows a nearer one.
  func placed(at place: Int) -> Failure {
    offset == nil ? Failure(kind, message, at: place) : self
  }

  /// The error for people: bytes of `text` become characters.
  func error(in text: String) -> ExpressionError {
    let before = String(decoding: text.utf8.prefix(offset ?? 0), as: UTF8.self)
    return ExpressionError(kind: kind, message: message, column: before.count + 1)
  }
}
