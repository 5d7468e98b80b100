public import JSON

/// The documents made from `Methods.all`: what other programs and people know the protocol by.
public enum ProtocolDocuments {
  /// The major version of the protocol.
  public static let version = 1

  /// The JSON Schema of everything on the wire.
  ///
  /// Its root is a workflow definition, so that an editor can be pointed at it; `$defs` hold every
  /// object, params and result by name.
  public static let schema: JSON = schemaDocument()

  /// The OpenRPC document, which `rpc.discover` answers.
  public static let openRPC: JSON = openRPCDocument()

  /// The reference for people, in Markdown.
  public static let reference: String = referenceText()
}
