import CPlatform
import Glibc

/// The engine's end of a pipe to a child; never blocks.
struct ChildPipe {
  enum Reading {
    case bytes([UInt8])
    case nothing
    case end
  }

  private(set) var descriptor: Int32

  var isOpen: Bool { descriptor >= 0 }

  func read() -> Reading {
    var count = -1
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, size in
      count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      code = errno
      size = max(0, count)
    }
    if count > 0 { return .bytes(bytes) }
    return count < 0 && (code == EAGAIN || code == EINTR) ? .nothing : .end
  }

  /// The number of bytes taken; 0: it is full, negative: nobody reads it any more.
  func write(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.withUnsafeBytes { buffer in
      let count = Glibc.write(descriptor, buffer.baseAddress, buffer.count)
      return count < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : count
    }
  }

  mutating func close() {
    if isOpen { Glibc.close(descriptor) }
    descriptor = -1
  }
}

/// Both ends of the three pipes that become a child's standard streams.
struct StandardPipes {
  struct Ends {
    var child: ChildPipe
    var engine: ChildPipe

    /// `engineEnd`: 0 where the engine reads, 1 where it writes.
    init(engineEnd: Int) throws(ChildFailure) {
      var ends: [Int32] = [-1, -1]
      let code = child_pipe(&ends, Int32(engineEnd))
      guard code == 0 else { throw ChildFailure(code: code) }
      engine = ChildPipe(descriptor: ends[engineEnd])
      child = ChildPipe(descriptor: ends[1 - engineEnd])
    }

    mutating func closeAll() {
      child.close()
      engine.close()
    }
  }

  var input: Ends
  var output: Ends
  var error: Ends

  init() throws(ChildFailure) {
    var made: [Ends] = []
    do throws(ChildFailure) {
      for engineEnd in [1, 0, 0] { made.append(try Ends(engineEnd: engineEnd)) }
    } catch {
      for var ends in made { ends.closeAll() }
      throw error
    }
    (input, output, error) = (made[0], made[1], made[2])
  }

  mutating func closeChildEnds() {
    input.child.close()
    output.child.close()
    error.child.close()
  }

  mutating func closeAll() {
    input.closeAll()
    output.closeAll()
    error.closeAll()
  }
}
