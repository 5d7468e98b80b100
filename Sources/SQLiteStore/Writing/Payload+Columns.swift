import JSON
import Store
import SQLLayout

extension Statement {
  /// Binds the two columns of a payload: the `seq` of an event with the name of a member, or NULL
  /// with the JSON itself; twice NULL for none.
  func bind(_ payload: Payload?) -> Statement {
    switch payload {
    case nil: bind(Int?.none).bind(String?.none)
    case .inline(let value): bind(Int?.none).bind(value)
    case .event(let seq, let member): bind(seq).bind(member)
    }
  }
}
