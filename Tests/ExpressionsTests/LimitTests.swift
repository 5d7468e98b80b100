import Expressions
import JSON
import Testing

@Suite struct LimitTests {
  static let range: JSON = .array((0..<1000).map { .int($0) })

  @Test(arguments: [
    "r.map(a, r.map(b, r.map(c, a + b + c)))", "r.all(a, r.all(b, r.all(c, a == a)))",
    "r.map(x, r).map(x, r + r).map(x, x + x)", "r.map(x, s).join('')",
    "r.map(a, r.map(b, s.replace('x', s)))", "s.replace('', s)", "text(r.map(a, r.map(b, r)))",
    "r.map(a, r) == r.map(b, r) && r.map(a, [r, r]) == r.map(a, [r, r])",
    "r.map(x, r.map(y, s + s))", "r.exists(a, r.exists(b, r in [b, a]))",
    "r.map(x, s.split('')).map(x, x.join('-'))", "'%s'.format([r.map(x, r.map(y, r))])",
    "r.map(x, s.matches('(a|b|c|d|e|f)*z$'))", "r.map(x, s.contains(s + 'y'))",
    "json('[' + r.map(x, s).map(x, '1').join(',') + ']').map(a, r.map(b, json('[1,2,3]')))",
    "r.map(x, s.size()).map(x, s.lower().upper())",
  ])
  func `work without end is stopped`(source: String) {
    let names: [String: JSON] = [
      "r": Self.range, "s": .string(String(repeating: "x", count: 50_000)),
    ]
    #expect(failure(source, names, costLimit: 100_000)?.kind == .limitExceeded)
  }

  @Test func `text and lists that double are stopped`() {
    var text = "'0123456789abcdef'"
    var list = "[0, 1, 2, 3]"
    for level in 0..<40 {
      text = "cel.bind(v\(level), \(text), v\(level) + v\(level))"
      list = "cel.bind(v\(level), \(list), [v\(level), v\(level)])"
    }
    #expect(failure(text)?.kind == .limitExceeded)
    #expect(failure(list)?.kind == .limitExceeded)
    #expect(failure("text(\(list))")?.kind == .limitExceeded)
    #expect(failure("\(list) == \(list)")?.kind == .limitExceeded)
  }

  @Test func `a limit is a number of steps, the same each time`() throws {
    let names = ["r": Self.range]
    #expect(try evaluate("r.map(x, x + 1).size()", names, costLimit: 10_000) == 1000)
    let error = failure("r.map(x, x + 1).size()", names, costLimit: 1000)
    #expect(error?.kind == .limitExceeded)
    #expect(error?.message.contains("1000 units") == true)
  }

  @Test func `a limit is not caught by what catches errors`() {
    let names = ["r": Self.range]
    for source in [
      "r.all(x, r.all(y, r.all(z, true))) || true", "default(r[r.map(x, r.map(y, r)).size()], 1)",
    ] {
      #expect(failure(source, names, costLimit: 10_000)?.kind == .limitExceeded)
    }
  }

  @Test func `long texts and long chains are taken, too long ones refused`() throws {
    let sum = Array(repeating: "1", count: 20_000).joined(separator: "+")
    #expect(try evaluate(sum) == 20_000)
    let any = Array(repeating: "false", count: 8000).joined(separator: "||")
    #expect(try evaluate(any) == false)
    let chain = "a" + String(repeating: ".a", count: 20_000)
    #expect(failure(chain, ["a": ["a": 1]])?.kind == .noMatchingOverload)
    let choices = String(repeating: "false?1:", count: 8000) + "2"
    #expect(try evaluate(choices) == 2)
    #expect(try evaluate(String(repeating: "!", count: 60_000) + "true") == true)
    #expect(failure(String(repeating: " 1 +", count: 20_000) + "1")?.kind == .limitExceeded)
    #expect(
      failure("'" + String(repeating: "x", count: 70_000) + "' + 'x'")?.kind == .limitExceeded)
  }

  @Test func `a result nested without end is refused`() throws {
    var value: JSON = 1
    for _ in 0..<250 { value = [value] }
    let wrapped = "[[[[[[[[v]]]]]]]]"
    #expect(failure(wrapped, ["v": value])?.kind == .limitExceeded)
    #expect(try evaluate("[[v]]", ["v": value]) == [[value]])
  }

  @Test func `what is passed on unchanged costs nothing, however large`() throws {
    let large = JSON.array(Array(repeating: Self.range, count: 500))
    #expect(try evaluate("v", ["v": large], costLimit: 10) == large)
    #expect(failure("[v]", ["v": large], costLimit: 1000)?.kind == .limitExceeded)
  }
}
