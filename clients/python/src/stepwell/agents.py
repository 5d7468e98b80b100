"""Functions of this program as agents: what they are called with and what they answer."""

from __future__ import annotations

import asyncio
import functools
import inspect
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional, Sequence, TypeVar

from . import protocol
from .wire import Seconds, WireObject, encode, given, milliseconds

if TYPE_CHECKING:
    from .connection import Connection

AgentFunction = Callable[..., Any]
"""A function, sync or async, of the input, of the Call, of both in any order, or of nothing:
a parameter named `call` or annotated `Call` gets the Call, the first other one the input."""

F = TypeVar("F", bound=AgentFunction)

_FAILED = -32000
_METHOD_NOT_FOUND = -32601
_CANCELLED = -32800
_AGENT_NOT_FOUND = 1007


class AgentError(Exception):
    """Raised by an agent that cannot do the work.

    `type` is a stable name which a step's `retryOn` and `nonRetryable` can list; without one it
    is the name of the class. `retryable` says whether another attempt may succeed, as does
    `retry_after`, the least time to wait before it (seconds or a timedelta).
    """

    def __init__(
        self,
        message: str,
        *,
        type: Optional[str] = None,
        retryable: Optional[bool] = None,
        retry_after: Optional[Seconds] = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.type = type or self.__class__.__name__
        self.retryable = True if retryable is None and retry_after is not None else retryable
        self.retry_after = retry_after


@dataclass(frozen=True)
class AgentResult:
    """A result with what belongs to it: messages for the thread, and what the work used."""

    result: Any
    messages: Optional[List[protocol.MessageDraft]] = None
    usage: Optional[protocol.Usage] = None


class _Accepted:
    def __repr__(self) -> str:
        return "stepwell.ACCEPTED"


ACCEPTED = _Accepted()
"""Returned by an agent that finishes later, by `agent/complete` or `agent/fail`."""


class Call(WireObject):
    """One call of an agent: all it needs to do the work of a step."""

    call_id: str
    workflow_id: str
    workflow_name: str
    step_id: str
    step_name: Optional[str]
    attempt: int
    agent_id: str
    input: Any
    thread_id: str
    messages: List[protocol.MessageDraft]
    context: protocol.AgentContext
    idempotency_key: str
    deadline: Optional[str]
    output_schema: Any

    _known = frozenset(protocol.AgentCall.__annotations__)

    def __init__(self, raw: protocol.AgentCall, connection: Connection) -> None:
        super().__init__(raw)
        self._connection = connection
        self._loop = asyncio.get_running_loop()
        self._thread = threading.get_ident()
        self.cancelled = False
        """Whether the engine has given the call up; a function in a thread may look at it."""

    def update(
        self,
        *,
        delta: Optional[str] = None,
        progress: Any = None,
        message: Optional[protocol.MessageDraft] = None,
    ) -> None:
        """Tells how the work goes, from any thread; also a sign of life.

        Without arguments it is nothing else.
        """
        params = {
            "callId": self.call_id,
            **given(delta=delta, progress=progress, message=message),
        }
        if threading.get_ident() == self._thread:
            self._connection.notify("agent/update", params)
            return
        encode(params)  # Complain here about what is not JSON.
        self._loop.call_soon_threadsafe(self._connection.notify, "agent/update", params)

    async def heartbeat(self) -> None:
        """Tells that the work goes on; refused when the call is no longer waited for."""
        await self._connection.call("agent/heartbeat", {"callId": self.call_id})

    async def complete(
        self,
        result: Any,
        *,
        messages: Optional[Sequence[protocol.MessageDraft]] = None,
        usage: Optional[protocol.Usage] = None,
    ) -> None:
        """Hands in the result of a call that was claimed, or answered with `ACCEPTED`."""
        params = {
            "callId": self.call_id,
            "result": result,
            **given(messages=messages, usage=usage),
        }
        await self._connection.call("agent/complete", params)

    async def fail(
        self,
        message: str,
        *,
        type: Optional[str] = None,
        retryable: Optional[bool] = None,
        retry_after: Optional[Seconds] = None,
    ) -> None:
        """Says that a call which was claimed, or answered with `ACCEPTED`, cannot be done."""
        error = {
            "message": message,
            **given(
                type=type, retryable=retryable, retryAfterMs=milliseconds(retry_after)
            ),
        }
        await self._connection.call("agent/fail", {"callId": self.call_id, "error": error})


@dataclass(frozen=True)
class Agent:
    """A function under its agent's name, and what the engine is told of it."""

    registration: protocol.AgentRegistration
    function: AgentFunction

    async def run(self, call: Call) -> Any:
        """Calls the function: as a task where it is async, else in a thread."""
        arguments = _arguments(self.function, call)
        if _is_async(self.function):
            return await self.function(*arguments.args, **arguments.kwargs)
        outcome = await asyncio.to_thread(self.function, *arguments.args, **arguments.kwargs)
        return await outcome if inspect.isawaitable(outcome) else outcome


class Agents:
    """The agents of one connection and the calls of them that run."""

    def __init__(self) -> None:
        self._agents: Dict[str, Agent] = {}
        self._running: Dict[Any, asyncio.Task[None]] = {}

    def add(self, agent: Agent) -> None:
        self._agents[agent.registration["agentId"]] = agent

    def start(self, connection: Connection, id: Any, raw: protocol.AgentCall) -> None:
        """Takes an `agent/run` request; it is answered when the function has ended."""
        agent = self._agents.get(raw["agentId"])
        if agent is None:
            message = f"This program has no agent {raw['agentId']!r}"
            connection.answer(id, error=_error(_AGENT_NOT_FOUND, message, "agentNotFound"))
            return
        call = Call(raw, connection)
        task = asyncio.ensure_future(_serve(connection, id, agent, call))
        self._running[id] = task
        task.add_done_callback(lambda _: self._running.pop(id, None))

    def cancel(self, id: Any) -> None:
        """Cancels a call; it is answered all the same."""
        task = self._running.get(id)
        if task is not None:
            task.cancel()

    def cancel_all(self) -> None:
        for task in list(self._running.values()):
            task.cancel()


def refuse_method(connection: Connection, id: Any, method: str) -> None:
    """Answers a request this client does not know."""
    message = f"This client has no method {method!r}"
    connection.answer(id, error=_error(_METHOD_NOT_FOUND, message, "methodNotFound"))


async def _serve(connection: Connection, id: Any, agent: Agent, call: Call) -> None:
    try:
        connection.answer(id, result=_result(await agent.run(call)))
    except asyncio.CancelledError:
        call.cancelled = True
        connection.answer(id, error=_error(_CANCELLED, "The call was cancelled", "cancelled"))
    except AgentError as error:
        wait = milliseconds(error.retry_after)
        details = given(retryable=error.retryable, retry_after_ms=wait)
        connection.answer(id, error=_error(_FAILED, error.message, error.type, details))
    except Exception as error:
        name = type(error).__name__
        details = {"retryable": False}
        connection.answer(id, error=_error(_FAILED, str(error) or name, name, details))
    await connection.drain()


def _error(
    code: int, message: str, type: str, details: Optional[Dict[str, Any]] = None
) -> Dict[str, Any]:
    return {"code": code, "message": message, "data": {"type": type, **(details or {})}}


def _result(value: Any) -> Dict[str, Any]:
    if value is ACCEPTED:
        return {"accepted": True}
    if isinstance(value, AgentResult):
        extras = given(messages=value.messages, usage=value.usage)
        return {"result": value.result, **extras}
    return {"result": value}


def _is_async(function: AgentFunction) -> bool:
    while isinstance(function, functools.partial):
        function = function.func
    return inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(
        getattr(function, "__call__", None)
    )


def _arguments(function: AgentFunction, call: Call) -> inspect.BoundArguments:
    """What a function is called with: the Call where a parameter is named or annotated so, the
    input for the first of the others."""
    signature = inspect.signature(function)
    values: Dict[str, Any] = {}
    input_is_given = False
    for parameter in signature.parameters.values():
        if _wants_call(parameter):
            values[parameter.name] = call
        elif not input_is_given and parameter.kind not in _VARIADIC:
            values[parameter.name] = call.input
            input_is_given = True
    return inspect.BoundArguments(signature, OrderedDict(values))


_VARIADIC = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


def _wants_call(parameter: inspect.Parameter) -> bool:
    annotation = parameter.annotation
    if isinstance(annotation, str):
        annotation = annotation.strip("\"'").rpartition(".")[2]
    return parameter.name == "call" or annotation in (Call, Call.__name__)
