/// Ids and chance drawn from a workflow's seed: the same words give the same id, for ever.
public enum Identity {
  /// A UUID (version 8 of RFC 9562) made of the seed and the words.
  public static func uuid(_ seed: UInt64, _ words: String...) -> String {
    let high = hash(seed, words)
    let low = hash(seed ^ 0x9E37_79B9_7F4A_7C15, words)
    return uuid(high: high, low: low)
  }

  /// A UUID of 128 bits, the version and variant bits set.
  public static func uuid(high: UInt64, low: UInt64) -> String {
    let high = high & 0xFFFF_FFFF_FFFF_0FFF | 0x8000
    let low = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    let digits = hexadecimal(high) + hexadecimal(low)
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for (index, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(index) { text.append(UInt8(ascii: "-")) }
      text.append(digit)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// A seed for a workflow of this id, for one that is made again under the same id.
  public static func seed(of id: String) -> UInt64 { hash(0, ["seed", id]) }

  /// A number in 0..<1.
  static func chance(_ seed: UInt64, _ words: String...) -> Double {
    Double(hash(seed, words) >> 11) / Double(1 << 53)
  }

  /// FNV-1a over the words, stirred by the finaliser of SplitMix64.
  private static func hash(_ seed: UInt64, _ words: [String]) -> UInt64 {
    var state = stir(seed)
    for word in words {
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ state
      for byte in word.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      state = stir(hash &+ 0x9E37_79B9_7F4A_7C15)
    }
    return state
  }

  private static func stir(_ value: UInt64) -> UInt64 {
    var value = value &+ 0x9E37_79B9_7F4A_7C15
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  private static func hexadecimal(_ value: UInt64) -> [UInt8] {
    (0..<16).map { index in
      let digit = UInt8(truncatingIfNeeded: value >> UInt64(60 - 4 * index)) & 15
      return digit < 10 ? 48 + digit : 87 + digit
    }
  }
}
