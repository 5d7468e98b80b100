import CSQLite
import JSON
import Store
import SQLLayout

extension Connection {
  /// Adds the SQL function `admits(metadata, wanted)`: whether a workflow's metadata has all the
  /// members of the object `wanted`, with equal values. So equality is that of `JSON`, as in every
  /// other store, and does not depend on how a value was written.
  func addMetadataFunction() throws(SQLiteFailure) {
    try register { handle in
      sqlite3_create_function_v2(
        handle, "admits", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nil,
        { context, _, arguments in
          let isAdmitted = admits(argument(arguments, 0), wanted: argument(arguments, 1))
          sqlite3_result_int(context, isAdmitted ? 1 : 0)
        }, nil, nil, nil)
    }
  }
}

private func admits(_ metadata: JSON?, wanted: JSON?) -> Bool {
  WorkflowQuery(metadata: wanted?.objectValue).admits(metadata: metadata)
}

/// The JSON of an argument, or nil when it is NULL or no JSON.
private func argument(
  _ arguments: UnsafeMutablePointer<OpaquePointer?>?, _ index: Int
) -> JSON? {
  guard let value = arguments?[index], let text = sqlite3_value_text(value) else { return nil }
  let bytes = UnsafeBufferPointer(start: text, count: Int(sqlite3_value_bytes(value)))
  do throws(JSONSyntaxError) {
    return try JSON(parsing: bytes, maxDepth: 1024)
  } catch {
    return nil
  }
}
