public import JSON

extension Value {
  /// The entries of a map in their order; those of a JSON object are converted as they are read.
  public struct Map: Sendable {
    struct Entry {
      let key: Value
      var value: Value
    }

    enum Storage {
      case entries([Entry], index: [Key: Int])
      case json(JSON.Object)
    }

    let storage: Storage

    /// The members of a JSON object, without looking at them.
    public init(_ object: JSON.Object) { storage = .json(object) }

    /// A map of text to values.
    public init(_ values: [String: Value]) {
      self.init(
        entries: values.sorted { $0.key < $1.key }.map {
          Entry(key: .string($0.key), value: $0.value)
        })
    }

    /// Entries with distinct keys.
    init(entries: [Entry]) {
      var index: [Key: Int] = [:]
      if entries.count > Self.scanned {
        for (position, entry) in entries.enumerated() {
          if let key = Key(entry.key) { index[key] = position }
        }
      }
      storage = .entries(entries, index: index)
    }

    /// Up to this many entries comparing is faster than an index.
    static let scanned = 8

    /// The number of entries.
    public var count: Int {
      switch storage {
      case .entries(let entries, _): entries.count
      case .json(let object): object.count
      }
    }

    /// The value of a text key, or nil where there is none.
    public subscript(name: String) -> Value? { self[.string(name)] }

    subscript(key: Key) -> Value? {
      switch storage {
      case .entries(let entries, let index):
        if entries.count > Self.scanned { return index[key].map { entries[$0].value } }
        return entries.first { Key($0.key) == key }?.value
      case .json(let object):
        guard case .string(let name) = key else { return nil }
        return object.first { $0.key.hasSameBytes(as: name) }.map { Value($0.value) }
      }
    }

    /// The entry at a position, 0 the first.
    func entry(at position: Int) -> Entry {
      switch storage {
      case .entries(let entries, _): return entries[position]
      case .json(let object):
        let member = object.members[position]
        return Entry(key: .string(member.key), value: Value(member.value))
      }
    }

    /// The names among the keys, for a suggestion.
    var names: [String] {
      switch storage {
      case .entries(let entries, _):
        entries.compactMap { if case .string(let name) = $0.key { name } else { nil } }
      case .json(let object): object.keys
      }
    }

    /// What finding a key costs, in units of work.
    var lookupCost: Int {
      switch storage {
      case .entries: 1
      case .json(let object): 1 + object.count / 16
      }
    }
  }

  /// A key of a map. Numbers are one key however they are written: `1`, `1u` and `1.0`.
  enum Key {
    case bool(Bool)
    case int(Int64)
    /// Beyond the range of `int`.
    case uint(UInt64)
    case string(String)
  }
}

extension Value.Key {
  /// The key a value stands for, or nil for one that can be no key.
  init?(_ value: Value) {
    switch value {
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .int(value)
    case .uint(let value): self = Int64(exactly: value).map(Self.int) ?? .uint(value)
    case .double(let value):
      guard let key = Int64(exactly: value).map(Self.int) ?? UInt64(exactly: value).map(Self.uint)
      else { return nil }
      self = key
    case .string(let text): self = .string(text)
    case .null, .bytes, .list, .map, .timestamp, .duration, .type, .optional: return nil
    }
  }
}

extension Value.Key: Hashable {
  // Swift holds canonically equivalent strings for equal, CEL only identical ones. Identical strings
  // have equal hashes, so the hash of a string serves both.
  static func == (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.bool(let left), .bool(let right)): left == right
    case (.int(let left), .int(let right)): left == right
    case (.uint(let left), .uint(let right)): left == right
    case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
    case (.bool, _), (.int, _), (.uint, _), (.string, _): false
    }
  }

  func hash(into hasher: inout Hasher) {
    switch self {
    case .bool(let value): hasher.combine(value)
    case .int(let value): hasher.combine(value)
    case .uint(let value): hasher.combine(value)
    case .string(let text): hasher.combine(text)
    }
  }
}

extension String {
  /// Whether both are the same scalars in the same order, without Unicode normalization.
  func hasSameBytes(as other: String) -> Bool {
    utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
  }
}
