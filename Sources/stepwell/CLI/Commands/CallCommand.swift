import ArgumentParser
import JSON
import JSONRPC
import Runtime
import Wire

/// `stepwell call METHOD [PARAMS]`: any request of the protocol.
struct CallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "call",
    abstract: "Send one request of the protocol and print its result.",
    discussion: """
      Notifications that come before the result are printed to standard error, one a line. \
      stepwell protocol lists the methods.
      """)

  @Argument(
    help: "The method, such as workflow/get.",
    completion: .list(Methods.served.filter { !$0.isNotification }.map { $0.name }))
  var method: String

  @Argument(
    help: ArgumentHelp(
      "The params: a JSON object; @FILE reads them from a file, - from standard input.",
      valueName: "params|@file|-"))
  var params: String?

  @OptionGroup(title: "The store") var engine: EngineOptions

  func run() async throws {
    let params = try params.map { text throws(CommandFailure) in
      try ValueText.json(text, called: "PARAMS")
    }
    let result = try await EngineClient.with(
      engine, as: .asked,
      listener: { notification in
        StandardError.write(
          JSON.object([
            "method": .string(notification.method), "params": notification.params ?? .null,
          ]).text)
      }
    ) { client in
      try await client.call(method, params ?? [:])
    }
    StandardOutput.write(pretty: result)
  }
}
