"""What happens to a workflow, told without a gap."""

from __future__ import annotations

import asyncio
from typing import (
    TYPE_CHECKING,
    Any,
    AsyncIterator,
    Dict,
    List,
    Mapping,
    Optional,
    Sequence,
    Tuple,
    Union,
)

from . import protocol
from .errors import StepwellError, WorkflowNotFound
from .wire import WireObject, given

if TYPE_CHECKING:
    from .engine import Engine

BEGINNING = "0"
"""The cursor before the first event."""

_ENDS = ("workflow.completed", "workflow.failed", "workflow.cancelled")
_FINISHED = ("completed", "failed", "cancelled")
_DELETED = "workflow.deleted"
_MAX_UNREAD = 10_000


class Event(WireObject):
    """Something that happened to a workflow, told once it is recorded.

    `cursor` is its place: `wf.events(after=event.cursor)` goes on behind it, in another process
    too. Ephemeral events (`step.delta`, `step.progress`) have neither `cursor` nor `seq`.
    """

    workflow_id: str
    seq: Optional[int]
    type: str
    at: str
    step_id: Optional[str]
    step_name: Optional[str]
    attempt: Optional[int]
    data: Any
    cursor: Optional[str]

    _known = frozenset(protocol.Event.__annotations__)

    def __init__(self, raw: Mapping[str, Any], cursor: Optional[str]) -> None:
        super().__init__(raw)
        self.cursor = cursor

    def __repr__(self) -> str:
        step = f" {self.step_name or self.step_id}" if self.step_id else ""
        return f"<Event {self.seq or '~'} {self.type}{step}>"


class Subscription:
    """What the engine sent for one subscription and nobody has taken yet.

    When too much lies here, or the engine found that too much lay with it, the rest is dropped:
    `lagged` is set, and whoever reads subscribes again behind the last event taken.
    """

    def __init__(self) -> None:
        self._arrived: asyncio.Queue[Union[Event, StepwellError, None]] = asyncio.Queue()
        self.lagged = False

    def deliver(self, method: str, params: Dict[str, Any]) -> None:
        if self.lagged:
            return
        if method == "workflow/event":
            if self._arrived.qsize() < _MAX_UNREAD:
                self._arrived.put_nowait(Event(params["event"], params.get("cursor")))
                return
        elif method == "events/ended" and params.get("reason") in ("finished", "deleted"):
            self._arrived.put_nowait(None)
            return
        self.lagged = True
        self._arrived.put_nowait(None)

    def fail(self, reason: StepwellError) -> None:
        self._arrived.put_nowait(reason)

    async def next(self) -> Optional[Event]:
        """The next event; None when no more will come. Raises where the connection ended."""
        item = await self._arrived.get()
        if isinstance(item, StepwellError):
            raise item
        return item


class Subscriptions:
    """The subscriptions of one connection by their ids."""

    def __init__(self) -> None:
        self._by_id: Dict[str, Subscription] = {}

    def add(self, id: str) -> Subscription:
        self._by_id[id] = Subscription()
        return self._by_id[id]

    def remove(self, id: str) -> None:
        self._by_id.pop(id, None)

    def deliver(self, method: str, params: Dict[str, Any]) -> None:
        subscription = self._by_id.get(params.get("subscriptionId", ""))
        if subscription is not None:
            subscription.deliver(method, params)

    def fail(self, reason: StepwellError) -> None:
        for subscription in self._by_id.values():
            subscription.fail(reason)


async def follow(
    engine: Engine,
    workflow_id: str,
    *,
    after: str,
    types: Optional[Sequence[str]],
    ephemeral: bool,
) -> AsyncIterator[Event]:
    """The events of a workflow behind a cursor, until it is finished or deleted."""
    wanted = None if types is None else sorted({*types, *_ENDS, _DELETED})
    params = {"workflowId": workflow_id, "ephemeral": ephemeral, **given(types=wanted)}
    lagged = True
    while lagged:
        id, subscription = await _subscribe(engine, {**params, "after": after})
        try:
            while True:
                event = await subscription.next()
                if event is None:
                    break
                after = event.cursor or after
                if types is None or event.type in types:
                    yield event
                if await _is_last(engine, event):
                    return
        finally:
            engine.subscriptions.remove(id)
            engine.connection.tell("events/unsubscribe", {"subscriptionId": id})
        lagged = subscription.lagged


async def _subscribe(engine: Engine, params: Dict[str, Any]) -> Tuple[str, Subscription]:
    made: List[Subscription] = []

    def add(result: protocol.EventsSubscribeResult) -> None:
        # Before the events behind this answer are read, or the first ones would be lost.
        made.append(engine.subscriptions.add(result["subscriptionId"]))

    result = await engine.connection.call("events/subscribe", params, on_result=add)
    return result["subscriptionId"], made[0]


async def _is_last(engine: Engine, event: Event) -> bool:
    """Whether a workflow stays at the end that an event tells; it may have been retried since."""
    if event.type == _DELETED:
        return True
    if event.type not in _ENDS:
        return False
    about = {"workflowId": event.workflow_id}
    try:
        workflow = await engine.call("workflow/get", about)
        if workflow["status"] not in _FINISHED:
            return False
        query = {**about, "after": event.cursor, "types": list(_ENDS), "limit": 1}
        later = await engine.call("events/list", query)
    except WorkflowNotFound:
        return False  # That it was deleted is told as well.
    return not later["events"]
