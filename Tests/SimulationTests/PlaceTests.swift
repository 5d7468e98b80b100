import Engine
import JSON
import Runtime
import Testing

@testable import TestKit

/// Places under a limit, as one engine hands them out.
@Suite struct PlaceTests {
  private let keyed: JSON = [
    "name": "keyed", "steps": [["agentId": "a", "concurrency": ["key": "'k'", "limit": 1]]],
  ]

  @Test func `who leaves the queue and comes back in one commit stands in it again`() throws {
    var bench = Bench(agents: ["a": 2])
    for id in ["first", "second"] {
      try bench.create(keyed, id: id)
      bench.work()
    }
    #expect(bench.calls.map(\.call.workflow) == ["first"])
    bench.ask(.pause, of: "second")
    bench.ask(.resume, of: "second")
    bench.work()
    bench.end(bench.calls[0].call)
    bench.work()
    #expect(bench.calls.map(\.call.workflow) == ["second"])
  }
}
