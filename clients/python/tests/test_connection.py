"""What travels over the connection, seen from the engine's end."""

import asyncio
import os
import unittest

import stepwell

from .peer import DEADLINE, connected, unconnected


class ConnectionTests(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.engine, self.peer = await connected()

    async def asyncTearDown(self):
        await self.engine.close()
        self.peer.close()

    async def test_the_client_introduces_itself_and_its_process(self):
        engine, peer = await unconnected()
        opening = asyncio.ensure_future(engine.open({"a": str.upper}))
        params = await peer.answer("initialize", {"protocolVersion": 1})
        await opening
        self.assertEqual(params["protocolVersion"], 1)
        self.assertEqual(params["processId"], os.getpid())
        self.assertEqual(params["clientInfo"]["name"], "stepwell-python")
        self.assertEqual(params["agents"], [{"agentId": "a"}])
        await engine.close()
        peer.close()

    async def test_keyword_arguments_are_members_and_dictionaries_stay_as_they_are(self):
        call = asyncio.ensure_future(
            self.engine.call("m", {"some_key": {"a_b": None}}, workflow_id="w", _meta=1)
        )
        params = await self.peer.answer("m", {"x_y": 1})
        self.assertEqual(params, {"some_key": {"a_b": None}, "workflowId": "w", "_meta": 1})
        self.assertEqual(await call, {"x_y": 1})

    async def test_answers_find_their_requests_in_any_order(self):
        first = asyncio.ensure_future(self.engine.call("first"))
        one = await self.peer.receive("first")
        second = asyncio.ensure_future(self.engine.call("second"))
        two = await self.peer.receive("second")
        self.peer.send({"id": two["id"], "result": 2}, {"id": one["id"], "result": 1})
        self.assertEqual((await first, await second), (1, 2))

    async def test_a_refusal_is_raised_by_its_type(self):
        call = asyncio.ensure_future(self.engine.call("workflow/get", workflow_id="w"))
        request = await self.peer.receive()
        data = {"type": "workflowNotFound", "workflowId": "w"}
        error = {"code": 1001, "message": "Workflow with ID w not found", "data": data}
        self.peer.send({"id": request["id"], "error": error})
        with self.assertRaisesRegex(stepwell.WorkflowNotFound, "ID w not found") as caught:
            await call
        self.assertEqual(caught.exception.code, 1001)
        self.assertEqual(caught.exception.data["workflowId"], "w")

    async def test_an_unknown_type_of_error_is_kept(self):
        call = asyncio.ensure_future(self.engine.call("m"))
        request = await self.peer.receive()
        error = {"code": 1999, "message": "later", "data": {"type": "inventedLater"}}
        self.peer.send({"id": request["id"], "error": error})
        with self.assertRaises(stepwell.StepwellError) as caught:
            await call
        self.assertEqual((caught.exception.type, caught.exception.code), ("inventedLater", 1999))

    async def test_lines_may_be_long_and_come_in_pieces(self):
        text = "é\u2028" * 500_000
        call = asyncio.ensure_future(self.engine.call("m", text=text))
        params = await self.peer.answer("m", text)
        self.assertEqual(params["text"], text)
        self.assertEqual(await call, text)

    async def test_cancelling_the_wait_cancels_the_request(self):
        call = asyncio.ensure_future(self.engine.call("workflow/wait", workflow_id="w"))
        request = await self.peer.receive("workflow/wait")
        call.cancel()
        notice = await self.peer.receive("$/cancelRequest")
        self.assertEqual(notice["params"], {"id": request["id"]})
        self.assertNotIn("id", notice)
        with self.assertRaises(asyncio.CancelledError):
            await call
        self.peer.send({"id": request["id"], "error": {"code": -32800, "message": "late"}})
        await self.ping()

    async def test_what_is_not_json_is_refused_before_it_is_sent(self):
        with self.assertRaises(TypeError):
            await self.engine.call("m", value=object())
        with self.assertRaises(ValueError):
            await self.engine.call("m", value=float("nan"))
        with self.assertRaises(ValueError):
            await self.engine.call("m", value="\ud800")
        await self.ping()

    async def test_everything_that_waits_ends_with_the_connection(self):
        call = asyncio.ensure_future(self.engine.call("workflow/wait", workflow_id="w"))
        await self.peer.receive("workflow/wait")
        self.peer.close()
        with self.assertRaises(stepwell.ConnectionClosed):
            await asyncio.wait_for(call, DEADLINE)
        with self.assertRaises(stepwell.ConnectionClosed):
            await self.engine.call("server/ping")
        await asyncio.wait_for(self.engine.closed(), DEADLINE)

    async def test_a_peer_that_does_not_speak_json_is_not_waited_for(self):
        call = asyncio.ensure_future(self.engine.call("m"))
        await self.peer.receive("m")
        self.peer.send_bytes(b"Usage: something else\n")
        with self.assertRaisesRegex(stepwell.ConnectionClosed, "cannot be understood"):
            await asyncio.wait_for(call, DEADLINE)

    async def test_a_message_the_engine_could_not_read_is_not_waited_for(self):
        call = asyncio.ensure_future(self.engine.call("m"))
        await self.peer.receive("m")
        error = {"code": -32700, "message": "no JSON", "data": {"type": "parseError"}}
        self.peer.send({"id": None, "error": error})
        with self.assertRaises(stepwell.ParseError):
            await asyncio.wait_for(call, DEADLINE)

    async def test_requests_of_methods_unknown_here_are_refused(self):
        self.peer.send({"id": "x", "method": "window/showDocument"})
        answer = await self.peer.receive()
        self.assertEqual((answer["id"], answer["error"]["code"]), ("x", -32601))

    async def test_notifications_unknown_here_are_ignored(self):
        self.peer.send({"method": "log/message", "params": {"level": "info"}})
        await self.ping()

    async def ping(self):
        """Shows that the connection still works and nothing else was sent."""
        call = asyncio.ensure_future(self.engine.call("server/ping"))
        await self.peer.answer("server/ping", "pong")
        self.assertEqual(await call, "pong")
