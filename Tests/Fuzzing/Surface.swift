/// A part of the program that reads what strangers wrote.
///
/// Whatever it is given, it must answer: with a value that keeps the law of the surface, or with a
/// refusal that has words and a place. Crashes and loops are found by whoever calls it.
public struct Surface: Sendable {
  /// What is wrong with an answer, as a sentence; nil when it is in order.
  typealias Law = @Sendable (_ text: [UInt8], _ chance: inout Chance) -> String?

  public let name: String
  private let mutation: Mutation
  private let law: Law

  init(
    _ name: String, corpus: [String], tokens: [String], isJSON: Bool = false, law: @escaping Law
  ) {
    self.name = name
    self.law = law
    mutation = Mutation(
      tokens: tokens.map { Array($0.utf8) }, corpus: corpus.map { Array($0.utf8) },
      isJSON: isJSON)
  }

  public static let all: [Surface] = [
    .json, .framing, .params, .definitions, .expressions, .templates, .schemas, .patterns, .yaml,
  ]

  /// What a seed is made into.
  public func text(of seed: UInt64) -> [UInt8] {
    var chance = Chance(seed: seed)
    return mutation.text(&chance)
  }

  /// Hands in what a seed is made into; a sentence if a law was broken.
  public func violation(of seed: UInt64) -> String? {
    var chance = Chance(seed: seed)
    let text = mutation.text(&chance)
    return law(text, &chance)
  }
}
