import HTTP

extension AgentConfiguration {
  /// How long an endpoint may take to show that it is there.
  private static let patience = Duration.seconds(2)

  /// What would keep a call from coming about, a sentence each, as far as that can be told without
  /// making one: no secret is sent and no program is run.
  public func obstacles(in surroundings: AgentSurroundings) async -> [String] {
    let missing = variables.filter { surroundings.environment($0) == nil }
    guard missing.isEmpty else {
      return missing.map { "the environment variable \($0) is not set; set it" }
    }
    do throws(AgentError) {
      switch kind {
      case .command(let command): return try Self.obstacles(of: command, in: surroundings)
      case .chat(let chat): return try await Self.obstacles(at: chat.baseURL, in: surroundings)
      case .http(let http): return try await Self.obstacles(at: http.url, in: surroundings)
      case .echo, .fail, .delay: return []
      }
    } catch {
      return [error.message]
    }
  }

  private static func obstacles(
    of command: CommandConfiguration, in surroundings: AgentSurroundings
  ) throws(AgentError) -> [String] {
    let name = try command.argv.first?.resolved(surroundings.environment) ?? ""
    let path = programPath(name, searchPath: surroundings.environment("PATH"))
    guard path == nil else { return [] }
    let place = name.contains("/") ? "" : " on the PATH"
    let shown = hide(command.secrets(from: surroundings.environment), in: name)
    return ["there is no program \(shown)\(place); install it or name another"]
  }

  private static func obstacles(
    at url: ConfiguredText, in surroundings: AgentSurroundings
  ) async throws(AgentError) -> [String] {
    let request = HTTPRequest(
      method: "HEAD", url: try url.resolved(surroundings.environment),
      connectTimeout: patience, timeout: patience)
    do throws(HTTPError) {
      // Whatever it answers, somebody is there.
      _ = try await surroundings.http.send(request)
      return []
    } catch {
      let secrets = url.variables.compactMap(surroundings.environment)
      return error.kind == .tooLarge ? [] : [hide(secrets, in: error.message)]
    }
  }
}
