import Engine
import JSON
import Testing
import Time

/// A failed workflow goes on inside of its steps: what ended well there is kept.
@Suite struct GoingBackTests {
  private let a: JSON = ["agentId": "a"]

  @Test func `a branch without steps stays done when another is gone back into`() throws {
    var scene = try Scene.running([
      [
        "type": "parallel",
        "branches": ["none": [], "one": [["type": "loop", "maxIterations": 1, "steps": [a]]]],
      ], a,
    ])
    try scene.complete(at: "0/1/0/0/0", "first")
    try scene.fail(at: "1")
    let loop = try #require(scene.workflow?.stepID(at: StepPath("0/1/0")))
    scene.when(.retry(from: loop))
    #expect(scene.calls == ["0/1/0/0/0"])
    try scene.complete(at: "0/1/0/0/0", "again")
    #expect(try scene.state(0).result?.json == ["none": .null, "one": "again"])
    #expect(scene.calls == ["1"])
    #expect(scene.workflow == scene.replayed)
  }

  /// `b` and `c` need `a`, `d` needs both, `e` stands alone.
  private func graph(_ members: JSON.Object = [:]) throws -> Scene {
    var step: JSON.Object = [
      "type": "parallel", "name": "graph",
      "steps": [
        named("a"), named("b", ["needs": ["a"]]), named("c", ["needs": ["a"]]),
        named("d", ["needs": ["b", "c"]]), named("e"),
      ],
    ]
    for member in members { step[member.key] = member.value }
    return try Scene.running([.object(step)])
  }

  @Test func `a retry of a DAG keeps what had ended and runs what failed and what needs it`() throws
  {
    var scene = try graph()
    try scene.complete(at: "0/0/0", "A")
    try scene.complete(at: "0/4/0", "E")
    try scene.complete(at: "0/1/0", "B")
    try scene.fail(at: "0/2/0")
    #expect(scene.status == .failed)
    scene.when(.retry(from: nil))
    #expect(scene.calls == ["0/2/0"])
    try scene.complete(at: "0/2/0", "C")
    #expect(scene.calls == ["0/3/0"])
    try scene.complete(at: "0/3/0", "D")
    #expect(
      scene.workflow?.output?.json == ["a": "A", "b": "B", "c": "C", "d": "D", "e": "E"])
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `a DAG goes on from a step named, with all that needs it`() throws {
    var scene = try graph()
    try scene.complete(at: "0/0/0", "A")
    try scene.complete(at: "0/4/0", "E")
    try scene.complete(at: "0/1/0", "B")
    try scene.complete(at: "0/2/0", "C")
    try scene.fail(at: "0/3/0")
    scene.when(.retry(from: "b"))
    #expect(scene.calls == ["0/1/0"])
    #expect(try scene.state(at: "0/1/0").input?.json == "A")
    try scene.complete(at: "0/1/0", "B2")
    #expect(scene.calls == ["0/3/0"])
    try scene.complete(at: "0/3/0", "D")
    #expect(scene.workflow?.output?.json["b"] == "B2")
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `steps of a DAG that nothing had reached are skipped again when it fails again`()
    throws
  {
    var scene = try graph(["join": "settled"])
    try scene.fail(at: "0/0/0")
    scene.when(.cancel(reason: nil))
    scene.when(.retry(from: nil))
    #expect(scene.calls == ["0/0/0", "0/4/0"])
    try scene.fail(at: "0/0/0")
    try scene.complete(at: "0/4/0", "E")
    #expect(scene.status == .completed)
    #expect(scene.workflow?.output?.json["d"]?["status"] == "skipped")
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `a branch goes on at the step that failed in it`() throws {
    var scene = try Scene.running([
      [
        "type": "parallel",
        "branches": ["x": [named("x1"), named("x2")], "y": [named("y1"), named("y2")]],
      ]
    ])
    try scene.complete(at: "0/0/0", "X1")
    try scene.complete(at: "0/1/0", "Y1")
    try scene.fail(at: "0/0/1")
    scene.when(.retry(from: nil))
    #expect(scene.calls == ["0/0/1", "0/1/1"])
    #expect(try scene.state(at: "0/0/1").input?.json == "X1")
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `a step named in a branch is done again with those after it`() throws {
    var scene = try Scene.running([
      ["type": "parallel", "branches": ["x": [named("x1"), named("x2")], "y": [named("y1")]]]
    ])
    try scene.complete(at: "0/0/0", "X1")
    try scene.complete(at: "0/1/0", "Y1")
    try scene.fail(at: "0/0/1")
    scene.when(.retry(from: "x1"))
    #expect(scene.calls == ["0/0/0"])
    try scene.complete(at: "0/0/0", "again")
    #expect(try scene.state(at: "0/0/1").input?.json == "again")
    try scene.complete(at: "0/0/1", "X2")
    #expect(scene.workflow?.output?.json == ["x": "X2", "y": "Y1"])
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `a step named in a parallel that was over keeps its other branches`() throws {
    var scene = try Scene.running([
      ["type": "parallel", "join": "settled", "branches": ["x": [named("x")], "y": [named("y")]]],
      named("after"),
    ])
    try scene.complete(at: "0/0/0", "X")
    try scene.fail(at: "0/1/0")
    try scene.fail(at: "1")
    scene.when(.retry(from: "y"))
    #expect(scene.calls == ["0/1/0"])
    try scene.complete(at: "0/1/0", "Y")
    #expect(try scene.state(at: "1").input?.json["x"]?["result"] == "X")
    #expect(try scene.state(at: "1").input?.json["y"]?["result"] == "Y")
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `a forEach that was over begins anew when a step in it is named`() throws {
    var scene = try Scene.running([
      ["type": "forEach", "name": "each", "items": [1, 2], "steps": [named("item")]],
      named("after"),
    ])
    try scene.complete(at: "0/0/0")
    try scene.complete(at: "0/1/0")
    try scene.fail(at: "1")
    expect(given: scene, when: .retry(from: "item[0]"), refused: .stepNotKept("item[0]"))
    scene.when(.retry(from: "each"))
    #expect(scene.calls == ["0/0/0", "0/1/0"])
  }

  @Test func `an iteration of a loop goes on from a step in it`() throws {
    var scene = try Scene.running([
      ["type": "loop", "maxIterations": 3, "steps": [named("draft"), named("check")]]
    ])
    try scene.complete(at: "0/0/0", "D0")
    try scene.complete(at: "0/0/1", "C0")
    try scene.complete(at: "0/1/0", "D1")
    try scene.fail(at: "0/1/1")
    scene.when(.retry(from: "draft"))
    #expect(scene.calls == ["0/1/0"])
    #expect(try scene.state(at: "0/1/0").input?.json == "C0")
    try scene.complete(at: "0/1/0", "again")
    #expect(scene.calls == ["0/1/1"])
    #expect(scene.workflow == scene.replayed)
    expect(
      given: scene.with(.cancel(reason: nil)), when: .retry(from: "draft[0]"),
      refused: .stepNotKept("draft[0]"))
  }

  @Test func `no more lanes go on at once than there may be`() throws {
    var scene = try Scene.running([
      [
        "type": "parallel", "join": "settled", "maxConcurrency": 1,
        "branches": ["x": [named("x")], "y": [named("y")], "z": [named("z")]],
      ]
    ])
    try scene.fail(at: "0/0/0")
    try scene.fail(at: "0/1/0")
    scene.when(.cancel(reason: nil))
    scene.when(.retry(from: nil))
    #expect(scene.calls == ["0/0/0"])
    scene.when(.cancel(reason: nil))
    scene.when(.retry(from: "y"))
    #expect(scene.calls == ["0/1/0"])
    for path in ["0/1/0", "0/0/0", "0/2/0"] { try scene.complete(at: path, "done") }
    #expect(scene.status == .completed)
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `items that were passed over are done again when their forEach is cancelled`() throws {
    var scene = try Scene.running([
      [
        "type": "forEach", "items": [1, 2], "onItemError": "continue", "maxConcurrency": 1,
        "steps": [a],
      ]
    ])
    try scene.fail(at: "0/0/0")
    scene.when(.cancel(reason: nil))
    scene.when(.retry(from: nil))
    #expect(scene.calls == ["0/0/0"])
    try scene.complete(at: "0/0/0", "one")
    try scene.complete(at: "0/1/0", "two")
    #expect(scene.workflow?.output?.json == ["one", "two"])
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `what was undone is done again, and so is what was built on it`() throws {
    let undo: JSON.Object = ["compensate": ["agentId": "a", "input": "undo"]]
    var scene = try Scene.running([
      named("one"), named("two", undo), named("three"), named("four"),
    ])
    for key in 0...2 { try scene.complete(key) }
    try scene.fail(3, .final)
    try scene.complete(at: "1/c0/0")
    #expect(scene.status == .failed)
    var chosen = scene
    chosen.when(.retry(from: "four"))
    #expect(chosen.calls == ["3"])
    scene.when(.retry(from: nil))
    #expect(scene.calls == ["1"])
    for key in 1...3 { try scene.complete(key) }
    #expect(scene.status == .completed)
    #expect(scene.workflow == scene.replayed)
  }

  @Test func `a step of a handler can be named`() throws {
    let handler: JSON = [["steps": [named("mend"), named("check")]]]
    var scene = try Scene.running([named("work", ["onError": handler])])
    try scene.fail(0, .final)
    try scene.complete(at: "0/h0/0", "mended")
    try scene.fail(at: "0/h0/1")
    #expect(scene.status == .failed)
    var whole = scene
    whole.when(.retry(from: nil))
    #expect(whole.calls == ["0"])
    scene.when(.retry(from: "check"))
    #expect(scene.calls == ["0/h0/1"])
    #expect(try scene.state(at: "0/h0/1").input?.json == "mended")
    try scene.complete(at: "0/h0/1", "fine")
    #expect(scene.workflow?.output?.json == "fine")
    #expect(scene.workflow == scene.replayed)
  }
}
