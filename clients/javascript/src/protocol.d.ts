// The objects and methods of the protocol. Made by clients/types/generate.py; do not edit.

/** What was handed in is recorded. */
export interface Acceptance {
  /** True. */
  accepted: boolean;
}

/** Something to do that would move a workflow on. */
export interface Advice {
  /** What to do, as a sentence. */
  text: string;
  /** The step it is about. */
  stepId?: string;
  /** A request that does it; fill in what is yours to decide. */
  request?: RequestDraft;
}

/** An agent this engine knows, or one that steps wait for. */
export interface Agent {
  /** The name steps call it by. */
  agentId: string;
  /** `host`, `pull`, `command`, `chat`, `mcp`, `acp`, `http`, `echo`, `fail`, `delay`. */
  kind: string;
  /** What it is good for. */
  description?: string;
  /** Calls it takes at once. */
  maxConcurrency?: number;
  /** Whether it can be called now. */
  available: boolean;
  /** Calls that run. */
  running: number;
  /** Calls that wait for it. */
  waiting: number;
}

/** One call of an agent: all it needs to do the work of a step. */
export interface AgentCall {
  /** The name of this call, for updates and late answers. */
  callId: string;
  /** The workflow. */
  workflowId: string;
  /** The workflow's name. */
  workflowName: string;
  /** The step. */
  stepId: string;
  /** The step's name. */
  stepName?: string;
  /** Which attempt this is, from 1. */
  attempt: number;
  /** The agent that is called. */
  agentId: string;
  /** The step's input, evaluated; any JSON. */
  input: unknown;
  /** The conversation the call belongs to. */
  threadId: string;
  /** That conversation so far, the input included. */
  messages: Array<MessageDraft>;
  /** What went before. */
  context: AgentContext;
  /** The same for every attempt of a step; hand it to what must not happen twice. */
  idempotencyKey: string;
  /** When the attempt is given up. */
  deadline?: string;
  /** What the result has to satisfy. */
  outputSchema?: JSONSchema;
  /** Of a claimed call: how long it is the worker's after each sign of life. */
  leaseMs?: number;
}

/** Params of `agent/claim`. */
export interface AgentClaimParams {
  /** The agents whose work is wanted. */
  agentIds: Array<string>;
  /** How many calls at most. */
  max?: number;
  /** How long to wait for the first; else not at all. */
  waitMs?: number;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Result of `agent/claim`. */
export interface AgentClaimResult {
  /** The calls; each has `leaseMs`. */
  calls: Array<AgentCall>;
}

/** Params of `agent/complete`. */
export interface AgentCompleteParams {
  /** The call. */
  callId: string;
  /** The result; any JSON. */
  result: unknown;
  /** Messages to add to the conversation before it. */
  messages?: Array<MessageDraft>;
  /** What the work used. */
  usage?: Usage;
  /**
   * A key of the caller's making: the same key and params give the same result, and the change
   * happens once.
   */
  idempotencyKey?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** An agent and how it is called; each kind has further members of its own. */
export interface AgentConfiguration {
  /** How it is called. */
  kind: 
    | "host"
    | "command"
    | "chat"
    | "mcp"
    | "acp"
    | "http"
    | "echo"
    | "fail"
    | "delay"
    | (string & {});
  /** Calls at once, for one engine. */
  maxConcurrency?: number;
  /** Calls in a time, for one engine. */
  rateLimit?: RateLimit;
  /** Its own default. */
  retry?: RetryPolicy;
  /** Its own default. */
  timeout?: DurationText | TimeoutPolicy;
}

/** What went before the step, as its `context` field asks. */
export interface AgentContext {
  /** The result of the step before. */
  previous?: unknown;
  /** The results of finished steps by name. */
  steps?: Record<string, unknown>;
  /** The workflow's input. */
  input?: unknown;
  /** The workflow's metadata. */
  metadata?: Record<string, unknown>;
}

/** Params of `agent/fail`. */
export interface AgentFailParams {
  /** The call. */
  callId: string;
  /** Why it failed. */
  error: AgentFailure;
  /**
   * A key of the caller's making: the same key and params give the same result, and the change
   * happens once.
   */
  idempotencyKey?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Why an agent could not do the work. */
export interface AgentFailure {
  /** A stable name, which `retryOn` and `nonRetryable` can list. */
  type?: string;
  /** The sentence for people. */
  message: string;
  /** Whether another attempt may succeed; else the policy decides. */
  retryable?: boolean;
  /** How long to wait before it, at least. */
  retryAfterMs?: number;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Params of `agent/heartbeat`. */
export interface AgentHeartbeatParams {
  /** The call. */
  callId: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Result of `agent/heartbeat`. */
export interface AgentHeartbeatResult {
}

/** Result of `agent/list`. */
export interface AgentListResult {
  /** The agents by id. */
  agents: Array<Agent>;
}

/** Params of `agent/register`. */
export interface AgentRegisterParams {
  /** The agents; one that is known already is replaced. */
  agents: Array<AgentRegistration>;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Result of `agent/register`. */
export interface AgentRegisterResult {
  /** The agents this connection has registered. */
  agents: Array<Agent>;
}

/** A host's offer, and its consent, to be called by `agent/run`. */
export interface AgentRegistration {
  /** The name steps call it by. */
  agentId: string;
  /** What it is good for. */
  description?: string;
  /** Calls it takes at once; else no limit. */
  maxConcurrency?: number;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Result of `agent/run`. */
export interface AgentRunResult {
  /** The result; any JSON. */
  result?: unknown;
  /** Messages to add to the conversation before it. */
  messages?: Array<MessageDraft>;
  /** What the work used. */
  usage?: Usage;
  /** Instead of a result: `agent/complete` or `agent/fail` follows, even from another process. */
  accepted?: boolean;
}

/** Calls an agent with an input; the result is what it answers. */
export interface AgentStep {
  /** The kind of step; may be left out. */
  type?: "agent";
  /** The agent that does the work. */
  agentId: string;
  /** What it is told; without it, the previous step's result. */
  input?: TemplateValue;
  /** The conversation to join; without it, one of its own. */
  threadId?: string;
  /** How much of what went before the agent is told. */
  context?: "previous" | "all" | "none" | (string & {});
  /** What the result has to satisfy; a text is read as JSON, and repaired once. */
  outputSchema?: JSONSchema;
  /** The step's handle in expressions, unique in the definition. */
  name?: string;
  /** Skip the step where this is false. */
  if?: Expression;
  /** In a `parallel` with `steps`: the steps that come before. */
  needs?: Array<string>;
  /** Whether and when to try again after a failure. */
  retry?: RetryPolicy;
  /** How long an attempt may take, or more. */
  timeout?: DurationText | TimeoutPolicy;
  /** How long an attempt may be silent; `timeout.idle`. */
  heartbeat?: DurationText;
  /** What to do instead of failing. */
  onError?: Array<ErrorHandler>;
  /** Undoes the step when the workflow fails or is cancelled later. */
  compensate?: StepDefinition;
  /** What becomes of an attempt that was running when the engine died. */
  onInterrupted?: "retry" | "fail" | "ask" | (string & {});
  /** How many steps with the same key run at once. */
  concurrency?: Concurrency;
  /** The author's own data. */
  metadata?: Record<string, unknown>;
}

/** Params of `agent/unregister`. */
export interface AgentUnregisterParams {
  /** The agents. */
  agentIds?: Array<string>;
  /** The agents, in the form in which they were registered. */
  agents?: Array<AgentRegistration>;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Result of `agent/unregister`. */
export interface AgentUnregisterResult {
  /** The agents this connection still has. */
  agents: Array<Agent>;
}

/** Params of `agent/update`. */
export interface AgentUpdateParams {
  /** The call. */
  callId: string;
  /** More of the text the agent writes. */
  delta?: string;
  /** How far it is: a number from 0 to 1, or any JSON. */
  progress?: unknown;
  /** A message to add to the conversation. */
  message?: MessageDraft;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** What was answered to a question, by whoever was first. */
export interface Answer {
  /** The question's id. */
  inputId: string;
  /** The workflow that asked. */
  workflowId: string;
  /** The step that asked. */
  stepId: string;
  /** Whether the question was answered. */
  action: AnswerAction;
  /** The answer. */
  content?: unknown;
  /** When it was answered. */
  answeredAt: string;
}

/** `accept` answers the question, `decline` refuses to. */
export type AnswerAction = "accept" | "decline" | (string & {});

/** What the agents of a workflow may use; exceeded, it waits until it is raised or cancelled. */
export interface Budget {
  /** Calls of agents, each attempt one; exact. */
  agentCalls?: number;
  /** Tokens read and written by models. */
  tokens?: number;
  /** Money, in US dollars. */
  costUSD?: number;
  /** Time, pauses left out. */
  duration?: DurationText;
}

/** Params of `$/cancelRequest`. */
export interface CancelRequestParams {
  /** The id of the request. */
  id: string | number;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** What this engine can do. */
export interface Capabilities {
  /** The methods it serves. */
  methods: Array<string>;
  /** Whether time only moves by `clock/advance`. */
  testClock: boolean;
}

/** What a client can take; members it has for others are ignored. */
export interface ClientCapabilities {
  /** Send `log/message` from this level on. */
  log?: LogLevel;
}

/** Params of `clock/advance`. */
export interface ClockAdvanceParams {
  /** How many milliseconds pass. */
  ms: number;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Result of `clock/advance`. */
export interface ClockAdvanceResult {
  /** The engine's time. */
  now: string;
}

/** At most so many with the same key at once, over the whole store, first come first served. */
export interface Concurrency {
  /** What they have in common. */
  key: Expression;
  /** How many at once. */
  limit: number;
}

/** Text, or content blocks such as `{"type": "text", "text": "…"}`. */
export type Content = string | Array<{
  type: string;
}>;

/** What holds for every step that says nothing else. */
export interface Defaults {
  /** Whether and when to try again after a failure. */
  retry?: RetryPolicy;
  /** How long an attempt may take, or more. */
  timeout?: DurationText | TimeoutPolicy;
  /** What becomes of an attempt that was running when the engine died. */
  onInterrupted?: "retry" | "fail" | "ask" | (string & {});
}

/** A workflow definition: what is to be done, in which order, and what may go wrong. */
export interface Definition {
  /** The address of this schema, for editors. */
  "$schema"?: string;
  /** The workflow's name. */
  name: string;
  /** What it is for. */
  description?: string;
  /** Its input, taken literally. */
  input?: unknown;
  /** The JSON Schema its input has to satisfy. */
  inputSchema?: JSONSchema;
  /** Variables and their first values, taken literally. */
  vars?: Variables;
  /** Its steps in order. */
  steps?: StepDefinitions;
  /** Its output; without it, the last step's result. */
  output?: TemplateValue;
  /** What holds for every step that says nothing else. */
  defaults?: Defaults;
  /** How long it may take, pauses left out. */
  timeout?: DurationText;
  /** What its agents may use; then it waits to be raised. */
  budget?: Budget;
  /** How many workflows with the same key run at once. */
  concurrency?: Concurrency;
  /** Who goes first when slots are scarce. */
  priority?: number;
  /** The author's own data. */
  metadata?: Record<string, unknown>;
}

/** A workflow definition in a file of its own, JSON or YAML. */
export interface DefinitionFile {
  /** The address of this schema, for editors. */
  "$schema"?: string;
  /** The workflow's name. */
  name: string;
  /** What it is for. */
  description?: string;
  /** Its input, taken literally. */
  input?: unknown;
  /** The JSON Schema its input has to satisfy. */
  inputSchema?: JSONSchema;
  /** Variables and their first values, taken literally. */
  vars?: Variables;
  /** Its steps in order. */
  steps?: StepDefinitions;
  /** Its output; without it, the last step's result. */
  output?: TemplateValue;
  /** What holds for every step that says nothing else. */
  defaults?: Defaults;
  /** How long it may take, pauses left out. */
  timeout?: DurationText;
  /** What its agents may use; then it waits to be raised. */
  budget?: Budget;
  /** How many workflows with the same key run at once. */
  concurrency?: Concurrency;
  /** Who goes first when slots are scarce. */
  priority?: number;
  /** The author's own data. */
  metadata?: Record<string, unknown>;
  /** Agents by id, for `stepwell run FILE` alone; elsewhere they are forbidden. */
  agents?: Record<string, AgentConfiguration>;
}

/** What is wrong at one place of a definition. */
export interface DefinitionProblem {
  /** Whether the definition is refused for it. */
  severity: Severity;
  /** A stable name for the kind of problem. */
  code: string;
  /** What is wrong and what to do, as a sentence. */
  message: string;
  /** The place in the definition, as a JSON Pointer. */
  path: string;
  /** What was probably meant. */
  suggestion?: string;
}

/** Whether there was anything to delete. */
export interface Deletion {
  /** False: there was none. */
  deleted: boolean;
}

/** A duration: `90s`, `1h30m`, `250ms`, `2d` or ISO 8601 `PT1H30M`; a bare number is refused. */
export type DurationText = string;

/**
 * Why a subscription ended: its workflow is `finished` or `deleted`, or the store failed (`error`:
 * subscribe again).
 */
export type EndReason = "finished" | "deleted" | "error" | (string & {});

/** What to do when a step has failed; the first that matches handles it. */
export interface ErrorHandler {
  /** The types of problem; without it, every one. */
  match?: string | Array<string>;
  /** Run these; the last one's result is the step's. */
  steps?: StepDefinitions;
  /** Complete with this result. */
  result?: TemplateValue;
  /** Go on as if the step had been skipped. */
  continue?: true;
}

/** The stable name of an error, for programs; the code says the same. */
export type ErrorType = 
  | "parseError"
  | "invalidRequest"
  | "methodNotFound"
  | "invalidParams"
  | "internalError"
  | "notInitialized"
  | "cancelled"
  | "workflowNotFound"
  | "stepNotFound"
  | "invalidState"
  | "invalidDefinition"
  | "conflict"
  | "limitExceeded"
  | "agentNotFound"
  | "overloaded"
  | "storeUnavailable"
  | "cursorExpired"
  | "staleAttempt"
  | "missingCapability"
  | "threadNotFound"
  | "templateNotFound"
  | "inputNotFound"
  | "webhookNotFound"
  | "scheduleNotFound"
  | "forbidden"
  | "subscriptionNotFound"
  | (string & {});

/** Something that happened to a workflow; sent once it is recorded. */
export interface Event {
  /** The workflow it happened to. */
  workflowId: string;
  /** Its number within the workflow, from 1 without a gap; ephemeral events have none. */
  seq?: number;
  /** What happened. */
  type: EventType;
  /** When it happened. */
  at: string;
  /** The step it happened to. */
  stepId?: string;
  /** That step's name. */
  stepName?: string;
  /** The attempt it happened in. */
  attempt?: number;
  /** What else there is to tell, by type. */
  data?: unknown;
}

/** An event and its place in the stream. */
export interface EventNotice {
  /** The subscription it is sent for. */
  subscriptionId?: string;
  /** Its place; give it as `after` to go on behind it. Ephemeral: none. */
  cursor?: string;
  /** What happened. */
  event: Event;
}

/**
 * What happened. `step.delta` and `step.progress` are ephemeral: they are sent while they happen,
 * never stored, and dropped first when a client is slow.
 */
export type EventType = 
  | "workflow.created"
  | "workflow.stepAdded"
  | "workflow.updated"
  | "workflow.started"
  | "workflow.paused"
  | "workflow.resumed"
  | "workflow.completed"
  | "workflow.failed"
  | "workflow.cancelled"
  | "workflow.retried"
  | "workflow.forked"
  | "workflow.deleted"
  | "step.started"
  | "step.accepted"
  | "step.completed"
  | "step.failed"
  | "step.retryScheduled"
  | "step.waiting"
  | "step.skipped"
  | "step.cancelled"
  | "step.inDoubt"
  | "step.resolved"
  | "input.requested"
  | "input.resolved"
  | "signal.received"
  | "message.appended"
  | "budget.exceeded"
  | "workflow.compensating"
  | "budget.settled"
  | "budget.granted"
  | "workflow.waiting"
  | "workflow.admitted"
  | "step.admitted"
  | "step.iterated"
  | "step.caught"
  | "step.compensating"
  | "step.delta"
  | "step.progress"
  | (string & {});

/** Params of `events/ended`. */
export interface EventsEndedParams {
  /** The subscription. */
  subscriptionId: string;
  /** Why it ended. */
  reason: EndReason;
  /** The place of the last event. */
  cursor?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Params of `events/lagged`. */
export interface EventsLaggedParams {
  /** The subscription. */
  subscriptionId: string;
  /** The cursor to go on behind. */
  resumeFrom: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Params of `events/list`. */
export interface EventsListParams {
  /** Only the events of this workflow. */
  workflowId?: string;
  /** The `idempotencyKey` it was created with, instead of `workflowId`. */
  workflowKey?: string;
  /** The cursor to start behind; absent: from the beginning. */
  after?: string;
  /** Only events of these types. */
  types?: Array<EventType>;
  /** How many to answer at most. */
  limit?: number;
  /** How long to wait for the first. */
  waitMs?: number;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Result of `events/list`. */
export interface EventsListResult {
  /** The events. */
  events: Array<Event>;
  /** Give it as `after` to go on. */
  cursor: string;
  /** Whether there are more already. */
  hasMore: boolean;
}

/** Params of `events/subscribe`. */
export interface EventsSubscribeParams {
  /** Only the events of this workflow. */
  workflowId?: string;
  /** The `idempotencyKey` it was created with, instead of `workflowId`. */
  workflowKey?: string;
  /** Only events of these types. */
  types?: Array<EventType>;
  /** The cursor to start behind; absent: from now on. */
  after?: string;
  /** Send also what is not stored. */
  ephemeral?: boolean;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Result of `events/subscribe`. */
export interface EventsSubscribeResult {
  /** The subscription, for `events/unsubscribe`. */
  subscriptionId: string;
  /** Where it starts. */
  cursor: string;
}

/** Params of `events/unsubscribe`. */
export interface EventsUnsubscribeParams {
  /** The subscription. */
  subscriptionId: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Why a workflow is where it is, and what it took to get there. */
export interface Explanation {
  /** The workflow. */
  workflowId: string;
  /** Its name. */
  name: string;
  /** Where it stands. */
  status: WorkflowStatus;
  /** What it does, waits for or came to, as a sentence for people. */
  summary: string;
  /** What would move it on; empty where it goes on by itself or is done. */
  advice: Array<Advice>;
  /** What it waits for; empty while steps run. */
  waitingFor: Array<WaitingFor>;
  /**
   * The ids of the steps that took the time, in order: had one of them been quicker, so had the
   * workflow.
   */
  criticalPath: Array<string>;
  /** Time in which it ran, pauses left out. */
  durationMs: number;
  /** What its agents used. */
  usage: WorkflowUsage;
  /** Time, attempts and usage a step, in order; those inside a container after it. */
  steps: Array<StepAccount>;
}

/** A CEL expression, bare: no `${…}` around it. `true` and `false` may be written as such. */
export type Expression = string | boolean;

/** Ends the workflow as failed. */
export interface FailStep {
  /** The kind of step. */
  type: "fail";
  /** The reason; may contain `${…}`. */
  message?: TemplateValue;
  /** The step's handle in expressions, unique in the definition. */
  name?: string;
  /** Skip the step where this is false. */
  if?: Expression;
  /** In a `parallel` with `steps`: the steps that come before. */
  needs?: Array<string>;
  /** Whether and when to try again after a failure. */
  retry?: RetryPolicy;
  /** How long an attempt may take, or more. */
  timeout?: DurationText | TimeoutPolicy;
  /** How long an attempt may be silent; `timeout.idle`. */
  heartbeat?: DurationText;
  /** What to do instead of failing. */
  onError?: Array<ErrorHandler>;
  /** Undoes the step when the workflow fails or is cancelled later. */
  compensate?: StepDefinition;
  /** What becomes of an attempt that was running when the engine died. */
  onInterrupted?: "retry" | "fail" | "ask" | (string & {});
  /** How many steps with the same key run at once. */
  concurrency?: Concurrency;
  /** The author's own data. */
  metadata?: Record<string, unknown>;
}

/** Runs its steps once for each item; the result is an array in item order. */
export interface ForEachStep {
  /** The kind of step. */
  type: "forEach";
  /** The items: `${…}` that gives an array, or an array. */
  items: Array<unknown> | string;
  /** The name of the item in expressions. */
  as?: string;
  /** What is done with an item. */
  steps: StepDefinitions;
  /** How many run at once; without it all branches, and a thousand of the items. */
  maxConcurrency?: number;
  /** Whether a failed item fails the step. */
  onItemError?: "fail" | "continue" | (string & {});
  /** The step's handle in expressions, unique in the definition. */
  name?: string;
  /** Skip the step where this is false. */
  if?: Expression;
  /** In a `parallel` with `steps`: the steps that come before. */
  needs?: Array<string>;
  /** Whether and when to try again after a failure. */
  retry?: RetryPolicy;
  /** How long an attempt may take, or more. */
  timeout?: DurationText | TimeoutPolicy;
  /** How long an attempt may be silent; `timeout.idle`. */
  heartbeat?: DurationText;
  /** What to do instead of failing. */
  onError?: Array<ErrorHandler>;
  /** Undoes the step when the workflow fails or is cancelled later. */
  compensate?: StepDefinition;
  /** What becomes of an attempt that was running when the engine died. */
  onInterrupted?: "retry" | "fail" | "ask" | (string & {});
  /** How many steps with the same key run at once. */
  concurrency?: Concurrency;
  /** The author's own data. */
  metadata?: Record<string, unknown>;
}

/** Params of `initialize`. */
export interface InitializeParams {
  /** The major version the client speaks: 1. */
  protocolVersion?: number;
  /** Who the client is. */
  clientInfo?: PeerInfo;
  /** What the client can take. */
  capabilities?: ClientCapabilities;
  /** The client's process; the engine ends when that has ended. */
  processId?: number | null;
  /** Agents to register, as by `agent/register`. */
  agents?: Array<AgentRegistration>;
}

/** Result of `initialize`. */
export interface InitializeResult {
  /** The major version spoken here: 1. */
  protocolVersion: number;
  /** Who the engine is. */
  serverInfo: PeerInfo;
  /** What the engine can do. */
  capabilities: Capabilities;
  /** Its limits by name, such as `maxMessageBytes`. */
  limits: Record<string, number>;
  /** Where workflows are kept. */
  store: StoreInfo;
}

/** Params of `input/list`. */
export interface InputListParams {
  /** Only the questions of this workflow. */
  workflowId?: string;
  /** The `idempotencyKey` it was created with, instead of `workflowId`. */
  workflowKey?: string;
  /** How many to answer at most. */
  limit?: number;
  /** The `nextCursor` of the page before. */
  cursor?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Result of `input/list`. */
export interface InputListResult {
  /** The page. */
  inputs: Array<Question>;
  /** Give it as `cursor` to go on; left out on the last page. */
  nextCursor?: string;
}

/** Params of `input/respond`. */
export interface InputRespondParams {
  /** The question. */
  inputId: string;
  /** Whether it is answered. */
  action: AnswerAction;
  /** With `accept`: the answer. */
  content?: unknown;
  /**
   * A key of the caller's making: the same key and params give the same result, and the change
   * happens once.
   */
  idempotencyKey?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Asks people; the result is the answer. */
export interface InputStep {
  /** The kind of step. */
  type: "input";
  /** The question; may contain `${…}`. */
  prompt: string;
  /** What the answer has to satisfy. */
  schema?: JSONSchema;
  /** The answers to choose from. */
  choices?: Array<unknown>;
  /** Whether the step fails then, or ends without a result. */
  onTimeout?: "fail" | "continue" | (string & {});
  /** The step's handle in expressions, unique in the definition. */
  name?: string;
  /** Skip the step where this is false. */
  if?: Expression;
  /** In a `parallel` with `steps`: the steps that come before. */
  needs?: Array<string>;
  /** Whether and when to try again after a failure. */
  retry?: RetryPolicy;
  /** How long an attempt may take, or more. */
  timeout?: DurationText | TimeoutPolicy;
  /** How long an attempt may be silent; `timeout.idle`. */
  heartbeat?: DurationText;
  /** What to do instead of failing. */
  onError?: Array<ErrorHandler>;
  /** Undoes the step when the workflow fails or is cancelled later. */
  compensate?: StepDefinition;
  /** What becomes of an attempt that was running when the engine died. */
  onInterrupted?: "retry" | "fail" | "ask" | (string & {});
  /** How many steps with the same key run at once. */
  concurrency?: Concurrency;
  /** The author's own data. */
  metadata?: Record<string, unknown>;
}

/** A JSON Schema, 2020-12. */
export type JSONSchema = Record<string, unknown> | boolean;

/** How important a line of the log is, the least first. */
export type LogLevel = "debug" | "info" | "notice" | "warning" | "error" | (string & {});

/** Params of `log/message`. */
export interface LogMessageParams {
  /** How important it is. */
  level: LogLevel;
  /** The line. */
  message: string;
  /** The part of the engine that speaks. */
  logger?: string;
  /** When it was written. */
  at: string;
  /** Ids and figures that belong to it. */
  data?: Record<string, unknown>;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Runs its steps again and again. */
export interface LoopStep {
  /** The kind of step. */
  type: "loop";
  /** What is repeated. */
  steps: StepDefinitions;
  /** Checked before each iteration: go on if true. */
  while?: Expression;
  /** Checked after each iteration: stop if true. */
  until?: Expression;
  /** How often at most. */
  maxIterations: number;
  /** The step's handle in expressions, unique in the definition. */
  name?: string;
  /** Skip the step where this is false. */
  if?: Expression;
  /** In a `parallel` with `steps`: the steps that come before. */
  needs?: Array<string>;
  /** Whether and when to try again after a failure. */
  retry?: RetryPolicy;
  /** How long an attempt may take, or more. */
  timeout?: DurationText | TimeoutPolicy;
  /** How long an attempt may be silent; `timeout.idle`. */
  heartbeat?: DurationText;
  /** What to do instead of failing. */
  onError?: Array<ErrorHandler>;
  /** Undoes the step when the workflow fails or is cancelled later. */
  compensate?: StepDefinition;
  /** What becomes of an attempt that was running when the engine died. */
  onInterrupted?: "retry" | "fail" | "ask" | (string & {});
  /** How many steps with the same key run at once. */
  concurrency?: Concurrency;
  /** The author's own data. */
  metadata?: Record<string, unknown>;
}

/** One message of a conversation. */
export interface Message {
  /** The message's id. */
  id: string;
  /** The conversation it belongs to. */
  threadId: string;
  /** The workflow whose step said it. */
  workflowId?: string;
  /** That step. */
  stepId?: string;
  /** Who speaks. */
  role: Role;
  /** What is said. */
  content: Content;
  /** The caller's own data. */
  metadata?: Record<string, unknown>;
  /** When it was added. */
  createdAt: string;
}

/** Params of `message/append`. */
export interface MessageAppendParams {
  /** The conversation. */
  threadId: string;
  /** Who speaks. */
  role: Role;
  /** What is said. */
  content: Content;
  /** The caller's own data. */
  metadata?: Record<string, unknown>;
  /**
   * A key of the caller's making: the same key and params give the same result, and the change
   * happens once.
   */
  idempotencyKey?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** What one message says, without the id it has or will get. */
export interface MessageDraft {
  /** Who speaks. */
  role: Role;
  /** What is said. */
  content: Content;
  /** The caller's own data. */
  metadata?: Record<string, unknown>;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Params of `message/list`. */
export interface MessageListParams {
  /** The conversation. */
  threadId: string;
  /** How many to answer at most. */
  limit?: number;
  /** The `nextCursor` of the page before. */
  cursor?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Result of `message/list`. */
export interface MessageListResult {
  /** The page. */
  messages: Array<Message>;
  /** Give it as `cursor` to go on; left out on the last page. */
  nextCursor?: string;
}

/** The params of methods that take none. */
export interface NoParams {
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Runs branches at once; the result is keyed by branch or step name. */
export interface ParallelStep {
  /** The kind of step. */
  type: "parallel";
  /** Steps in order by branch name. */
  branches?: Record<string, StepDefinitions>;
  /** Steps at once, except where `needs` makes one wait. */
  steps?: StepDefinitions;
  /** When it is done: all completed, any one (the rest is cancelled), all ended, or so many. */
  join?: "all" | "any" | "settled" | (string & {}) | number;
  /** How many run at once; without it all branches, and a thousand of the items. */
  maxConcurrency?: number;
  /** The step's handle in expressions, unique in the definition. */
  name?: string;
  /** Skip the step where this is false. */
  if?: Expression;
  /** In a `parallel` with `steps`: the steps that come before. */
  needs?: Array<string>;
  /** Whether and when to try again after a failure. */
  retry?: RetryPolicy;
  /** How long an attempt may take, or more. */
  timeout?: DurationText | TimeoutPolicy;
  /** How long an attempt may be silent; `timeout.idle`. */
  heartbeat?: DurationText;
  /** What to do instead of failing. */
  onError?: Array<ErrorHandler>;
  /** Undoes the step when the workflow fails or is cancelled later. */
  compensate?: StepDefinition;
  /** What becomes of an attempt that was running when the engine died. */
  onInterrupted?: "retry" | "fail" | "ask" | (string & {});
  /** How many steps with the same key run at once. */
  concurrency?: Concurrency;
  /** The author's own data. */
  metadata?: Record<string, unknown>;
}

/** What a program calls itself. */
export interface PeerInfo {
  /** The program's name. */
  name: string;
  /** The program's version. */
  version?: string;
}

/** Why something failed, for programs. */
export interface Problem {
  /** A stable name, which `retryOn` and `nonRetryable` can list. */
  type: string;
  /** The sentence for people. */
  message: string;
  /** Whether another attempt may succeed. */
  retryable: boolean;
  /** The place in the definition, as a JSON Pointer. */
  path?: string;
  /** The problem behind it. */
  cause?: Problem;
}

/** An open question to people. */
export interface Question {
  /** The question's id, for `input/respond`. */
  inputId: string;
  /** The workflow that asks. */
  workflowId: string;
  /** That workflow's name. */
  workflowName: string;
  /** The step that asks. */
  stepId: string;
  /** That step's name. */
  stepName?: string;
  /** The question. */
  prompt: string;
  /** The JSON Schema an answer has to satisfy. */
  schema?: unknown;
  /** The answers to choose from. */
  choices?: Array<unknown>;
  /** When it was asked. */
  createdAt: string;
  /** When it is given up. */
  expiresAt?: string;
}

/** How many calls in a time. */
export interface RateLimit {
  /** How many. */
  limit: number;
  /** In which time. */
  per: DurationText;
}

/** A request as it could be sent. */
export interface RequestDraft {
  /** The method. */
  method: string;
  /** Its params. */
  params: Record<string, unknown>;
}

/** Whether and when to try again. Without it: 3 attempts for outages, none for final errors. */
export interface RetryPolicy {
  /** Attempts in all, the first included. */
  maxAttempts?: number;
  /** How the time between attempts grows. */
  backoff?: "constant" | "linear" | "exponential" | (string & {});
  /** The time before the second attempt. */
  initialInterval?: DurationText;
  /** What each interval is multiplied by. */
  multiplier?: number;
  /** The longest interval. */
  maxInterval?: DurationText;
  /** Whether each interval is drawn by chance from nothing to its full length. */
  jitter?: "none" | "full" | (string & {});
  /** Try again only after these types of problem. */
  retryOn?: Array<string>;
  /** Never try again after these types of problem. */
  nonRetryable?: Array<string>;
}

/** Who speaks. */
export type Role = "system" | "user" | "assistant" | "tool" | (string & {});

/** Result of `server/info`. */
export interface ServerInfoResult {
  /** Who the engine is. */
  serverInfo: PeerInfo;
  /** The major version spoken here: 1. */
  protocolVersion: number;
  /** The engine's process. */
  processId: number;
  /** When it started. */
  startedAt: string;
  /** Where workflows are kept. */
  store: StoreInfo;
  /** Whose workflows this engine runs; absent: all of the store. */
  scope?: string;
  /** What the engine can do. */
  capabilities: Capabilities;
  /** Its limits by name. */
  limits: Record<string, number>;
  /** Workflows by status, agents, subscriptions, requests in flight, by name. */
  counts: Record<string, number>;
}

/** Result of `server/ping`. */
export interface ServerPingResult {
  /** The engine's time. */
  now: string;
}

/** Writes variables; the previous result stays what it was. */
export interface SetStep {
  /** The kind of step. */
  type: "set";
  /** New values by variable. */
  values: Record<string, TemplateValue>;
  /** The step's handle in expressions, unique in the definition. */
  name?: string;
  /** Skip the step where this is false. */
  if?: Expression;
  /** In a `parallel` with `steps`: the steps that come before. */
  needs?: Array<string>;
  /** Whether and when to try again after a failure. */
  retry?: RetryPolicy;
  /** How long an attempt may take, or more. */
  timeout?: DurationText | TimeoutPolicy;
  /** How long an attempt may be silent; `timeout.idle`. */
  heartbeat?: DurationText;
  /** What to do instead of failing. */
  onError?: Array<ErrorHandler>;
  /** Undoes the step when the workflow fails or is cancelled later. */
  compensate?: StepDefinition;
  /** What becomes of an attempt that was running when the engine died. */
  onInterrupted?: "retry" | "fail" | "ask" | (string & {});
  /** How many steps with the same key run at once. */
  concurrency?: Concurrency;
  /** The author's own data. */
  metadata?: Record<string, unknown>;
}

/** `error`: the definition is refused; `warning`: it may surprise. */
export type Severity = "error" | "warning" | (string & {});

/** Waits for `workflow/signal`; the result is the payload. Earlier signals are kept. */
export interface SignalStep {
  /** The kind of step. */
  type: "signal";
  /** The name of the signal. */
  signal: string;
  /** What the payload has to satisfy. */
  schema?: JSONSchema;
  /** Whether the step fails then, or ends without a result. */
  onTimeout?: "fail" | "continue" | (string & {});
  /** The step's handle in expressions, unique in the definition. */
  name?: string;
  /** Skip the step where this is false. */
  if?: Expression;
  /** In a `parallel` with `steps`: the steps that come before. */
  needs?: Array<string>;
  /** Whether and when to try again after a failure. */
  retry?: RetryPolicy;
  /** How long an attempt may take, or more. */
  timeout?: DurationText | TimeoutPolicy;
  /** How long an attempt may be silent; `timeout.idle`. */
  heartbeat?: DurationText;
  /** What to do instead of failing. */
  onError?: Array<ErrorHandler>;
  /** Undoes the step when the workflow fails or is cancelled later. */
  compensate?: StepDefinition;
  /** What becomes of an attempt that was running when the engine died. */
  onInterrupted?: "retry" | "fail" | "ask" | (string & {});
  /** How many steps with the same key run at once. */
  concurrency?: Concurrency;
  /** The author's own data. */
  metadata?: Record<string, unknown>;
}

/** Waits for a time, across restarts. */
export interface SleepStep {
  /** The kind of step. */
  type: "sleep";
  /** How long, or `${…}` that gives it. */
  duration?: DurationText | string;
  /** Until when: an RFC 3339 date-time, or `${…}` that gives one. */
  until?: string;
  /** The step's handle in expressions, unique in the definition. */
  name?: string;
  /** Skip the step where this is false. */
  if?: Expression;
  /** In a `parallel` with `steps`: the steps that come before. */
  needs?: Array<string>;
  /** Whether and when to try again after a failure. */
  retry?: RetryPolicy;
  /** How long an attempt may take, or more. */
  timeout?: DurationText | TimeoutPolicy;
  /** How long an attempt may be silent; `timeout.idle`. */
  heartbeat?: DurationText;
  /** What to do instead of failing. */
  onError?: Array<ErrorHandler>;
  /** Undoes the step when the workflow fails or is cancelled later. */
  compensate?: StepDefinition;
  /** What becomes of an attempt that was running when the engine died. */
  onInterrupted?: "retry" | "fail" | "ask" | (string & {});
  /** How many steps with the same key run at once. */
  concurrency?: Concurrency;
  /** The author's own data. */
  metadata?: Record<string, unknown>;
}

/** One step of a workflow and where it stands. */
export interface Step {
  /** The engine's UUID. */
  id: string;
  /** The workflow it belongs to. */
  workflowId: string;
  /** The author's handle, unique in the definition; an instance in a loop is `name[index]`. */
  name?: string;
  /** What kind of step it is. */
  type: StepType;
  /** The agent that does the work. */
  agentId?: string;
  /** Its input; any JSON. */
  input?: unknown;
  /** The conversation of an agent step. */
  threadId?: string;
  /** Where the step stands. */
  status: StepStatus;
  /** The attempt that runs or was last; 0 before the first. */
  attempt: number;
  /** Its result; any JSON, a string stays a string. */
  result?: unknown;
  /** The beginning of the result's text, instead of `result`, where `maxResultBytes` cut it. */
  resultPreview?: string;
  /** The size of a result that was cut; `step/output` gives the rest. */
  resultBytes?: number;
  /** Why it failed, as a sentence. */
  error?: string;
  /** Why it failed, for programs. */
  problem?: Problem;
  /** What it waits for. */
  waitingFor?: WaitingFor;
  /** What its agent used, all attempts together. */
  usage?: Usage;
  /** The author's own data. */
  metadata?: Record<string, unknown>;
  /** The first 100 steps inside a container. */
  children?: Array<Step>;
  /** How many steps are inside; `step/list` gives them all. */
  childCount?: number;
  /** When it was created. */
  createdAt: string;
  /** When it last changed. */
  updatedAt: string;
  /** When its first attempt started. */
  startedAt?: string;
  /** When it ended. */
  finishedAt?: string;
}

/** What one step took. */
export interface StepAccount {
  /** The step. */
  stepId: string;
  /** Its name. */
  name?: string;
  /** What kind of step it is. */
  type: StepType;
  /** The agent that does the work. */
  agentId?: string;
  /** Where it stands. */
  status: StepStatus;
  /** How many containers it is inside of. */
  depth: number;
  /** Attempts so far, those before a retry included. */
  attempts: number;
  /** Time in which an attempt ran. */
  runningMs: number;
  /** Time between and before attempts. */
  waitingMs: number;
  /** What its agent used. */
  usage?: Usage;
  /** Why it failed or is tried again, as a sentence. */
  error?: string;
}

/**
 * What becomes of a step: `retry` tries again, `complete` takes the result given, `fail` takes the
 * error given, `skip` goes on without it.
 */
export type StepAction = "retry" | "complete" | "fail" | "skip" | (string & {});

/** One step; without `type` it calls an agent. */
export type StepDefinition = 
  | AgentStep
  | ParallelStep
  | ForEachStep
  | SwitchStep
  | LoopStep
  | SleepStep
  | SignalStep
  | InputStep
  | WorkflowStep
  | SetStep
  | FailStep
  | SucceedStep;

/** Steps in order; each starts when the one before has ended. */
export type StepDefinitions = Array<StepDefinition>;

/** Params of `step/get`. */
export interface StepGetParams {
  /** The workflow's id. */
  workflowId?: string;
  /** The `idempotencyKey` it was created with, instead of `workflowId`. */
  workflowKey?: string;
  /** The step's id or name; `name[index]` inside a loop. */
  stepId: string;
  /** Cut larger results and outputs to a preview of this size; `step/output` gives the rest. */
  maxResultBytes?: number;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Params of `step/list`. */
export interface StepListParams {
  /** The workflow's id. */
  workflowId?: string;
  /** The `idempotencyKey` it was created with, instead of `workflowId`. */
  workflowKey?: string;
  /** The container whose steps are wanted. */
  stepId?: string;
  /** Only those that stand here. */
  status?: StepStatus;
  /** How many to answer at most. */
  limit?: number;
  /** The `nextCursor` of the page before. */
  cursor?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Result of `step/list`. */
export interface StepListResult {
  /** The page. */
  steps: Array<Step>;
  /** Give it as `cursor` to go on; left out on the last page. */
  nextCursor?: string;
}

/** Params of `step/output`. */
export interface StepOutputParams {
  /** The workflow's id. */
  workflowId?: string;
  /** The `idempotencyKey` it was created with, instead of `workflowId`. */
  workflowKey?: string;
  /** The step's id or name; `name[index]` inside a loop. */
  stepId: string;
  /** Where to start, in bytes. */
  offset?: number;
  /** How many bytes to answer at most; no character is cut in two. */
  limit?: number;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Result of `step/output`. */
export interface StepOutputResult {
  /** The piece. */
  text: string;
  /** Whether the whole is JSON text rather than a string. */
  json: boolean;
  /** The size of the whole. */
  totalBytes: number;
  /** Give it as `offset` to go on; left out at the end. */
  nextOffset?: number;
}

/** Params of `step/resolve`. */
export interface StepResolveParams {
  /** The workflow's id. */
  workflowId?: string;
  /** The `idempotencyKey` it was created with, instead of `workflowId`. */
  workflowKey?: string;
  /** The step's id or name; `name[index]` inside a loop. */
  stepId: string;
  /** What becomes of it. */
  action: StepAction;
  /** With `complete`: the result; any JSON. */
  result?: unknown;
  /** With `fail`: the reason, as a sentence. */
  error?: string;
  /**
   * A key of the caller's making: the same key and params give the same result, and the change
   * happens once.
   */
  idempotencyKey?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/**
 * Where a step stands. `waiting`: for a timer, a retry, a signal, a person, a child or an agent.
 * `inDoubt`: it ran when the engine died and `step/resolve` has to say what became of it.
 */
export type StepStatus = 
  | "pending"
  | "running"
  | "waiting"
  | "completed"
  | "failed"
  | "skipped"
  | "cancelled"
  | "inDoubt"
  | (string & {});

/** The kind of a step, as in its definition. */
export type StepType = 
  | "agent"
  | "parallel"
  | "forEach"
  | "switch"
  | "loop"
  | "sleep"
  | "signal"
  | "input"
  | "workflow"
  | "set"
  | "fail"
  | "succeed"
  | (string & {});

/** Where workflows are kept. */
export interface StoreInfo {
  /** `memory`, `sqlite`, `libsql`, `upstash` or `redis`. */
  provider: string;
  /** The file or address, without secrets. */
  location: string;
  /** What was answered survives: `none`, `process` a crash of the engine, `full` a power loss. */
  durability?: string;
  /** What to know about this place, a sentence each. */
  warnings?: Array<string>;
}

/** Ends the workflow as completed. */
export interface SucceedStep {
  /** The kind of step. */
  type: "succeed";
  /** The workflow's output. */
  output?: TemplateValue;
  /** The step's handle in expressions, unique in the definition. */
  name?: string;
  /** Skip the step where this is false. */
  if?: Expression;
  /** In a `parallel` with `steps`: the steps that come before. */
  needs?: Array<string>;
  /** Whether and when to try again after a failure. */
  retry?: RetryPolicy;
  /** How long an attempt may take, or more. */
  timeout?: DurationText | TimeoutPolicy;
  /** How long an attempt may be silent; `timeout.idle`. */
  heartbeat?: DurationText;
  /** What to do instead of failing. */
  onError?: Array<ErrorHandler>;
  /** Undoes the step when the workflow fails or is cancelled later. */
  compensate?: StepDefinition;
  /** What becomes of an attempt that was running when the engine died. */
  onInterrupted?: "retry" | "fail" | "ask" | (string & {});
  /** How many steps with the same key run at once. */
  concurrency?: Concurrency;
  /** The author's own data. */
  metadata?: Record<string, unknown>;
}

/** One case of a `switch`. */
export interface SwitchCase {
  /** Whether this is the case. */
  when: Expression;
  /** What is done then. */
  steps: StepDefinitions;
}

/** Runs the steps of the first case that is true. */
export interface SwitchStep {
  /** The kind of step. */
  type: "switch";
  /** The cases in order. */
  cases: Array<SwitchCase>;
  /** What is done where no case is true. */
  default?: StepDefinitions;
  /** The step's handle in expressions, unique in the definition. */
  name?: string;
  /** Skip the step where this is false. */
  if?: Expression;
  /** In a `parallel` with `steps`: the steps that come before. */
  needs?: Array<string>;
  /** Whether and when to try again after a failure. */
  retry?: RetryPolicy;
  /** How long an attempt may take, or more. */
  timeout?: DurationText | TimeoutPolicy;
  /** How long an attempt may be silent; `timeout.idle`. */
  heartbeat?: DurationText;
  /** What to do instead of failing. */
  onError?: Array<ErrorHandler>;
  /** Undoes the step when the workflow fails or is cancelled later. */
  compensate?: StepDefinition;
  /** What becomes of an attempt that was running when the engine died. */
  onInterrupted?: "retry" | "fail" | "ask" | (string & {});
  /** How many steps with the same key run at once. */
  concurrency?: Concurrency;
  /** The author's own data. */
  metadata?: Record<string, unknown>;
}

/** A reusable definition under a name; a version never changes. */
export interface Template {
  /** The template's name. */
  name: string;
  /** Its version, from 1. */
  version: number;
  /** The definition; left out in lists. */
  definition?: Definition;
  /** The JSON Schema its input has to satisfy; its `default`s fill in what is left out. */
  inputSchema?: JSONSchema;
  /** What the definition says it is for. */
  description?: string;
  /** When this version was created. */
  createdAt: string;
}

/** Params of `template/create`. */
export interface TemplateCreateParams {
  /** The template's name, without control characters. */
  name: string;
  /** Its version; absent: one more than the last. */
  version?: number;
  /** The definition. */
  definition: Definition;
  /** The JSON Schema its input has to satisfy, instead of the definition's own. */
  inputSchema?: JSONSchema;
  /**
   * A key of the caller's making: the same key and params give the same result, and the change
   * happens once.
   */
  idempotencyKey?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Params of `template/delete`. */
export interface TemplateDeleteParams {
  /** The template's name, without control characters. */
  name: string;
  /** Its version; absent: all of them. */
  version?: number;
  /**
   * A key of the caller's making: the same key and params give the same result, and the change
   * happens once.
   */
  idempotencyKey?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Params of `template/get`. */
export interface TemplateGetParams {
  /** The template's name, without control characters. */
  name: string;
  /** Its version; absent: the last. */
  version?: number;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Params of `template/instantiate`. */
export interface TemplateInstantiateParams {
  /** The template's name, without control characters. */
  name: string;
  /** Its version; absent: the last. */
  version?: number;
  /**
   * The workflow's input; members left out are filled in from the `default`s of the input schema,
   * then it is checked against that. Absent: the definition's own.
   */
  input?: unknown;
  /** The workflow's name instead of the definition's. */
  workflowName?: string;
  /** The caller's own data instead of the definition's metadata. */
  metadata?: Record<string, unknown>;
  /** An id of the caller's making instead of the engine's UUID. */
  id?: string;
  /** Set it going at once. */
  execute?: boolean;
  /**
   * A key of the caller's making: the same key and params give the same result, and the change
   * happens once.
   */
  idempotencyKey?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Params of `template/list`. */
export interface TemplateListParams {
  /** All versions of this template. */
  name?: string;
  /** How many to answer at most. */
  limit?: number;
  /** The `nextCursor` of the page before. */
  cursor?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Result of `template/list`. */
export interface TemplateListResult {
  /** The page. */
  templates: Array<Template>;
  /** Give it as `cursor` to go on; left out on the last page. */
  nextCursor?: string;
}

/**
 * Any JSON; `${…}` in its strings holds CEL. A string that is one `${…}` keeps the type of its
 * value; `$${` is a literal `${`.
 */
export type TemplateValue = unknown;

/** A conversation; every agent step has one. */
export interface Thread {
  /** The thread's id. */
  id: string;
  /** The workflow whose step started it. */
  workflowId?: string;
  /** That step. */
  stepId?: string;
  /** What it is about. */
  title?: string;
  /** The caller's own data. */
  metadata?: Record<string, unknown>;
  /** How many messages it has. */
  messageCount?: number;
  /** When it was created. */
  createdAt: string;
  /** When its last message was added. */
  updatedAt: string;
}

/** Params of `thread/create`. */
export interface ThreadCreateParams {
  /** An id of the caller's making. */
  id?: string;
  /** What it is about. */
  title?: string;
  /** The caller's own data. */
  metadata?: Record<string, unknown>;
  /**
   * A key of the caller's making: the same key and params give the same result, and the change
   * happens once.
   */
  idempotencyKey?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Params of `thread/delete`. */
export interface ThreadDeleteParams {
  /** The conversation. */
  threadId: string;
  /**
   * A key of the caller's making: the same key and params give the same result, and the change
   * happens once.
   */
  idempotencyKey?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Params of `thread/get`. */
export interface ThreadGetParams {
  /** The conversation. */
  threadId: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Params of `thread/list`. */
export interface ThreadListParams {
  /** Only the conversations of this workflow. */
  workflowId?: string;
  /** The `idempotencyKey` it was created with, instead of `workflowId`. */
  workflowKey?: string;
  /** How many to answer at most. */
  limit?: number;
  /** The `nextCursor` of the page before. */
  cursor?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Result of `thread/list`. */
export interface ThreadListResult {
  /** The page. */
  threads: Array<Thread>;
  /** Give it as `cursor` to go on; left out on the last page. */
  nextCursor?: string;
}

/** How long a step may take. */
export interface TimeoutPolicy {
  /** One attempt. */
  attempt?: DurationText;
  /** All attempts and the time between them. */
  total?: DurationText;
  /** The silence of an attempt between heartbeats. */
  idle?: DurationText;
}

/** What an agent used. */
export interface Usage {
  /** Tokens read by a model. */
  inputTokens?: number;
  /** Tokens written by a model. */
  outputTokens?: number;
  /** What it cost, in US dollars. */
  costUSD?: number;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Variables by name; `set` steps change them. */
export type Variables = Record<string, unknown>;

/** How long a request waits; a timeout is no error: read `status`. */
export interface Wait {
  /** What to wait for. */
  until?: WaitUntil;
  /** Answer after this time in any case. */
  timeoutMs?: number;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/**
 * `finished`: completed, failed or cancelled. `blocked`: finished, paused, or running with nothing
 * runnable and nothing due, so that a client, a person or an absent agent would have to move it.
 */
export type WaitUntil = "finished" | "blocked" | (string & {});

/** What would move a workflow or a step that waits. */
export interface WaitingFor {
  /** The kind of thing it waits for. */
  reason: WaitingReason;
  /** The step that waits. */
  stepId: string;
  /** When the waiting ends by itself. */
  until?: string;
  /** The agent that is absent or busy. */
  agentId?: string;
  /** The name of the signal. */
  signal?: string;
  /** The question that is open. */
  inputId?: string;
  /** The workflow that has to finish. */
  childWorkflowId?: string;
  /** The key of `concurrency` of which every place is taken. */
  key?: string;
  /** How many places the key has. */
  limit?: number;
  /** Whether the whole workflow waits, before its first step. */
  isWhole?: boolean;
  /** The workflows that have the places, the first hundred; told by workflow/explain alone. */
  heldBy?: Array<string>;
  /** How many wait before it; told by workflow/explain alone, and of the first hundred. */
  ahead?: number;
}

/** The kind of thing that is waited for. */
export type WaitingReason = 
  | "timer"
  | "retry"
  | "signal"
  | "input"
  | "child"
  | "agent"
  | "budget"
  | "inDoubt"
  | "concurrency"
  | (string & {});

/** One workflow: its definition's steps and where they stand. */
export interface Workflow {
  /** The engine's UUID, or the id given to `workflow/create`. */
  id: string;
  /** The author's name for it. */
  name: string;
  /** What it is for. */
  description?: string;
  /** The top-level steps in order; left out only where `includeSteps` is false. */
  steps?: Array<Step>;
  /** The top-level step that runs or is next; stays on the last one when finished. */
  currentStepIndex: number;
  /** Where the workflow stands. */
  status: WorkflowStatus;
  /** The caller's own data. */
  metadata?: Record<string, unknown>;
  /** When it was created. */
  createdAt: string;
  /** When it last changed. */
  updatedAt: string;
  /** The input it was created with; any JSON. */
  input?: unknown;
  /** Its output when completed; any JSON. */
  output?: unknown;
  /** The beginning of the output's text, instead of `output`, where `maxResultBytes` cut it. */
  outputPreview?: string;
  /** The size of an output that was cut. */
  outputBytes?: number;
  /** Why it failed, as a sentence. */
  error?: string;
  /** Why it failed, for programs. */
  problem?: Problem;
  /** While running with nothing runnable: what would move it. */
  waitingFor?: Array<WaitingFor>;
  /** What its agents used so far. */
  usage?: WorkflowUsage;
  /** What its agents may use. */
  budget?: Budget;
  /** Who goes first when slots are scarce. */
  priority?: number;
  /** 1, and one more for each `workflow/retry`. */
  generation: number;
  /** The workflow that started it. */
  parentWorkflowId?: string;
  /** The template it was made from. */
  templateName?: string;
  /** The version of that template. */
  templateVersion?: number;
  /** When it was first executed. */
  startedAt?: string;
  /** When it completed, failed or was cancelled. */
  finishedAt?: string;
  /** The place of its last event, for `after`. */
  cursor: string;
}

/** Params of `workflow/addStep`. */
export interface WorkflowAddStepParams {
  /** The workflow's id. */
  workflowId?: string;
  /** The `idempotencyKey` it was created with, instead of `workflowId`. */
  workflowKey?: string;
  /** The definition of the step. */
  step: StepDefinition;
  /** The id or name of the step it follows. */
  after?: string;
  /**
   * A key of the caller's making: the same key and params give the same result, and the change
   * happens once.
   */
  idempotencyKey?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Params of `workflow/cancel`. */
export interface WorkflowCancelParams {
  /** The workflow's id. */
  workflowId?: string;
  /** The `idempotencyKey` it was created with, instead of `workflowId`. */
  workflowKey?: string;
  /** Why, for those who read its events. */
  reason?: string;
  /**
   * A key of the caller's making: the same key and params give the same result, and the change
   * happens once.
   */
  idempotencyKey?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Params of `workflow/create`. */
export interface WorkflowCreateParams {
  /** The schema an editor checks it by; not looked at. */
  "$schema"?: string;
  /** Always refused as `forbidden`: agents come from configuration. */
  agents?: unknown;
  /** The author's name for it. */
  name: string;
  /** What it is for. */
  description?: string;
  /** Its steps; `workflow/addStep` adds more. */
  steps?: StepDefinitions;
  /** Its input; any JSON, taken literally. */
  input?: unknown;
  /** What its input has to satisfy. */
  inputSchema?: JSONSchema;
  /** Its variables and their first values. */
  vars?: Variables;
  /** What holds for every step. */
  defaults?: Defaults;
  /** Its output; else the last step's result. */
  output?: TemplateValue;
  /** What its agents may use. */
  budget?: Budget;
  /** How long it may take, pauses left out. */
  timeout?: DurationText;
  /** How many may run at once. */
  concurrency?: Concurrency;
  /** Who goes first when slots are scarce. */
  priority?: number;
  /** The caller's own data. */
  metadata?: Record<string, unknown>;
  /** An id of the caller's making instead of the engine's UUID. */
  id?: string;
  /** Set it going at once. */
  execute?: boolean;
  /**
   * A key of the caller's making: the same key and params give the same result, and the change
   * happens once.
   */
  idempotencyKey?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Params of `workflow/delete`. */
export interface WorkflowDeleteParams {
  /** The workflow's id. */
  workflowId?: string;
  /** The `idempotencyKey` it was created with, instead of `workflowId`. */
  workflowKey?: string;
  /** Cancel it first if it runs. */
  force?: boolean;
  /** Keep its conversations. */
  keepThreads?: boolean;
  /**
   * A key of the caller's making: the same key and params give the same result, and the change
   * happens once.
   */
  idempotencyKey?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** A whole workflow as one JSON object, to be kept or carried to another store. */
export interface WorkflowDocument {
  /** `stepwell.workflow`. */
  format: string;
  /** The version of this form, 1. */
  version: number;
  /** `sha256:` and the hash of all other members as JSON without white space, names sorted. */
  checksum: string;
  /** Id, name, status and so on: what the events have to lead to. */
  workflow: Record<string, unknown>;
  /** The definition it was created with. */
  definition: Definition;
  /** All its events as they are stored, in order. */
  events: Array<unknown>;
  /** Its conversations, each with its messages. */
  threads: Array<unknown>;
}

/** Params of `workflow/execute`. */
export interface WorkflowExecuteParams {
  /** The workflow's id. */
  workflowId?: string;
  /** The `idempotencyKey` it was created with, instead of `workflowId`. */
  workflowKey?: string;
  /** Answer when it is finished or blocked instead of at once. */
  wait?: boolean | Wait;
  /** Send this connection its events until it is finished. */
  events?: boolean;
  /** Cut larger results and outputs to a preview of this size; `step/output` gives the rest. */
  maxResultBytes?: number;
  /**
   * A key of the caller's making: the same key and params give the same result, and the change
   * happens once.
   */
  idempotencyKey?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Params of `workflow/explain`. */
export interface WorkflowExplainParams {
  /** The workflow's id. */
  workflowId?: string;
  /** The `idempotencyKey` it was created with, instead of `workflowId`. */
  workflowKey?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Params of `workflow/export`. */
export interface WorkflowExportParams {
  /** The workflow's id. */
  workflowId?: string;
  /** The `idempotencyKey` it was created with, instead of `workflowId`. */
  workflowKey?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Params of `workflow/fork`. */
export interface WorkflowForkParams {
  /** The workflow's id. */
  workflowId?: string;
  /** The `idempotencyKey` it was created with, instead of `workflowId`. */
  workflowKey?: string;
  /** The first step that runs anew, by id or name. */
  atStepId: string;
  /** Another input of the workflow for the steps that run anew. */
  input?: unknown;
  /**
   * Members of steps to put in place of theirs, by step name: `{"draft": {"agentId": …}}`; null
   * takes a member away.
   */
  overrides?: Record<string, unknown>;
  /** An id of the caller's making for the new workflow. */
  id?: string;
  /** Set it going at once. */
  execute?: boolean;
  /**
   * A key of the caller's making: the same key and params give the same result, and the change
   * happens once.
   */
  idempotencyKey?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Params of `workflow/get`. */
export interface WorkflowGetParams {
  /** The workflow's id. */
  workflowId?: string;
  /** The `idempotencyKey` it was created with, instead of `workflowId`. */
  workflowKey?: string;
  /** Cut larger results and outputs to a preview of this size; `step/output` gives the rest. */
  maxResultBytes?: number;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Params of `workflow/import`. */
export interface WorkflowImportParams {
  /**
   * What `workflow/export` answered, unchanged; anything wrong in it is told in `data.problems`.
   */
  document: Record<string, unknown>;
  /**
   * A key of the caller's making: the same key and params give the same result, and the change
   * happens once.
   */
  idempotencyKey?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Params of `workflow/list`. */
export interface WorkflowListParams {
  /** How many to answer at most. */
  limit?: number;
  /** How many to leave out; `cursor` is faster. */
  offset?: number;
  /** Only those that stand here. */
  status?: WorkflowStatus;
  /** Only those whose metadata has these members. */
  metadata?: Record<string, unknown>;
  /** Only those whose name contains this, in any case. */
  nameContains?: string;
  /** The `nextCursor` of the page before. */
  cursor?: string;
  /** Whether each comes with its steps. */
  includeSteps?: boolean;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Result of `workflow/list`. */
export interface WorkflowListResult {
  /** The page. */
  workflows: Array<Workflow>;
  /** Give it as `cursor` to go on; left out on the last page. */
  nextCursor?: string;
}

/** Params of `workflow/pause`. */
export interface WorkflowPauseParams {
  /** The workflow's id. */
  workflowId?: string;
  /** The `idempotencyKey` it was created with, instead of `workflowId`. */
  workflowKey?: string;
  /**
   * A key of the caller's making: the same key and params give the same result, and the change
   * happens once.
   */
  idempotencyKey?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Params of `workflow/resume`. */
export interface WorkflowResumeParams {
  /** The workflow's id. */
  workflowId?: string;
  /** The `idempotencyKey` it was created with, instead of `workflowId`. */
  workflowKey?: string;
  /**
   * A key of the caller's making: the same key and params give the same result, and the change
   * happens once.
   */
  idempotencyKey?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Params of `workflow/retry`. */
export interface WorkflowRetryParams {
  /** The workflow's id. */
  workflowId?: string;
  /** The `idempotencyKey` it was created with, instead of `workflowId`. */
  workflowKey?: string;
  /** The step to go on from, by id or name. */
  fromStepId?: string;
  /**
   * A key of the caller's making: the same key and params give the same result, and the change
   * happens once.
   */
  idempotencyKey?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Params of `workflow/signal`. */
export interface WorkflowSignalParams {
  /** The workflow's id. */
  workflowId?: string;
  /** The `idempotencyKey` it was created with, instead of `workflowId`. */
  workflowKey?: string;
  /** The name of the signal. */
  name: string;
  /** What the signal carries; any JSON. */
  payload?: unknown;
  /**
   * A key of the caller's making: the same key and params give the same result, and the change
   * happens once.
   */
  idempotencyKey?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Result of `workflow/signal`. */
export interface WorkflowSignalResult {
  /** Whether a step was waiting for it; if not, it is kept for one. */
  delivered: boolean;
}

/**
 * Where a workflow stands: `pending` until it is executed, `running` until it is finished, also
 * while it waits, and `paused` in between.
 */
export type WorkflowStatus = 
  | "pending"
  | "running"
  | "completed"
  | "failed"
  | "paused"
  | "cancelled"
  | (string & {});

/** Runs another workflow; the result is its output. */
export interface WorkflowStep {
  /** The kind of step. */
  type: "workflow";
  /** The template to make it from. */
  template?: string;
  /** Its definition, written out. */
  definition?: Definition;
  /** Its input. */
  input?: TemplateValue;
  /** Whether to wait until it has finished. */
  await?: boolean;
  /** The step's handle in expressions, unique in the definition. */
  name?: string;
  /** Skip the step where this is false. */
  if?: Expression;
  /** In a `parallel` with `steps`: the steps that come before. */
  needs?: Array<string>;
  /** Whether and when to try again after a failure. */
  retry?: RetryPolicy;
  /** How long an attempt may take, or more. */
  timeout?: DurationText | TimeoutPolicy;
  /** How long an attempt may be silent; `timeout.idle`. */
  heartbeat?: DurationText;
  /** What to do instead of failing. */
  onError?: Array<ErrorHandler>;
  /** Undoes the step when the workflow fails or is cancelled later. */
  compensate?: StepDefinition;
  /** What becomes of an attempt that was running when the engine died. */
  onInterrupted?: "retry" | "fail" | "ask" | (string & {});
  /** How many steps with the same key run at once. */
  concurrency?: Concurrency;
  /** The author's own data. */
  metadata?: Record<string, unknown>;
}

/** Params of `workflow/update`. */
export interface WorkflowUpdateParams {
  /** The workflow's id. */
  workflowId?: string;
  /** The `idempotencyKey` it was created with, instead of `workflowId`. */
  workflowKey?: string;
  /** The new name. */
  name?: string;
  /** What it is for. */
  description?: string | null;
  /** The caller's own data; replaces all of it. */
  metadata?: Record<string, unknown> | null;
  /** What its agents may use from now on, in all. */
  budget?: Budget | null;
  /** Who goes first when slots are scarce. */
  priority?: number | null;
  /**
   * A key of the caller's making: the same key and params give the same result, and the change
   * happens once.
   */
  idempotencyKey?: string;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** What all agents of a workflow used so far. */
export interface WorkflowUsage {
  /** Calls of agents, each attempt one. */
  agentCalls: number;
  /** Tokens read by models. */
  inputTokens: number;
  /** Tokens written by models. */
  outputTokens: number;
  /** What it cost, in US dollars. */
  costUSD?: number;
}

/** Params of `workflow/validate`. */
export interface WorkflowValidateParams {
  /** The definition. */
  definition: Definition;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** Result of `workflow/validate`. */
export interface WorkflowValidateResult {
  /** Whether `workflow/create` would take it. */
  valid: boolean;
  /** All problems, in the order of their places. */
  problems: Array<DefinitionProblem>;
}

/** Params of `workflow/wait`. */
export interface WorkflowWaitParams {
  /** The workflow's id. */
  workflowId?: string;
  /** The `idempotencyKey` it was created with, instead of `workflowId`. */
  workflowKey?: string;
  /** What to wait for. */
  until?: WaitUntil;
  /** Answer after this time in any case. */
  timeoutMs?: number;
  /** Cut larger results and outputs to a preview of this size; `step/output` gives the rest. */
  maxResultBytes?: number;
  /** Anything the caller wants to be carried along; never looked at. */
  _meta?: unknown;
}

/** The methods of the protocol: what each takes and answers. */
export interface Methods {
  /**
   * Opens the conversation: who the client is and what it can take, who the engine is and what it
   * can do. Optional; unknown members are ignored, since clients of other protocols send many.
   */
  "initialize": { params: InitializeParams; result: InitializeResult };
  /**
   * Asks the engine to come to rest: everything received before is answered, then `exit` ends it.
   */
  "shutdown": { params: NoParams; result: null };
  /**
   * Creates a workflow; the params are its definition, which is checked whole. Agents need not be
   * known: a step waits for its agent. With `execute` it is set going at once.
   */
  "workflow/create": { params: WorkflowCreateParams; result: Workflow };
  /** Answers a workflow with its steps. */
  "workflow/get": { params: WorkflowGetParams; result: Workflow };
  /** Answers workflows, the last changed first, equal times by id. */
  "workflow/list": { params: WorkflowListParams; result: WorkflowListResult };
  /**
   * Deletes a workflow with its steps, events, threads and messages. A running one needs `force`.
   */
  "workflow/delete": { params: WorkflowDeleteParams; result: Deletion };
  /**
   * Changes the members that are given: absent means unchanged, null means cleared. Raising a
   * budget lets a workflow that waits for it go on.
   */
  "workflow/update": { params: WorkflowUpdateParams; result: Workflow };
  /** Adds a top-level step at the end, or after another one that has not been passed yet. */
  "workflow/addStep": { params: WorkflowAddStepParams; result: Workflow };
  /**
   * Sets a workflow going and answers at once, or with `wait` when it is finished. If it runs
   * already, nothing runs twice and the answer is the same. A paused one is resumed by
   * `workflow/resume`.
   */
  "workflow/execute": { params: WorkflowExecuteParams; result: Workflow };
  /** Answers when a workflow is finished or blocked, or when the time is over. */
  "workflow/wait": { params: WorkflowWaitParams; result: Workflow };
  /**
   * Pauses a workflow: no step starts, those that run finish and are kept, timers that fall due
   * start nothing, and the timeout of the workflow stands still.
   */
  "workflow/pause": { params: WorkflowPauseParams; result: Workflow };
  /** Lets a paused workflow go on where it stood; a finished step is never repeated. */
  "workflow/resume": { params: WorkflowResumeParams; result: Workflow };
  /**
   * Ends a workflow: agents that run are cancelled, then compensations run; the status stays
   * `running` until they have ended. Compensations that run already are not broken off.
   */
  "workflow/cancel": { params: WorkflowCancelParams; result: Workflow };
  /**
   * Lets a failed or cancelled workflow go on from the failed step, or an earlier one, as a new
   * `generation`; results before that step are kept. Inside of steps what ended well is kept and
   * what failed runs again. Without `fromStepId`, what was undone by `compensate` is done again.
   */
  "workflow/retry": { params: WorkflowRetryParams; result: Workflow };
  /**
   * Makes a new workflow that keeps the results before a step and does that step and those after it
   * anew once it is executed. Where the step stands inside of others, finished branches, items and
   * iterations around it are kept too. The first workflow is not touched.
   */
  "workflow/fork": { params: WorkflowForkParams; result: Workflow };
  /** Sends a signal to a workflow; one that comes before a step waits for it is kept. */
  "workflow/signal": { params: WorkflowSignalParams; result: WorkflowSignalResult };
  /** Checks a definition and answers all its problems at once; nothing is stored. */
  "workflow/validate": { params: WorkflowValidateParams; result: WorkflowValidateResult };
  /** Answers what a workflow waits for, which steps took the time, and what they used. */
  "workflow/explain": { params: WorkflowExplainParams; result: Explanation };
  /**
   * Answers a workflow with its events and conversations as one document, for a file or
   * `workflow/import`. The workflow stays and is not touched.
   */
  "workflow/export": { params: WorkflowExportParams; result: WorkflowDocument };
  /**
   * Takes in the document of `workflow/export` under its own id and with its whole history, after
   * checking that its checksum is right, no event is missing and the events lead to the state it
   * states. A workflow that was running arrives paused: `workflow/resume` lets it go on. One that
   * is here already with this history is answered as it stands; with another it is a conflict.
   */
  "workflow/import": { params: WorkflowImportParams; result: Workflow };
  /** Answers a step by its id or name. */
  "step/get": { params: StepGetParams; result: Step };
  /** Answers the top-level steps, or those inside a container, in order and page by page. */
  "step/list": { params: StepListParams; result: StepListResult };
  /** Answers a piece of a result's text: a string as it is, other JSON as its text. */
  "step/output": { params: StepOutputParams; result: StepOutputResult };
  /**
   * Decides by hand what becomes of a step that is in doubt, waits or has failed; recorded as such.
   * A failed workflow goes on with that; other failed steps beside the one run again.
   */
  "step/resolve": { params: StepResolveParams; result: Workflow };
  /** Answers the open questions to people, the oldest first. */
  "input/list": { params: InputListParams; result: InputListResult };
  /**
   * Answers a question. The content is checked against the schema and choices of the step; whoever
   * comes second is told the first answer.
   */
  "input/respond": { params: InputRespondParams; result: Answer };
  /**
   * Sends `workflow/event` for what happened after a cursor and then for what happens, without a
   * gap, also across restarts of the engine. Without a cursor it starts now; `"0"` is the
   * beginning.
   */
  "events/subscribe": { params: EventsSubscribeParams; result: EventsSubscribeResult };
  /** Ends a subscription of this connection; no event follows the answer. */
  "events/unsubscribe": { params: EventsUnsubscribeParams; result: null };
  /** Answers stored events in order. With `waitMs` it waits for one when there is none yet. */
  "events/list": { params: EventsListParams; result: EventsListResult };
  /** Offers agents of this host, to be called by `agent/run` until the connection ends. */
  "agent/register": { params: AgentRegisterParams; result: AgentRegisterResult };
  /** Takes agents back. Calls that run go on and may be answered; new ones wait. */
  "agent/unregister": { params: AgentUnregisterParams; result: AgentUnregisterResult };
  /** Answers the agents this engine knows and those that steps wait for. */
  "agent/list": { params: NoParams; result: AgentListResult };
  /**
   * Hands out calls for agents to a worker that asks for them: those that wait, or the first that
   * comes within `waitMs`. A call is the worker's for `leaseMs`, anew with each `agent/heartbeat`
   * and `agent/update`; then it goes back to the queue. It ends with `agent/complete` or
   * `agent/fail`, from whatever process.
   */
  "agent/claim": { params: AgentClaimParams; result: AgentClaimResult };
  /** Tells that a call is still being worked on, which renews its `idle` timeout. */
  "agent/heartbeat": { params: AgentHeartbeatParams; result: AgentHeartbeatResult };
  /** Gives the result of a call that was claimed or accepted, from whatever process. */
  "agent/complete": { params: AgentCompleteParams; result: Acceptance };
  /** Tells why a call that was claimed or accepted failed. */
  "agent/fail": { params: AgentFailParams; result: Acceptance };
  /** Creates a conversation, which steps can join by its id. */
  "thread/create": { params: ThreadCreateParams; result: Thread };
  /** Answers a conversation; `message/list` answers its messages. */
  "thread/get": { params: ThreadGetParams; result: Thread };
  /** Answers conversations, the last changed first. */
  "thread/list": { params: ThreadListParams; result: ThreadListResult };
  /** Deletes a conversation with its messages, unless a running workflow uses it. */
  "thread/delete": { params: ThreadDeleteParams; result: Deletion };
  /** Adds a message at the end of a conversation. */
  "message/append": { params: MessageAppendParams; result: Message };
  /** Answers the messages of a conversation in order. */
  "message/list": { params: MessageListParams; result: MessageListResult };
  /**
   * Stores a definition under a name, as its next version or the one given. A version never
   * changes: the same content again is answered as it is, other content is a conflict. Without
   * `version`, content equal to the last version adds none.
   */
  "template/create": { params: TemplateCreateParams; result: Template };
  /** Answers a version of a template with its definition. */
  "template/get": { params: TemplateGetParams; result: Template };
  /**
   * Answers the last version of each template by name, or all versions of one, oldest first;
   * without definitions.
   */
  "template/list": { params: TemplateListParams; result: TemplateListResult };
  /**
   * Deletes a template or one version of it. Workflows made from it are not touched, and the number
   * of a version is never given again.
   */
  "template/delete": { params: TemplateDeleteParams; result: Deletion };
  /**
   * Makes a workflow from a version of a template and, with `execute`, sets it going. The workflow
   * keeps that version's definition, whatever becomes of the template.
   */
  "template/instantiate": { params: TemplateInstantiateParams; result: Workflow };
  /** Answers versions, store, limits and counts. */
  "server/info": { params: NoParams; result: ServerInfoResult };
  /** Answers at once with the engine's time. */
  "server/ping": { params: NoParams; result: ServerPingResult };
  /** Answers the OpenRPC document of this protocol. */
  "rpc.discover": { params: NoParams; result: Record<string, unknown> };
  /**
   * Moves the time of an engine started with `--test-clock` and answers when everything that fell
   * due has been recorded. Agents are not awaited.
   */
  "clock/advance": { params: ClockAdvanceParams; result: ClockAdvanceResult };
}
