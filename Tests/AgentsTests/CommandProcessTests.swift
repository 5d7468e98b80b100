import Glibc
import JSON
import LoopbackServer
import Synchronization
import Testing

@testable import Agents

/// What becomes of processes: what they see, and that none is left.
@Suite(.timeLimit(.minutes(1))) struct CommandProcessTests {
  func agent(_ script: String, _ surroundings: AgentSurroundings = surroundings()) -> CommandAgent {
    CommandAgent(
      CommandConfiguration(
        argv: ["/bin/sh", "-c", ConfiguredText(literal: script)], output: .jsonl,
        environment: ["WANTED", "ABSENT"], grace: .milliseconds(50)),
      in: surroundings)
  }

  @Test func `a program sees the basics, what is named, and the call`() async {
    let world = surroundings([
      "PATH": "/usr/bin:/bin", "HOME": "/home/me", "LC_ALL": "C", "WANTED": "yes", "SECRET": "no",
    ])
    let agent = CommandAgent(
      CommandConfiguration(argv: ["env"], environment: ["WANTED", "ABSENT"]), in: world)
    let text = await outcome(of: agent).result?.result.stringValue ?? ""
    let lines = text.split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("STEPWELL_ENGINE=") } == 1)
    #expect(
      Set(lines.filter { !$0.hasPrefix("STEPWELL_ENGINE=") }) == [
        "PATH=/usr/bin:/bin", "HOME=/home/me", "LC_ALL=C", "WANTED=yes",
        "STEPWELL_WORKFLOW_ID=w-1", "STEPWELL_STEP_ID=s-1", "STEPWELL_ATTEMPT=2",
        "STEPWELL_IDEMPOTENCY_KEY=k-1", "STEPWELL_THREAD_ID=t-1", "STEPWELL_AGENT_ID=tester",
      ])
  }

  @Test func `a program inherits no descriptor and no signal`() async throws {
    // The fourth descriptor is the directory that is being listed.
    let list = CommandAgent(
      CommandConfiguration(argv: ["ls", "/proc/self/fd"]), in: surroundings())
    #expect(await outcome(of: list).result?.result == "0\n1\n2\n3")
    let grep = CommandAgent(
      CommandConfiguration(argv: ["grep", "-E", "SigBlk|SigIgn", "/proc/self/status"]),
      in: surroundings())
    let lines = await outcome(of: grep).result?.result.stringValue ?? ""
    for line in lines.split(separator: "\n") {
      let mask = try #require(line.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) })
      // The first 31 signals; the others are the C library's own.
      #expect(mask & 0x7FFF_FFFF == 0, "\(line)")
    }
    #expect(lines.split(separator: "\n").count == 2)
  }

  @Test func `a started process is told before its end`() async throws {
    let spawned = Mutex<[ChildIdentity]>([])
    let world = surroundings(onSpawn: { child in spawned.withLock { $0.append(child) } })
    let result = await outcome(of: agent("echo \"{\\\"result\\\": $$}\"", world)).result
    let child = try #require(spawned.withLock { $0.first })
    #expect(result?.result.intValue == Int(child.processId))
    #expect(child.startTime != nil)
  }

  // MARK: - Nothing is left

  /// A named pipe by which a test notices that every process which holds it is gone.
  struct Lifeline: ~Copyable {
    let directory: String
    var path: String { "\(directory)/lifeline" }

    init() {
      var template = Array("/tmp/lifeline-XXXXXX".utf8CString)
      guard mkdtemp(&template) != nil else { preconditionFailure("no directory: \(errno)") }
      directory = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
      guard mkfifo(path, 0o600) == 0 else { preconditionFailure("no pipe: \(errno)") }
    }

    deinit {
      unlink(path)
      rmdir(directory)
    }

    /// Waits until a process has opened it and none holds it any more.
    func cut() async {
      let path = path
      await onThread {
        let descriptor = open(path, O_RDONLY)
        var byte: UInt8 = 0
        while read(descriptor, &byte, 1) > 0 {}
        close(descriptor)
      }
    }
  }

  @Test func `cancelling ends grandchildren that ignore it`() async {
    let lifeline = Lifeline()
    let script = """
      (trap '' TERM; exec 9>\(lifeline.path); echo '{"progress": "ready"}'; while :; do sleep 60; done) &
      trap '' TERM
      while :; do wait; done
      """
    let ready = Gate()
    let agent = agent(script)
    let task = Task {
      do throws(AgentError) {
        _ = try await agent.run(call()) { if case .progress = $0 { ready.open() } }
        return nil as AgentError?
      } catch {
        return error
      }
    }
    async let cut: Void = lifeline.cut()
    await ready.passed()
    task.cancel()
    #expect(await task.value?.type == "cancelled")
    await cut
  }

  @Test func `a call of a cancelled task starts nothing`() async {
    let spawned = Mutex(0)
    let agent = agent("true", surroundings(onSpawn: { _ in spawned.withLock { $0 += 1 } }))
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await outcome(of: agent).error
    }
    #expect(await task.value == .cancelled)
    #expect(spawned.withLock { $0 } == 0)
  }

  @Test func `a program that leaves others behind is done when it exits`() async {
    let lifeline = Lifeline()
    let script = "exec 9>\(lifeline.path); sleep 60 & echo '{\"result\": 1}'"
    async let cut: Void = lifeline.cut()
    #expect(await outcome(of: agent(script)).result?.result == 1)
    await cut
  }

  /// The Thread Sanitizer turns vfork(2) into fork(2), where the thread may end before its child asks to
  /// be told of that.
  @Test(.disabled(if: getenv("STEPWELL_SANITIZER").map { String(cString: $0) } == "thread"))
  func `a child dies with the thread that started it`() async throws {
    let read = await onThread { () -> Bool in
      do throws(ChildFailure) {
        var pipes = try StandardPipes()
        // The thread that starts the child ends at once; so would the engine's if it were killed.
        let started = Gate()
        let request = ChildRequest(path: "/bin/sleep", arguments: ["sleep", "60"])
        let spawning = pipes
        startThread {
          do throws(ChildFailure) {
            _ = try spawning.spawn(request)
          } catch {
            Issue.record("\(error)")
          }
          started.open()
        }
        started.wait()
        pipes.closeChildEnds()
        var descriptor = pollfd(
          fd: pipes.output.engine.descriptor, events: Int16(POLLIN), revents: 0)
        poll(&descriptor, 1, 30_000)
        defer { pipes.closeAll() }
        if case .end = pipes.output.engine.read() { return true }
        return false
      } catch {
        return false
      }
    }
    #expect(read)
  }
}
