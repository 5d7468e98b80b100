"""Smaller JSON-RPC clients from PyPI: python-lsp-jsonrpc, pylspclient, jsonrpcclient."""

import json
import queue
import subprocess
import threading

import jsonrpcclient
import pytest
from pylsp_jsonrpc.endpoint import Endpoint
from pylsp_jsonrpc.exceptions import JsonRpcException
from pylsp_jsonrpc.streams import JsonRpcStreamReader, JsonRpcStreamWriter
from pylspclient import JsonRpcEndpoint, LspEndpoint

from conftest import PATIENCE, consecutive

DEFINITION = {"name": "w", "steps": [{"agentId": "host", "input": "a"}, {"agentId": "host"}]}


@pytest.fixture
def process(command):
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    yield process
    if not process.stdin.closed:
        process.stdin.close()
    assert process.wait(PATIENCE) == 0


def test_python_lsp_jsonrpc_runs_an_agent_and_hears_events(process):
    events = queue.Queue()
    dispatcher = {
        # It takes the members `result` and `error` of what a handler returns for the response's.
        "agent/run": lambda call: {"result": {"result": call["input"] + "!"}},
        "workflow/event": lambda notice: events.put(notice["event"]["seq"]),
        "events/ended": lambda ended: events.put(None),
    }
    endpoint = Endpoint(dispatcher, JsonRpcStreamWriter(process.stdin).write)
    reader = threading.Thread(
        target=JsonRpcStreamReader(process.stdout).listen, args=(endpoint.consume,), daemon=True)
    reader.start()

    def call(method, **params):
        return endpoint.request(method, params).result(PATIENCE)

    call("agent/register", agents=[{"agentId": "host"}])
    workflow = call("workflow/create", **DEFINITION)
    call("workflow/execute", workflowId=workflow["id"])
    ended = call("workflow/wait", workflowId=workflow["id"])
    assert (ended["status"], ended["output"]) == ("completed", "a!!")
    seen = list(iter(lambda: events.get(timeout=PATIENCE), None))
    assert seen == consecutive(seen)
    with pytest.raises(JsonRpcException) as caught:
        call("workflow/get", workflowId="nowhere")
    assert caught.value.code == 1001
    process.stdin.close()
    reader.join(PATIENCE)
    endpoint.shutdown()


def test_pylspclient_runs_an_agent_and_hears_events(process):
    seen = []
    endpoint = LspEndpoint(
        JsonRpcEndpoint(process.stdin, process.stdout), timeout=PATIENCE,
        method_callbacks={"agent/run": lambda call: {"result": call["input"] + "!"}},
        notify_callbacks={"workflow/event": lambda notice: seen.append(notice["event"]["seq"])})
    endpoint.daemon = True
    endpoint.start()
    endpoint.call_method("agent/register", agents=[{"agentId": "host"}])
    workflow = endpoint.call_method("workflow/create", **DEFINITION)
    endpoint.call_method("workflow/execute", workflowId=workflow["id"])
    ended = endpoint.call_method("workflow/wait", workflowId=workflow["id"])
    assert (ended["status"], ended["output"]) == ("completed", "a!!")
    assert seen == consecutive(seen)
    endpoint.stop()
    process.stdin.close()
    endpoint.join(PATIENCE)


def test_jsonrpcclient_reads_every_answer_and_its_batches_are_served(process):
    def ask(message):
        process.stdin.write(json.dumps(message).encode() + b"\n")
        process.stdin.flush()
        return jsonrpcclient.parse(json.loads(process.stdout.readline()))

    created = ask(jsonrpcclient.request("workflow/create", params={"name": "w"}))
    assert isinstance(created, jsonrpcclient.Ok)
    assert created.result["status"] == "pending"
    refused = ask(jsonrpcclient.request("workflow/get", params={"workflowId": "nowhere"}))
    assert isinstance(refused, jsonrpcclient.Error)
    assert (refused.code, refused.data["type"]) == (1001, "workflowNotFound")
    batch = [
        jsonrpcclient.request("server/ping"),
        jsonrpcclient.notification("initialized"),
        jsonrpcclient.request_uuid("workflow/list", params={"limit": 1}),
    ]
    answers = list(ask(batch))
    assert [type(answer) for answer in answers] == [jsonrpcclient.Ok] * 2
    assert len(answers[1].result["workflows"]) == 1
