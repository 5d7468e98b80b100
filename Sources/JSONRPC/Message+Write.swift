import JSON

extension Response {
  /// The response as JSON.
  static func bytes(_ result: Result<JSON, RPCError>, id: RequestID?) -> [UInt8] {
    var output: [UInt8] = []
    write(result, id: id, to: &output)
    return output
  }

  /// Appends the response as JSON.
  static func write(
    _ result: Result<JSON, RPCError>, id: RequestID?, to output: inout [UInt8]
  ) {
    append(#"{"jsonrpc":"2.0","id":"#, to: &output)
    (id?.json ?? .null).write(to: &output)
    switch result {
    case .success(let value):
      append(#","result":"#, to: &output)
      value.write(to: &output)
    case .failure(let error):
      append(#","error":"#, to: &output)
      error.json.write(to: &output)
    }
    append("}", to: &output)
  }
}

extension Request {
  /// The request as JSON.
  var bytes: [UInt8] { callBytes(id: id, method: method, params: params) }
}

extension Notification {
  /// The notification as JSON.
  var bytes: [UInt8] { callBytes(id: nil, method: method, params: params) }
}

private func callBytes(id: RequestID?, method: String, params: JSON?) -> [UInt8] {
  var output: [UInt8] = []
  append(#"{"jsonrpc":"2.0""#, to: &output)
  if let id {
    append(#","id":"#, to: &output)
    id.json.write(to: &output)
  }
  append(#","method":"#, to: &output)
  JSON.string(method).write(to: &output)
  if let params {
    append(#","params":"#, to: &output)
    params.write(to: &output)
  }
  append("}", to: &output)
  return output
}

private func append(_ text: StaticString, to output: inout [UInt8]) {
  output.append(
    contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
}
