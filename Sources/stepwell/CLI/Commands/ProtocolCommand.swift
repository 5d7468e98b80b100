import ArgumentParser
import Wire

/// `stepwell protocol`: what other programs and people know the protocol by.
struct ProtocolCommand: ParsableCommand {
  /// The documents there are.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case schema, openrpc, reference
  }

  static let configuration = CommandConfiguration(
    commandName: "protocol",
    abstract: "Print the protocol: its reference, JSON Schema or OpenRPC document.")

  @Option(help: "The reference for people in Markdown, or a document for programs.")
  var format = Format.reference

  func run() {
    switch format {
    case .schema: StandardOutput.write(pretty: ProtocolDocuments.schema)
    case .openrpc: StandardOutput.write(pretty: ProtocolDocuments.openRPC)
    case .reference: StandardOutput.write(ProtocolDocuments.reference)
    }
  }
}
