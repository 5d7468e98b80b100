public import JSON

extension Value {
  /// The elements of a list; those of a JSON array are converted as they are read.
  public struct List: Sendable {
    enum Storage {
      case values([Value])
      case json([JSON])
    }

    let storage: Storage

    /// A list of these values.
    public init(_ values: [Value]) { storage = .values(values) }

    /// A list of the elements of a JSON array, without looking at them.
    public init(_ elements: [JSON]) { storage = .json(elements) }

    /// The elements as an array of values.
    var values: [Value] {
      switch storage {
      case .values(let values): values
      case .json(let elements): elements.map { Value($0) }
      }
    }
  }
}

extension Value.List: RandomAccessCollection {
  /// Always 0.
  public var startIndex: Int { 0 }

  /// The number of elements.
  public var endIndex: Int {
    switch storage {
    case .values(let values): values.count
    case .json(let elements): elements.count
    }
  }

  /// The element at an index from 0; outside of the list it is a bug of the caller.
  public subscript(index: Int) -> Value {
    switch storage {
    case .values(let values): values[index]
    case .json(let elements): Value(elements[index])
    }
  }
}
