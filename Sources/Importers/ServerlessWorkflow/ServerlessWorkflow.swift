public import JSON

/// Imports workflows of the CNCF Serverless Workflow DSL 1.0,
/// https://github.com/serverlessworkflow/specification/blob/main/dsl-reference.md.
public enum ServerlessWorkflow {
  /// A workflow as a definition.
  ///
  /// Calls, containers, scripts and events to emit become agents named `http`, `grpc`, `container` and
  /// so on; events to listen to become signals named by their type. Expressions are translated from jq.
  public static func importing(_ source: JSON) throws(ImportRefusal) -> ImportedWorkflow {
    guard let workflow = source.objectValue, workflow["document"] != nil, workflow["do"] != nil
    else {
      throw ImportRefusal("a workflow is an object with \"document\" and \"do\"", at: .root)
    }
    var language = TaskLanguage(workflow)
    language.sayWhatStarts(workflow)
    var definition = head(workflow, &language)
    let document = try language.start(workflow)
    var block = document.steps
    let rest = try language.block(
      workflow["do"] ?? [], at: .root.appending("do"), document.document, isOutermost: true)
    block += rest.steps

    if let timeout = try language.timeout(workflow["timeout"], at: .root.appending("timeout")) {
      definition["timeout"] = timeout
    }
    if definition["inputSchema"] == nil { definition["input"] = [:] }
    definition["defaults"] = ["retry": ["maxAttempts": 1]]
    if language.usesContext { definition["vars"] = ["context": [:]] }
    definition["steps"] = StepText.list(block)
    if let end = rest.document {
      definition["output"] = try language.output(of: workflow, end)
    }
    return ImportedWorkflow(
      definition: .object(definition), remarks: language.journal.remarks,
      agents: language.journal.agents)
  }

  private static func head(_ workflow: JSON.Object, _ language: inout TaskLanguage) -> JSON.Object {
    let document = workflow["document"]?.objectValue ?? [:]
    var definition: JSON.Object = ["name": document["name"] ?? "workflow"]
    definition["description"] = document["summary"] ?? document["title"]
    var metadata = JSON.Object()
    for key in ["namespace", "version", "tags", "metadata"] { metadata[key] = document[key] }
    if !metadata.isEmpty { definition["metadata"] = .object(metadata) }
    let schema = workflow["input"]?["schema"]
    definition["inputSchema"] = schema?["document"]
    if schema?["resource"] != nil {
      language.journal.lose(
        "a schema kept elsewhere is not fetched",
        at: .root.appending("input").appending("schema").appending("resource"))
    }
    return definition
  }
}
