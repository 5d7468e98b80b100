/// Small accidents that happen to texts.
struct Mutation {
  /// What breaks readers of any kind: ends of ranges, bad UTF-8, marks that look like line ends.
  private static let universal: [[UInt8]] =
    [
      "0", "-1", "1e999", "9223372036854775808", "18446744073709551616", "null", "\u{0}",
      "\u{FEFF}", "\u{2028}", "\u{85}", "\r\n", "e\u{301}", "😀", "\\ud800",
    ].map { Array($0.utf8) } + [[0xC0], [0xED, 0xA0, 0x80], [0xFF], [0xE2, 0x80], [0xF0, 0x9F]]

  /// Words and marks of the language that is mutated.
  let tokens: [[UInt8]]
  /// Texts of which parts may get into others.
  let corpus: [[UInt8]]
  /// Whether what lies behind the parser of JSON is meant: then most of the texts stay JSON.
  let isJSON: Bool

  /// One of the corpus after up to six accidents; now and then as it is.
  func text(_ chance: inout Chance) -> [UInt8] {
    if isJSON, chance.below(4) != 0 { return tree(&chance) }
    var text = chance.one(of: corpus)
    for _ in 0..<chance.below(7) { strike(&text, &chance) }
    return text
  }

  private func strike(_ text: inout [UInt8], _ chance: inout Chance) {
    let start = chance.below(text.count + 1)
    let end = min(text.count, start + chance.below(1 << chance.below(7)))
    switch chance.below(9) {
    case 0: text.removeSubrange(start..<end)
    case 1: text.insert(contentsOf: text[start..<end], at: start)
    case 2: text.insert(UInt8(truncatingIfNeeded: chance.next()), at: start)
    case 3: text.removeSubrange(start...)
    case 4: text.insert(contentsOf: chance.one(of: Self.universal), at: start)
    case 5: text.replaceSubrange(start..<end, with: chance.one(of: tokens))
    case 6: text.insert(contentsOf: part(of: chance.one(of: corpus), &chance), at: start)
    case 7: repeatPart(of: &text, start..<end, &chance)
    default: text.insert(contentsOf: chance.one(of: tokens), at: start)
    }
  }

  private func part(of other: [UInt8], _ chance: inout Chance) -> ArraySlice<UInt8> {
    let start = chance.below(other.count)
    return other[start..<min(other.count, start + chance.below(40))]
  }

  /// What nests or grows does it at its worst when it is repeated.
  private func repeatPart(
    of text: inout [UInt8], _ range: Range<Int>, _ chance: inout Chance
  ) {
    let part = Array(text[range].prefix(12))
    for _ in 0..<(1 << chance.below(9)) { text.insert(contentsOf: part, at: range.lowerBound) }
  }
}
