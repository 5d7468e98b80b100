/// Commands that somebody waits for; several of them go out together.
struct Request: Sendable {
  let commands: [Command]
  let reply: CheckedContinuation<Result<[Reply], Trouble>, Never>
}

extension [Request] {
  /// Gives each its part of the replies to all commands, or the trouble they met together.
  func settle(_ result: Result<[Reply], Trouble>) {
    switch result {
    case .success(let replies):
      var rest = replies[...]
      for request in self {
        request.reply.resume(returning: .success(Array<Reply>(rest.prefix(request.commands.count))))
        rest = rest.dropFirst(request.commands.count)
      }
    case .failure(let trouble):
      for request in self { request.reply.resume(returning: .failure(trouble)) }
    }
  }
}
