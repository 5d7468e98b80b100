"""Everything that can go wrong, by the stable names of the protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Optional

if TYPE_CHECKING:
    from .protocol import DefinitionProblem, Problem
    from .workflow import Workflow


class StepwellError(Exception):
    """A refusal of the engine, or of this client where `code` is None.

    `type` is the stable name for programs, `data` what the engine added (ids, `path`,
    `didYouMean`, …); the text says what to do.
    """

    def __init__(
        self,
        message: str,
        *,
        type: str = "error",
        code: Optional[int] = None,
        data: Optional[Dict[str, Any]] = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.type = type
        self.code = code
        self.data: Dict[str, Any] = data if data is not None else {}

    @property
    def retryable(self) -> bool:
        """Whether the same request may succeed later."""
        return bool(self.data.get("retryable", False))


class ParseError(StepwellError):
    """The engine could not read a message as JSON."""


class InvalidRequest(StepwellError):
    """The message was no JSON-RPC 2.0 request."""


class MethodNotFound(StepwellError):
    """There is no such method; `data["didYouMean"]` names a near one."""


class InvalidParams(StepwellError):
    """The params do not fit; `data["path"]` is the place as a JSON Pointer."""


class InternalError(StepwellError):
    """A bug of the engine; nothing was changed."""


class NotInitialized(StepwellError):
    """The engine wants `initialize` first."""


class Cancelled(StepwellError):
    """The request was given up; what it started goes on."""


class WorkflowNotFound(StepwellError):
    """There is no such workflow."""


class StepNotFound(StepwellError):
    """The workflow has no such step."""


class InvalidState(StepwellError):
    """The workflow or step is not in a state that allows this."""


class InvalidDefinition(StepwellError):
    """The definition has errors."""

    @property
    def problems(self) -> List[DefinitionProblem]:
        """All of them, each with its place."""
        problems: List[DefinitionProblem] = self.data.get("problems", [])
        return problems


class Conflict(StepwellError):
    """An id or idempotency key was used before, with other params."""


class LimitExceeded(StepwellError):
    """A limit was exceeded; `data` has `path`, `size` and `limit`."""


class AgentNotFound(StepwellError):
    """No such agent is registered here."""


class Overloaded(StepwellError):
    """Too many requests are in flight; ask again after `data["retryAfterMs"]`."""


class StoreUnavailable(StepwellError):
    """The store cannot be reached; ask again, with an `idempotencyKey` if it must not happen twice."""


class CursorExpired(StepwellError):
    """The events after this cursor are no longer kept; start anew."""


class StaleAttempt(StepwellError):
    """The call belongs to an attempt that is over; drop its result."""


class MissingCapability(StepwellError):
    """The client did not announce a capability this needs."""


class ThreadNotFound(StepwellError):
    """There is no such thread."""


class TemplateNotFound(StepwellError):
    """There is no such template or version."""


class InputNotFound(StepwellError):
    """There is no such question."""


class WebhookNotFound(StepwellError):
    """There is no such webhook."""


class ScheduleNotFound(StepwellError):
    """There is no such schedule."""


class Forbidden(StepwellError):
    """The configuration does not allow this."""


class SubscriptionNotFound(StepwellError):
    """This connection has no such subscription."""


class ConnectionClosed(StepwellError):
    """The engine is gone, or was never there; workflows go on when it is started again."""

    def __init__(self, message: str) -> None:
        super().__init__(message, type="connectionClosed")


class WorkflowFailed(StepwellError):
    """A workflow whose result was awaited has failed; `problem` is its structured reason."""

    def __init__(self, workflow: Workflow) -> None:
        self.workflow = workflow
        self.problem: Optional[Problem] = workflow.problem
        reason = workflow.error or "it does not say why"
        super().__init__(
            f"Workflow {workflow.name!r} ({workflow.id}) failed: {reason}",
            type=self.problem["type"] if self.problem else "workflowFailed",
        )


class WorkflowCancelled(StepwellError):
    """A workflow whose result was awaited was cancelled."""

    def __init__(self, workflow: Workflow) -> None:
        self.workflow = workflow
        super().__init__(
            f"Workflow {workflow.name!r} ({workflow.id}) was cancelled",
            type="workflowCancelled",
        )


_BY_TYPE = {
    subclass.__name__[0].lower() + subclass.__name__[1:]: subclass
    for subclass in StepwellError.__subclasses__()
    if subclass not in (ConnectionClosed, WorkflowFailed, WorkflowCancelled)
}


def refusal(error: Dict[str, Any]) -> StepwellError:
    """The exception for the `error` of a JSON-RPC answer; unknown types stay StepwellError."""
    data = error.get("data")
    details = data if isinstance(data, dict) else {}
    name = details.get("type", "error")
    return _BY_TYPE.get(name, StepwellError)(
        str(error.get("message", "")), type=name, code=error.get("code"), data=details
    )
