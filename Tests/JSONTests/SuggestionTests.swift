import JSON
import Testing

@Suite struct SuggestionTests {
  @Test(
    arguments: [
      ("nmae", "name"), ("Name", "name"), ("retires", "retries"), ("timeot", "timeout"),
      ("maxConcurency", "maxConcurrency"), ("zzz", nil), ("x", nil), ("", nil),
    ] as [(String, String?)])
  func `the nearest word is suggested, and only when it is near`(
    _ word: String, _ expected: String?
  ) {
    let words = ["name", "retries", "timeout", "maxConcurrency"]
    #expect(suggestion(for: word, among: words) == expected)
  }
}
