"""The objects of the protocol as types. Made by clients/types/generate.py; do not edit."""

from __future__ import annotations

from typing import Any, Dict, List, Literal, TypedDict, Union

AnswerAction = Union[
    Literal["accept", "decline"],
    str,
]
"""`accept` answers the question, `decline` refuses to."""

Content = Union[
    str,
    List[Dict[str, Any]],
]
"""Text, or content blocks such as `{"type": "text", "text": "…"}`."""

DurationText = str
"""A duration: `90s`, `1h30m`, `250ms`, `2d` or ISO 8601 `PT1H30M`; a bare number is refused."""

EndReason = Union[
    Literal["finished", "deleted", "error"],
    str,
]
"""Why a subscription ended: its workflow is `finished` or `deleted`, or the store failed
(`error`: subscribe again)."""

ErrorType = Union[
    Literal[
        "parseError",
        "invalidRequest",
        "methodNotFound",
        "invalidParams",
        "internalError",
        "notInitialized",
        "cancelled",
        "workflowNotFound",
        "stepNotFound",
        "invalidState",
        "invalidDefinition",
        "conflict",
        "limitExceeded",
        "agentNotFound",
        "overloaded",
        "storeUnavailable",
        "cursorExpired",
        "staleAttempt",
        "missingCapability",
        "threadNotFound",
        "templateNotFound",
        "inputNotFound",
        "webhookNotFound",
        "scheduleNotFound",
        "forbidden",
        "subscriptionNotFound",
    ],
    str,
]
"""The stable name of an error, for programs; the code says the same."""

EventType = Union[
    Literal[
        "workflow.created",
        "workflow.stepAdded",
        "workflow.updated",
        "workflow.started",
        "workflow.paused",
        "workflow.resumed",
        "workflow.completed",
        "workflow.failed",
        "workflow.cancelled",
        "workflow.retried",
        "workflow.forked",
        "workflow.deleted",
        "step.started",
        "step.accepted",
        "step.completed",
        "step.failed",
        "step.retryScheduled",
        "step.waiting",
        "step.skipped",
        "step.cancelled",
        "step.inDoubt",
        "step.resolved",
        "input.requested",
        "input.resolved",
        "signal.received",
        "message.appended",
        "budget.exceeded",
        "workflow.compensating",
        "budget.settled",
        "budget.granted",
        "workflow.waiting",
        "workflow.admitted",
        "step.admitted",
        "step.iterated",
        "step.caught",
        "step.compensating",
        "step.delta",
        "step.progress",
    ],
    str,
]
"""What happened. `step.delta` and `step.progress` are ephemeral: they are sent while they
happen, never stored, and dropped first when a client is slow."""

Expression = Union[
    str,
    bool,
]
"""A CEL expression, bare: no `${…}` around it. `true` and `false` may be written as such."""

JSONSchema = Union[
    Dict[str, Any],
    bool,
]
"""A JSON Schema, 2020-12."""

LogLevel = Union[
    Literal["debug", "info", "notice", "warning", "error"],
    str,
]
"""How important a line of the log is, the least first."""

Role = Union[
    Literal["system", "user", "assistant", "tool"],
    str,
]
"""Who speaks."""

Severity = Union[
    Literal["error", "warning"],
    str,
]
"""`error`: the definition is refused; `warning`: it may surprise."""

StepAction = Union[
    Literal["retry", "complete", "fail", "skip"],
    str,
]
"""What becomes of a step: `retry` tries again, `complete` takes the result given, `fail` takes
the error given, `skip` goes on without it."""

StepDefinition = Union[
    "AgentStep",
    "ParallelStep",
    "ForEachStep",
    "SwitchStep",
    "LoopStep",
    "SleepStep",
    "SignalStep",
    "InputStep",
    "WorkflowStep",
    "SetStep",
    "FailStep",
    "SucceedStep",
]
"""One step; without `type` it calls an agent."""

StepDefinitions = List["StepDefinition"]
"""Steps in order; each starts when the one before has ended."""

StepStatus = Union[
    Literal[
        "pending",
        "running",
        "waiting",
        "completed",
        "failed",
        "skipped",
        "cancelled",
        "inDoubt",
    ],
    str,
]
"""Where a step stands. `waiting`: for a timer, a retry, a signal, a person, a child or an agent.
`inDoubt`: it ran when the engine died and `step/resolve` has to say what became of it."""

StepType = Union[
    Literal[
        "agent",
        "parallel",
        "forEach",
        "switch",
        "loop",
        "sleep",
        "signal",
        "input",
        "workflow",
        "set",
        "fail",
        "succeed",
    ],
    str,
]
"""The kind of a step, as in its definition."""

TemplateValue = Any
"""Any JSON; `${…}` in its strings holds CEL. A string that is one `${…}` keeps the type of its
value; `$${` is a literal `${`."""

Variables = Dict[str, Any]
"""Variables by name; `set` steps change them."""

WaitUntil = Union[
    Literal["finished", "blocked"],
    str,
]
"""`finished`: completed, failed or cancelled. `blocked`: finished, paused, or running with
nothing runnable and nothing due, so that a client, a person or an absent agent would have to
move it."""

WaitingReason = Union[
    Literal[
        "timer",
        "retry",
        "signal",
        "input",
        "child",
        "agent",
        "budget",
        "inDoubt",
        "concurrency",
    ],
    str,
]
"""The kind of thing that is waited for."""

WorkflowStatus = Union[
    Literal["pending", "running", "completed", "failed", "paused", "cancelled"],
    str,
]
"""Where a workflow stands: `pending` until it is executed, `running` until it is finished, also
while it waits, and `paused` in between."""


class Acceptance(TypedDict):
    """What was handed in is recorded."""

    # True.
    accepted: bool


class _AdviceRequired(TypedDict):
    # What to do, as a sentence.
    text: str


class Advice(_AdviceRequired, total=False):
    """Something to do that would move a workflow on."""

    # The step it is about.
    stepId: str
    # A request that does it; fill in what is yours to decide.
    request: RequestDraft


class _AgentRequired(TypedDict):
    # The name steps call it by.
    agentId: str
    # `host`, `pull`, `command`, `chat`, `mcp`, `acp`, `http`, `echo`, `fail`, `delay`.
    kind: str
    # Whether it can be called now.
    available: bool
    # Calls that run.
    running: int
    # Calls that wait for it.
    waiting: int


class Agent(_AgentRequired, total=False):
    """An agent this engine knows, or one that steps wait for."""

    # What it is good for.
    description: str
    # Calls it takes at once.
    maxConcurrency: int


class _AgentCallRequired(TypedDict):
    # The name of this call, for updates and late answers.
    callId: str
    # The workflow.
    workflowId: str
    # The workflow's name.
    workflowName: str
    # The step.
    stepId: str
    # Which attempt this is, from 1.
    attempt: int
    # The agent that is called.
    agentId: str
    # The step's input, evaluated; any JSON.
    input: Any
    # The conversation the call belongs to.
    threadId: str
    # That conversation so far, the input included.
    messages: List[MessageDraft]
    # What went before.
    context: AgentContext
    # The same for every attempt of a step; hand it to what must not happen twice.
    idempotencyKey: str


class AgentCall(_AgentCallRequired, total=False):
    """One call of an agent: all it needs to do the work of a step."""

    # The step's name.
    stepName: str
    # When the attempt is given up.
    deadline: str
    # What the result has to satisfy.
    outputSchema: JSONSchema
    # Of a claimed call: how long it is the worker's after each sign of life.
    leaseMs: int


class _AgentClaimParamsRequired(TypedDict):
    # The agents whose work is wanted.
    agentIds: List[str]


class AgentClaimParams(_AgentClaimParamsRequired, total=False):
    """Params of `agent/claim`."""

    # How many calls at most.
    max: int
    # How long to wait for the first; else not at all.
    waitMs: int
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class AgentClaimResult(TypedDict):
    """Result of `agent/claim`."""

    # The calls; each has `leaseMs`.
    calls: List[AgentCall]


class _AgentCompleteParamsRequired(TypedDict):
    # The call.
    callId: str
    # The result; any JSON.
    result: Any


class AgentCompleteParams(_AgentCompleteParamsRequired, total=False):
    """Params of `agent/complete`."""

    # Messages to add to the conversation before it.
    messages: List[MessageDraft]
    # What the work used.
    usage: Usage
    # A key of the caller's making: the same key and params give the same result, and the change
    # happens once.
    idempotencyKey: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class _AgentConfigurationRequired(TypedDict):
    # How it is called.
    kind: Union[
        Literal[
            "host",
            "command",
            "chat",
            "mcp",
            "acp",
            "http",
            "echo",
            "fail",
            "delay",
        ],
        str,
    ]


class AgentConfiguration(_AgentConfigurationRequired, total=False):
    """An agent and how it is called; each kind has further members of its own."""

    # Calls at once, for one engine.
    maxConcurrency: int
    # Calls in a time, for one engine.
    rateLimit: RateLimit
    # Its own default.
    retry: RetryPolicy
    # Its own default.
    timeout: Union[DurationText, TimeoutPolicy]


class AgentContext(TypedDict, total=False):
    """What went before the step, as its `context` field asks."""

    # The result of the step before.
    previous: Any
    # The results of finished steps by name.
    steps: Dict[str, Any]
    # The workflow's input.
    input: Any
    # The workflow's metadata.
    metadata: Dict[str, Any]


class _AgentFailParamsRequired(TypedDict):
    # The call.
    callId: str
    # Why it failed.
    error: AgentFailure


class AgentFailParams(_AgentFailParamsRequired, total=False):
    """Params of `agent/fail`."""

    # A key of the caller's making: the same key and params give the same result, and the change
    # happens once.
    idempotencyKey: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class _AgentFailureRequired(TypedDict):
    # The sentence for people.
    message: str


class AgentFailure(_AgentFailureRequired, total=False):
    """Why an agent could not do the work."""

    # A stable name, which `retryOn` and `nonRetryable` can list.
    type: str
    # Whether another attempt may succeed; else the policy decides.
    retryable: bool
    # How long to wait before it, at least.
    retryAfterMs: int
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class _AgentHeartbeatParamsRequired(TypedDict):
    # The call.
    callId: str


class AgentHeartbeatParams(_AgentHeartbeatParamsRequired, total=False):
    """Params of `agent/heartbeat`."""

    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class AgentListResult(TypedDict):
    """Result of `agent/list`."""

    # The agents by id.
    agents: List[Agent]


class _AgentRegisterParamsRequired(TypedDict):
    # The agents; one that is known already is replaced.
    agents: List[AgentRegistration]


class AgentRegisterParams(_AgentRegisterParamsRequired, total=False):
    """Params of `agent/register`."""

    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class AgentRegisterResult(TypedDict):
    """Result of `agent/register`."""

    # The agents this connection has registered.
    agents: List[Agent]


class _AgentRegistrationRequired(TypedDict):
    # The name steps call it by.
    agentId: str


class AgentRegistration(_AgentRegistrationRequired, total=False):
    """A host's offer, and its consent, to be called by `agent/run`."""

    # What it is good for.
    description: str
    # Calls it takes at once; else no limit.
    maxConcurrency: int
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class AgentRunResult(TypedDict, total=False):
    """Result of `agent/run`."""

    # The result; any JSON.
    result: Any
    # Messages to add to the conversation before it.
    messages: List[MessageDraft]
    # What the work used.
    usage: Usage
    # Instead of a result: `agent/complete` or `agent/fail` follows, even from another process.
    accepted: bool


_AgentStepRequired = TypedDict(
    "_AgentStepRequired",
    {
        # The agent that does the work.
        "agentId": "str",
    },
)

_AgentStepOptional = TypedDict(
    "_AgentStepOptional",
    {
        # The kind of step; may be left out.
        "type": "Literal['agent']",
        # What it is told; without it, the previous step's result.
        "input": "TemplateValue",
        # The conversation to join; without it, one of its own.
        "threadId": "str",
        # How much of what went before the agent is told.
        "context": "Union[Literal['previous', 'all', 'none'], str]",
        # What the result has to satisfy; a text is read as JSON, and repaired once.
        "outputSchema": "JSONSchema",
        # The step's handle in expressions, unique in the definition.
        "name": "str",
        # Skip the step where this is false.
        "if": "Expression",
        # In a `parallel` with `steps`: the steps that come before.
        "needs": "List[str]",
        # Whether and when to try again after a failure.
        "retry": "RetryPolicy",
        # How long an attempt may take, or more.
        "timeout": "Union[DurationText, TimeoutPolicy]",
        # How long an attempt may be silent; `timeout.idle`.
        "heartbeat": "DurationText",
        # What to do instead of failing.
        "onError": "List[ErrorHandler]",
        # Undoes the step when the workflow fails or is cancelled later.
        "compensate": "StepDefinition",
        # What becomes of an attempt that was running when the engine died.
        "onInterrupted": "Union[Literal['retry', 'fail', 'ask'], str]",
        # How many steps with the same key run at once.
        "concurrency": "Concurrency",
        # The author's own data.
        "metadata": "Dict[str, Any]",
    },
    total=False,
)

class AgentStep(_AgentStepRequired, _AgentStepOptional):
    """Calls an agent with an input; the result is what it answers."""


class AgentUnregisterParams(TypedDict, total=False):
    """Params of `agent/unregister`."""

    # The agents.
    agentIds: List[str]
    # The agents, in the form in which they were registered.
    agents: List[AgentRegistration]
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class AgentUnregisterResult(TypedDict):
    """Result of `agent/unregister`."""

    # The agents this connection still has.
    agents: List[Agent]


class _AgentUpdateParamsRequired(TypedDict):
    # The call.
    callId: str


class AgentUpdateParams(_AgentUpdateParamsRequired, total=False):
    """Params of `agent/update`."""

    # More of the text the agent writes.
    delta: str
    # How far it is: a number from 0 to 1, or any JSON.
    progress: Any
    # A message to add to the conversation.
    message: MessageDraft
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class _AnswerRequired(TypedDict):
    # The question's id.
    inputId: str
    # The workflow that asked.
    workflowId: str
    # The step that asked.
    stepId: str
    # Whether the question was answered.
    action: AnswerAction
    # When it was answered.
    answeredAt: str


class Answer(_AnswerRequired, total=False):
    """What was answered to a question, by whoever was first."""

    # The answer.
    content: Any


class Budget(TypedDict, total=False):
    """What the agents of a workflow may use; exceeded, it waits until it is raised or cancelled."""

    # Calls of agents, each attempt one; exact.
    agentCalls: int
    # Tokens read and written by models.
    tokens: int
    # Money, in US dollars.
    costUSD: float
    # Time, pauses left out.
    duration: DurationText


class _CancelRequestParamsRequired(TypedDict):
    # The id of the request.
    id: Union[str, int]


class CancelRequestParams(_CancelRequestParamsRequired, total=False):
    """Params of `$/cancelRequest`."""

    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class Capabilities(TypedDict):
    """What this engine can do."""

    # The methods it serves.
    methods: List[str]
    # Whether time only moves by `clock/advance`.
    testClock: bool


class ClientCapabilities(TypedDict, total=False):
    """What a client can take; members it has for others are ignored."""

    # Send `log/message` from this level on.
    log: LogLevel


class _ClockAdvanceParamsRequired(TypedDict):
    # How many milliseconds pass.
    ms: int


class ClockAdvanceParams(_ClockAdvanceParamsRequired, total=False):
    """Params of `clock/advance`."""

    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class ClockAdvanceResult(TypedDict):
    """Result of `clock/advance`."""

    # The engine's time.
    now: str


class Concurrency(TypedDict):
    """At most so many with the same key at once, over the whole store, first come first served."""

    # What they have in common.
    key: Expression
    # How many at once.
    limit: int


class Defaults(TypedDict, total=False):
    """What holds for every step that says nothing else."""

    # Whether and when to try again after a failure.
    retry: RetryPolicy
    # How long an attempt may take, or more.
    timeout: Union[DurationText, TimeoutPolicy]
    # What becomes of an attempt that was running when the engine died.
    onInterrupted: Union[Literal["retry", "fail", "ask"], str]


_DefinitionRequired = TypedDict(
    "_DefinitionRequired",
    {
        # The workflow's name.
        "name": "str",
    },
)

_DefinitionOptional = TypedDict(
    "_DefinitionOptional",
    {
        # The address of this schema, for editors.
        "$schema": "str",
        # What it is for.
        "description": "str",
        # Its input, taken literally.
        "input": "Any",
        # The JSON Schema its input has to satisfy.
        "inputSchema": "JSONSchema",
        # Variables and their first values, taken literally.
        "vars": "Variables",
        # Its steps in order.
        "steps": "StepDefinitions",
        # Its output; without it, the last step's result.
        "output": "TemplateValue",
        # What holds for every step that says nothing else.
        "defaults": "Defaults",
        # How long it may take, pauses left out.
        "timeout": "DurationText",
        # What its agents may use; then it waits to be raised.
        "budget": "Budget",
        # How many workflows with the same key run at once.
        "concurrency": "Concurrency",
        # Who goes first when slots are scarce.
        "priority": "int",
        # The author's own data.
        "metadata": "Dict[str, Any]",
    },
    total=False,
)

class Definition(_DefinitionRequired, _DefinitionOptional):
    """A workflow definition: what is to be done, in which order, and what may go wrong."""


_DefinitionFileRequired = TypedDict(
    "_DefinitionFileRequired",
    {
        # The workflow's name.
        "name": "str",
    },
)

_DefinitionFileOptional = TypedDict(
    "_DefinitionFileOptional",
    {
        # The address of this schema, for editors.
        "$schema": "str",
        # What it is for.
        "description": "str",
        # Its input, taken literally.
        "input": "Any",
        # The JSON Schema its input has to satisfy.
        "inputSchema": "JSONSchema",
        # Variables and their first values, taken literally.
        "vars": "Variables",
        # Its steps in order.
        "steps": "StepDefinitions",
        # Its output; without it, the last step's result.
        "output": "TemplateValue",
        # What holds for every step that says nothing else.
        "defaults": "Defaults",
        # How long it may take, pauses left out.
        "timeout": "DurationText",
        # What its agents may use; then it waits to be raised.
        "budget": "Budget",
        # How many workflows with the same key run at once.
        "concurrency": "Concurrency",
        # Who goes first when slots are scarce.
        "priority": "int",
        # The author's own data.
        "metadata": "Dict[str, Any]",
        # Agents by id, for `stepwell run FILE` alone; elsewhere they are forbidden.
        "agents": "Dict[str, AgentConfiguration]",
    },
    total=False,
)

class DefinitionFile(_DefinitionFileRequired, _DefinitionFileOptional):
    """A workflow definition in a file of its own, JSON or YAML."""


class _DefinitionProblemRequired(TypedDict):
    # Whether the definition is refused for it.
    severity: Severity
    # A stable name for the kind of problem.
    code: str
    # What is wrong and what to do, as a sentence.
    message: str
    # The place in the definition, as a JSON Pointer.
    path: str


class DefinitionProblem(_DefinitionProblemRequired, total=False):
    """What is wrong at one place of a definition."""

    # What was probably meant.
    suggestion: str


class Deletion(TypedDict):
    """Whether there was anything to delete."""

    # False: there was none.
    deleted: bool


_ErrorHandlerOptional = TypedDict(
    "_ErrorHandlerOptional",
    {
        # The types of problem; without it, every one.
        "match": "Union[str, List[str]]",
        # Run these; the last one's result is the step's.
        "steps": "StepDefinitions",
        # Complete with this result.
        "result": "TemplateValue",
        # Go on as if the step had been skipped.
        "continue": "Literal[True]",
    },
    total=False,
)

class ErrorHandler(_ErrorHandlerOptional):
    """What to do when a step has failed; the first that matches handles it."""


class _EventRequired(TypedDict):
    # The workflow it happened to.
    workflowId: str
    # What happened.
    type: EventType
    # When it happened.
    at: str


class Event(_EventRequired, total=False):
    """Something that happened to a workflow; sent once it is recorded."""

    # Its number within the workflow, from 1 without a gap; ephemeral events have none.
    seq: int
    # The step it happened to.
    stepId: str
    # That step's name.
    stepName: str
    # The attempt it happened in.
    attempt: int
    # What else there is to tell, by type.
    data: Any


class _EventNoticeRequired(TypedDict):
    # What happened.
    event: Event


class EventNotice(_EventNoticeRequired, total=False):
    """An event and its place in the stream."""

    # The subscription it is sent for.
    subscriptionId: str
    # Its place; give it as `after` to go on behind it. Ephemeral: none.
    cursor: str


class _EventsEndedParamsRequired(TypedDict):
    # The subscription.
    subscriptionId: str
    # Why it ended.
    reason: EndReason


class EventsEndedParams(_EventsEndedParamsRequired, total=False):
    """Params of `events/ended`."""

    # The place of the last event.
    cursor: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class _EventsLaggedParamsRequired(TypedDict):
    # The subscription.
    subscriptionId: str
    # The cursor to go on behind.
    resumeFrom: str


class EventsLaggedParams(_EventsLaggedParamsRequired, total=False):
    """Params of `events/lagged`."""

    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class EventsListParams(TypedDict, total=False):
    """Params of `events/list`."""

    # Only the events of this workflow.
    workflowId: str
    # The `idempotencyKey` it was created with, instead of `workflowId`.
    workflowKey: str
    # The cursor to start behind; absent: from the beginning.
    after: str
    # Only events of these types.
    types: List[EventType]
    # How many to answer at most.
    limit: int
    # How long to wait for the first.
    waitMs: int
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class EventsListResult(TypedDict):
    """Result of `events/list`."""

    # The events.
    events: List[Event]
    # Give it as `after` to go on.
    cursor: str
    # Whether there are more already.
    hasMore: bool


class EventsSubscribeParams(TypedDict, total=False):
    """Params of `events/subscribe`."""

    # Only the events of this workflow.
    workflowId: str
    # The `idempotencyKey` it was created with, instead of `workflowId`.
    workflowKey: str
    # Only events of these types.
    types: List[EventType]
    # The cursor to start behind; absent: from now on.
    after: str
    # Send also what is not stored.
    ephemeral: bool
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class EventsSubscribeResult(TypedDict):
    """Result of `events/subscribe`."""

    # The subscription, for `events/unsubscribe`.
    subscriptionId: str
    # Where it starts.
    cursor: str


class _EventsUnsubscribeParamsRequired(TypedDict):
    # The subscription.
    subscriptionId: str


class EventsUnsubscribeParams(_EventsUnsubscribeParamsRequired, total=False):
    """Params of `events/unsubscribe`."""

    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class Explanation(TypedDict):
    """Why a workflow is where it is, and what it took to get there."""

    # The workflow.
    workflowId: str
    # Its name.
    name: str
    # Where it stands.
    status: WorkflowStatus
    # What it does, waits for or came to, as a sentence for people.
    summary: str
    # What would move it on; empty where it goes on by itself or is done.
    advice: List[Advice]
    # What it waits for; empty while steps run.
    waitingFor: List[WaitingFor]
    # The ids of the steps that took the time, in order: had one of them been quicker, so had the
    # workflow.
    criticalPath: List[str]
    # Time in which it ran, pauses left out.
    durationMs: int
    # What its agents used.
    usage: WorkflowUsage
    # Time, attempts and usage a step, in order; those inside a container after it.
    steps: List[StepAccount]


_FailStepRequired = TypedDict(
    "_FailStepRequired",
    {
        # The kind of step.
        "type": "Literal['fail']",
    },
)

_FailStepOptional = TypedDict(
    "_FailStepOptional",
    {
        # The reason; may contain `${…}`.
        "message": "TemplateValue",
        # The step's handle in expressions, unique in the definition.
        "name": "str",
        # Skip the step where this is false.
        "if": "Expression",
        # In a `parallel` with `steps`: the steps that come before.
        "needs": "List[str]",
        # Whether and when to try again after a failure.
        "retry": "RetryPolicy",
        # How long an attempt may take, or more.
        "timeout": "Union[DurationText, TimeoutPolicy]",
        # How long an attempt may be silent; `timeout.idle`.
        "heartbeat": "DurationText",
        # What to do instead of failing.
        "onError": "List[ErrorHandler]",
        # Undoes the step when the workflow fails or is cancelled later.
        "compensate": "StepDefinition",
        # What becomes of an attempt that was running when the engine died.
        "onInterrupted": "Union[Literal['retry', 'fail', 'ask'], str]",
        # How many steps with the same key run at once.
        "concurrency": "Concurrency",
        # The author's own data.
        "metadata": "Dict[str, Any]",
    },
    total=False,
)

class FailStep(_FailStepRequired, _FailStepOptional):
    """Ends the workflow as failed."""


_ForEachStepRequired = TypedDict(
    "_ForEachStepRequired",
    {
        # The kind of step.
        "type": "Literal['forEach']",
        # The items: `${…}` that gives an array, or an array.
        "items": "Union[List[Any], str]",
        # What is done with an item.
        "steps": "StepDefinitions",
    },
)

_ForEachStepOptional = TypedDict(
    "_ForEachStepOptional",
    {
        # The name of the item in expressions.
        "as": "str",
        # How many run at once; without it all branches, and a thousand of the items.
        "maxConcurrency": "int",
        # Whether a failed item fails the step.
        "onItemError": "Union[Literal['fail', 'continue'], str]",
        # The step's handle in expressions, unique in the definition.
        "name": "str",
        # Skip the step where this is false.
        "if": "Expression",
        # In a `parallel` with `steps`: the steps that come before.
        "needs": "List[str]",
        # Whether and when to try again after a failure.
        "retry": "RetryPolicy",
        # How long an attempt may take, or more.
        "timeout": "Union[DurationText, TimeoutPolicy]",
        # How long an attempt may be silent; `timeout.idle`.
        "heartbeat": "DurationText",
        # What to do instead of failing.
        "onError": "List[ErrorHandler]",
        # Undoes the step when the workflow fails or is cancelled later.
        "compensate": "StepDefinition",
        # What becomes of an attempt that was running when the engine died.
        "onInterrupted": "Union[Literal['retry', 'fail', 'ask'], str]",
        # How many steps with the same key run at once.
        "concurrency": "Concurrency",
        # The author's own data.
        "metadata": "Dict[str, Any]",
    },
    total=False,
)

class ForEachStep(_ForEachStepRequired, _ForEachStepOptional):
    """Runs its steps once for each item; the result is an array in item order."""


class InitializeParams(TypedDict, total=False):
    """Params of `initialize`."""

    # The major version the client speaks: 1.
    protocolVersion: int
    # Who the client is.
    clientInfo: PeerInfo
    # What the client can take.
    capabilities: ClientCapabilities
    # The client's process; the engine ends when that has ended.
    processId: Union[int, None]
    # Agents to register, as by `agent/register`.
    agents: List[AgentRegistration]


class InitializeResult(TypedDict):
    """Result of `initialize`."""

    # The major version spoken here: 1.
    protocolVersion: int
    # Who the engine is.
    serverInfo: PeerInfo
    # What the engine can do.
    capabilities: Capabilities
    # Its limits by name, such as `maxMessageBytes`.
    limits: Dict[str, int]
    # Where workflows are kept.
    store: StoreInfo


class InputListParams(TypedDict, total=False):
    """Params of `input/list`."""

    # Only the questions of this workflow.
    workflowId: str
    # The `idempotencyKey` it was created with, instead of `workflowId`.
    workflowKey: str
    # How many to answer at most.
    limit: int
    # The `nextCursor` of the page before.
    cursor: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class _InputListResultRequired(TypedDict):
    # The page.
    inputs: List[Question]


class InputListResult(_InputListResultRequired, total=False):
    """Result of `input/list`."""

    # Give it as `cursor` to go on; left out on the last page.
    nextCursor: str


class _InputRespondParamsRequired(TypedDict):
    # The question.
    inputId: str
    # Whether it is answered.
    action: AnswerAction


class InputRespondParams(_InputRespondParamsRequired, total=False):
    """Params of `input/respond`."""

    # With `accept`: the answer.
    content: Any
    # A key of the caller's making: the same key and params give the same result, and the change
    # happens once.
    idempotencyKey: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


_InputStepRequired = TypedDict(
    "_InputStepRequired",
    {
        # The kind of step.
        "type": "Literal['input']",
        # The question; may contain `${…}`.
        "prompt": "str",
    },
)

_InputStepOptional = TypedDict(
    "_InputStepOptional",
    {
        # What the answer has to satisfy.
        "schema": "JSONSchema",
        # The answers to choose from.
        "choices": "List[Any]",
        # Whether the step fails then, or ends without a result.
        "onTimeout": "Union[Literal['fail', 'continue'], str]",
        # The step's handle in expressions, unique in the definition.
        "name": "str",
        # Skip the step where this is false.
        "if": "Expression",
        # In a `parallel` with `steps`: the steps that come before.
        "needs": "List[str]",
        # Whether and when to try again after a failure.
        "retry": "RetryPolicy",
        # How long an attempt may take, or more.
        "timeout": "Union[DurationText, TimeoutPolicy]",
        # How long an attempt may be silent; `timeout.idle`.
        "heartbeat": "DurationText",
        # What to do instead of failing.
        "onError": "List[ErrorHandler]",
        # Undoes the step when the workflow fails or is cancelled later.
        "compensate": "StepDefinition",
        # What becomes of an attempt that was running when the engine died.
        "onInterrupted": "Union[Literal['retry', 'fail', 'ask'], str]",
        # How many steps with the same key run at once.
        "concurrency": "Concurrency",
        # The author's own data.
        "metadata": "Dict[str, Any]",
    },
    total=False,
)

class InputStep(_InputStepRequired, _InputStepOptional):
    """Asks people; the result is the answer."""


class _LogMessageParamsRequired(TypedDict):
    # How important it is.
    level: LogLevel
    # The line.
    message: str
    # When it was written.
    at: str


class LogMessageParams(_LogMessageParamsRequired, total=False):
    """Params of `log/message`."""

    # The part of the engine that speaks.
    logger: str
    # Ids and figures that belong to it.
    data: Dict[str, Any]
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


_LoopStepRequired = TypedDict(
    "_LoopStepRequired",
    {
        # The kind of step.
        "type": "Literal['loop']",
        # What is repeated.
        "steps": "StepDefinitions",
        # How often at most.
        "maxIterations": "int",
    },
)

_LoopStepOptional = TypedDict(
    "_LoopStepOptional",
    {
        # Checked before each iteration: go on if true.
        "while": "Expression",
        # Checked after each iteration: stop if true.
        "until": "Expression",
        # The step's handle in expressions, unique in the definition.
        "name": "str",
        # Skip the step where this is false.
        "if": "Expression",
        # In a `parallel` with `steps`: the steps that come before.
        "needs": "List[str]",
        # Whether and when to try again after a failure.
        "retry": "RetryPolicy",
        # How long an attempt may take, or more.
        "timeout": "Union[DurationText, TimeoutPolicy]",
        # How long an attempt may be silent; `timeout.idle`.
        "heartbeat": "DurationText",
        # What to do instead of failing.
        "onError": "List[ErrorHandler]",
        # Undoes the step when the workflow fails or is cancelled later.
        "compensate": "StepDefinition",
        # What becomes of an attempt that was running when the engine died.
        "onInterrupted": "Union[Literal['retry', 'fail', 'ask'], str]",
        # How many steps with the same key run at once.
        "concurrency": "Concurrency",
        # The author's own data.
        "metadata": "Dict[str, Any]",
    },
    total=False,
)

class LoopStep(_LoopStepRequired, _LoopStepOptional):
    """Runs its steps again and again."""


class _MessageRequired(TypedDict):
    # The message's id.
    id: str
    # The conversation it belongs to.
    threadId: str
    # Who speaks.
    role: Role
    # What is said.
    content: Content
    # When it was added.
    createdAt: str


class Message(_MessageRequired, total=False):
    """One message of a conversation."""

    # The workflow whose step said it.
    workflowId: str
    # That step.
    stepId: str
    # The caller's own data.
    metadata: Dict[str, Any]


class _MessageAppendParamsRequired(TypedDict):
    # The conversation.
    threadId: str
    # Who speaks.
    role: Role
    # What is said.
    content: Content


class MessageAppendParams(_MessageAppendParamsRequired, total=False):
    """Params of `message/append`."""

    # The caller's own data.
    metadata: Dict[str, Any]
    # A key of the caller's making: the same key and params give the same result, and the change
    # happens once.
    idempotencyKey: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class _MessageDraftRequired(TypedDict):
    # Who speaks.
    role: Role
    # What is said.
    content: Content


class MessageDraft(_MessageDraftRequired, total=False):
    """What one message says, without the id it has or will get."""

    # The caller's own data.
    metadata: Dict[str, Any]
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class _MessageListParamsRequired(TypedDict):
    # The conversation.
    threadId: str


class MessageListParams(_MessageListParamsRequired, total=False):
    """Params of `message/list`."""

    # How many to answer at most.
    limit: int
    # The `nextCursor` of the page before.
    cursor: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class _MessageListResultRequired(TypedDict):
    # The page.
    messages: List[Message]


class MessageListResult(_MessageListResultRequired, total=False):
    """Result of `message/list`."""

    # Give it as `cursor` to go on; left out on the last page.
    nextCursor: str


class NoParams(TypedDict, total=False):
    """The params of methods that take none."""

    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


_ParallelStepRequired = TypedDict(
    "_ParallelStepRequired",
    {
        # The kind of step.
        "type": "Literal['parallel']",
    },
)

_ParallelStepOptional = TypedDict(
    "_ParallelStepOptional",
    {
        # Steps in order by branch name.
        "branches": "Dict[str, StepDefinitions]",
        # Steps at once, except where `needs` makes one wait.
        "steps": "StepDefinitions",
        # When it is done: all completed, any one (the rest is cancelled), all ended, or so many.
        "join": "Union[Literal['all', 'any', 'settled'], str, int]",
        # How many run at once; without it all branches, and a thousand of the items.
        "maxConcurrency": "int",
        # The step's handle in expressions, unique in the definition.
        "name": "str",
        # Skip the step where this is false.
        "if": "Expression",
        # In a `parallel` with `steps`: the steps that come before.
        "needs": "List[str]",
        # Whether and when to try again after a failure.
        "retry": "RetryPolicy",
        # How long an attempt may take, or more.
        "timeout": "Union[DurationText, TimeoutPolicy]",
        # How long an attempt may be silent; `timeout.idle`.
        "heartbeat": "DurationText",
        # What to do instead of failing.
        "onError": "List[ErrorHandler]",
        # Undoes the step when the workflow fails or is cancelled later.
        "compensate": "StepDefinition",
        # What becomes of an attempt that was running when the engine died.
        "onInterrupted": "Union[Literal['retry', 'fail', 'ask'], str]",
        # How many steps with the same key run at once.
        "concurrency": "Concurrency",
        # The author's own data.
        "metadata": "Dict[str, Any]",
    },
    total=False,
)

class ParallelStep(_ParallelStepRequired, _ParallelStepOptional):
    """Runs branches at once; the result is keyed by branch or step name."""


class _PeerInfoRequired(TypedDict):
    # The program's name.
    name: str


class PeerInfo(_PeerInfoRequired, total=False):
    """What a program calls itself."""

    # The program's version.
    version: str


class _ProblemRequired(TypedDict):
    # A stable name, which `retryOn` and `nonRetryable` can list.
    type: str
    # The sentence for people.
    message: str
    # Whether another attempt may succeed.
    retryable: bool


class Problem(_ProblemRequired, total=False):
    """Why something failed, for programs."""

    # The place in the definition, as a JSON Pointer.
    path: str
    # The problem behind it.
    cause: Problem


class _QuestionRequired(TypedDict):
    # The question's id, for `input/respond`.
    inputId: str
    # The workflow that asks.
    workflowId: str
    # That workflow's name.
    workflowName: str
    # The step that asks.
    stepId: str
    # The question.
    prompt: str
    # When it was asked.
    createdAt: str


class Question(_QuestionRequired, total=False):
    """An open question to people."""

    # That step's name.
    stepName: str
    # The JSON Schema an answer has to satisfy.
    schema: Any
    # The answers to choose from.
    choices: List[Any]
    # When it is given up.
    expiresAt: str


class RateLimit(TypedDict):
    """How many calls in a time."""

    # How many.
    limit: int
    # In which time.
    per: DurationText


class RequestDraft(TypedDict):
    """A request as it could be sent."""

    # The method.
    method: str
    # Its params.
    params: Dict[str, Any]


class RetryPolicy(TypedDict, total=False):
    """Whether and when to try again. Without it: 3 attempts for outages, none for final errors."""

    # Attempts in all, the first included.
    maxAttempts: int
    # How the time between attempts grows.
    backoff: Union[Literal["constant", "linear", "exponential"], str]
    # The time before the second attempt.
    initialInterval: DurationText
    # What each interval is multiplied by.
    multiplier: float
    # The longest interval.
    maxInterval: DurationText
    # Whether each interval is drawn by chance from nothing to its full length.
    jitter: Union[Literal["none", "full"], str]
    # Try again only after these types of problem.
    retryOn: List[str]
    # Never try again after these types of problem.
    nonRetryable: List[str]


class _ServerInfoResultRequired(TypedDict):
    # Who the engine is.
    serverInfo: PeerInfo
    # The major version spoken here: 1.
    protocolVersion: int
    # The engine's process.
    processId: int
    # When it started.
    startedAt: str
    # Where workflows are kept.
    store: StoreInfo
    # What the engine can do.
    capabilities: Capabilities
    # Its limits by name.
    limits: Dict[str, int]
    # Workflows by status, agents, subscriptions, requests in flight, by name.
    counts: Dict[str, int]


class ServerInfoResult(_ServerInfoResultRequired, total=False):
    """Result of `server/info`."""

    # Whose workflows this engine runs; absent: all of the store.
    scope: str


class ServerPingResult(TypedDict):
    """Result of `server/ping`."""

    # The engine's time.
    now: str


_SetStepRequired = TypedDict(
    "_SetStepRequired",
    {
        # The kind of step.
        "type": "Literal['set']",
        # New values by variable.
        "values": "Dict[str, TemplateValue]",
    },
)

_SetStepOptional = TypedDict(
    "_SetStepOptional",
    {
        # The step's handle in expressions, unique in the definition.
        "name": "str",
        # Skip the step where this is false.
        "if": "Expression",
        # In a `parallel` with `steps`: the steps that come before.
        "needs": "List[str]",
        # Whether and when to try again after a failure.
        "retry": "RetryPolicy",
        # How long an attempt may take, or more.
        "timeout": "Union[DurationText, TimeoutPolicy]",
        # How long an attempt may be silent; `timeout.idle`.
        "heartbeat": "DurationText",
        # What to do instead of failing.
        "onError": "List[ErrorHandler]",
        # Undoes the step when the workflow fails or is cancelled later.
        "compensate": "StepDefinition",
        # What becomes of an attempt that was running when the engine died.
        "onInterrupted": "Union[Literal['retry', 'fail', 'ask'], str]",
        # How many steps with the same key run at once.
        "concurrency": "Concurrency",
        # The author's own data.
        "metadata": "Dict[str, Any]",
    },
    total=False,
)

class SetStep(_SetStepRequired, _SetStepOptional):
    """Writes variables; the previous result stays what it was."""


_SignalStepRequired = TypedDict(
    "_SignalStepRequired",
    {
        # The kind of step.
        "type": "Literal['signal']",
        # The name of the signal.
        "signal": "str",
    },
)

_SignalStepOptional = TypedDict(
    "_SignalStepOptional",
    {
        # What the payload has to satisfy.
        "schema": "JSONSchema",
        # Whether the step fails then, or ends without a result.
        "onTimeout": "Union[Literal['fail', 'continue'], str]",
        # The step's handle in expressions, unique in the definition.
        "name": "str",
        # Skip the step where this is false.
        "if": "Expression",
        # In a `parallel` with `steps`: the steps that come before.
        "needs": "List[str]",
        # Whether and when to try again after a failure.
        "retry": "RetryPolicy",
        # How long an attempt may take, or more.
        "timeout": "Union[DurationText, TimeoutPolicy]",
        # How long an attempt may be silent; `timeout.idle`.
        "heartbeat": "DurationText",
        # What to do instead of failing.
        "onError": "List[ErrorHandler]",
        # Undoes the step when the workflow fails or is cancelled later.
        "compensate": "StepDefinition",
        # What becomes of an attempt that was running when the engine died.
        "onInterrupted": "Union[Literal['retry', 'fail', 'ask'], str]",
        # How many steps with the same key run at once.
        "concurrency": "Concurrency",
        # The author's own data.
        "metadata": "Dict[str, Any]",
    },
    total=False,
)

class SignalStep(_SignalStepRequired, _SignalStepOptional):
    """Waits for `workflow/signal`; the result is the payload. Earlier signals are kept."""


_SleepStepRequired = TypedDict(
    "_SleepStepRequired",
    {
        # The kind of step.
        "type": "Literal['sleep']",
    },
)

_SleepStepOptional = TypedDict(
    "_SleepStepOptional",
    {
        # How long, or `${…}` that gives it.
        "duration": "Union[DurationText, str]",
        # Until when: an RFC 3339 date-time, or `${…}` that gives one.
        "until": "str",
        # The step's handle in expressions, unique in the definition.
        "name": "str",
        # Skip the step where this is false.
        "if": "Expression",
        # In a `parallel` with `steps`: the steps that come before.
        "needs": "List[str]",
        # Whether and when to try again after a failure.
        "retry": "RetryPolicy",
        # How long an attempt may take, or more.
        "timeout": "Union[DurationText, TimeoutPolicy]",
        # How long an attempt may be silent; `timeout.idle`.
        "heartbeat": "DurationText",
        # What to do instead of failing.
        "onError": "List[ErrorHandler]",
        # Undoes the step when the workflow fails or is cancelled later.
        "compensate": "StepDefinition",
        # What becomes of an attempt that was running when the engine died.
        "onInterrupted": "Union[Literal['retry', 'fail', 'ask'], str]",
        # How many steps with the same key run at once.
        "concurrency": "Concurrency",
        # The author's own data.
        "metadata": "Dict[str, Any]",
    },
    total=False,
)

class SleepStep(_SleepStepRequired, _SleepStepOptional):
    """Waits for a time, across restarts."""


class _StepRequired(TypedDict):
    # The engine's UUID.
    id: str
    # The workflow it belongs to.
    workflowId: str
    # What kind of step it is.
    type: StepType
    # Where the step stands.
    status: StepStatus
    # The attempt that runs or was last; 0 before the first.
    attempt: int
    # When it was created.
    createdAt: str
    # When it last changed.
    updatedAt: str


class Step(_StepRequired, total=False):
    """One step of a workflow and where it stands."""

    # The author's handle, unique in the definition; an instance in a loop is `name[index]`.
    name: str
    # The agent that does the work.
    agentId: str
    # Its input; any JSON.
    input: Any
    # The conversation of an agent step.
    threadId: str
    # Its result; any JSON, a string stays a string.
    result: Any
    # The beginning of the result's text, instead of `result`, where `maxResultBytes` cut it.
    resultPreview: str
    # The size of a result that was cut; `step/output` gives the rest.
    resultBytes: int
    # Why it failed, as a sentence.
    error: str
    # Why it failed, for programs.
    problem: Problem
    # What it waits for.
    waitingFor: WaitingFor
    # What its agent used, all attempts together.
    usage: Usage
    # The author's own data.
    metadata: Dict[str, Any]
    # The first 100 steps inside a container.
    children: List[Step]
    # How many steps are inside; `step/list` gives them all.
    childCount: int
    # When its first attempt started.
    startedAt: str
    # When it ended.
    finishedAt: str


class _StepAccountRequired(TypedDict):
    # The step.
    stepId: str
    # What kind of step it is.
    type: StepType
    # Where it stands.
    status: StepStatus
    # How many containers it is inside of.
    depth: int
    # Attempts so far, those before a retry included.
    attempts: int
    # Time in which an attempt ran.
    runningMs: int
    # Time between and before attempts.
    waitingMs: int


class StepAccount(_StepAccountRequired, total=False):
    """What one step took."""

    # Its name.
    name: str
    # The agent that does the work.
    agentId: str
    # What its agent used.
    usage: Usage
    # Why it failed or is tried again, as a sentence.
    error: str


class _StepGetParamsRequired(TypedDict):
    # The step's id or name; `name[index]` inside a loop.
    stepId: str


class StepGetParams(_StepGetParamsRequired, total=False):
    """Params of `step/get`."""

    # The workflow's id.
    workflowId: str
    # The `idempotencyKey` it was created with, instead of `workflowId`.
    workflowKey: str
    # Cut larger results and outputs to a preview of this size; `step/output` gives the rest.
    maxResultBytes: int
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class StepListParams(TypedDict, total=False):
    """Params of `step/list`."""

    # The workflow's id.
    workflowId: str
    # The `idempotencyKey` it was created with, instead of `workflowId`.
    workflowKey: str
    # The container whose steps are wanted.
    stepId: str
    # Only those that stand here.
    status: StepStatus
    # How many to answer at most.
    limit: int
    # The `nextCursor` of the page before.
    cursor: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class _StepListResultRequired(TypedDict):
    # The page.
    steps: List[Step]


class StepListResult(_StepListResultRequired, total=False):
    """Result of `step/list`."""

    # Give it as `cursor` to go on; left out on the last page.
    nextCursor: str


class _StepOutputParamsRequired(TypedDict):
    # The step's id or name; `name[index]` inside a loop.
    stepId: str


class StepOutputParams(_StepOutputParamsRequired, total=False):
    """Params of `step/output`."""

    # The workflow's id.
    workflowId: str
    # The `idempotencyKey` it was created with, instead of `workflowId`.
    workflowKey: str
    # Where to start, in bytes.
    offset: int
    # How many bytes to answer at most; no character is cut in two.
    limit: int
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class _StepOutputResultRequired(TypedDict):
    # The piece.
    text: str
    # Whether the whole is JSON text rather than a string.
    json: bool
    # The size of the whole.
    totalBytes: int


class StepOutputResult(_StepOutputResultRequired, total=False):
    """Result of `step/output`."""

    # Give it as `offset` to go on; left out at the end.
    nextOffset: int


class _StepResolveParamsRequired(TypedDict):
    # The step's id or name; `name[index]` inside a loop.
    stepId: str
    # What becomes of it.
    action: StepAction


class StepResolveParams(_StepResolveParamsRequired, total=False):
    """Params of `step/resolve`."""

    # The workflow's id.
    workflowId: str
    # The `idempotencyKey` it was created with, instead of `workflowId`.
    workflowKey: str
    # With `complete`: the result; any JSON.
    result: Any
    # With `fail`: the reason, as a sentence.
    error: str
    # A key of the caller's making: the same key and params give the same result, and the change
    # happens once.
    idempotencyKey: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class _StoreInfoRequired(TypedDict):
    # `memory`, `sqlite`, `libsql`, `upstash` or `redis`.
    provider: str
    # The file or address, without secrets.
    location: str


class StoreInfo(_StoreInfoRequired, total=False):
    """Where workflows are kept."""

    # What was answered survives: `none`, `process` a crash of the engine, `full` a power loss.
    durability: str
    # What to know about this place, a sentence each.
    warnings: List[str]


_SucceedStepRequired = TypedDict(
    "_SucceedStepRequired",
    {
        # The kind of step.
        "type": "Literal['succeed']",
    },
)

_SucceedStepOptional = TypedDict(
    "_SucceedStepOptional",
    {
        # The workflow's output.
        "output": "TemplateValue",
        # The step's handle in expressions, unique in the definition.
        "name": "str",
        # Skip the step where this is false.
        "if": "Expression",
        # In a `parallel` with `steps`: the steps that come before.
        "needs": "List[str]",
        # Whether and when to try again after a failure.
        "retry": "RetryPolicy",
        # How long an attempt may take, or more.
        "timeout": "Union[DurationText, TimeoutPolicy]",
        # How long an attempt may be silent; `timeout.idle`.
        "heartbeat": "DurationText",
        # What to do instead of failing.
        "onError": "List[ErrorHandler]",
        # Undoes the step when the workflow fails or is cancelled later.
        "compensate": "StepDefinition",
        # What becomes of an attempt that was running when the engine died.
        "onInterrupted": "Union[Literal['retry', 'fail', 'ask'], str]",
        # How many steps with the same key run at once.
        "concurrency": "Concurrency",
        # The author's own data.
        "metadata": "Dict[str, Any]",
    },
    total=False,
)

class SucceedStep(_SucceedStepRequired, _SucceedStepOptional):
    """Ends the workflow as completed."""


class SwitchCase(TypedDict):
    """One case of a `switch`."""

    # Whether this is the case.
    when: Expression
    # What is done then.
    steps: StepDefinitions


_SwitchStepRequired = TypedDict(
    "_SwitchStepRequired",
    {
        # The kind of step.
        "type": "Literal['switch']",
        # The cases in order.
        "cases": "List[SwitchCase]",
    },
)

_SwitchStepOptional = TypedDict(
    "_SwitchStepOptional",
    {
        # What is done where no case is true.
        "default": "StepDefinitions",
        # The step's handle in expressions, unique in the definition.
        "name": "str",
        # Skip the step where this is false.
        "if": "Expression",
        # In a `parallel` with `steps`: the steps that come before.
        "needs": "List[str]",
        # Whether and when to try again after a failure.
        "retry": "RetryPolicy",
        # How long an attempt may take, or more.
        "timeout": "Union[DurationText, TimeoutPolicy]",
        # How long an attempt may be silent; `timeout.idle`.
        "heartbeat": "DurationText",
        # What to do instead of failing.
        "onError": "List[ErrorHandler]",
        # Undoes the step when the workflow fails or is cancelled later.
        "compensate": "StepDefinition",
        # What becomes of an attempt that was running when the engine died.
        "onInterrupted": "Union[Literal['retry', 'fail', 'ask'], str]",
        # How many steps with the same key run at once.
        "concurrency": "Concurrency",
        # The author's own data.
        "metadata": "Dict[str, Any]",
    },
    total=False,
)

class SwitchStep(_SwitchStepRequired, _SwitchStepOptional):
    """Runs the steps of the first case that is true."""


class _TemplateRequired(TypedDict):
    # The template's name.
    name: str
    # Its version, from 1.
    version: int
    # When this version was created.
    createdAt: str


class Template(_TemplateRequired, total=False):
    """A reusable definition under a name; a version never changes."""

    # The definition; left out in lists.
    definition: Definition
    # The JSON Schema its input has to satisfy; its `default`s fill in what is left out.
    inputSchema: JSONSchema
    # What the definition says it is for.
    description: str


class _TemplateCreateParamsRequired(TypedDict):
    # The template's name, without control characters.
    name: str
    # The definition.
    definition: Definition


class TemplateCreateParams(_TemplateCreateParamsRequired, total=False):
    """Params of `template/create`."""

    # Its version; absent: one more than the last.
    version: int
    # The JSON Schema its input has to satisfy, instead of the definition's own.
    inputSchema: JSONSchema
    # A key of the caller's making: the same key and params give the same result, and the change
    # happens once.
    idempotencyKey: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class _TemplateDeleteParamsRequired(TypedDict):
    # The template's name, without control characters.
    name: str


class TemplateDeleteParams(_TemplateDeleteParamsRequired, total=False):
    """Params of `template/delete`."""

    # Its version; absent: all of them.
    version: int
    # A key of the caller's making: the same key and params give the same result, and the change
    # happens once.
    idempotencyKey: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class _TemplateGetParamsRequired(TypedDict):
    # The template's name, without control characters.
    name: str


class TemplateGetParams(_TemplateGetParamsRequired, total=False):
    """Params of `template/get`."""

    # Its version; absent: the last.
    version: int
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class _TemplateInstantiateParamsRequired(TypedDict):
    # The template's name, without control characters.
    name: str


class TemplateInstantiateParams(_TemplateInstantiateParamsRequired, total=False):
    """Params of `template/instantiate`."""

    # Its version; absent: the last.
    version: int
    # The workflow's input; members left out are filled in from the `default`s of the input schema,
    # then it is checked against that. Absent: the definition's own.
    input: Any
    # The workflow's name instead of the definition's.
    workflowName: str
    # The caller's own data instead of the definition's metadata.
    metadata: Dict[str, Any]
    # An id of the caller's making instead of the engine's UUID.
    id: str
    # Set it going at once.
    execute: bool
    # A key of the caller's making: the same key and params give the same result, and the change
    # happens once.
    idempotencyKey: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class TemplateListParams(TypedDict, total=False):
    """Params of `template/list`."""

    # All versions of this template.
    name: str
    # How many to answer at most.
    limit: int
    # The `nextCursor` of the page before.
    cursor: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class _TemplateListResultRequired(TypedDict):
    # The page.
    templates: List[Template]


class TemplateListResult(_TemplateListResultRequired, total=False):
    """Result of `template/list`."""

    # Give it as `cursor` to go on; left out on the last page.
    nextCursor: str


class _ThreadRequired(TypedDict):
    # The thread's id.
    id: str
    # When it was created.
    createdAt: str
    # When its last message was added.
    updatedAt: str


class Thread(_ThreadRequired, total=False):
    """A conversation; every agent step has one."""

    # The workflow whose step started it.
    workflowId: str
    # That step.
    stepId: str
    # What it is about.
    title: str
    # The caller's own data.
    metadata: Dict[str, Any]
    # How many messages it has.
    messageCount: int


class ThreadCreateParams(TypedDict, total=False):
    """Params of `thread/create`."""

    # An id of the caller's making.
    id: str
    # What it is about.
    title: str
    # The caller's own data.
    metadata: Dict[str, Any]
    # A key of the caller's making: the same key and params give the same result, and the change
    # happens once.
    idempotencyKey: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class _ThreadDeleteParamsRequired(TypedDict):
    # The conversation.
    threadId: str


class ThreadDeleteParams(_ThreadDeleteParamsRequired, total=False):
    """Params of `thread/delete`."""

    # A key of the caller's making: the same key and params give the same result, and the change
    # happens once.
    idempotencyKey: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class _ThreadGetParamsRequired(TypedDict):
    # The conversation.
    threadId: str


class ThreadGetParams(_ThreadGetParamsRequired, total=False):
    """Params of `thread/get`."""

    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class ThreadListParams(TypedDict, total=False):
    """Params of `thread/list`."""

    # Only the conversations of this workflow.
    workflowId: str
    # The `idempotencyKey` it was created with, instead of `workflowId`.
    workflowKey: str
    # How many to answer at most.
    limit: int
    # The `nextCursor` of the page before.
    cursor: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class _ThreadListResultRequired(TypedDict):
    # The page.
    threads: List[Thread]


class ThreadListResult(_ThreadListResultRequired, total=False):
    """Result of `thread/list`."""

    # Give it as `cursor` to go on; left out on the last page.
    nextCursor: str


class TimeoutPolicy(TypedDict, total=False):
    """How long a step may take."""

    # One attempt.
    attempt: DurationText
    # All attempts and the time between them.
    total: DurationText
    # The silence of an attempt between heartbeats.
    idle: DurationText


class Usage(TypedDict, total=False):
    """What an agent used."""

    # Tokens read by a model.
    inputTokens: int
    # Tokens written by a model.
    outputTokens: int
    # What it cost, in US dollars.
    costUSD: float
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class Wait(TypedDict, total=False):
    """How long a request waits; a timeout is no error: read `status`."""

    # What to wait for.
    until: WaitUntil
    # Answer after this time in any case.
    timeoutMs: int
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class _WaitingForRequired(TypedDict):
    # The kind of thing it waits for.
    reason: WaitingReason
    # The step that waits.
    stepId: str


class WaitingFor(_WaitingForRequired, total=False):
    """What would move a workflow or a step that waits."""

    # When the waiting ends by itself.
    until: str
    # The agent that is absent or busy.
    agentId: str
    # The name of the signal.
    signal: str
    # The question that is open.
    inputId: str
    # The workflow that has to finish.
    childWorkflowId: str
    # The key of `concurrency` of which every place is taken.
    key: str
    # How many places the key has.
    limit: int
    # Whether the whole workflow waits, before its first step.
    isWhole: bool
    # The workflows that have the places, the first hundred; told by workflow/explain alone.
    heldBy: List[str]
    # How many wait before it; told by workflow/explain alone, and of the first hundred.
    ahead: int


class _WorkflowRequired(TypedDict):
    # The engine's UUID, or the id given to `workflow/create`.
    id: str
    # The author's name for it.
    name: str
    # The top-level step that runs or is next; stays on the last one when finished.
    currentStepIndex: int
    # Where the workflow stands.
    status: WorkflowStatus
    # When it was created.
    createdAt: str
    # When it last changed.
    updatedAt: str
    # 1, and one more for each `workflow/retry`.
    generation: int
    # The place of its last event, for `after`.
    cursor: str


class Workflow(_WorkflowRequired, total=False):
    """One workflow: its definition's steps and where they stand."""

    # What it is for.
    description: str
    # The top-level steps in order; left out only where `includeSteps` is false.
    steps: List[Step]
    # The caller's own data.
    metadata: Dict[str, Any]
    # The input it was created with; any JSON.
    input: Any
    # Its output when completed; any JSON.
    output: Any
    # The beginning of the output's text, instead of `output`, where `maxResultBytes` cut it.
    outputPreview: str
    # The size of an output that was cut.
    outputBytes: int
    # Why it failed, as a sentence.
    error: str
    # Why it failed, for programs.
    problem: Problem
    # While running with nothing runnable: what would move it.
    waitingFor: List[WaitingFor]
    # What its agents used so far.
    usage: WorkflowUsage
    # What its agents may use.
    budget: Budget
    # Who goes first when slots are scarce.
    priority: int
    # The workflow that started it.
    parentWorkflowId: str
    # The template it was made from.
    templateName: str
    # The version of that template.
    templateVersion: int
    # When it was first executed.
    startedAt: str
    # When it completed, failed or was cancelled.
    finishedAt: str


class _WorkflowAddStepParamsRequired(TypedDict):
    # The definition of the step.
    step: StepDefinition


class WorkflowAddStepParams(_WorkflowAddStepParamsRequired, total=False):
    """Params of `workflow/addStep`."""

    # The workflow's id.
    workflowId: str
    # The `idempotencyKey` it was created with, instead of `workflowId`.
    workflowKey: str
    # The id or name of the step it follows.
    after: str
    # A key of the caller's making: the same key and params give the same result, and the change
    # happens once.
    idempotencyKey: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class WorkflowCancelParams(TypedDict, total=False):
    """Params of `workflow/cancel`."""

    # The workflow's id.
    workflowId: str
    # The `idempotencyKey` it was created with, instead of `workflowId`.
    workflowKey: str
    # Why, for those who read its events.
    reason: str
    # A key of the caller's making: the same key and params give the same result, and the change
    # happens once.
    idempotencyKey: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


_WorkflowCreateParamsRequired = TypedDict(
    "_WorkflowCreateParamsRequired",
    {
        # The author's name for it.
        "name": "str",
    },
)

_WorkflowCreateParamsOptional = TypedDict(
    "_WorkflowCreateParamsOptional",
    {
        # The schema an editor checks it by; not looked at.
        "$schema": "str",
        # Always refused as `forbidden`: agents come from configuration.
        "agents": "Any",
        # What it is for.
        "description": "str",
        # Its steps; `workflow/addStep` adds more.
        "steps": "StepDefinitions",
        # Its input; any JSON, taken literally.
        "input": "Any",
        # What its input has to satisfy.
        "inputSchema": "JSONSchema",
        # Its variables and their first values.
        "vars": "Variables",
        # What holds for every step.
        "defaults": "Defaults",
        # Its output; else the last step's result.
        "output": "TemplateValue",
        # What its agents may use.
        "budget": "Budget",
        # How long it may take, pauses left out.
        "timeout": "DurationText",
        # How many may run at once.
        "concurrency": "Concurrency",
        # Who goes first when slots are scarce.
        "priority": "int",
        # The caller's own data.
        "metadata": "Dict[str, Any]",
        # An id of the caller's making instead of the engine's UUID.
        "id": "str",
        # Set it going at once.
        "execute": "bool",
        # A key of the caller's making: the same key and params give the same result, and the change
        # happens once.
        "idempotencyKey": "str",
        # Anything the caller wants to be carried along; never looked at.
        "_meta": "Any",
    },
    total=False,
)

class WorkflowCreateParams(_WorkflowCreateParamsRequired, _WorkflowCreateParamsOptional):
    """Params of `workflow/create`."""


class WorkflowDeleteParams(TypedDict, total=False):
    """Params of `workflow/delete`."""

    # The workflow's id.
    workflowId: str
    # The `idempotencyKey` it was created with, instead of `workflowId`.
    workflowKey: str
    # Cancel it first if it runs.
    force: bool
    # Keep its conversations.
    keepThreads: bool
    # A key of the caller's making: the same key and params give the same result, and the change
    # happens once.
    idempotencyKey: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class WorkflowDocument(TypedDict):
    """A whole workflow as one JSON object, to be kept or carried to another store."""

    # `stepwell.workflow`.
    format: str
    # The version of this form, 1.
    version: int
    # `sha256:` and the hash of all other members as JSON without white space, names sorted.
    checksum: str
    # Id, name, status and so on: what the events have to lead to.
    workflow: Dict[str, Any]
    # The definition it was created with.
    definition: Definition
    # All its events as they are stored, in order.
    events: List[Any]
    # Its conversations, each with its messages.
    threads: List[Any]


class WorkflowExecuteParams(TypedDict, total=False):
    """Params of `workflow/execute`."""

    # The workflow's id.
    workflowId: str
    # The `idempotencyKey` it was created with, instead of `workflowId`.
    workflowKey: str
    # Answer when it is finished or blocked instead of at once.
    wait: Union[bool, Wait]
    # Send this connection its events until it is finished.
    events: bool
    # Cut larger results and outputs to a preview of this size; `step/output` gives the rest.
    maxResultBytes: int
    # A key of the caller's making: the same key and params give the same result, and the change
    # happens once.
    idempotencyKey: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class WorkflowExplainParams(TypedDict, total=False):
    """Params of `workflow/explain`."""

    # The workflow's id.
    workflowId: str
    # The `idempotencyKey` it was created with, instead of `workflowId`.
    workflowKey: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class WorkflowExportParams(TypedDict, total=False):
    """Params of `workflow/export`."""

    # The workflow's id.
    workflowId: str
    # The `idempotencyKey` it was created with, instead of `workflowId`.
    workflowKey: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class _WorkflowForkParamsRequired(TypedDict):
    # The first step that runs anew, by id or name.
    atStepId: str


class WorkflowForkParams(_WorkflowForkParamsRequired, total=False):
    """Params of `workflow/fork`."""

    # The workflow's id.
    workflowId: str
    # The `idempotencyKey` it was created with, instead of `workflowId`.
    workflowKey: str
    # Another input of the workflow for the steps that run anew.
    input: Any
    # Members of steps to put in place of theirs, by step name: `{"draft": {"agentId": …}}`; null
    # takes a member away.
    overrides: Dict[str, Any]
    # An id of the caller's making for the new workflow.
    id: str
    # Set it going at once.
    execute: bool
    # A key of the caller's making: the same key and params give the same result, and the change
    # happens once.
    idempotencyKey: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class WorkflowGetParams(TypedDict, total=False):
    """Params of `workflow/get`."""

    # The workflow's id.
    workflowId: str
    # The `idempotencyKey` it was created with, instead of `workflowId`.
    workflowKey: str
    # Cut larger results and outputs to a preview of this size; `step/output` gives the rest.
    maxResultBytes: int
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class _WorkflowImportParamsRequired(TypedDict):
    # What `workflow/export` answered, unchanged; anything wrong in it is told in `data.problems`.
    document: Dict[str, Any]


class WorkflowImportParams(_WorkflowImportParamsRequired, total=False):
    """Params of `workflow/import`."""

    # A key of the caller's making: the same key and params give the same result, and the change
    # happens once.
    idempotencyKey: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class WorkflowListParams(TypedDict, total=False):
    """Params of `workflow/list`."""

    # How many to answer at most.
    limit: int
    # How many to leave out; `cursor` is faster.
    offset: int
    # Only those that stand here.
    status: WorkflowStatus
    # Only those whose metadata has these members.
    metadata: Dict[str, Any]
    # Only those whose name contains this, in any case.
    nameContains: str
    # The `nextCursor` of the page before.
    cursor: str
    # Whether each comes with its steps.
    includeSteps: bool
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class _WorkflowListResultRequired(TypedDict):
    # The page.
    workflows: List[Workflow]


class WorkflowListResult(_WorkflowListResultRequired, total=False):
    """Result of `workflow/list`."""

    # Give it as `cursor` to go on; left out on the last page.
    nextCursor: str


class WorkflowPauseParams(TypedDict, total=False):
    """Params of `workflow/pause`."""

    # The workflow's id.
    workflowId: str
    # The `idempotencyKey` it was created with, instead of `workflowId`.
    workflowKey: str
    # A key of the caller's making: the same key and params give the same result, and the change
    # happens once.
    idempotencyKey: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class WorkflowResumeParams(TypedDict, total=False):
    """Params of `workflow/resume`."""

    # The workflow's id.
    workflowId: str
    # The `idempotencyKey` it was created with, instead of `workflowId`.
    workflowKey: str
    # A key of the caller's making: the same key and params give the same result, and the change
    # happens once.
    idempotencyKey: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class WorkflowRetryParams(TypedDict, total=False):
    """Params of `workflow/retry`."""

    # The workflow's id.
    workflowId: str
    # The `idempotencyKey` it was created with, instead of `workflowId`.
    workflowKey: str
    # The step to go on from, by id or name.
    fromStepId: str
    # A key of the caller's making: the same key and params give the same result, and the change
    # happens once.
    idempotencyKey: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class _WorkflowSignalParamsRequired(TypedDict):
    # The name of the signal.
    name: str


class WorkflowSignalParams(_WorkflowSignalParamsRequired, total=False):
    """Params of `workflow/signal`."""

    # The workflow's id.
    workflowId: str
    # The `idempotencyKey` it was created with, instead of `workflowId`.
    workflowKey: str
    # What the signal carries; any JSON.
    payload: Any
    # A key of the caller's making: the same key and params give the same result, and the change
    # happens once.
    idempotencyKey: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class WorkflowSignalResult(TypedDict):
    """Result of `workflow/signal`."""

    # Whether a step was waiting for it; if not, it is kept for one.
    delivered: bool


_WorkflowStepRequired = TypedDict(
    "_WorkflowStepRequired",
    {
        # The kind of step.
        "type": "Literal['workflow']",
    },
)

_WorkflowStepOptional = TypedDict(
    "_WorkflowStepOptional",
    {
        # The template to make it from.
        "template": "str",
        # Its definition, written out.
        "definition": "Definition",
        # Its input.
        "input": "TemplateValue",
        # Whether to wait until it has finished.
        "await": "bool",
        # The step's handle in expressions, unique in the definition.
        "name": "str",
        # Skip the step where this is false.
        "if": "Expression",
        # In a `parallel` with `steps`: the steps that come before.
        "needs": "List[str]",
        # Whether and when to try again after a failure.
        "retry": "RetryPolicy",
        # How long an attempt may take, or more.
        "timeout": "Union[DurationText, TimeoutPolicy]",
        # How long an attempt may be silent; `timeout.idle`.
        "heartbeat": "DurationText",
        # What to do instead of failing.
        "onError": "List[ErrorHandler]",
        # Undoes the step when the workflow fails or is cancelled later.
        "compensate": "StepDefinition",
        # What becomes of an attempt that was running when the engine died.
        "onInterrupted": "Union[Literal['retry', 'fail', 'ask'], str]",
        # How many steps with the same key run at once.
        "concurrency": "Concurrency",
        # The author's own data.
        "metadata": "Dict[str, Any]",
    },
    total=False,
)

class WorkflowStep(_WorkflowStepRequired, _WorkflowStepOptional):
    """Runs another workflow; the result is its output."""


class WorkflowUpdateParams(TypedDict, total=False):
    """Params of `workflow/update`."""

    # The workflow's id.
    workflowId: str
    # The `idempotencyKey` it was created with, instead of `workflowId`.
    workflowKey: str
    # The new name.
    name: str
    # What it is for.
    description: Union[str, None]
    # The caller's own data; replaces all of it.
    metadata: Union[Dict[str, Any], None]
    # What its agents may use from now on, in all.
    budget: Union[Budget, None]
    # Who goes first when slots are scarce.
    priority: Union[int, None]
    # A key of the caller's making: the same key and params give the same result, and the change
    # happens once.
    idempotencyKey: str
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class _WorkflowUsageRequired(TypedDict):
    # Calls of agents, each attempt one.
    agentCalls: int
    # Tokens read by models.
    inputTokens: int
    # Tokens written by models.
    outputTokens: int


class WorkflowUsage(_WorkflowUsageRequired, total=False):
    """What all agents of a workflow used so far."""

    # What it cost, in US dollars.
    costUSD: float


class _WorkflowValidateParamsRequired(TypedDict):
    # The definition.
    definition: Definition


class WorkflowValidateParams(_WorkflowValidateParamsRequired, total=False):
    """Params of `workflow/validate`."""

    # Anything the caller wants to be carried along; never looked at.
    _meta: Any


class WorkflowValidateResult(TypedDict):
    """Result of `workflow/validate`."""

    # Whether `workflow/create` would take it.
    valid: bool
    # All problems, in the order of their places.
    problems: List[DefinitionProblem]


class WorkflowWaitParams(TypedDict, total=False):
    """Params of `workflow/wait`."""

    # The workflow's id.
    workflowId: str
    # The `idempotencyKey` it was created with, instead of `workflowId`.
    workflowKey: str
    # What to wait for.
    until: WaitUntil
    # Answer after this time in any case.
    timeoutMs: int
    # Cut larger results and outputs to a preview of this size; `step/output` gives the rest.
    maxResultBytes: int
    # Anything the caller wants to be carried along; never looked at.
    _meta: Any

