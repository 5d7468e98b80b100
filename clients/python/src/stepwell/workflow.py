"""Workflows as objects of this program."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, AsyncIterator, Dict, List, Mapping, Optional, Sequence

from . import protocol
from .errors import WorkflowCancelled, WorkflowFailed
from .events import BEGINNING, Event, follow
from .wire import Seconds, WireObject, given, members, milliseconds

if TYPE_CHECKING:
    from .engine import Engine


class Workflow(WireObject):
    """A workflow as it was when the engine last told of it; every method brings it up to date.

    Statuses are `pending`, `running`, `completed`, `failed`, `paused`, `cancelled`, or a later
    engine's own.
    """

    id: str
    name: str
    description: Optional[str]
    steps: List[protocol.Step]
    current_step_index: int
    status: str
    metadata: Optional[Dict[str, Any]]
    created_at: str
    updated_at: str
    input: Any
    output: Any
    error: Optional[str]
    problem: Optional[protocol.Problem]
    waiting_for: Optional[List[protocol.WaitingFor]]
    usage: Optional[protocol.WorkflowUsage]
    budget: Optional[protocol.Budget]
    priority: Optional[int]
    generation: int
    parent_workflow_id: Optional[str]
    template_name: Optional[str]
    started_at: Optional[str]
    finished_at: Optional[str]
    cursor: str

    _known = frozenset(protocol.Workflow.__annotations__)

    def __init__(self, raw: protocol.Workflow, engine: Engine) -> None:
        super().__init__(raw)
        self._engine = engine

    def __repr__(self) -> str:
        return f"<Workflow {self.id} {self.name!r} {self.status}>"

    @property
    def is_finished(self) -> bool:
        """Whether it completed, failed or was cancelled."""
        return self.status in ("completed", "failed", "cancelled")

    async def refresh(self) -> Workflow:
        """Reads it anew."""
        return await self._change("get")

    async def execute(self, *, idempotency_key: Optional[str] = None) -> Workflow:
        """Sets it going and returns at once; `result()` waits for it."""
        return await self._change("execute", events=False, idempotency_key=idempotency_key)

    async def pause(self, *, idempotency_key: Optional[str] = None) -> Workflow:
        """Starts no further step; the running ones finish and are kept."""
        return await self._change("pause", idempotency_key=idempotency_key)

    async def resume(self, *, idempotency_key: Optional[str] = None) -> Workflow:
        """Goes on where it was paused; no finished step is repeated."""
        return await self._change("resume", idempotency_key=idempotency_key)

    async def cancel(
        self, reason: Optional[str] = None, *, idempotency_key: Optional[str] = None
    ) -> Workflow:
        """Cancels what runs, and compensates where the definition says how."""
        return await self._change("cancel", reason=reason, idempotency_key=idempotency_key)

    async def retry(
        self, from_step_id: Optional[str] = None, *, idempotency_key: Optional[str] = None
    ) -> Workflow:
        """Lets a failed or cancelled workflow go on from the failed step, or from another."""
        return await self._change(
            "retry", from_step_id=from_step_id, idempotency_key=idempotency_key
        )

    async def fork(
        self,
        at_step_id: str,
        *,
        input: Any = None,
        overrides: Optional[Mapping[str, Any]] = None,
        id: Optional[str] = None,
        execute: bool = False,
        idempotency_key: Optional[str] = None,
    ) -> Workflow:
        """Makes a new workflow that keeps the results before a step and does the rest anew.

        `overrides` are members of steps by the step's name: `{"draft": {"agentId": "other"}}`.
        """
        params = given(
            workflow_id=self.id,
            at_step_id=at_step_id,
            input=input,
            overrides=overrides,
            id=id,
            execute=execute or None,
            idempotency_key=idempotency_key,
        )
        return Workflow(await self._engine.call("workflow/fork", params), self._engine)

    async def signal(
        self, name: str, payload: Any = None, *, idempotency_key: Optional[str] = None
    ) -> bool:
        """Sends a signal; answers whether a step was waiting for it. If not, it is kept for one."""
        params = given(
            workflow_id=self.id, name=name, payload=payload, idempotency_key=idempotency_key
        )
        return (await self._engine.call("workflow/signal", params))["delivered"]

    async def resolve(
        self,
        step_id: str,
        action: str,
        *,
        result: Any = None,
        error: Optional[str] = None,
        idempotency_key: Optional[str] = None,
    ) -> Workflow:
        """Decides by hand what becomes of a step that is in doubt, waits or has failed.

        `action` is `retry`, `complete` (with `result`), `fail` (with `error`) or `skip`.
        """
        params = given(
            workflow_id=self.id,
            step_id=step_id,
            action=action,
            error=error,
            idempotency_key=idempotency_key,
        )
        if action == "complete":
            params["result"] = result
        return self._take(await self._engine.call("step/resolve", params))

    async def inputs(self) -> List[protocol.Question]:
        """The questions it asks people."""
        return await self._engine.inputs.list(workflow_id=self.id)

    async def explain(self) -> protocol.Explanation:
        """What it waits for and what would move it on, and what each step took."""
        return await self._engine.call("workflow/explain", given(workflow_id=self.id))

    async def export(self) -> protocol.WorkflowDocument:
        """The workflow with its history and conversations, for a file or another store."""
        return await self._engine.call("workflow/export", given(workflow_id=self.id))

    async def add_step(
        self,
        step: Optional[protocol.StepDefinition] = None,
        *,
        after: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        **named: Any,
    ) -> Workflow:
        """Adds a step at the end, or after another: a dictionary, or its members by name."""
        merged = {**dict(step or {}), **members(named)}
        return await self._change(
            "addStep", step=merged, after=after, idempotency_key=idempotency_key
        )

    async def update(self, **changes: Any) -> Workflow:
        """Changes name, description, metadata, budget or priority; None clears one."""
        params = {"workflowId": self.id, **members(changes)}
        return self._take(await self._engine.call("workflow/update", params))

    async def delete(self, *, force: bool = False, keep_threads: bool = False) -> bool:
        """Deletes it with its threads; answers whether it was there.

        One that runs needs `force`.
        """
        params = given(workflow_id=self.id, force=force or None, keep_threads=keep_threads or None)
        answer: protocol.Deletion = await self._engine.call("workflow/delete", params)
        return answer["deleted"]

    async def wait(
        self, *, until: Optional[str] = None, timeout: Optional[Seconds] = None
    ) -> Workflow:
        """Waits until it is `finished` (the default) or `blocked`, or the time is up.

        Read `status` to see which.
        """
        return await self._change("wait", until=until, timeout_ms=milliseconds(timeout))

    async def result(self, *, timeout: Optional[Seconds] = None) -> Any:
        """Waits until it is finished and answers its output.

        Raises WorkflowFailed, WorkflowCancelled, or TimeoutError (asyncio's) when the time is up;
        the workflow goes on all the same.
        """
        await self.wait(timeout=timeout)
        if self.status == "failed":
            raise WorkflowFailed(self)
        if self.status == "cancelled":
            raise WorkflowCancelled(self)
        if not self.is_finished:
            raise asyncio.TimeoutError(f"Workflow {self.name!r} ({self.id}) is {self.status}")
        return self.output

    def events(
        self,
        *,
        after: str = BEGINNING,
        types: Optional[Sequence[str]] = None,
        ephemeral: bool = True,
    ) -> AsyncIterator[Event]:
        """What has happened and what happens, without a gap, until it is finished.

        Starts with the first event, or behind the cursor `after`; `wf.cursor` is now.
        """
        return follow(self._engine, self.id, after=after, types=types, ephemeral=ephemeral)

    async def _change(self, verb: str, **named: Any) -> Workflow:
        params = given(workflow_id=self.id, **named)
        return self._take(await self._engine.call(f"workflow/{verb}", params))

    def _take(self, raw: Dict[str, Any]) -> Workflow:
        self.raw = raw
        return self


class WorkflowPage(List[Workflow]):
    """Workflows, and the cursor of the next page where there is one."""

    next_cursor: Optional[str] = None


class Workflows:
    """`engine.workflow`: makes workflows and finds them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def create(
        self, definition: Optional[protocol.Definition] = None, **named: Any
    ) -> Workflow:
        """Creates a workflow from a definition: a dictionary, or its members by name.

        Besides the definition's own there are `id`, `idempotency_key` and `execute`.
        """
        params = {**dict(definition or {}), **members(named)}
        return Workflow(await self._engine.call("workflow/create", params), self._engine)

    async def get(
        self, workflow_id: Optional[str] = None, *, workflow_key: Optional[str] = None
    ) -> Workflow:
        """Finds a workflow by its id or by the idempotency key it was created with."""
        params = given(workflow_id=workflow_id, workflow_key=workflow_key)
        return Workflow(await self._engine.call("workflow/get", params), self._engine)

    async def import_document(
        self, document: Mapping[str, Any], *, idempotency_key: Optional[str] = None
    ) -> Workflow:
        """Takes in what `export` answered, with its whole history; one that ran arrives paused."""
        params = given(document=document, idempotency_key=idempotency_key)
        return Workflow(await self._engine.call("workflow/import", params), self._engine)

    async def list(self, limit: int = 10, offset: int = 0, **named: Any) -> WorkflowPage:
        """Lists workflows, last changed first.

        Also `status`, `metadata`, `name_contains`, `cursor` and `include_steps`.
        """
        place = {} if "cursor" in named else {"offset": offset}
        params = {"limit": limit, **place, **members(named)}
        answer: protocol.WorkflowListResult = await self._engine.call("workflow/list", params)
        page = WorkflowPage(Workflow(raw, self._engine) for raw in answer["workflows"])
        page.next_cursor = answer.get("nextCursor")
        return page
