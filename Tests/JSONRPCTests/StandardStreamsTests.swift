import Glibc
import Testing

@testable import JSONRPC

@Suite struct StandardStreamsTests {
  @Test func `only the protocol reaches standard output`() async throws {
    let result = try #require(
      await #expect(
        processExitsWith: .success, observing: [\.standardOutputContent, \.standardErrorContent]
      ) {
        let streams = try StandardStreams.claim()
        write(1, "stray", 5)
        write(streams.output, "protocol", 8)
        exit(EXIT_SUCCESS)
      })
    #expect(String(decoding: result.standardOutputContent, as: UTF8.self) == "protocol")
    #expect(String(decoding: result.standardErrorContent, as: UTF8.self).contains("stray"))
  }

  @Test func `the protocol's descriptors are not passed on to other programs`() async {
    await #expect(processExitsWith: .success) {
      let streams = try StandardStreams.claim()
      for descriptor in [streams.input, streams.output] {
        #expect(descriptor > 2)
        #expect(fcntl(descriptor, F_GETFD) == FD_CLOEXEC)
      }
      for descriptor in [Int32(0), 1] { #expect(fcntl(descriptor, F_GETFD) == 0) }
      var byte: UInt8 = 0
      #expect(read(0, &byte, 1) == 0)
    }
  }

  @Test func `writing to a peer that is gone is an error, not the end of the process`() async {
    await #expect(processExitsWith: .success) {
      _ = try StandardStreams.claim()
      var ends: [Int32] = [0, 0]
      #expect(pipe(&ends) == 0)
      close(ends[0])
      #expect(write(ends[1], "x", 1) == -1)
      #expect(errno == EPIPE)
    }
  }

  @Test func `a program started without standard input finds it empty`() async {
    await #expect(processExitsWith: .success) {
      close(0)
      let streams = try StandardStreams.claim()
      var byte: UInt8 = 0
      #expect(read(streams.input, &byte, 1) == 0)
    }
  }
}
