import JSON
import JSONRPC
import Wire

extension Surface {
  static let json = Surface("json", corpus: Corpus.json, tokens: Corpus.jsonTokens) { text, _ in
    do throws(JSONSyntaxError) {
      let value = try JSON(parsing: text)
      let written = value.bytes
      guard try JSON(parsing: written) == value else { return "it is another when written" }
      return String(validating: text, as: UTF8.self) == nil ? "it is not UTF-8" : nil
    } catch {
      let hasPlace = (0...text.count).contains(error.offset)
      return hasPlace && !error.message.isEmpty ? nil : "a refusal without words or place"
    }
  }

  /// Messages are the same in whatever pieces their bytes come.
  static let framing = Surface(
    "framing", corpus: Corpus.sessions, tokens: Corpus.framingTokens
  ) { text, chance in
    var limits = ConnectionLimits()
    limits.maxMessageBytes = 16 + chance.below(100)
    limits.maxHeaderBytes = 16 + chance.below(60)
    for framing in Framing.allCases {
      let whole = frames([text], framing, limits)
      guard frames(pieces(of: text, &chance), framing, limits) == whole else {
        return "its frames depend on its pieces (\(framing))"
      }
    }
    return nil
  }

  /// The params of every method: read, or refused with a place.
  static let params = Surface(
    "params", corpus: Corpus.params, tokens: Corpus.jsonTokens, isJSON: true
  ) { text, chance in
    guard let value = lenient(text) else { return nil }
    for method in Methods.all {
      if let violation = refusal(of: value, by: method) { return violation }
    }
    return nil
  }
}

private func refusal<Called: Method>(of value: JSON, by _: Called.Type) -> String? {
  do throws(WireError) {
    _ = try Wire.Request<Called>(params: value)
    return nil
  } catch {
    return error.message.isEmpty ? "\(Called.name) refuses it without words" : nil
  }
}

/// The value of a text, or nil where it is no JSON.
func lenient(_ text: [UInt8]) -> JSON? {
  do throws(JSONSyntaxError) { return try JSON(parsing: text) } catch { return nil }
}

private func pieces(of text: [UInt8], _ chance: inout Chance) -> [[UInt8]] {
  var pieces: [[UInt8]] = []
  var rest = text[...]
  while !rest.isEmpty {
    let count = 1 + chance.below(1 << chance.below(7))
    pieces.append(Array(rest.prefix(count)))
    rest = rest.dropFirst(count)
  }
  return pieces
}

private func frames(
  _ pieces: [[UInt8]], _ framing: Framing, _ limits: ConnectionLimits
) -> [String] {
  var decoder = FrameDecoder(framing, limits: limits)
  var found: [String] = []
  for piece in pieces {
    decoder.append(piece)
    while let frame = decoder.next() { found.append("\(frame)") }
  }
  decoder.finish()
  while let frame = decoder.next() { found.append("\(frame)") }
  return found
}
