import JSON

/// Runs a program for each call: the input on its stdin, the result from its stdout.
///
/// The program gets a process group of its own, which is ended with the call however that ends. It
/// sees `STEPWELL_…` variables about the call, the basics of the engine's environment, and what its
/// configuration names.
public struct CommandAgent: Agent {
  public let configuration: CommandConfiguration
  private let surroundings: AgentSurroundings

  public init(_ configuration: CommandConfiguration, in surroundings: AgentSurroundings) {
    self.configuration = configuration
    self.surroundings = surroundings
  }

  public func run(
    _ call: AgentCall, report: @escaping @Sendable (AgentUpdate) -> Void
  ) async throws(AgentError) -> AgentAnswer {
    do throws(AgentError) {
      return try await run(try request(for: call, report), for: call, report)
    } catch {
      var error = error
      // A program may repeat what it was given when it says what went wrong.
      let secrets = configuration.secrets(from: surroundings.environment)
      error.message = hide(secrets, in: error.message)
      throw error
    }
  }

  private func run(
    _ request: ChildRequest, for call: AgentCall,
    _ report: @escaping @Sendable (AgentUpdate) -> Void
  ) async throws(AgentError) -> AgentAnswer {
    guard !Task.isCancelled else { throw .cancelled }
    let child = try await start(request)
    surroundings.onSpawn(child.identity)
    child.write(input(for: call))
    child.closeInput()
    let ending = await withTaskCancellationHandler {
      await outcome(of: child, report)
    } onCancel: {
      child.end(grace: configuration.grace)
    }
    guard !Task.isCancelled else { throw .cancelled }
    return .completed(try ending.get())
  }

  // MARK: - Before

  private func request(
    for call: AgentCall, _ report: @escaping @Sendable (AgentUpdate) -> Void
  ) throws(AgentError) -> ChildRequest {
    var arguments: [String] = []
    for text in configuration.argv {
      let argument = try text.resolved(surroundings.environment)
      guard !argument.utf8.contains(0) else {
        throw AgentError(
          type: "badConfiguration", message: "an argument of the program holds a NUL byte",
          isRetryable: false)
      }
      arguments.append(argument)
    }
    let name = arguments.first ?? ""
    guard let path = programPath(name, searchPath: surroundings.environment("PATH")) else {
      throw .noProgram(name)
    }
    return ChildRequest(
      path: path, arguments: arguments,
      environment: configuration.environment(for: call, from: surroundings.environment),
      workingDirectory: try configuration.workingDirectory?.resolved(surroundings.environment),
      onErrorOutput: { report(.heartbeat) })
  }

  private func start(_ request: ChildRequest) async throws(AgentError) -> ChildProcess {
    do throws(ChildFailure) {
      return try await ChildProcess.start(request)
    } catch {
      throw AgentError(error, starting: request)
    }
  }

  private func input(for call: AgentCall) -> [UInt8] {
    switch (configuration.stdin, call.input) {
    case (.call, _): call.json.bytes + [UInt8(ascii: "\n")]
    case (.input, .string(let text)): Array(text.utf8)
    case (.input, .null): []
    case (.input, let value): value.bytes + [UInt8(ascii: "\n")]
    }
  }

  // MARK: - While it runs

  private func outcome(
    of child: ChildProcess, _ report: @Sendable (AgentUpdate) -> Void
  ) async -> Result<AgentResult, AgentError> {
    var output = CommandOutput(configuration.output, limit: configuration.maxOutputBytes)
    do throws(AgentError) {
      while let bytes = await child.nextOutput() {
        report(.heartbeat)
        for update in try output.take(bytes) { report(update) }
      }
      let exit = await child.exit()
      if let error = AgentError(exit) { throw error }
      return .success(try output.finish())
    } catch {
      child.end(grace: configuration.grace)
      _ = await child.exit()
      return .failure(error)
    }
  }
}
