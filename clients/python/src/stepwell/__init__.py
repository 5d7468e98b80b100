"""Durable multi-step workflows of agents, run by a Stepwell engine beside this program.

    async with stepwell.connect(store="sqlite:./work.db") as engine:

        @engine.agent("research-agent")
        async def research(input):
            return "Small models on small machines."

        wf = await engine.workflow.create(
            name="My Workflow",
            steps=[{"agentId": "research-agent", "input": "Research the latest AI trends"}],
        )
        await wf.execute()
        print(await wf.result())

Keyword arguments are the members the protocol names; `agent_id` may be written for `agentId`.
Dictionaries are sent as they are. The types of both are in `stepwell.protocol`.
"""

from .agents import ACCEPTED, AgentError, AgentResult, Call
from .engine import Engine, connect
from .errors import (
    AgentNotFound,
    Cancelled,
    Conflict,
    ConnectionClosed,
    CursorExpired,
    Forbidden,
    InputNotFound,
    InternalError,
    InvalidDefinition,
    InvalidParams,
    InvalidRequest,
    InvalidState,
    LimitExceeded,
    MethodNotFound,
    MissingCapability,
    NotInitialized,
    Overloaded,
    ParseError,
    ScheduleNotFound,
    StaleAttempt,
    StepNotFound,
    StepwellError,
    StoreUnavailable,
    SubscriptionNotFound,
    TemplateNotFound,
    ThreadNotFound,
    WebhookNotFound,
    WorkflowCancelled,
    WorkflowFailed,
    WorkflowNotFound,
)
from .events import Event
from .inputs import Inputs
from .templates import Templates
from .workflow import Workflow, WorkflowPage, Workflows

__version__ = "0.1.0"

__all__ = [
    "ACCEPTED",
    "AgentError",
    "AgentNotFound",
    "AgentResult",
    "Call",
    "Cancelled",
    "Conflict",
    "ConnectionClosed",
    "CursorExpired",
    "Engine",
    "Event",
    "Forbidden",
    "InputNotFound",
    "Inputs",
    "InternalError",
    "InvalidDefinition",
    "InvalidParams",
    "InvalidRequest",
    "InvalidState",
    "LimitExceeded",
    "MethodNotFound",
    "MissingCapability",
    "NotInitialized",
    "Overloaded",
    "ParseError",
    "ScheduleNotFound",
    "StaleAttempt",
    "StepNotFound",
    "StepwellError",
    "StoreUnavailable",
    "SubscriptionNotFound",
    "TemplateNotFound",
    "Templates",
    "ThreadNotFound",
    "WebhookNotFound",
    "Workflow",
    "WorkflowCancelled",
    "WorkflowFailed",
    "WorkflowNotFound",
    "WorkflowPage",
    "Workflows",
    "connect",
]
