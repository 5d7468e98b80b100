import JSON

extension DefinitionPart {
  /// What this part looks like.
  var shape: DefinitionShape {
    switch self {
    case .definition: .definition
    case .file: .file
    case .steps: .list("Steps in order; each starts when the one before has ended.", of: .step)
    case .step: .any("One step; without `type` it calls an agent.", of: Self.stepKinds)
    case .agentStep: .agentStep
    case .parallelStep: .parallelStep
    case .forEachStep: .forEachStep
    case .switchStep: .switchStep
    case .loopStep: .loopStep
    case .sleepStep: .sleepStep
    case .signalStep: .signalStep
    case .inputStep: .inputStep
    case .workflowStep: .workflowStep
    case .setStep: .setStep
    case .failStep: .failStep
    case .succeedStep: .succeedStep
    case .switchCase: .switchCase
    case .errorHandler: .errorHandler
    case .retry: .retry
    case .timeout: .timeout
    case .defaults: .defaults
    case .budget: .budget
    case .concurrency: .concurrency
    case .agent: .agentConfiguration
    case .rateLimit: .rateLimit
    case .duration: .durationText
    case .expression: .expression
    case .template: .template
    case .schema: .value("A JSON Schema, 2020-12.", ["type": ["object", "boolean"]])
    case .vars: .value("Variables by name; `set` steps change them.", ["type": "object"])
    }
  }

  static let stepKinds: [DefinitionPart] = [
    .agentStep, .parallelStep, .forEachStep, .switchStep, .loopStep, .sleepStep, .signalStep,
    .inputStep, .workflowStep, .setStep, .failStep, .succeedStep,
  ]
}
