import JSON
import Store
import Time

/// A value for a parameter of a statement, as the server takes it.
///
/// Source: "Values" in docs/HRANA_3_SPEC.md of tursodatabase/libsql. Integers travel as text, since
/// JSON numbers need not hold 64 bits.
enum Argument: Sendable, Equatable {
  case null
  case integer(Int64)
  case text(String)

  var json: JSON {
    switch self {
    case .null: ["type": "null"]
    case .integer(let value): ["type": "integer", "value": .string(String(value))]
    case .text(let value): ["type": "text", "value": .string(value)]
    }
  }
}

/// What can be bound to a parameter.
protocol Bindable {
  var argument: Argument { get }
}

extension Int64: Bindable {
  var argument: Argument { .integer(self) }
}

extension Int: Bindable {
  var argument: Argument { .integer(Int64(self)) }
}

/// Instants are kept as milliseconds since 1970.
extension Instant: Bindable {
  var argument: Argument { .integer(milliseconds) }
}

extension String: Bindable {
  var argument: Argument { .text(self) }
}

/// JSON is kept as text.
extension JSON: Bindable {
  var argument: Argument { .text(text) }
}

extension Optional: Bindable where Wrapped: Bindable {
  var argument: Argument { self?.argument ?? .null }
}
