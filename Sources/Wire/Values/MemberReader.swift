import JSON

/// Fills an object's properties from JSON and remembers the first thing that was wrong.
struct MemberReader: MemberVisitor {
  private let object: JSON.Object
  private let strictness: Strictness
  private var known: [String] = []
  private var misfit: Misfit?

  init(object: JSON.Object, _ strictness: Strictness) {
    self.object = object
    self.strictness = strictness
    known.reserveCapacity(16)
  }

  mutating func member<Value: WireValue>(_ member: Member, _ value: inout Value?) {
    known.append(member.name)
    value = nil
    guard misfit == nil else { return }
    guard let json = object[member.name] else {
      if member.presence == .required { misfit = Misfit("is required").inside(member.name) }
      return
    }
    do throws(Misfit) {
      if let range = member.range { try check(json, in: range) }
      value = try Value(json: json, strictness)
    } catch {
      misfit = error.inside(member.name)
    }
  }

  private func check(_ json: JSON, in range: ClosedRange<Int>) throws(Misfit) {
    if let text = json.stringValue { return try check(text, in: range) }
    guard let value = json.intValue, !range.contains(value) else { return }
    guard range.upperBound < .max else {
      throw Misfit("must be at least \(range.lowerBound), not \(value)")
    }
    throw Misfit("must be from \(range.lowerBound) to \(range.upperBound), not \(value)")
  }

  private func check(_ text: String, in range: ClosedRange<Int>) throws(Misfit) {
    guard !text.isEmpty || range.contains(0) else { throw Misfit("must not be empty") }
    guard range.upperBound < .max else { return }
    let length = text.unicodeScalars.count
    guard !range.contains(length) else { return }
    throw Misfit("must have at most \(range.upperBound) characters, not \(length)")
  }

  mutating func exclusive(_ members: KeyValuePairs<String, Bool>, isRequired: Bool) {
    let given = members.count { $0.value }
    guard misfit == nil, given > 1 || isRequired && given == 0 else { return }
    let choice = members.map(\.key).joined(separator: " or ")
    misfit =
      given > 1
      ? Misfit("must have only one of \(choice)") : Misfit("must have \(choice)")
  }

  /// Throws what was wrong, if anything was.
  ///
  /// A member that is not known comes first: where a name was misspelt, to say that the right one
  /// is missing would not help.
  func finish(refusesUnknown: Bool, except foreign: [String]) throws(Misfit) {
    if refusesUnknown {
      for key in object.keys where !known.contains(key) && !foreign.contains(key) {
        throw Misfit(unknown: key, among: known + foreign).inside(key)
      }
    }
    if let misfit { throw misfit }
  }
}
