import JSON
import Synchronization

@testable import JSONRPC

/// A handler that does as the test says, method by method.
struct ScriptedHandler: Handler {
  typealias Method = @Sendable (Request, Connection) -> Answer

  var methods: [String: Method] = ["echo": { request, _ in .answered(request.params ?? .null) }]
  var waitingMethods: Set<String> = ["wait"]
  let notifications = Mailbox<Notification>()
  /// The replies of the methods that keep them.
  let replies = Mailbox<Reply>()

  init(_ methods: [String: Method] = [:]) {
    self.methods.merge(methods) { $1 }
    let replies = replies
    let keep: Method = { _, _ in .later { replies.put($0) } }
    self.methods.merge(["keep": keep, "wait": keep, "initialize": keep]) { own, _ in own }
  }

  func kind(of request: Request) -> RequestKind {
    waitingMethods.contains(request.method) ? .waiting : .ordinary
  }

  func receive(_ request: Request, on connection: Connection) -> Answer {
    guard let method = methods[request.method] else {
      return .refused(.methodNotFound(request.method))
    }
    return method(request, connection)
  }

  func receive(_ notification: Notification, on connection: Connection) {
    notifications.put(notification)
  }
}

/// The code of the error in a response.
func code(_ response: JSON) -> Int? { response["error"]?["code"]?.intValue }

/// What becomes of a request of ours.
func outcome(of method: String, on connection: Connection) async -> Result<JSON, RPCError> {
  do throws(RPCError) {
    return .success(try await connection.request(method))
  } catch {
    return .failure(error)
  }
}

/// Asks the peer in a task of its own.
func asking(_ connection: Connection, _ method: String) -> Task<Result<JSON, RPCError>, Never> {
  Task { await outcome(of: method, on: connection) }
}
