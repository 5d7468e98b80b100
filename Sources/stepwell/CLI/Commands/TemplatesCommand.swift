import ArgumentParser
import Configuration
import JSON
import Runtime
import Time
import Wire

/// `stepwell templates`: definitions under a name, in versions.
struct TemplatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "templates",
    abstract: "List templates; keep definitions under a name, in versions that never change.",
    discussion: """
      Besides those that are added here there are the files of the folder that templates: of the \
      configuration names, each by its file's name. stepwell run --template NAME starts one.
      """,
    subcommands: [
      TemplateListCommand.self, TemplateShowCommand.self, TemplateAddCommand.self,
      TemplateDeleteCommand.self,
    ],
    defaultSubcommand: TemplateListCommand.self)
}

/// `stepwell templates list [NAME]`.
struct TemplateListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the last version of each template, or all of one.")

  @Argument(help: "All versions of this template.")
  var name: String?

  @Flag(help: "Print them as JSON, as template/list answers them.")
  var json = false

  @OptionGroup(title: "The store") var engine: EngineOptions

  func run() async throws {
    let templates = try await EngineClient.with(engine, as: .asked) { client in
      try await client.templates(name)
    }
    if json {
      return StandardOutput.write(pretty: ["templates": .array(templates.map(\.json))])
    }
    if let name, templates.isEmpty {
      throw CommandFailure(
        ExitStatus.notFound, "there is no template \"\(name)\"; stepwell templates lists them")
    }
    guard !templates.isEmpty else {
      return StandardError.write("no templates; add one with stepwell templates add FILE")
    }
    let now = SystemTime().now
    var table = Table(["TEMPLATE", "VERSION", "CREATED", "ABOUT"], flexible: 3)
    for template in templates {
      table.add([
        template.name, "\(template.version)", template.createdAt.age(at: now),
        template.description ?? "",
      ])
    }
    let isTerminal = Terminal.output.isTerminal
    StandardOutput.write(table.text(columns: isTerminal ? Terminal.output.size.columns : nil))
  }
}

/// `stepwell templates show NAME`.
struct TemplateShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print a template's definition as JSON.")

  @Argument(help: "The template's name.")
  var name: String

  @Option(help: ArgumentHelp("Its version instead of the last.", valueName: "number"))
  var version: Int?

  @OptionGroup(title: "The store") var engine: EngineOptions

  func run() async throws {
    let template = try await EngineClient.with(engine, as: .asked) { client in
      try await client.call(TemplateGet.self) { params in
        params.name = name
        params.version = version
      }
    }
    StandardOutput.write(pretty: template.definition ?? .null)
  }
}

/// `stepwell templates add FILE`.
struct TemplateAddCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Keep a definition as the next version of a template.")

  @Argument(
    help: "The definition: YAML, or JSON where the name ends in .json; without agents.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var file: String

  @Option(help: "The template's name instead of the file's.")
  var name: String?

  @OptionGroup(title: "The store") var engine: EngineOptions

  func run() async throws {
    let given = try GivenDefinition(file: file)
    guard !given.hasAgents else {
      throw CommandFailure(
        ExitStatus.invalidDefinition,
        "\(file) has agents of its own, which a template cannot have; put them into the "
          + "configuration")
    }
    let document = given.document
    try await EngineClient.withoutStore { client in
      try await client.refuseProblems(of: document)
    }
    let stem = file.split(separator: "/").last?.split(separator: ".").first.map(String.init)
    let template = try await EngineClient.with(engine, as: .asked) { client in
      try await client.call(TemplateCreate.self) { params in
        params.name = name ?? stem ?? file
        params.definition = .object(given.definition)
      }
    }
    StandardOutput.write("\(Cells(template.name).text), version \(template.version)\n")
  }
}

/// `stepwell templates delete NAME`.
struct TemplateDeleteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Delete a template or one of its versions.",
    discussion: "Workflows that were made from it are not touched.")

  @Argument(help: "The template's name.")
  var name: String

  @Option(help: ArgumentHelp("Only this version.", valueName: "number"))
  var version: Int?

  @OptionGroup(title: "The store") var engine: EngineOptions

  func run() async throws {
    let answer = try await EngineClient.with(engine, as: .asked) { client in
      try await client.call(TemplateDelete.self) { params in
        params.name = name
        params.version = version
      }
    }
    guard answer.deleted else {
      throw CommandFailure(
        ExitStatus.notFound,
        "there is no such template \(JSON.string(name).text); see stepwell templates")
    }
    StandardOutput.write("deleted \(Cells(name).text)\n")
  }
}

extension EngineClient {
  /// The last version of each template, or all versions of one.
  fileprivate func templates(_ name: String?) async throws(CommandFailure) -> [Template] {
    var found: [Template] = []
    var cursor: String?
    repeat {
      let page = try await call(TemplateList.self) { params in
        params.name = name
        params.limit = 1000
        params.cursor = cursor
      }
      found += page.templates
      cursor = page.nextCursor
    } while cursor != nil
    return found
  }
}
