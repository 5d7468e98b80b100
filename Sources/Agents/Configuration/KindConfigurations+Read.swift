import JSON

extension CommandConfiguration {
  init?(_ reader: inout ConfigurationReader) {
    let argv = reader.texts("argv")
    let defaults = CommandConfiguration(argv: [])
    let stdin: Input? = reader.choice("stdin")
    let output: Output? = reader.choice("output")
    let environment = reader.variableNames("environment")
    let workingDirectory = reader.text("workingDirectory")
    let grace = reader.duration("grace")
    let maxOutputBytes = reader.count("maxOutputBytes")
    guard let argv else { return nil }
    self.init(
      argv: argv, stdin: stdin ?? defaults.stdin, output: output ?? defaults.output,
      environment: environment, workingDirectory: workingDirectory,
      grace: grace ?? defaults.grace, maxOutputBytes: maxOutputBytes ?? defaults.maxOutputBytes)
  }
}

extension ChatConfiguration {
  init?(_ reader: inout ConfigurationReader, idle: Duration?) {
    let baseURL = reader.text("baseURL", isRequired: true)
    let model = reader.text("model", isRequired: true)
    let apiKey = reader.text("apiKey")
    let system = reader.text("system")
    let parameters = reader.object("parameters") ?? JSON.Object()
    for (key, advice) in [
      ("messages", "they are the step's thread"), ("model", "it has a place beside `parameters`"),
    ] where parameters[key] != nil {
      reader.report(
        "`\(key)` cannot be a parameter; \(advice)",
        at: reader.path.appending("parameters").appending(key))
    }
    let headers = reader.textsByName("headers")
    let price = reader.object("price") { reader -> Price? in
      let input = reader.amount("input", isRequired: true)
      let output = reader.amount("output", isRequired: true)
      guard let input, let output else { return nil }
      return Price(input: input, output: output)
    }
    guard let baseURL, let model else { return nil }
    self.init(
      baseURL: baseURL, model: model, apiKey: apiKey, system: system, parameters: parameters,
      headers: headers, price: price)
    if let idle { idleTimeout = idle }
  }
}

extension HTTPAgentConfiguration {
  init?(_ reader: inout ConfigurationReader, idle: Duration?) {
    let url = reader.text("url", isRequired: true)
    let headers = reader.textsByName("headers")
    let maxResponseBytes = reader.count("maxResponseBytes")
    guard let url else { return nil }
    self.init(url: url, headers: headers, idleTimeout: idle)
    if let maxResponseBytes { self.maxResponseBytes = maxResponseBytes }
  }
}
