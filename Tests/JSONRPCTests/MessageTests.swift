import JSON
import Testing

@testable import JSONRPC

@Suite struct MessageTests {
  private func message(_ text: String) throws -> Message { Message(try JSON(parsing: text)) }

  /// The id and code of a refusal, or nil when the message was accepted.
  private func refusal(_ text: String) throws -> [JSON]? {
    guard case .invalid(let id, let error) = try message(text) else { return nil }
    return [id?.json ?? .null, JSON(error.code)]
  }

  @Test(arguments: ["7", "-1", "0", "\"7\"", "\"\"", "9223372036854775807", "18446744073709551616"])
  func `an id is echoed with its type and every digit`(id: String) throws {
    let parsed = try message("{\"jsonrpc\":\"2.0\",\"id\":\(id),\"method\":\"m\"}")
    guard case .request(let request) = parsed else {
      Issue.record("\(id) was refused")
      return
    }
    let response = Response.bytes(.success(.null), id: request.id)
    #expect(
      String(decoding: response, as: UTF8.self)
        == "{\"jsonrpc\":\"2.0\",\"id\":\(id),\"result\":null}")
  }

  @Test(arguments: ["null", "1.5", "true", "{}", "[]", "1e400"])
  func `an id that is no string or integer is refused`(id: String) throws {
    let text = "{\"jsonrpc\":\"2.0\",\"id\":\(id),\"method\":\"m\"}"
    #expect(try refusal(text) == [.null, -32600])
  }

  @Test(arguments: [
    #"{"id":1,"method":"m"}"#, #"{"jsonrpc":"1.0","id":1,"method":"m"}"#,
    #"{"jsonrpc":2.0,"id":1,"method":"m"}"#, #"{"jsonrpc":"2.0","id":1,"method":1}"#,
    #"{"jsonrpc":"2.0","id":1,"method":"m","params":"bar"}"#, #"{"jsonrpc":"2.0","id":1}"#,
    #"{"jsonrpc":"2.0","id":1,"method":"m","params":5}"#,
  ])
  func `what is no request is refused under its id`(text: String) throws {
    #expect(try refusal(text) == [1, -32600])
  }

  @Test(arguments: ["1", "\"x\"", "null", "true"])
  func `a message is an object`(text: String) throws {
    #expect(try refusal(text) == [.null, -32600])
  }

  @Test func `null params count as absent`() throws {
    let parsed = try message(#"{"jsonrpc":"2.0","id":1,"method":"m","params":null}"#)
    #expect(parsed == .request(Request(id: .integer(1), method: "m")))
  }

  @Test func `params by position are handed on`() throws {
    let parsed = try message(#"{"jsonrpc":"2.0","method":"m","params":[1,{"_meta":{}}]}"#)
    #expect(parsed == .notification(Notification(method: "m", params: [1, ["_meta": [:]]])))
  }

  @Test func `a misspelt member is refused with what was meant`() throws {
    guard
      case .invalid(let id, let error) = try message(
        #"{"jsonrpc":"2.0","id":1,"method":"m","parms":{}}"#)
    else {
      Issue.record("it was accepted")
      return
    }
    #expect(id == .integer(1))
    #expect(error.code == -32602)
    #expect(error.data?["path"] == "/parms")
    #expect(error.data?["didYouMean"] == "params")
  }

  @Test func `a request with a result or an error is refused`() throws {
    let text = #"{"jsonrpc":"2.0","id":1,"method":"m","result":1}"#
    #expect(try refusal(text) == [1, -32602])
  }

  @Test func `_meta may stand beside the method`() throws {
    let parsed = try message(#"{"jsonrpc":"2.0","id":1,"method":"m","_meta":{"trace":1}}"#)
    #expect(parsed == .request(Request(id: .integer(1), method: "m")))
  }

  @Test func `responses are told from requests`() throws {
    let success = try message(#"{"jsonrpc":"2.0","id":"r1","result":null}"#)
    #expect(success == .response(Response(id: .string("r1"), result: .success(.null))))
    let failure = try message(
      #"{"jsonrpc":"2.0","id":"r1","result":null,"error":{"code":5,"message":"no","data":[1]}}"#)
    let error = RPCError(code: 5, message: "no", data: [1])
    #expect(failure == .response(Response(id: .string("r1"), result: .failure(error))))
  }

  @Test func `a response without its version is taken all the same`() throws {
    let parsed = try message(#"{"id":"r1","result":1,"error":null}"#)
    #expect(parsed == .response(Response(id: .string("r1"), result: .success(1))))
  }

  @Test func `a peer's error without a code is an internal error that says so`() {
    let error = RPCError(json: ["message": "no"])
    #expect(error.code == -32603)
    #expect(error.message.contains("{\"message\":\"no\"}"))
  }
}

@Suite struct RPCErrorTests {
  @Test(arguments: [
    (RPCError.parseError("x", offset: 3), -32700, "parseError", false),
    (.invalidRequest("x"), -32600, "invalidRequest", false),
    (.methodNotFound("x"), -32601, "methodNotFound", false),
    (.invalidParams("x"), -32602, "invalidParams", false),
    (.internalError("x"), -32603, "internalError", false),
    (.cancelled, -32800, "cancelled", false),
    (.notInitialized, -32002, "notInitialized", false),
    (.limitExceeded("x", size: 2, limit: 1), 1006, "limitExceeded", false),
    (.overloaded(limit: 1, retryAfterMs: 5), 1008, "overloaded", true),
  ])
  func `every error has its code, its stable name and whether to retry`(
    error: RPCError, code: Int, type: String, isRetryable: Bool
  ) {
    #expect(error.json["code"] == JSON(code))
    #expect(error.json["data"]?["type"] == .string(type))
    #expect(error.json["data"]?["retryable"] == .bool(isRetryable))
    #expect(error.type == type)
    #expect(RPCError(json: error.json) == error)
  }

  @Test func `facts stand beside the name`() {
    let error = RPCError.limitExceeded("x", path: .root.appending("steps"), size: 9, limit: 8)
    #expect(error.data?["path"] == "/steps")
    #expect(error.data?["size"] == 9)
    #expect(error.data?["limit"] == 8)
    #expect(RPCError.overloaded(limit: 1, retryAfterMs: 250).data?["retryAfterMs"] == 250)
  }
}
