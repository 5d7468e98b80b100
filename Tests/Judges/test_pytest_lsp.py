"""pytest-lsp: a language server's end-to-end test client, which sends all that an editor sends."""

import asyncio
import os
import sys

import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from conftest import PATIENCE, TAP


ENGINE = ClientServerConfig(server_command=[sys.executable, TAP, "--store", "memory:"])


@pytest_lsp.fixture(config=ENGINE)
async def client(lsp_client: LanguageClient):
    result = await lsp_client.initialize_session(
        types.InitializeParams(
            process_id=os.getpid(),
            capabilities=client_capabilities("visual-studio-code"),
            root_uri="file:///tmp",
            initialization_options={"colour": "blue"},
            workspace_folders=[types.WorkspaceFolder(uri="file:///tmp", name="tmp")],
        )
    )
    assert result.server_info.name == "stepwell"
    yield
    await lsp_client.shutdown_session()


async def test_an_editors_greeting_is_accepted_and_its_requests_are_served(client: LanguageClient):
    calls = []

    @client.feature("agent/run")
    def run(call):
        calls.append(call.agentId)
        return {"result": [call.input, call.workflowName]}

    request = client.protocol.send_request_async
    await request("agent/register", {"agents": [{"agentId": "editor"}]})
    created = await request(
        "workflow/create", {"name": "w", "steps": [{"agentId": "editor"}] * 2, "input": 1})
    first_event = client.protocol.wait_for_notification_async("workflow/event")
    await request("workflow/execute", {"workflowId": created.id})
    notice = await asyncio.wait_for(first_event, PATIENCE)
    assert notice.event.workflowId == created.id
    ended = await asyncio.wait_for(request("workflow/wait", {"workflowId": created.id}), PATIENCE)
    assert ended.status == "completed"
    assert ended.output == [[1, "w"], "w"]
    assert calls == ["editor", "editor"]


async def test_notifications_of_an_editor_that_mean_nothing_here_are_ignored(
    client: LanguageClient,
):
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(
            types.TextDocumentItem(uri="file:///tmp/a", language_id="a", version=1, text="é")))
    client.set_trace(types.SetTraceParams(value=types.TraceValue.Verbose))
    pong = await client.protocol.send_request_async("server/ping")
    assert pong.now.endswith("Z")
