import JSON

@testable import JSONRPC

/// What a decoder makes of bytes, each frame as a short text.
func frames(
  _ pieces: [[UInt8]], framing: Framing = .auto, limits: ConnectionLimits = ConnectionLimits()
) -> [String] {
  var decoder = FrameDecoder(framing, limits: limits)
  var found: [String] = []
  for piece in pieces {
    decoder.append(piece)
    while let frame = decoder.next() { found.append(describe(frame)) }
  }
  decoder.finish()
  while let frame = decoder.next() { found.append(describe(frame)) }
  return found
}

/// The same for a text in one piece.
func frames(
  _ text: String, framing: Framing = .auto, limits: ConnectionLimits = ConnectionLimits()
) -> [String] {
  frames([Array(text.utf8)], framing: framing, limits: limits)
}

private func describe(_ frame: Frame) -> String {
  switch frame {
  case .message(let bytes): String(decoding: bytes, as: UTF8.self)
  case .oversize(let size, let outline): "oversize \(size) \(outline.id?.json.text ?? "-")"
  case .malformed(let reason): "malformed: \(reason)"
  }
}

/// A small generator with a seed, so that a failure can be repeated.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// The bytes in pieces of random sizes.
func pieces(_ bytes: [UInt8], using random: inout SeededRandom) -> [[UInt8]] {
  var pieces: [[UInt8]] = []
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = Int.random(
      in: 1...max(1, min(rest.count, 1 << Int.random(in: 0...7, using: &random))), using: &random)
    pieces.append(Array(rest.prefix(count)))
    rest = rest.dropFirst(count)
  }
  return pieces
}
