public import JSON
public import Store
public import Time

/// One version of a template: a definition under a name, which never changes.
public struct TemplateRecord: Sendable, Equatable {
  public var name: String
  /// From 1.
  public var version: Int
  public var definition: JSON
  /// The JSON Schema its input has to satisfy, or nil.
  public var inputSchema: JSON?
  public var createdAt: Instant

  public init(
    name: String, version: Int, definition: JSON, inputSchema: JSON?, createdAt: Instant
  ) {
    self.name = name
    self.version = version
    self.definition = definition
    self.inputSchema = inputSchema
    self.createdAt = createdAt
  }

  /// Whether the other says the same, under whatever version.
  public func isLike(_ other: TemplateRecord) -> Bool {
    definition == other.definition && inputSchema == other.inputSchema
  }

  static let kind = "template"

  /// Versions of one name stand together, in their order: no name has a tab or more than nine
  /// digits of version.
  public static func id(_ name: String, _ version: Int) -> DocumentID {
    let digits = String(version)
    let zeros = String(repeating: "0", count: max(0, 9 - digits.utf8.count))
    return DocumentID(kind: kind, key: "\(name)\t\(zeros)\(digits)")
  }

  public var id: DocumentID { Self.id(name, version) }

  /// The record as a store keeps it.
  public var document: DocumentRecord {
    var body: JSON.Object = [
      "name": .string(name), "version": JSON(version), "definition": definition,
    ]
    body["inputSchema"] = inputSchema
    body.append("createdAt", .string("\(createdAt)"))
    return DocumentRecord(id: id, body: .object(body))
  }

  init?(_ document: DocumentRecord) {
    let body = document.body
    guard let name = body["name"]?.stringValue, let version = body["version"]?.intValue,
      let definition = body["definition"],
      let createdAt = body["createdAt"]?.stringValue.flatMap({ Instant($0) })
    else { return nil }
    self.init(
      name: name, version: version, definition: definition, inputSchema: body["inputSchema"],
      createdAt: createdAt)
  }
}

/// What is known of all versions of a template together.
public struct TemplateHead: Sendable, Equatable {
  public var name: String
  /// The last version; nil when all were deleted.
  public var last: Int?
  /// The number of the version to come: none is given twice.
  public var next = 1
  /// The hash of the file's definition that was taken up last; nil where no file was.
  public var fileDigest: String?
  /// How often it was written; 0: never.
  public private(set) var revision = 0

  public init(name: String) { self.name = name }

  static let kind = "templateName"

  public var id: DocumentID { DocumentID(kind: Self.kind, key: name) }

  /// That nobody else has written it since it was read.
  public var unchanged: Guard {
    revision == 0 ? .documentAbsent(id) : .document(id, revision: revision)
  }

  /// The record as a store keeps it.
  public var document: DocumentRecord {
    var body: JSON.Object = ["next": JSON(next)]
    body["last"] = last.map { JSON($0) }
    body["fileDigest"] = fileDigest.map(JSON.string)
    return DocumentRecord(id: id, body: .object(body))
  }

  init(_ document: DocumentRecord) {
    name = document.id.key
    last = document.body["last"]?.intValue
    next = document.body["next"]?.intValue ?? 1
    fileDigest = document.body["fileDigest"]?.stringValue
    revision = document.revision
  }
}
