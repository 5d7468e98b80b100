import JSON
import Wire

/// Where mutations begin: texts that are in order, and the words of each language.
enum Corpus {
  static let json = [
    #"{"a":[1,-0.5e+10,true,false,null,"\u00e4\ud83d\ude00\n"],"b":{"":{}}}"#,
    "[[[[[[]]]]]]", "12345678901234567890123", #""text""#, #"{"a":1,"b":2,"c":[{"d":"e"}]}"#,
  ]
  static let jsonTokens = [
    "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\u0000", "true", "false", "null", "-", ".",
    "e", "E+", "{\"a\":", "[[[[", "//", " ",
  ]

  static let sessions = [
    "{\"id\":1}\n{\"id\":\"a\"}\n", "\u{FEFF}\r\n {\"id\":1}\r\n[{}]\n\n{\"x\":\"}\"}",
    "Content-Length: 8\r\n\r\n{\"id\":1}Content-Type: x\r\ncontent-length:2\r\n\r\n{}",
    "hello\n{\"id\":2}\n",
  ]
  static let framingTokens = [
    "\n", "\r\n", "\r\n\r\n", "Content-Length: ", "content-length:", "0", "9", "-", "{\"id\":7,",
    "{", "}", "\"", "\\", ":", "[",
  ]

  /// The params of every method's example.
  static let params = Methods.all.map { $0.example.params.text }

  static let definitions = [
    #"{"name":"w","steps":[{"name":"a","agentId":"x","input":{"a":[1]},"retry":{"maxAttempts":3,"#
      + #""backoff":"linear","initialInterval":"1s","jitter":"none"},"timeout":"30s"}]}"#,
    #"{"name":"w","input":1,"vars":{"a":1},"defaults":{"retry":{"maxAttempts":1},"timeout":"1h"},"#
      + #""budget":{"agentCalls":5,"costUSD":0.5},"timeout":"P1D","priority":3,"metadata":{},"#
      + #""steps":[{"agentId":"a"},{"agentId":"b","threadId":"t","onInterrupted":"ask"}]}"#,
    #"{"name":"w","inputSchema":{"type":"object"},"output":"x","concurrency":{"key":"k","limit":2},"#
      + #""steps":[{"agentId":"a","outputSchema":{"type":"string"},"metadata":{"k":"v"}}]}"#,
  ]
  static let definitionTokens =
    jsonTokens + [
      "\"steps\"", "\"agentId\"", "\"name\"", "\"retry\"", "\"timeout\"", "\"input\"", "\"wait\"",
      "\"switch\"", "\"forEach\"", "\"parallel\"", "\"while\"", "\"vars\"", "\"output\"", "\"1s\"",
      "\"PT1H\"", "\"${input.a}\"", "99999999999999999d",
    ]

  static let schemas = [
    #"[{"type":"object","properties":{"a":{"type":"integer","minimum":0}},"required":["a"]},{"a":1}]"#,
    ##"[{"$defs":{"n":{"anyOf":[{"type":"null"},{"$ref":"#/$defs/n"}]}},"$ref":"#/$defs/n"},null,[]]"##,
    #"[{"items":{"pattern":"^a+$","maxLength":3},"uniqueItems":true,"contains":{"const":"a"}},["a"]]"#,
    #"[{"if":{"type":"string"},"then":{"format":"uri"},"else":{"multipleOf":0.01}},"http://a/b",1.5]"#,
  ]
  static let schemaTokens =
    jsonTokens + [
      "\"$ref\"", "\"#\"", "\"$dynamicRef\"", "\"$id\"", "\"allOf\"", "\"not\"", "\"enum\"",
      "\"unevaluatedProperties\"", "\"patternProperties\"", "\"(a*)*b\"", "1e-400", "\"minItems\"",
    ]

  static let yaml = [
    "name: w\nsteps:\n  - {name: a, agentId: x, input: [1, 2]}\n  - agentId: y\n    input: |\n"
      + "      two\n      lines\n",
    "a: &x {k: v}\nb: *x\nc:\n  <<: *x\n  d: 'it''s'\n",
    "- 1\n- 0x1F\n- .inf\n- ~\n- 'x'\n- \"\\n\"\n",
    "---\nagents:\n  a: {kind: command, argv: [sh, -c, 'x'], environment: [A]}\n...\n",
  ]
  static let yamlTokens = [
    "\n", "  ", "- ", ": ", "? ", "|\n", ">-\n", "&a ", "*a", "<<: ", "!!str ", "'", "\"", "#", "%",
    "{", "}", "[", "]", "\t", "---\n", "...\n", "\\x",
  ]
}
