/// A step as it is named in an iteration: `draft[2][0]` is `draft` in the first iteration of the third.
struct StepInstance {
  let name: String
  let indices: [Int]

  /// Nil for a name without indices.
  init?(_ reference: String) {
    guard reference.utf8.last == UInt8(ascii: "]"), let bracket = reference.firstIndex(of: "[")
    else { return nil }
    let texts = reference[bracket...].split(separator: "[").map { Int($0.dropLast()) }
    name = String(reference[..<bracket])
    indices = texts.compactMap(\.self)
    guard !indices.isEmpty, indices.count == texts.count else { return nil }
  }

  /// The path with the indices in the places of `*`; nil where there are more or fewer of them.
  func path(in pattern: String) -> String? {
    var rest = indices[...]
    let parts = pattern.split(separator: "/").map { part in
      part == "*" ? rest.popFirst().map(String.init) : String(part)
    }
    let known = parts.compactMap(\.self)
    return rest.isEmpty && known.count == parts.count ? known.joined(separator: "/") : nil
  }
}
