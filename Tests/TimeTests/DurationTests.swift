import Testing
import Time

@Suite struct DurationTests {
  @Test(
    arguments: [
      ("90s", 90_000), ("1h30m", 5_400_000), ("250ms", 250), ("2d", 172_800_000), ("0s", 0),
      ("1.5h", 5_400_000), ("0.25s", 250), ("1m0.5s", 60_500), ("1d2h3m4s5ms", 93_784_005),
      ("1s500ms", 1500), ("PT1H30M", 5_400_000), ("P1DT2H", 93_600_000), ("P2W", 1_209_600_000),
      ("P1D", 86_400_000), ("PT0.5S", 500), ("PT36H", 129_600_000), ("P1W2DT3S", 777_603_000),
      ("0.0004s", 0), ("3652500d", 315_576_000_000_000),
    ] as [(String, Int64)])
  func `a duration is read in milliseconds`(_ text: String, _ milliseconds: Int64) {
    #expect(Duration(text: text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "90", "", "s", "1x", "P", "PT", "P1Y", "P1M", "1", "-1s", "+1s", "1 s", " 1s", "1s ", "1S",
    "1H",
    "1m1m", "30m1h", "1ms1s", "1.s", ".5s", "1..5s", "1.2.3s", "1e3s", "infs", "nans", "0x10s",
    "٣s", "1s1", "P1", "PT1", "P1DT", "PT1H1D", "P1H", "PT1D", "P1D1W", "PT1M1H", "P1DT1HT1M",
    "pt1h", "Pt1h", "P-1D", "PT 1H", "1us", "1\u{301}s", "4000000d", "1e999d",
    "99999999999999999999999999999999999999d",
  ])
  func `a text that is no fixed duration is refused`(_ text: String) {
    #expect(Duration(text: text) == nil)
  }

  @Test(
    arguments: [
      (0, "0s"), (1, "1ms"), (1500, "1s500ms"), (5_400_000, "1h30m"), (90_000, "1m30s"),
      (86_400_000, "1d"), (93_784_005, "1d2h3m4s5ms"), (-1500, "-1s500ms"),
    ] as [(Int64, String)])
  func `a duration is written in its shortest form`(_ milliseconds: Int64, _ text: String) {
    #expect(Duration.milliseconds(milliseconds).text == text)
  }

  @Test func `what is written is read again`() {
    for milliseconds in stride(from: Int64(0), to: 100_000_000_000, by: 999_999_937) {
      let duration = Duration.milliseconds(milliseconds)
      #expect(Duration(text: duration.text) == duration)
    }
  }

  @Test func `milliseconds of an extreme duration do not overflow`() {
    #expect(Duration.seconds(Int64.max).milliseconds == .max)
    #expect(Duration.seconds(Int64.min).milliseconds == .min)
    #expect(Duration.microseconds(-1500).milliseconds == -1)
  }
}
