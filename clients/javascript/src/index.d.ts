import type { Readable, Writable } from "node:stream";

import type * as protocol from "./protocol.js";
import type { Methods } from "./protocol.js";

export interface SpawnOptions {
  /** Where workflows are kept: `sqlite:./work.db`, `memory:`, …; else the engine's own default. */
  store?: string;
  /** The engine's program; else STEPWELL_BINARY, else `stepwell` on PATH. */
  binary?: string;
  /** Further arguments of the engine. */
  args?: string[];
  /** Agents that are there from the start. */
  agents?: Record<string, AgentFunction>;
  /** The engine's environment; else this program's. */
  env?: Record<string, string | undefined>;
  /** The engine's working directory; else this program's. */
  cwd?: string;
}

export interface CallOptions {
  /** Gives up the request when it is aborted, never the workflow. */
  signal?: AbortSignal;
}

export interface ChangeOptions {
  /** The same key and params give the same result, and the change happens once. */
  idempotencyKey?: string;
}

/** Starts an engine and connects to it; `engine.close()` ends it. */
export function connect(options?: SpawnOptions): Promise<Engine>;

/** A connection to an engine. Made by `connect`. */
export class Engine {
  /** Speaks over a pair of streams; `open` has to follow. */
  constructor(input: Readable, output: Writable);

  /** Starts an engine and connects to it; `close` ends it. */
  static spawn(options?: SpawnOptions): Promise<Engine>;

  /** Makes workflows and finds them. */
  readonly workflow: Workflows;

  /** Definitions under a name. */
  readonly templates: Templates;

  /** Questions that workflows ask people. */
  readonly inputs: Inputs;

  /** What the engine said of itself: version, capabilities, limits, store. */
  readonly info: protocol.InitializeResult;

  /** Introduces this program and its first agents to the engine. */
  open(agents?: Record<string, AgentFunction>): Promise<void>;

  /** Calls any method of the protocol and answers its result as it came. */
  call<M extends keyof Methods>(
    method: M,
    params?: Methods[M]["params"],
    options?: CallOptions,
  ): Promise<Methods[M]["result"]>;
  call(method: string, params?: object, options?: CallOptions): Promise<unknown>;

  /** Makes a function an agent of this engine. */
  agent<F extends AgentFunction>(
    agentId: string,
    run: F,
    options?: { description?: string; maxConcurrency?: number },
  ): F;

  /** Settles when the engine has ended: what a program waits for that only offers agents. */
  closed(): Promise<void>;

  /**
   * Asks for calls of these agents, as a worker that nobody calls: those that wait, or the first
   * that comes within `waitMs`.
   */
  claim(
    agentIds: string[],
    options?: { max?: number; waitMs?: number; signal?: AbortSignal },
  ): Promise<Call[]>;

  /**
   * Ends the connection, and the engine if it was started here; answers its exit status or signal.
   * Unfinished workflows stay in the store and go on when an engine next opens it.
   */
  close(): Promise<number | string | undefined>;
}

/** `engine.workflow`. */
export interface Workflows {
  /** Creates a workflow. */
  create(definition: protocol.WorkflowCreateParams): Promise<Workflow>;
  /** Finds a workflow by its id, or by the idempotency key of its creation. */
  get(reference: string | { workflowKey: string }): Promise<Workflow>;
  /** Takes in what `export` answered, with its whole history; one that ran arrives paused. */
  importDocument(document: protocol.WorkflowDocument, options?: ChangeOptions): Promise<Workflow>;
  /** Lists workflows, last changed first; `nextCursor` leads to the next page. */
  list(query?: protocol.WorkflowListParams): Promise<Workflow[] & { nextCursor?: string }>;
}

/** `engine.templates`: definitions under a name, in versions that never change. */
export interface Templates {
  /** Keeps a definition as the next version of a template, or as the `version` given. */
  create(
    name: string,
    definition: protocol.Definition,
    options?: ChangeOptions & { version?: number; inputSchema?: protocol.JSONSchema },
  ): Promise<protocol.Template>;
  /** A version of a template with its definition; the last one where none is named. */
  get(name: string, options?: { version?: number }): Promise<protocol.Template>;
  /** The last version of each template, or all versions of one; without definitions. */
  list(name?: string): Promise<protocol.Template[]>;
  /** Deletes a template or one version of it; answers whether it was there. */
  delete(name: string, options?: ChangeOptions & { version?: number }): Promise<boolean>;
  /** Makes a workflow from a template. */
  instantiate(
    name: string,
    options?: Omit<protocol.TemplateInstantiateParams, "name">,
  ): Promise<Workflow>;
}

/** `engine.inputs`: the open questions that workflows ask people, and their answers. */
export interface Inputs {
  /** All open questions, the oldest first, of one workflow or of all. */
  list(query?: { workflowId?: string }): Promise<protocol.Question[]>;
  /** Answers a question; whoever comes second is told the first answer. */
  respond(inputId: string, content?: unknown, options?: ChangeOptions): Promise<protocol.Answer>;
  /** Refuses to answer a question. */
  decline(inputId: string, options?: ChangeOptions): Promise<protocol.Answer>;
}

/** A workflow as it was when the engine last told of it; every method brings it up to date. */
export interface Workflow extends protocol.Workflow {}
export class Workflow {
  /** Whether it completed, failed or was cancelled. */
  readonly isFinished: boolean;
  /** Reads it anew. */
  refresh(): Promise<this>;
  /** Sets it going and answers at once; `result()` waits for it. */
  execute(options?: ChangeOptions): Promise<this>;
  /** Starts no further step; the running ones finish and are kept. */
  pause(options?: ChangeOptions): Promise<this>;
  /** Goes on where it was paused; no finished step is repeated. */
  resume(options?: ChangeOptions): Promise<this>;
  /** Cancels what runs, and compensates where the definition says how. */
  cancel(reason?: string, options?: ChangeOptions): Promise<this>;
  /** Lets a failed or cancelled workflow go on from the failed step, or from another. */
  retry(options?: ChangeOptions & { fromStepId?: string }): Promise<this>;
  /** Makes a new workflow that keeps the results before a step and does the rest anew. */
  fork(
    atStepId: string,
    options?: Omit<protocol.WorkflowForkParams, "workflowId" | "workflowKey" | "atStepId">,
  ): Promise<Workflow>;
  /** Sends a signal; answers whether a step was waiting for it. If not, it is kept for one. */
  signal(name: string, payload?: unknown, options?: ChangeOptions): Promise<boolean>;
  /** Decides by hand what becomes of a step that is in doubt, waits or has failed. */
  resolve(
    stepId: string,
    action: protocol.StepAction,
    options?: ChangeOptions & { result?: unknown; error?: string },
  ): Promise<this>;
  /** The questions it asks people. */
  inputs(): Promise<protocol.Question[]>;
  /** What it waits for and what would move it on, and what each step took. */
  explain(): Promise<protocol.Explanation>;
  /** The workflow with its history and conversations, for a file or another store. */
  export(): Promise<protocol.WorkflowDocument>;
  /** Adds a step at the end, or after another. */
  addStep(
    step: protocol.StepDefinition,
    options?: ChangeOptions & { after?: string },
  ): Promise<this>;
  /** Changes name, description, metadata, budget or priority; null clears one. */
  update(changes: Omit<protocol.WorkflowUpdateParams, "workflowId" | "workflowKey">): Promise<this>;
  /** Deletes it with its threads; answers whether it was there. One that runs needs `force`. */
  delete(options?: { force?: boolean; keepThreads?: boolean }): Promise<boolean>;
  /** Waits until it is `finished` (the default) or `blocked`, or the time is up: see `status`. */
  wait(options?: CallOptions & { until?: protocol.WaitUntil; timeoutMs?: number }): Promise<this>;
  /**
   * Waits until it is finished and answers its output. Throws WorkflowFailed, WorkflowCancelled,
   * ResultTimeout, or the reason of the aborted signal; the workflow goes on all the same.
   */
  result<T = unknown>(options?: CallOptions & { timeoutMs?: number }): Promise<T>;
  /**
   * What has happened and what happens, without a gap, until it is finished. Starts with the first
   * event, or behind the cursor `after`; `wf.cursor` is now.
   */
  events(
    options?: CallOptions & { after?: string; types?: protocol.EventType[]; ephemeral?: boolean },
  ): AsyncGenerator<Event, void, undefined>;
  private constructor();
}

/**
 * Something that happened to a workflow, told once it is recorded. Ephemeral events (`step.delta`,
 * `step.progress`) have neither `cursor` nor `seq`.
 */
export interface Event extends protocol.Event {}
export class Event {
  /** Its place: `wf.events({ after: event.cursor })` goes on behind it, in another process too. */
  readonly cursor?: string;
  private constructor();
}

/** A function as an agent: of the step's input and the whole call. */
export type AgentFunction = (input: any, call: Call) => unknown;

/** One call of an agent: all it needs to do the work of a step. */
export interface Call extends protocol.AgentCall {}
export class Call {
  /** Aborted when the engine gives the call up, or this program leaves it; none for a claimed one. */
  readonly signal?: AbortSignal;
  /** Tells how the work goes; also a sign of life. */
  update(update?: Omit<protocol.AgentUpdateParams, "callId">): void;
  /** Tells that the work goes on; refused when the call is no longer waited for. */
  heartbeat(): Promise<void>;
  /** Hands in the result of a call that was claimed, or answered with `accepted`. */
  complete(
    result: unknown,
    extras?: { messages?: protocol.MessageDraft[]; usage?: protocol.Usage },
  ): Promise<void>;
  /** Says that a call which was claimed, or answered with `accepted`, cannot be done. */
  fail(
    message: string,
    details?: { type?: string; retryable?: boolean; retryAfterMs?: number },
  ): Promise<void>;
  private constructor();
}

/** A result with what belongs to it: messages for the thread, and what the work used. */
export class AgentResult {
  constructor(
    result: unknown,
    extras?: { messages?: protocol.MessageDraft[]; usage?: protocol.Usage },
  );
}

/** Returned by an agent that finishes later, by `agent/complete` or `agent/fail`. */
export const accepted: unique symbol;

/** Thrown by an agent that cannot do the work. */
export class AgentError extends Error {
  constructor(
    message: string,
    options?: {
      /** A stable name which a step's `retryOn` and `nonRetryable` can list. */
      type?: string;
      /** Whether another attempt may succeed. */
      retryable?: boolean;
      /** The least time to wait before another attempt. */
      retryAfterMs?: number;
      cause?: unknown;
    },
  );
  readonly type: string;
  readonly retryable?: boolean;
  readonly retryAfterMs?: number;
}

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
