import CPlatform
import Glibc
import Synchronization
import Testing

@testable import JSONRPC

@Suite(.serialized) struct LifelineTests {
  @Test func `signals are told, one after the other`() async throws {
    let ends = Mailbox<ConnectionEnd>()
    let lifeline = try Lifeline(signals: [SIGUSR1, SIGUSR2], parent: nil) { ends.put($0) }
    kill(getpid(), SIGUSR1)
    #expect(await ends.take() == .signal(SIGUSR1))
    kill(getpid(), SIGUSR2)
    #expect(await ends.take() == .signal(SIGUSR2))
    lifeline.stop()
  }

  @Test func `an output nobody reads is told once`() async throws {
    var pipe: [Int32] = [0, 0]
    try #require(cplatform_pipe(&pipe, 0) == 0)
    let ends = Mailbox<ConnectionEnd>()
    let lifeline = try Lifeline(signals: [], output: pipe[1], parent: nil) { ends.put($0) }
    close(pipe[0])
    #expect(await ends.take() == .brokenPipe)
    #expect(ends.isEmpty)
    lifeline.stop()
    close(pipe[1])
  }

  @Test func `the end of a watched process is told`() async throws {
    var pipe: [Int32] = [0, 0]
    try #require(cplatform_pipe(&pipe, 0) == 0)
    let child = try startCat(reading: pipe[0])
    let ends = Mailbox<ConnectionEnd>()
    let lifeline = try Lifeline(signals: [], parent: nil) { ends.put($0) }
    lifeline.watch(process: child)
    close(pipe[0])
    close(pipe[1])
    #expect(await ends.take() == .parentDied)
    var status: Int32 = 0
    waitpid(child, &status, 0)
    // Now the number is nobody's.
    lifeline.watch(process: child)
    #expect(await ends.take() == .parentDied)
    lifeline.stop()
  }

  @Test func `a new parent means that the old one died`() async throws {
    let parent = Atomic<Int32>(100)
    let ends = Mailbox<ConnectionEnd>()
    let lifeline = try Lifeline(signals: [], parent: { parent.load(ordering: .relaxed) }) {
      ends.put($0)
    }
    parent.store(1, ordering: .relaxed)
    #expect(await ends.take() == .parentDied)
    lifeline.stop()
  }

  /// Starts a program that ends when its input does.
  private func startCat(reading input: Int32) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    var child = pid_t()
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("cat"), nil]
    defer { free(arguments[0]) }
    try #require(posix_spawnp(&child, "cat", &actions, nil, &arguments, environ) == 0)
    return child
  }
}
