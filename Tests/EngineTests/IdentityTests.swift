import Engine
import JSON
import Testing

@Suite struct IdentityTests {
  @Test func `ids follow from seed and words alone`() {
    #expect(Identity.uuid(7, "step", "0") == Identity.uuid(7, "step", "0"))
    #expect(Identity.uuid(7, "step", "0") == "f0b38544-1ad1-8e66-9200-fa38b2ea3563")
    #expect(Identity.uuid(7, "step", "0") != Identity.uuid(8, "step", "0"))
    #expect(Identity.uuid(7, "step", "0") != Identity.uuid(7, "step", "1"))
    #expect(Identity.uuid(7, "ab", "c") != Identity.uuid(7, "a", "bc"))
  }

  @Test func `an id is a UUID of version 8`() {
    let id = Array(Identity.uuid(high: .max, low: .max).utf8)
    #expect(String(decoding: id, as: UTF8.self) == "ffffffff-ffff-8fff-bfff-ffffffffffff")
  }

  @Test func `the same commands give the same events`() throws {
    func run() throws -> [Event] {
      var scene = try Scene.threeSteps().with(.execute)
      try scene.fail(0)
      scene.after(.seconds(60))
      try scene.complete(0)
      return scene.history.map(\.event)
    }
    #expect(try run() == run())
  }

  @Test func `attempts share an idempotency key, generations do not`() throws {
    var scene = try Scene.oneStep().with(.execute)
    let path = StepPath(key: 0)
    let first = scene.workflow?.idempotencyKey(at: path)
    scene.when(.interrupted([try scene.call()]))
    #expect(scene.workflow?.idempotencyKey(at: path) == first)
    scene.when(.cancel(reason: nil))
    scene.when(.retry(from: nil))
    #expect(scene.workflow?.idempotencyKey(at: path) != first)
  }

  @Test func `a call's name can be read back`() throws {
    let call = CallID(workflow: "a:b", generation: 2, path: StepPath("3/draft/0"), attempt: 4)
    #expect(call.description == "a:b:2:3/draft/0:4")
    #expect(CallID(call.description) == call)
    for text in ["", "a", "a:b:c:d", "w:1:0:x", "w:x:0:1"] { #expect(CallID(text) == nil) }
  }
}
