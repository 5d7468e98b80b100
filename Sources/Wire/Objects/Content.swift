public import JSON

/// What a message says: text, or blocks of which each names its type, as MCP and others have them.
public enum Content: WireValue {
  case text(String)
  case blocks([JSON])

  public init(json: JSON, _ strictness: Strictness) throws(Misfit) {
    switch json {
    case .string(let text): self = .text(text)
    case .array(let blocks): self = .blocks(try Self.checked(blocks))
    case .null, .bool, .int, .double, .number, .object:
      throw Misfit(expected: "a string or an array of content blocks", found: json)
    }
  }

  private static func checked(_ blocks: [JSON]) throws(Misfit) -> [JSON] {
    for (index, block) in blocks.enumerated() {
      guard let type = block["type"], type.stringValue != nil else {
        throw Misfit("must be an object with a \"type\", such as \"text\"").inside(index)
      }
    }
    return blocks
  }

  public var json: JSON {
    switch self {
    case .text(let text): .string(text)
    case .blocks(let blocks): .array(blocks)
    }
  }

  public static func schema(in catalog: inout Catalog) -> JSON {
    catalog.reference(to: "Content") { _ in
      let block: JSON = [
        "type": "object", "properties": ["type": ["type": "string"]], "required": ["type"],
      ]
      return [
        "description": "Text, or content blocks such as `{\"type\": \"text\", \"text\": \"…\"}`.",
        "anyOf": [["type": "string"], ["type": "array", "items": block]],
      ]
    }
  }
}
