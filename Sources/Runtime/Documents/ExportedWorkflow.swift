import Digests
import Engine
public import JSON

/// A whole workflow as one JSON object, to be kept or carried to another store.
///
/// `{format, version, checksum, workflow, definition, events, threads}`. The events are those of the
/// store, numbered from 1 without a gap; the definition stands beside the first instead of inside
/// it. Messages whose text an event brought refer to it by `contentFrom: {seq, member}`. Nothing in
/// it depends on the store, so the same workflow gives the same document everywhere.
public struct ExportedWorkflow: Sendable, Equatable {
  /// What `format` says.
  public static let format = "stepwell.workflow"
  /// The `version` of this form.
  public static let version = 1

  /// The document as it is written.
  public let json: JSON.Object

  init(json: JSON.Object) { self.json = json }

  /// The id of the workflow it tells of.
  public var workflow: String? { json["workflow"]?["id"]?.stringValue }

  /// The events as they stand in the document.
  var events: [JSON] { json["events"]?.arrayValue ?? [] }

  /// Whether `later` tells of the same workflow, at the same place or further on.
  public func isContinued(by later: ExportedWorkflow) -> Bool {
    workflow == later.workflow && json["definition"] == later.json["definition"]
      && events.count <= later.events.count
      && zip(events, later.events).allSatisfy { $0 == $1 }
  }

  // MARK: The checksum

  /// `sha256:` and the hash of all other members, sorted by name and without white space.
  ///
  /// A number counts by its value: on the way a document may pass through programs for which 1.0 and
  /// 1 are the same.
  static func checksum(of document: JSON.Object) -> String {
    var rest = document
    rest["checksum"] = nil
    let text = JSON.object(rest).withPlainNumbers.canonicalText
    return "sha256:" + SHA256.hexadecimal(of: Array(text.utf8))
  }

  /// What the document says of the workflow its events lead to.
  static func summary(of workflow: Workflow, key: String?) -> JSON {
    var summary: JSON.Object = [
      "id": .string(workflow.id), "name": .string(workflow.definition.name),
      "status": .string(workflow.status.rawValue), "generation": JSON(workflow.generation),
      "events": JSON(workflow.version), "createdAt": .string("\(workflow.createdAt)"),
      "updatedAt": .string("\(workflow.updatedAt)"),
    ]
    summary["idempotencyKey"] = key.map(JSON.string)
    return .object(summary)
  }
}

extension JSON {
  /// The value with whole numbers as integers, however they were written.
  fileprivate var withPlainNumbers: JSON {
    switch self {
    case .double(let value):
      Int64(exactly: value).map { abs($0) < 1 << 53 ? .int($0) : self } ?? self
    case .array(let elements): .array(elements.map(\.withPlainNumbers))
    case .object(let object):
      .object(
        Object(members: object.map { .init(key: $0.key, value: $0.value.withPlainNumbers) }))
    case .null, .bool, .int, .number, .string: self
    }
  }
}
