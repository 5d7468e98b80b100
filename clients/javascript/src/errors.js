/**
 * A refusal of the engine, or of this client where `code` is undefined. `type` is the stable name
 * for programs, `data` what the engine added; the message says what to do.
 */
export class StepwellError extends Error {
  constructor(message, { type = "error", code, data = {}, cause } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = this.constructor.name;
    this.type = type;
    this.code = code;
    this.data = data;
  }

  /** Whether the same request may succeed later. */
  get retryable() {
    return this.data.retryable ?? false;
  }
}

export class ParseError extends StepwellError {}
export class InvalidRequest extends StepwellError {}
export class MethodNotFound extends StepwellError {}
export class InvalidParams extends StepwellError {}
export class InternalError extends StepwellError {}
export class NotInitialized extends StepwellError {}
export class Cancelled extends StepwellError {}
export class WorkflowNotFound extends StepwellError {}
export class StepNotFound extends StepwellError {}
export class InvalidState extends StepwellError {}
export class InvalidDefinition extends StepwellError {
  /** All its problems, each with its place. */
  get problems() {
    return this.data.problems ?? [];
  }
}
export class Conflict extends StepwellError {}
export class LimitExceeded extends StepwellError {}
export class AgentNotFound extends StepwellError {}
export class Overloaded extends StepwellError {}
export class StoreUnavailable extends StepwellError {}
export class CursorExpired extends StepwellError {}
export class StaleAttempt extends StepwellError {}
export class MissingCapability extends StepwellError {}
export class ThreadNotFound extends StepwellError {}
export class TemplateNotFound extends StepwellError {}
export class InputNotFound extends StepwellError {}
export class WebhookNotFound extends StepwellError {}
export class ScheduleNotFound extends StepwellError {}
export class Forbidden extends StepwellError {}
export class SubscriptionNotFound extends StepwellError {}

/** The engine is gone, or was never there; workflows go on when it is started again. */
export class ConnectionClosed extends StepwellError {
  constructor(message, { cause } = {}) {
    super(message, { type: "connectionClosed", cause });
  }
}

/** A workflow whose result was awaited has failed; `problem` is its structured reason. */
export class WorkflowFailed extends StepwellError {
  constructor(workflow) {
    const reason = workflow.error ?? "it does not say why";
    super(`Workflow "${workflow.name}" (${workflow.id}) failed: ${reason}`, {
      type: workflow.problem?.type ?? "workflowFailed",
    });
    this.workflow = workflow;
    this.problem = workflow.problem;
  }
}

/** A workflow whose result was awaited was cancelled. */
export class WorkflowCancelled extends StepwellError {
  constructor(workflow) {
    super(`Workflow "${workflow.name}" (${workflow.id}) was cancelled`, {
      type: "workflowCancelled",
    });
    this.workflow = workflow;
  }
}

/** The time was up before a workflow was finished; it goes on all the same. */
export class ResultTimeout extends StepwellError {
  constructor(workflow) {
    super(`Workflow "${workflow.name}" (${workflow.id}) is ${workflow.status}`, {
      type: "resultTimeout",
    });
    this.workflow = workflow;
  }
}

const classes = [
  ParseError, InvalidRequest, MethodNotFound, InvalidParams, InternalError, NotInitialized,
  Cancelled, WorkflowNotFound, StepNotFound, InvalidState, InvalidDefinition, Conflict,
  LimitExceeded, AgentNotFound, Overloaded, StoreUnavailable, CursorExpired, StaleAttempt,
  MissingCapability, ThreadNotFound, TemplateNotFound, InputNotFound, WebhookNotFound,
  ScheduleNotFound, Forbidden, SubscriptionNotFound,
];
const byType = new Map(
  classes.map((one) => [one.name[0].toLowerCase() + one.name.slice(1), one]),
);

/** The exception for the `error` of a JSON-RPC answer; unknown types stay a StepwellError. */
export function refusal({ code, message, data }) {
  const details = data !== null && typeof data === "object" ? data : {};
  const type = details.type ?? "error";
  return new (byType.get(type) ?? StepwellError)(message, { type, code, data: details });
}
