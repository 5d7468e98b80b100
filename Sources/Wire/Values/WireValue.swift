public import JSON

/// A value that stands in a message of the protocol: it can be read, written and described.
public protocol WireValue: Sendable, Equatable {
  /// Reads the value; the place in a thrown `Misfit` is relative to this value.
  init(json: JSON, _ strictness: Strictness) throws(Misfit)

  /// The value as it is sent.
  var json: JSON { get }

  /// The JSON Schema (2020-12) of all such values; what has a name of its own goes to `catalog`.
  static func schema(in catalog: inout Catalog) -> JSON
}

/// What becomes of members that the protocol does not name.
public enum Strictness: Sendable {
  /// They are refused, as in the params of a request, where they are mostly misspelt.
  case strict
  /// They are ignored, as in results, where they come from a newer peer.
  case tolerant
}
