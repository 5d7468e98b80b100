"""pygls: the JSON-RPC client of the Python language server framework, over Content-Length."""

import asyncio

import pytest
from pygls.client import JsonRPCClient
from pygls.exceptions import JsonRpcException

from conftest import PATIENCE, consecutive


class Host:
    """A pygls client that runs agents."""

    def __init__(self):
        self.client = JsonRPCClient()
        self.events = asyncio.Queue()
        self.calls = asyncio.Queue()
        self.release = asyncio.Event()
        self.client.feature("workflow/event")(lambda notice: self.events.put_nowait(notice))
        self.client.feature("events/ended")(lambda ended: None)

        @self.client.feature("agent/run")
        async def run(call):
            self.calls.put_nowait(call)
            if call.agentId == "slow":
                await self.release.wait()
            if call.agentId == "broken":
                raise JsonRpcException("out of paper", code=-32000, data={"type": "paper"})
            return {"result": call.input.upper()}

    async def call(self, method, params=None):
        request = self.client.protocol.send_request_async(method, params)
        return await asyncio.wait_for(request, PATIENCE)

    async def next_call(self):
        return await asyncio.wait_for(self.calls.get(), PATIENCE)


@pytest.fixture
async def host(command):
    host = Host()
    await host.client.start_io(*command)
    answer = await host.call(
        "initialize", {"protocolVersion": 1, "clientInfo": {"name": "pygls"},
                       "agents": [{"agentId": "loud"}, {"agentId": "slow"},
                                  {"agentId": "broken"}]})
    assert answer.protocolVersion == 1
    yield host
    host.release.set()
    assert await host.call("shutdown") is None
    host.client.protocol.notify("exit")
    await asyncio.wait_for(host.client.stop(), PATIENCE)
    assert host.client._server.returncode == 0


async def create(host, **definition):
    return (await host.call("workflow/create", {"name": "w", **definition})).id


async def test_a_workflow_runs_with_agents_of_the_client_and_its_events_come_in_order(host):
    workflow = await create(
        host, id="my-own", steps=[{"agentId": "loud", "input": "grüße"}, {"agentId": "loud"}])
    assert workflow == "my-own"
    started = await host.call("workflow/execute", {"workflowId": workflow})
    assert started.status == "running"
    ended = await host.call("workflow/wait", {"workflowId": workflow})
    assert (ended.status, ended.output) == ("completed", "GRÜSSE")

    events = [host.events.get_nowait().event for _ in range(host.events.qsize())]
    numbers = [event.seq for event in events]
    assert numbers == consecutive(numbers)
    assert events[0].type == "workflow.started"
    assert events[-1].type == "workflow.completed"
    assert (await host.next_call()).stepId == ended.steps[0].id


async def test_cancelling_a_wait_cancels_the_wait_alone(host):
    workflow = await create(host, steps=[{"agentId": "slow"}], execute=True)
    await host.next_call()
    wait = host.client.protocol.send_request_async(
        "workflow/wait", {"workflowId": workflow}, msg_id="the-wait")
    host.client.protocol.notify("$/cancelRequest", {"id": "the-wait"})
    with pytest.raises(JsonRpcException) as caught:
        await asyncio.wait_for(wait, PATIENCE)
    assert caught.value.code == -32800
    assert (await host.call("workflow/get", {"workflowId": workflow})).status == "running"


async def test_cancelling_a_workflow_cancels_the_request_the_client_works_on(host):
    workflow = await create(host, steps=[{"agentId": "slow"}], execute=True)
    await host.next_call()
    cancelled = await host.call("workflow/cancel", {"workflowId": workflow, "reason": "enough"})
    assert cancelled.status == "cancelled"


async def test_what_the_client_raises_is_the_problem_of_the_step(host):
    workflow = await create(host, steps=[{"agentId": "broken"}], execute=True)
    ended = await host.call("workflow/wait", {"workflowId": workflow})
    assert ended.status == "failed"
    assert ended.steps[0].problem.type == "paper"
    assert ended.steps[0].error == "out of paper"


async def test_an_error_comes_with_its_data(host):
    with pytest.raises(JsonRpcException) as caught:
        await host.call("workflow/get", {"workflowId": "nowhere"})
    assert caught.value.code == 1001
    assert caught.value.message == "Workflow with ID nowhere not found"
    assert caught.value.data["type"] == "workflowNotFound"
    with pytest.raises(JsonRpcException) as caught:
        await host.call("workflow/explode")
    assert caught.value.code == -32601


async def test_a_hundred_requests_at_once_are_answered_each_to_its_own(host):
    ids = [f"w{n}" for n in range(100)]
    answers = await asyncio.gather(*(create(host, id=id, steps=[]) for id in ids))
    assert answers == ids
