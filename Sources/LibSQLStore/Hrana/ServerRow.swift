import JSON
import SQLLayout
import Store

/// One row of an answer.
struct ServerRow: SQLRow {
  private var values: ArraySlice<JSON>

  init(_ json: JSON) { values = json.arrayValue?[...] ?? [] }

  mutating func nextInteger() throws(StoreError) -> Int64? {
    guard let value = try next(of: "integer") else { return nil }
    guard let number = Int64(value) else { throw .unreadable }
    return number
  }

  mutating func nextText() throws(StoreError) -> String? { try next(of: "text") }

  mutating func nextJSON() throws(StoreError) -> JSON? {
    guard let text = try next(of: "text") else { return nil }
    do {
      // Deeper than what the wire lets in, since events wrap what came from there.
      return try JSON(parsing: text, maxDepth: 1024)
    } catch {
      throw .unreadable
    }
  }

  private mutating func next(of type: String) throws(StoreError) -> String? {
    guard let value = values.popFirst(), let found = value["type"]?.stringValue else {
      throw .unreadable
    }
    guard found != "null" else { return nil }
    guard found == type, let text = value["value"]?.stringValue else { throw .unreadable }
    return text
  }
}

extension StoreError {
  static let unreadable = StoreError(
    .corrupt,
    "the libSQL server answered with a row that is not as Stepwell wrote it; was its database "
      + "changed by hand? Restore a backup")
}
