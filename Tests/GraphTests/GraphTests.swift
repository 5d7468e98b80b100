import Graph
import JSON
import Testing

@Suite struct GraphTests {
  static let definition: JSON = [
    "name": "Review \"it\"",
    "steps": [
      [
        "name": "draft", "agentId": "writer",
        "onError": [["match": "timeout", "steps": [["name": "hurry", "agentId": "intern"]]]],
        "compensate": ["name": "discard", "agentId": "bin"],
      ],
      [
        "name": "good?", "type": "switch",
        "cases": [["when": "previous < 3", "steps": [["type": "fail", "message": "too bad"]]]],
      ],
      [
        "name": "all", "type": "parallel",
        "steps": [
          ["name": "a", "agentId": "x"], ["name": "b", "agentId": "x", "needs": ["a"]],
          ["name": "c", "agentId": "x", "needs": ["a"]],
        ],
      ],
      [
        "name": "again", "type": "loop", "until": "previous", "maxIterations": 3,
        "steps": [["name": "try", "agentId": "x"]],
      ],
    ],
  ]

  private func nodes(_ mermaid: String) -> [String: String] {
    var nodes: [String: String] = [:]
    for line in mermaid.split(separator: "\n") {
      let text = line.drop { $0 == " " }
      guard let quote = text.firstIndex(of: "\""),
        let end = text[text.index(after: quote)...]
          .firstIndex(where: { $0 == "\"" || $0 == "<" }), text.first == "n", !text.contains("-->"),
        !text.contains("-.->")
      else { continue }
      let id = text.prefix { $0.isLetter || $0.isNumber }
      nodes[String(text[text.index(after: quote)..<end])] = String(id)
    }
    return nodes
  }

  @Test func `Mermaid joins steps in order, cases with their conditions, and handlers aside`()
    throws
  {
    let text = Graph(definition: Self.definition).text(.mermaid)
    let node = nodes(text)
    let draft = try #require(node["draft"])
    let choice = try #require(node["good?"])
    let all = try #require(node["all"])
    #expect(text.contains("\(draft) --> \(choice)\n"))
    #expect(text.contains(#"\#(draft) -.->|"timeout"| \#(try #require(node["hurry"]))"#))
    #expect(text.contains("\(try #require(node["hurry"])) --> \(choice)\n"))
    #expect(text.contains(#"\#(draft) -.->|"undone by"| \#(try #require(node["discard"]))"#))
    #expect(text.contains(#"\#(choice) -->|"previous #lt; 3"| \#(try #require(node["too bad"]))"#))
    #expect(text.contains(#"\#(choice) -->|"else"| \#(all)"#))
    #expect(!text.contains("\(try #require(node["too bad"])) --> "))
  }

  @Test func `needs are edges, and a loop has its way back`() throws {
    let text = Graph(definition: Self.definition).text(.mermaid)
    let node = nodes(text)
    let (a, b, c) = (node["a"] ?? "", node["b"] ?? "", node["c"] ?? "")
    let again = try #require(node["again"])
    for edge in ["\(a) --> \(b)\n", "\(a) --> \(c)\n", "\(b) --> \(again)", "\(c) --> \(again)"] {
      #expect(text.contains(edge), "\(edge) in \(text)")
    }
    #expect(!text.contains("\(a) --> \(again)"))
    #expect(text.contains(#"\#(node["try"] ?? "") -.->|"until previous"| \#(again)"#))
  }

  @Test func `DOT closes what it opens and escapes what it quotes`() {
    let text = Graph(definition: Self.definition).text(.dot)
    #expect(text.hasPrefix("digraph {"))
    #expect(text.count { $0 == "{" } == text.count { $0 == "}" })
    #expect(text.contains(#"label="Review \"it\"""#))
    #expect(text.contains("style=dashed"))
    #expect(text.contains("subgraph cluster_"))
  }

  @Test func `SVG shows every step once, inside of its size`() throws {
    let text = Graph(definition: Self.definition).text(.svg)
    #expect(text.contains("<title>Review &quot;it&quot;</title>"))
    for name in ["draft", "hurry", "discard", "good?", "too bad", "all", "a", "b", "c", "try"] {
      #expect(text.components(">\(name)</text>") == 1, "\(name)")
    }
    let width = try number(text, after: "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
    let height = try number(text, after: "height=\"")
    for line in text.split(separator: "\n") where line.hasPrefix("<rect x=") {
      let right =
        try number(String(line), after: " x=\"") + number(String(line), after: " width=\"")
      let low = try number(String(line), after: " y=\"") + number(String(line), after: " height=\"")
      #expect(right <= width && low <= height, "\(line)")
    }
  }

  @Test func `the steps of a workflow have the colours of their statuses`() {
    let workflow: JSON = [
      "name": "W", "status": "running",
      "steps": [
        ["name": "one", "agentId": "x", "status": "completed"],
        [
          "name": "two", "type": "parallel", "status": "running",
          "children": [["name": "in", "agentId": "x", "status": "failed"]], "childCount": 30,
        ],
      ],
    ]
    let mermaid = Graph(workflow: workflow).text(.mermaid)
    #expect(mermaid.contains("]:::completed") && mermaid.contains("]:::failed"))
    #expect(mermaid.contains("classDef failed fill:#fee2e2"))
    #expect(mermaid.contains("… 29 more"))
    let svg = Graph(workflow: workflow).text(.svg)
    #expect(svg.contains(##"fill="#dcfce7""##) && svg.contains(">completed</text>"))
  }

  @Test func `a known definition gives a workflow its shape`() {
    let workflow: JSON = [
      "name": "W", "status": "running",
      "steps": [
        ["name": "draft", "status": "completed"], ["name": "good?", "status": "running"],
        ["name": "all", "status": "pending"],
        [
          "name": "again", "status": "running",
          "children": [
            ["name": "try", "status": "completed"], ["name": "try", "status": "waiting"],
          ],
        ],
      ],
    ]
    let text = Graph(workflow: workflow, definition: Self.definition).text(.mermaid)
    #expect(text.contains(#"["draft<br/>writer"]:::completed"#))
    #expect(text.contains(#"["try<br/>x"]:::waiting"#))
    #expect(text.contains(#"["hurry<br/>intern"]:::pending"#))
  }

  @Test(
    arguments: [
      [:], ["steps": 3], ["steps": [1, .null, [:]]], ["name": "\u{1}<&>", "steps": []],
      [
        "steps": [
          [
            "type": "parallel",
            "steps": [["name": "a", "needs": ["b"]], ["name": "b", "needs": ["a", "zzz"]]],
          ]
        ]
      ],
    ] as [JSON])
  func `what is wrong in a definition is drawn as well as it goes`(definition: JSON) {
    for format in Graph.Format.allCases {
      #expect(!Graph(definition: definition).text(format).isEmpty)
    }
  }

  private func number(_ text: String, after mark: String) throws -> Double {
    let range = try #require(text.firstRange(of: mark), "\(mark) in \(text.prefix(120))")
    let digits = text[range.upperBound...].prefix { $0.isNumber || $0 == "." }
    return try #require(Double(digits))
  }
}

extension String {
  /// How often a text stands in this one.
  fileprivate func components(_ text: String) -> Int { ranges(of: text).count }
}
