public import JSON

extension Array: WireValue where Element: WireValue {
  public init(json: JSON, _ strictness: Strictness) throws(Misfit) {
    guard case .array(let elements) = json else { throw Misfit(expected: "an array", found: json) }
    self = []
    reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      do throws(Misfit) {
        append(try Element(json: element, strictness))
      } catch {
        throw error.inside(index)
      }
    }
  }

  public var json: JSON { .array(map(\.json)) }

  public static func schema(in catalog: inout Catalog) -> JSON {
    ["type": "array", "items": Element.schema(in: &catalog)]
  }
}

extension Dictionary: WireValue where Key == String, Value: WireValue {
  public init(json: JSON, _ strictness: Strictness) throws(Misfit) {
    self = [:]
    for member in try JSON.Object(json: json, strictness) {
      do throws(Misfit) {
        self[member.key] = try Value(json: member.value, strictness)
      } catch {
        throw error.inside(member.key)
      }
    }
  }

  /// An object whose members are sorted by name, so that equal values give equal text.
  public var json: JSON {
    let sorted = self.sorted { $0.key < $1.key }
    return .object(JSON.Object(members: sorted.map { .init(key: $0.key, value: $0.value.json) }))
  }

  public static func schema(in catalog: inout Catalog) -> JSON {
    ["type": "object", "additionalProperties": Value.schema(in: &catalog)]
  }
}

extension JSON.Object: WireValue {
  public init(json: JSON, _ strictness: Strictness) throws(Misfit) {
    guard case .object(let object) = json else { throw Misfit(expected: "an object", found: json) }
    self = object
  }

  public var json: JSON { .object(self) }

  public static func schema(in catalog: inout Catalog) -> JSON { ["type": "object"] }
}
