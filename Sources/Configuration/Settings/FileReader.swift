import JSON

/// Checks a configuration file and takes its settings, gathering everything that is wrong.
struct FileReader {
  let document: YAMLDocument
  let environment: Environment
  private(set) var problems: [SourceProblem] = []

  private static let keys = [
    "$schema", "store", "durability", "agents", "templates", "webhooks", "limits", "scope",
    "logLevel",
  ]

  init(document: YAMLDocument, environment: Environment) {
    self.document = document
    self.environment = environment
  }

  mutating func settings() -> FileSettings {
    var settings = FileSettings()
    guard !document.value.isNull, let members = object(at: .root, keys: Self.keys) else {
      return settings
    }
    // A name with nothing after it, as when all below it is a comment, says nothing.
    for member in members where !member.value.isNull {
      let place = JSONPointer.root.appending(member.key)
      switch member.key {
      case "store": settings.store = store(at: place)
      case "durability": settings.durability = choice(at: place)
      case "agents": settings.agents = agents(at: place)
      case "templates": settings.templates = text(at: place)?.map(absolute)
      case "webhooks": settings.allowsPrivateWebhooks = webhooks(at: place)
      case "limits": limits(at: place, &settings.limits)
      case "scope": settings.scope = text(at: place)
      case "logLevel": settings.logLevel = choice(at: place)
      default: break  // `$schema` and `x-…`; unknown ones were complained about
      }
    }
    return settings
  }

  private mutating func store(at place: JSONPointer) -> Setting<StoreLocation>? {
    guard let text = text(at: place) else { return nil }
    do {
      let context = StoreContext(
        folder: parentFolder(of: document.source.name), environment: environment)
      return Setting(try StoreLocation(text.value, in: context), from: text.origin)
    } catch {
      let isSecret = text.value.contains { $0 == "@" || $0 == "?" }
      complain(at: place, error.message, suggestion: error.suggestion, isSecret: isSecret)
      return nil
    }
  }

  mutating func agents(at place: JSONPointer) -> [ConfiguredAgent] {
    guard let members = object(at: place) else { return [] }
    var agents: [ConfiguredAgent] = []
    for name in members.keys {
      let place = place.appending(name)
      guard let settings = object(at: place) else { continue }
      checkReferences(in: .object(settings), at: place)
      agents.append(
        ConfiguredAgent(name: name, settings: settings, pointer: place, origin: origin(of: place)))
    }
    return agents
  }

  /// Complains about what looks like a reference to a variable and is none.
  private mutating func checkReferences(in value: JSON, at place: JSONPointer) {
    switch value {
    case .null, .bool, .int, .double, .number: break
    case .string(let text):
      if let mistake = EnvironmentReference.firstMistake(in: text) {
        complain(
          at: place, "\(quoted(mistake)) is no reference to a variable",
          suggestion: "write ${env.NAME}, or $${ for a ${ that is meant")
      }
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        checkReferences(in: element, at: place.appending(index))
      }
    case .object(let object):
      for member in object { checkReferences(in: member.value, at: place.appending(member.key)) }
    }
  }

  private mutating func webhooks(at place: JSONPointer) -> Setting<Bool>? {
    let key = "allowPrivateTargets"
    guard let members = object(at: place, keys: [key]), let value = members[key] else { return nil }
    let place = place.appending(key)
    guard let allowed = value.boolValue else {
      complain(at: place, "\(key) is true or false, not \(value.kind)")
      return nil
    }
    return Setting(allowed, from: origin(of: place))
  }

  private mutating func limits(at place: JSONPointer, _ limits: inout ConfiguredLimits) {
    guard let members = object(at: place, keys: ConfiguredLimits.members.map(\.name)) else {
      return
    }
    for limit in ConfiguredLimits.members {
      guard let value = members[limit.name] else { continue }
      let place = place.appending(limit.name)
      guard let number = value.intValue, (1...limit.largest).contains(number) else {
        complain(at: place, "\(limit.name) is a whole number from 1 to \(limit.largest)")
        continue
      }
      limits[keyPath: limit.path] = Setting(number, from: origin(of: place))
    }
  }

  /// - Parameter isSecret: whether the line may hold a password or token and must not be shown.
  mutating func complain(
    at place: JSONPointer, _ message: String, suggestion: String? = nil, atKey: Bool = false,
    isSecret: Bool = false
  ) {
    var problem = document.problem(at: place, message, suggestion: suggestion, atKey: atKey)
    if isSecret { problem.excerpt = nil }
    problems.append(problem)
  }
}
