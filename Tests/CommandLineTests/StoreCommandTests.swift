import JSON
import Testing

struct StoreCommandTests {
  let desk = Desk()

  init() {
    desk.writeGreeting()
    for id in ["one", "two"] { _ = desk.stepwell("run", "greet.yaml", "--id", id) }
  }

  private var location: String { "sqlite \(desk.folder.path)/work.db" }

  @Test func `info tells place, durability and counts`() throws {
    let text = desk.stepwell("store", "info")
    #expect(text.status == 0)
    #expect(text.lines.first == "store       \(location)")
    #expect(text.lines.contains("durability  full"))
    #expect(text.lines.contains("workflows   2 completed"))
    #expect(text.lines.contains("engines     none"))
    let json = try desk.stepwell("store", "info", "--json").json
    #expect(json["provider"] == "sqlite")
    #expect(json["workflows"] == ["completed": 2])
    #expect(json["engines"] == [])
  }

  @Test func `a copy holds what the store holds, and goes on from there`() {
    let copy = desk.stepwell("store", "copy", "work.db", "sqlite:copy.db")
    #expect(copy.status == 0)
    #expect(
      copy.output.hasPrefix("copied and compared: 2 workflows, 4 steps, "), "\(copy.output)")
    #expect(copy.errors.contains("workflows: 2 of 2\n"))
    let other = ["STEPWELL_STORE": "copy.db"]
    #expect(desk.stepwell("show", "one", environment: other).output.hasSuffix("output\n  hello\n"))
    #expect(desk.stepwell("run", "greet.yaml", environment: other).output == "hello\n")
    #expect(desk.stepwell("list").lines.count == 3, "the first store is as it was")
  }

  @Test func `a copy into a store with something in it is refused`() {
    _ = desk.stepwell("run", "greet.yaml", environment: ["STEPWELL_STORE": "other.db"])
    let copy = desk.stepwell("store", "copy", "work.db", "other.db", "--quiet")
    #expect(copy.status == 69)
    #expect(copy.errors.contains("is not empty"))
    let same = desk.stepwell("store", "copy", "work.db", "./work.db")
    #expect(same.status == 64)
    #expect(same.errors == "stepwell: both are the same store; name two\n")
    #expect(desk.stepwell("store", "copy", "work.db", "ftp://x").status == 64)
  }

  @Test(arguments: [["check"], ["copy", "none.db", "new.db"], ["vacuum"], ["backup", "x.db"]])
  func `a store that is not there is named, not made`(command: [String]) {
    let none = desk.run(
      [Desk.program, "store"] + command, environment: ["STEPWELL_STORE": "none.db"])
    #expect(none.status == 66)
    #expect(none.errors.contains("there is no store at") && none.errors.contains("none.db"))
    #expect(desk.folder.read("none.db").isEmpty && desk.folder.read("new.db").isEmpty)
  }

  @Test func `check reads everything`() {
    let check = desk.stepwell("store", "check")
    #expect(check.status == 0)
    #expect(check.output.hasPrefix("all is well: 2 workflows, 4 steps, "))
    #expect(desk.folder.damage("work.db") == 0)
    let damaged = desk.stepwell("store", "check")
    #expect(damaged.status == 1)
    #expect(damaged.output.contains("✗ workflow one counts "))
  }

  @Test func `prune deletes what is finished and old`() {
    #expect(desk.stepwell("store", "prune", "--older-than", "1d").output == "deleted 0 workflows\n")
    let dry = desk.stepwell("store", "prune", "--older-than", "0s", "--dry-run")
    #expect(dry.lines.first == "would delete 2 workflows")
    #expect(Set(dry.lines.dropFirst()) == ["one", "two"])
    let failed = desk.stepwell("store", "prune", "--older-than", "0s", "--status", "failed")
    #expect(failed.output == "deleted 0 workflows\n")
    let all = desk.stepwell("store", "prune", "--older-than", "0s")
    #expect(all.output == "deleted 2 workflows\n")
    #expect(desk.stepwell("list").errors.contains("no workflows"))
  }

  @Test(arguments: [
    (["--older-than", "long"], "--older-than is a duration"),
    (["--older-than", "1d", "--status", "running"], "running workflows are not finished"),
    (["--older-than", "1d", "--status", "done"], #"--status is never "done""#),
  ])
  func `prune says what it does not understand`(arguments: [String], sentence: String) {
    let outcome = desk.run([Desk.program, "store", "prune"] + arguments)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains(sentence))
  }

  @Test func `a backup is a store, and vacuum gives room back`() {
    let backup = desk.stepwell("store", "backup", "kept.db")
    #expect(backup.output == "wrote \(desk.folder.path)/kept.db\n")
    #expect(desk.stepwell("list", "--store", "kept.db").lines.count == 3)
    let again = desk.stepwell("store", "backup", "kept.db")
    #expect(again.status == 69)
    #expect(again.errors.contains("is there already; name a new file"))
    #expect(desk.stepwell("store", "vacuum").output.hasPrefix("vacuumed "))
  }

  @Test(arguments: [["info"], ["check"], ["vacuum"], ["backup", "x.db"]])
  func `a store in memory is nothing to look after`(command: [String]) {
    let outcome = desk.run([Desk.program, "store"] + command + ["--store", "memory:"])
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("is gone with its engine"))
  }
}

extension ScratchFolder {
  /// Takes an event out of the database, as only damage does.
  fileprivate func damage(_ name: String) -> Int32 {
    let script =
      "import sqlite3; c = sqlite3.connect('\(path)/\(name)'); "
      + "c.execute(\"DELETE FROM event WHERE seq = (SELECT max(seq) FROM event) AND workflow = "
      + "(SELECT key FROM workflow WHERE id = 'one')\"); c.commit()"
    return exitStatus(
      of: Spawn(
        arguments: ["/usr/bin/env", "python3", "-c", script],
        environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"], folder: path
      ).start())
  }
}
