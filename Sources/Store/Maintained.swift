/// A store that can be looked after beyond what `Store` promises.
///
/// Where a measure has no meaning for a store it throws `StoreError` with a sentence that says what to
/// do instead.
public protocol Maintained: Store {
  /// What the store itself finds wrong with its files or tables, a sentence each.
  func examine() async throws(StoreError) -> [String]
  /// Gives back the room that deleted records took.
  func vacuum() async throws(StoreError)
  /// Writes all that is committed to a new file, while engines go on.
  func backUp(to path: String) async throws(StoreError)
}
