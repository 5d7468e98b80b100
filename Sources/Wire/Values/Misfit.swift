public import JSON

/// Why a JSON value is not what the protocol expects, and where.
public struct Misfit: Error, Equatable {
  /// What is wrong as the end of a sentence whose subject is the place: "must be a string, …".
  public let problem: String
  /// The name that was probably meant.
  public let didYouMean: String?
  /// The place of the value, relative to what was being read.
  public private(set) var place = JSONPointer.root

  init(_ problem: String, didYouMean: String? = nil) {
    self.problem = problem
    self.didYouMean = didYouMean
  }

  init(expected: String, found: JSON) {
    let advice = found.isNull ? "; leave it out to say nothing" : ""
    self.init("must be \(expected), not \(found.kindWithArticle)\(advice)")
  }

  init(unknown word: String, among names: some Sequence<String>) {
    let near = suggestion(for: word, among: names)
    let question = near.map { "; did you mean \"\($0)\"?" } ?? ""
    self.init("is not a member known here\(question)", didYouMean: near)
  }

  /// The same misfit seen from the object that holds the value as member `key`.
  func inside(_ key: String) -> Misfit { moved(below: JSONPointer.root.appending(key)) }

  /// The same misfit seen from the array that holds the value at `index`.
  func inside(_ index: Int) -> Misfit { moved(below: JSONPointer.root.appending(index)) }

  private func moved(below outer: JSONPointer) -> Misfit {
    var moved = self
    moved.place = JSONPointer("\(outer)\(place)") ?? outer
    return moved
  }

  /// The whole sentence; `subject` names what was being read, such as "params".
  public func sentence(about subject: String) -> String {
    "\(place == .root ? subject : "\(subject): \(place)") \(problem)"
  }
}

extension JSON {
  fileprivate var kindWithArticle: String {
    switch self {
    case .null: kind
    case .int, .array, .object: "an \(kind)"
    case .bool, .double, .number, .string: "a \(kind)"
    }
  }
}
