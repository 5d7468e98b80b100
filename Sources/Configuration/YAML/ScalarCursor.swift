/// Finds the byte at which the n-th scalar of a text starts; near the last one found it is fast.
struct ScalarCursor {
  let bytes: [UInt8]
  private var scalar = 0
  private var byte = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func byte(ofScalar wanted: Int) -> Int {
    while scalar < wanted, byte < bytes.count {
      repeat { byte += 1 } while byte < bytes.count && isContinuation(bytes[byte])
      scalar += 1
    }
    while scalar > wanted, byte > 0 {
      repeat { byte -= 1 } while byte > 0 && isContinuation(bytes[byte])
      scalar -= 1
    }
    return byte
  }
}
