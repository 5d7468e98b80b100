import type * as protocol from "./protocol.js";
import type { Workflow } from "./workflow.js";

/** A refusal of the engine, or of this client where `code` is undefined. */
export class StepwellError extends Error {
  /** The stable name, for programs. */
  readonly type: protocol.ErrorType;
  readonly code?: number;
  /** What the engine added: ids, `path`, `didYouMean`, … */
  readonly data: Record<string, unknown>;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
}

/** The engine could not read a message as JSON. */
export class ParseError extends StepwellError {}
/** The message was no JSON-RPC 2.0 request. */
export class InvalidRequest extends StepwellError {}
/** There is no such method; `data.didYouMean` names a near one. */
export class MethodNotFound extends StepwellError {}
/** The params do not fit; `data.path` is the place as a JSON Pointer. */
export class InvalidParams extends StepwellError {}
/** A bug of the engine; nothing was changed. */
export class InternalError extends StepwellError {}
/** The engine wants `initialize` first. */
export class NotInitialized extends StepwellError {}
/** The request was given up; what it started goes on. */
export class Cancelled extends StepwellError {}
/** There is no such workflow. */
export class WorkflowNotFound extends StepwellError {}
/** The workflow has no such step. */
export class StepNotFound extends StepwellError {}
/** The workflow or step is not in a state that allows this. */
export class InvalidState extends StepwellError {}
/** The definition has errors. */
export class InvalidDefinition extends StepwellError {
  /** All its problems, each with its place. */
  readonly problems: protocol.DefinitionProblem[];
}
/** An id or idempotency key was used before, with other params. */
export class Conflict extends StepwellError {}
/** A limit was exceeded; `data` has `path`, `size` and `limit`. */
export class LimitExceeded extends StepwellError {}
/** No such agent is registered here. */
export class AgentNotFound extends StepwellError {}
/** Too many requests are in flight; ask again after `data.retryAfterMs`. */
export class Overloaded extends StepwellError {}
/** The store cannot be reached; ask again, with an `idempotencyKey` where it must not happen twice. */
export class StoreUnavailable extends StepwellError {}
/** The events after this cursor are no longer kept; start anew. */
export class CursorExpired extends StepwellError {}
/** The call belongs to an attempt that is over; drop its result. */
export class StaleAttempt extends StepwellError {}
/** The client did not announce a capability this needs. */
export class MissingCapability extends StepwellError {}
/** There is no such thread. */
export class ThreadNotFound extends StepwellError {}
/** There is no such template or version. */
export class TemplateNotFound extends StepwellError {}
/** There is no such question. */
export class InputNotFound extends StepwellError {}
/** There is no such webhook. */
export class WebhookNotFound extends StepwellError {}
/** There is no such schedule. */
export class ScheduleNotFound extends StepwellError {}
/** The configuration does not allow this. */
export class Forbidden extends StepwellError {}
/** This connection has no such subscription. */
export class SubscriptionNotFound extends StepwellError {}
/** The engine is gone, or was never there; workflows go on when it is started again. */
export class ConnectionClosed extends StepwellError {}

/** A workflow whose result was awaited has failed. */
export class WorkflowFailed extends StepwellError {
  readonly workflow: Workflow;
  readonly problem?: protocol.Problem;
}
/** A workflow whose result was awaited was cancelled. */
export class WorkflowCancelled extends StepwellError {
  readonly workflow: Workflow;
}
/** The time was up before a workflow was finished; it goes on all the same. */
export class ResultTimeout extends StepwellError {
  readonly workflow: Workflow;
}
