import HTTP
import Time

/// How long a server asks to be left alone, or nil where it does not.
///
/// `Retry-After` is a number of seconds or a date (RFC 9110, 10.2.3), the date counted from the
/// answer's own `Date` where there is one, so that the clocks need not agree; `retry-after-ms` is
/// what OpenAI's services add.
func waitAsked(in headers: [HTTPHeader], now: Instant) -> Duration? {
  if let text = headers["retry-after-ms"], let milliseconds = Double(text) {
    return duration(milliseconds: milliseconds)
  }
  guard let text = headers["retry-after"] else { return nil }
  if let seconds = Double(text) { return duration(milliseconds: seconds * 1000) }
  guard let date = Instant(httpDate: text) else { return nil }
  return max(.zero, date - (headers["date"].flatMap(Instant.init(httpDate:)) ?? now))
}

/// The duration, unless it is absurd.
private func duration(milliseconds: Double) -> Duration? {
  guard milliseconds >= 0, milliseconds < 1e12 else { return nil }
  return .milliseconds(Int64(milliseconds.rounded(.up)))
}

extension Instant {
  /// Reads the form of date that HTTP writes: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7).
  init?(httpDate text: String) {
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", words[1].utf8.count == 2,
      let month = months.firstIndex(of: String(words[2]))
    else { return nil }
    let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
    self.init("\(words[3])-\(number)-\(words[1])T\(words[4])Z")
  }
}
