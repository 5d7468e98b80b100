import Testing
import Time

@Suite struct InstantTests {
  @Test(
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.001Z", 1),
      ("1969-12-31T23:59:59.999Z", -1),
      ("2000-02-29T12:00:00Z", 951_825_600_000), ("2026-11-22T18:30:00.25Z", 1_795_372_200_250),
      ("1985-04-12T23:20:50.52Z", 482_196_050_520), ("1996-12-19T16:39:57-08:00", 851_042_397_000),
      ("1937-01-01T12:00:27.87+00:20", -1_041_337_172_130),
      ("1990-12-31T23:59:60Z", 662_687_999_000),
      ("1990-12-31T15:59:60-08:00", 662_687_999_000), ("1970-01-01t00:00:00z", 0),
      ("1970-01-01 00:00:00Z", 0), ("1970-01-01T05:30:00+05:30", 0),
      ("1970-01-01T00:00:00-00:00", 0),
      ("1970-01-01T00:00:00.0009999999Z", 0), ("0000-01-01T00:00:00Z", -62_167_219_200_000),
      ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
      ("2024-02-29T00:00:00Z", 1_709_164_800_000),
      ("1900-02-28T00:00:00Z", -2_203_977_600_000),
    ] as [(String, Int64)])
  func `a date and time is read in milliseconds`(_ text: String, _ milliseconds: Int64) {
    #expect(Instant(text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "", "2026-11-22", "2026-11-22T18:30:00", "2026-11-22T18:30Z", "2026-11-22T18:30:00.Z",
    "2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-04-31T00:00:00Z",
    "2026-00-01T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-32T00:00:00Z",
    "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:61Z", "26-01-01T00:00:00Z",
    "2026-1-1T00:00:00Z", "2026-01-01T00:00:00+24:00", "2026-01-01T00:00:00+01:60",
    "2026-01-01T00:00:00+0100", "2026-01-01T00:00:00+01", "2026-01-01T00:00:00ZZ",
    "2026-01-01T00:00:00Z ", " 2026-01-01T00:00:00Z", "+2026-01-01T00:00:00Z", "20260101T000000Z",
    "2026-01-01_00:00:00Z", "2026-01-01T00:00:00,5Z", "２026-01-01T00:00:00Z",
    "9999-12-31T23:59:59-00:01", "0000-01-01T00:00:00+00:01", "12026-01-01T00:00:00Z",
    "2026-01-01T-1:00:00Z", "2026-01-01T00:00:00.5",
  ])
  func `a text that is no moment is refused`(_ text: String) {
    #expect(Instant(text) == nil)
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
      (951_825_600_000, "2000-02-29T12:00:00.000Z"),
      (1_795_372_200_250, "2026-11-22T18:30:00.250Z"),
      (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
      (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ] as [(Int64, String)])
  func `a moment is written in UTC with milliseconds`(_ milliseconds: Int64, _ text: String) {
    #expect(Instant(milliseconds: milliseconds).description == text)
  }

  @Test func `what is written is read again`() {
    let first: Int64 = -62_167_219_200_000
    for milliseconds in stride(from: first, through: 253_402_300_799_999, by: 15_778_476_543) {
      let instant = Instant(milliseconds: milliseconds)
      #expect(Instant(instant.description) == instant)
    }
  }

  @Test func `every day follows the one before`() {
    let day: Int64 = 86_400_000
    var last = ""
    for number in Int64(-800)...(366 * 140) {
      let text = Instant(milliseconds: number * day).description
      #expect(last < text)
      #expect(text.hasSuffix("T00:00:00.000Z"))
      last = text
    }
  }

  @Test func `moments are compared, and durations lead from one to another`() {
    let start = Instant(milliseconds: 1000)
    #expect(start + .seconds(2) == Instant(milliseconds: 3000))
    #expect(start + .milliseconds(-500) == Instant(milliseconds: 500))
    #expect(Instant(milliseconds: 3000) - start == .seconds(2))
    #expect(start < start + .milliseconds(1))
    #expect(start + .seconds(Int64.max) == .distantFuture)
    #expect(.distantFuture + .seconds(1) == Instant.distantFuture)
  }
}
