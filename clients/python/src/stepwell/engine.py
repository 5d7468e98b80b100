"""An engine that runs beside this program, and the way to it."""

from __future__ import annotations

import asyncio
import os
from contextlib import asynccontextmanager
from typing import (
    Any,
    AsyncIterator,
    Callable,
    Dict,
    List,
    Mapping,
    Optional,
    Sequence,
    Union,
    overload,
)

from . import protocol
from .agents import Agent, AgentFunction, Agents, Call, F, refuse_method
from .connection import Connection
from .errors import ConnectionClosed, StepwellError
from .events import Subscriptions
from .inputs import Inputs
from .process import start, stop
from .templates import Templates
from .wire import Seconds, given, members, milliseconds
from .workflow import Workflows

_EVENT_METHODS = ("workflow/event", "events/lagged", "events/ended")


class Engine:
    """A connection to an engine. Made by `stepwell.connect` or `Engine.spawn`."""

    workflow: Workflows
    """Makes workflows and finds them."""
    templates: Templates
    """Definitions under a name."""
    inputs: Inputs
    """Questions that workflows ask people."""
    info: protocol.InitializeResult
    """What the engine said of itself: version, capabilities, limits, store."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Speaks over a pair of streams; `open` has to follow."""
        self.workflow = Workflows(self)
        self.templates = Templates(self)
        self.inputs = Inputs(self)
        self.subscriptions = Subscriptions()
        self._agents = Agents()
        self._registering: List[asyncio.Future[Any]] = []
        self._process: Optional[asyncio.subprocess.Process] = None
        self.connection = Connection(
            reader,
            writer,
            on_request=self._on_request,
            on_notification=self._on_notification,
            on_end=self._on_end,
        )

    @classmethod
    async def spawn(
        cls,
        store: Optional[str] = None,
        *,
        binary: Optional[str] = None,
        args: Sequence[str] = (),
        agents: Optional[Mapping[str, AgentFunction]] = None,
        env: Optional[Mapping[str, str]] = None,
        cwd: Optional[str] = None,
    ) -> Engine:
        """Starts an engine and connects to it; `close` ends it.

        The program is `binary`, else `STEPWELL_BINARY`, else `stepwell` on PATH; `store` is where
        workflows are kept, such as `sqlite:./work.db` or `memory:`; `args` are further arguments.
        """
        process = await start(binary, store, args, env, cwd)
        assert process.stdout is not None and process.stdin is not None
        engine = cls(process.stdout, process.stdin)
        engine._process = process
        try:
            await engine.open(agents)
        except BaseException as error:
            status = await engine.close()
            if isinstance(error, ConnectionClosed):
                raise ConnectionClosed(
                    f"The engine ended with status {status} before it answered; "
                    "its standard error says why"
                ) from error
            raise
        return engine

    async def open(self, agents: Optional[Mapping[str, AgentFunction]] = None) -> None:
        """Introduces this program and its first agents to the engine."""
        from . import __version__

        registrations: List[protocol.AgentRegistration] = []
        for agent_id, function in (agents or {}).items():
            registrations.append({"agentId": agent_id})
            self._agents.add(Agent(registrations[-1], function))
        params = {
            "protocolVersion": 1,
            "clientInfo": {"name": "stepwell-python", "version": __version__},
            "processId": os.getpid(),
            **given(agents=registrations or None),
        }
        self.info = await self.connection.call("initialize", params)

    async def call(
        self, method: str, params: Optional[Mapping[str, Any]] = None, /, **named: Any
    ) -> Any:
        """Calls any method of the protocol and answers its result as it came.

        A dictionary is sent as it is; keyword arguments are added, `workflow_id` as `workflowId`.
        Cancelling the task that waits gives up the request, never the workflow.
        """
        while self._registering:
            await self._registering.pop(0)
        return await self.connection.call(method, {**(params or {}), **members(named)})

    @overload
    def agent(
        self,
        agent_id: str,
        function: F,
        *,
        description: Optional[str] = None,
        max_concurrency: Optional[int] = None,
    ) -> F: ...

    @overload
    def agent(
        self,
        agent_id: str,
        function: None = None,
        *,
        description: Optional[str] = None,
        max_concurrency: Optional[int] = None,
    ) -> Callable[[F], F]: ...

    def agent(
        self,
        agent_id: str,
        function: Optional[F] = None,
        *,
        description: Optional[str] = None,
        max_concurrency: Optional[int] = None,
    ) -> Union[F, Callable[[F], F]]:
        """Makes a function an agent of this engine: `@engine.agent("research-agent")`, or
        `engine.agent("research-agent", research)`.

        It takes the call's input, or a `Call` where a parameter is named or annotated so, and
        returns the result, an `AgentResult`, or `ACCEPTED`. Functions that are not async run in
        threads. An exception fails the step: see `AgentError`.
        """

        def register(function: F) -> F:
            self._register(agent_id, function, description, max_concurrency)
            return function

        return register if function is None else register(function)

    async def claim(
        self, *agent_ids: str, max: Optional[int] = None, wait: Optional[Seconds] = None
    ) -> List[Call]:
        """Asks for calls of these agents, as a worker that nobody calls: those that wait, or the
        first that comes within `wait` (seconds or a timedelta).

        Each is to be ended with `Call.complete` or `Call.fail`; `Call.heartbeat` or `Call.update`
        keep it for another `lease_ms`.
        """
        params = {"agentIds": list(agent_ids), **given(max=max, waitMs=milliseconds(wait))}
        calls = (await self.call("agent/claim", params))["calls"]
        return [Call(call, self.connection) for call in calls]

    async def closed(self) -> None:
        """Returns when the engine has ended: what a program waits for that only offers agents."""
        await self.connection.ended()

    async def close(self) -> Optional[int]:
        """Ends the connection, and the engine if it was started here; answers its exit status.

        Unfinished workflows stay in the store and go on when an engine next opens it.
        """
        self.connection.stop(ConnectionClosed("The connection was closed by this program"))
        if self._process is None:
            return None
        status = await stop(self._process)
        self.connection.abandon()
        return status

    async def __aenter__(self) -> Engine:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def _register(
        self,
        agent_id: str,
        function: AgentFunction,
        description: Optional[str],
        max_concurrency: Optional[int],
    ) -> None:
        registration: protocol.AgentRegistration = {"agentId": agent_id}
        if description is not None:
            registration["description"] = description
        if max_concurrency is not None:
            registration["maxConcurrency"] = max_concurrency
        self._agents.add(Agent(registration, function))
        # Written at once, before whatever this program asks for next.
        params = {"agents": [registration]}
        self._registering.append(self.connection.request("agent/register", params)[1])

    def _on_request(self, id: Any, method: str, params: Dict[str, Any]) -> None:
        if method == "agent/run":
            self._agents.start(self.connection, id, params)  # type: ignore[arg-type]
        else:
            refuse_method(self.connection, id, method)

    def _on_notification(self, method: str, params: Dict[str, Any]) -> None:
        if method in _EVENT_METHODS:
            self.subscriptions.deliver(method, params)
        elif method == "$/cancelRequest":
            self._agents.cancel(params.get("id"))

    def _on_end(self, reason: StepwellError) -> None:
        self.subscriptions.fail(reason)
        self._agents.cancel_all()


@asynccontextmanager
async def connect(
    store: Optional[str] = None,
    *,
    binary: Optional[str] = None,
    args: Sequence[str] = (),
    agents: Optional[Mapping[str, AgentFunction]] = None,
    env: Optional[Mapping[str, str]] = None,
    cwd: Optional[str] = None,
) -> AsyncIterator[Engine]:
    """An engine for the length of a block: `async with stepwell.connect() as engine:`.

    Takes what `Engine.spawn` takes.
    """
    engine = await Engine.spawn(store, binary=binary, args=args, agents=agents, env=env, cwd=cwd)
    try:
        yield engine
    finally:
        await engine.close()
