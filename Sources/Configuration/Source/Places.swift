/// Where a value and its parts stand in their text: a tree of the same shape as the value.
struct Places: Sendable, Equatable {
  /// The offset of the value's first byte.
  var value: Int
  /// The offsets of an object's keys, in the order of its members; empty for arrays and scalars.
  var keys: [Int] = []
  /// The places of an object's values or of an array's elements.
  var children: [Places] = []
}
