import ArgumentParser
import Configuration
import Graph
import JSON
import Runtime
import Wire

/// `stepwell graph FILE|WORKFLOW`: a picture of a definition, or of a workflow and where it stands.
struct GraphCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph",
    abstract: "Draw a definition, or a workflow with the statuses of its steps.",
    discussion: """
      A name that ends in .json, .yaml or .yml is a definition, anything else a workflow's id. \
      Mermaid is what GitHub and many editors show, DOT is for Graphviz, SVG for a browser.
      """)

  @Argument(
    help: "A definition's file, or a workflow's id or a beginning of it that fits no other.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var subject: String

  @Option(help: "mermaid, dot or svg.")
  var format = Language.mermaid

  /// What pictures are written in, as it is typed.
  enum Language: String, CaseIterable, ExpressibleByArgument {
    case mermaid, dot, svg

    var format: Graph.Format {
      switch self {
      case .mermaid: .mermaid
      case .dot: .dot
      case .svg: .svg
      }
    }
  }

  @OptionGroup(title: "The store") var engine: EngineOptions

  func run() async throws {
    let graph = isFile ? try definition() : try await workflow()
    StandardOutput.write(graph.text(format.format))
  }

  private var isFile: Bool {
    let name = subject.lowercased()
    return [".json", ".yaml", ".yml"].contains { name.hasSuffix($0) }
  }

  private func definition() throws -> Graph {
    do throws(SourceProblem) {
      return Graph(definition: try DefinitionFile.read(subject).value)
    } catch {
      throw CommandFailure(error)
    }
  }

  private func workflow() async throws -> Graph {
    try await EngineClient.with(engine, as: .reading) { client in
      let id = try await client.workflowID(subject)
      let workflow = try await client.call(WorkflowGet.self) { params in
        params.workflow = .id(id)
        params.maxResultBytes = 1
      }
      let document = try await client.call(WorkflowExport.self) { $0.workflow = .id(id) }
      return Graph(workflow: workflow.json, definition: document.json["definition"])
    }
  }
}
