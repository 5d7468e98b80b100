extension JSON {
  /// The members of a JSON object in the order they were written.
  ///
  /// Two objects are equal when they have the same members, in whatever order. Looking a member up
  /// is linear: objects on the wire are small; build a dictionary where yours is not.
  public struct Object: Sendable {
    /// One name and its value.
    public struct Member: Sendable {
      public var key: String
      public var value: JSON

      public init(key: String, value: JSON) {
        self.key = key
        self.value = value
      }
    }

    public private(set) var members: [Member]

    public init() { members = [] }

    /// The members as given; the caller answers for distinct names.
    public init(members: [Member]) { self.members = members }

    /// The pairs in order; a later pair replaces an earlier one of the same name.
    public init(_ pairs: some Sequence<(String, JSON)>) {
      members = []
      for (key, value) in pairs { self[key] = value }
    }

    public subscript(key: String) -> JSON? {
      get {
        for member in members where member.key.isExactly(key) { return member.value }
        return nil
      }
      set {
        guard let index = members.firstIndex(where: { $0.key.isExactly(key) }) else {
          if let newValue { members.append(Member(key: key, value: newValue)) }
          return
        }
        if let newValue { members[index].value = newValue } else { members.remove(at: index) }
      }
    }

    public var keys: [String] { members.map(\.key) }
    public var count: Int { members.count }
    public var isEmpty: Bool { members.isEmpty }

    /// Adds a member known to be new, without looking for one of the same name.
    public mutating func append(_ key: String, _ value: JSON) {
      members.append(Member(key: key, value: value))
    }
  }
}

extension JSON.Object: Sequence {
  public func makeIterator() -> some IteratorProtocol<Member> { members.makeIterator() }
}

extension JSON.Object: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, JSON)...) { self.init(elements) }
}
