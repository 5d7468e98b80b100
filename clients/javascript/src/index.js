/**
 * Durable multi-step workflows of agents, run by a Stepwell engine beside this program.
 *
 * @module
 */

export { AgentError, AgentResult, Call, accepted } from "./agents.js";
export { Engine, connect } from "./engine.js";
export {
  AgentNotFound, Cancelled, Conflict, ConnectionClosed, CursorExpired, Forbidden, InputNotFound,
  InternalError, InvalidDefinition, InvalidParams, InvalidRequest, InvalidState, LimitExceeded,
  MethodNotFound, MissingCapability, NotInitialized, Overloaded, ParseError, ResultTimeout,
  ScheduleNotFound, StaleAttempt, StepNotFound, StepwellError, StoreUnavailable,
  SubscriptionNotFound, TemplateNotFound, ThreadNotFound, WebhookNotFound, WorkflowCancelled,
  WorkflowFailed, WorkflowNotFound,
} from "./errors.js";
export { Event } from "./events.js";
export { Workflow } from "./workflow.js";
