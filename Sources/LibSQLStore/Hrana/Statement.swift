import JSON
import SQLLayout
import Store

/// A statement with the values of its parameters, bound in their order.
///
/// ```
/// Statement(.drain).bind(workflow).bind(ids)
/// ```
struct Statement: Sendable {
  let text: String
  private(set) var arguments: [Argument] = []
  /// Whether the rows it gives are wanted.
  var givesRows = false

  init(_ sql: SQL) { text = sql.text }

  init(_ text: String) { self.text = text }

  func bind(_ value: some Bindable) -> Statement {
    var bound = self
    bound.arguments.append(value.argument)
    return bound
  }

  /// Binds the two columns of a payload: the `seq` of an event with the name of a member, or NULL
  /// with the JSON itself; twice NULL for none.
  func bind(_ payload: Payload?) -> Statement {
    switch payload {
    case nil: bind(Int?.none).bind(String?.none)
    case .inline(let value): bind(Int?.none).bind(value)
    case .event(let seq, let member): bind(seq).bind(member)
    }
  }

  func bind(_ id: DocumentID) -> Statement { bind(id.kind).bind(id.key) }

  /// About how many bytes it is in a request.
  var size: Int {
    arguments.reduce(text.utf8.count + 64) { size, argument in
      if case .text(let value) = argument { size + value.utf8.count + 32 } else { size + 40 }
    }
  }

  var json: JSON {
    [
      "sql": .string(text), "args": .array(arguments.map(\.json)), "want_rows": .bool(givesRows),
    ]
  }
}
