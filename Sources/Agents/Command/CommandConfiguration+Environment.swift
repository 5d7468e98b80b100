extension CommandConfiguration {
  /// What a program of any kind needs: where programs, files and words are (POSIX, chapter 8).
  static let basicVariables = [
    "PATH", "HOME", "LANG", "LANGUAGE", "TMPDIR", "USER", "LC_ALL", "LC_ADDRESS", "LC_COLLATE",
    "LC_CTYPE", "LC_IDENTIFICATION", "LC_MEASUREMENT", "LC_MESSAGES", "LC_MONETARY", "LC_NAME",
    "LC_NUMERIC", "LC_PAPER", "LC_TELEPHONE", "LC_TIME",
  ]

  /// All that the program sees of any environment.
  func environment(
    for call: AgentCall, from engine: (String) -> String?
  ) -> [String: String] {
    var variables: [String: String] = [:]
    for name in Self.basicVariables + environment { variables[name] = engine(name) }
    variables["STEPWELL_WORKFLOW_ID"] = call.workflowId
    variables["STEPWELL_STEP_ID"] = call.stepId
    variables["STEPWELL_ATTEMPT"] = String(call.attempt)
    variables["STEPWELL_IDEMPOTENCY_KEY"] = call.idempotencyKey
    variables["STEPWELL_THREAD_ID"] = call.threadId
    variables["STEPWELL_AGENT_ID"] = call.agentId
    return variables
  }

  /// What the program was given from the engine's environment and nobody else is to see: what is put
  /// into its arguments, and named variables that are called as secrets are.
  func secrets(from engine: (String) -> String?) -> [String] {
    let inserted = (argv + [workingDirectory].compactMap(\.self)).flatMap(\.variables)
    let named = environment.filter { name in
      Self.secretWords.contains { name.uppercased().contains($0) }
    }
    // Hiding what is shorter would only make words unreadable.
    return (inserted + named).compactMap(engine).filter { $0.count >= 4 }
  }

  private static let secretWords = [
    "KEY", "TOKEN", "SECRET", "PASS", "CREDENTIAL", "AUTH", "COOKIE", "PRIVATE", "SESSION",
  ]
}
