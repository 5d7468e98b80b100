import Glibc
import JSON
import Testing

/// Mutated documents: whatever the bytes, the parser answers, and what it accepts it can write.
///
/// `STEPWELL_FUZZ_SEED` replays one seed.
@Suite struct ParserFuzzTests {
  private static let seeds: [UInt64] = {
    let given = getenv("STEPWELL_FUZZ_SEED").flatMap { UInt64(String(cString: $0)) }
    return given.map { [$0] } ?? [11, 12, 13, 14]
  }()

  private static let fragments =
    [
      "\\u", "\\ud800", "\\udc00", "\"", "\\", "{", "}", "[", "]", ",", ":", "null", "true", "-",
      "0",
      "1e999", "1.", "e+", "\u{FEFF}", "\u{2028}", "\n", "\u{0}", "[[[[[[[[", "{\"a\":", "//", "é",
    ].map { Array($0.utf8) } + [[0xC0], [0xED, 0xA0, 0x80], [0xFF], [0xE2, 0x80], [0xF0, 0x9F]]

  @Test(arguments: seeds)
  func `mutated documents are refused or read, never fatal`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<1500 {
      var bytes = random.value(depth: 4).bytes
      for _ in 0..<Int.random(in: 0...4, using: &random) { mutate(&bytes, using: &random) }
      check(bytes, seed)
    }
  }

  private func mutate(_ bytes: inout [UInt8], using random: inout SeededGenerator) {
    let start = Int.random(in: 0...bytes.count, using: &random)
    let end = min(bytes.count, start + Int.random(in: 0...8, using: &random))
    switch Int.random(in: 0..<5, using: &random) {
    case 0: bytes.removeSubrange(start..<end)
    case 1: bytes.insert(contentsOf: bytes[start..<end], at: start)
    case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: start)
    case 3: bytes.removeSubrange(start...)
    default:
      bytes.insert(contentsOf: Self.fragments.randomElement(using: &random) ?? [], at: start)
    }
  }

  private func check(_ bytes: [UInt8], _ seed: UInt64) {
    do throws(JSONSyntaxError) {
      let value = try JSON(parsing: bytes)
      let written = value.bytes
      #expect(try JSON(parsing: written) == value, "seed \(seed): \(bytes)")
      #expect(try JSON(parsing: written).bytes == written, "seed \(seed): \(bytes)")
      #expect(String(validating: bytes, as: UTF8.self) != nil, "seed \(seed): \(bytes)")
    } catch {
      #expect((0...bytes.count).contains(error.offset), "seed \(seed): \(bytes)")
      #expect(!error.message.isEmpty)
    }
  }
}
