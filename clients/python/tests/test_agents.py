"""Functions as agents, seen from the engine's end."""

import asyncio
import functools
import threading
import unittest
from datetime import timedelta

import stepwell
from stepwell import Call

from .peer import DEADLINE, connected


class AgentTests(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.engine, self.peer = await connected()

    async def asyncTearDown(self):
        await self.engine.close()
        self.peer.close()

    async def offer(self, function, **details):
        """Makes a function the agent "a" and answers what the engine was told."""
        self.engine.agent("a", function, **details)
        return (await self.peer.answer("agent/register", {"agents": []}))["agents"][0]

    async def result(self, function, **call):
        await self.offer(function)
        answer = await self.peer.run_agent(**call)
        self.assertEqual(answer["id"], "run-1")
        return answer["result"]

    async def error(self, function):
        await self.offer(function)
        return (await self.peer.run_agent())["error"]

    async def test_a_worker_claims_calls_and_ends_them(self):
        claim = asyncio.ensure_future(self.engine.claim("a", "b", max=2, wait=1.5))
        calls = [{"callId": f"call-{n}", "agentId": "a", "input": n} for n in (1, 2)]
        params = await self.peer.answer("agent/claim", {"calls": calls})
        self.assertEqual(params, {"agentIds": ["a", "b"], "max": 2, "waitMs": 1500})
        first, second = await claim
        self.assertEqual((first.input, second.call_id), (1, "call-2"))
        ends = asyncio.gather(
            first.heartbeat(),
            first.complete("done", usage={"inputTokens": 1, "outputTokens": 2}),
            second.fail("no", type="denied", retry_after=2),
        )
        self.assertEqual(await self.peer.answer("agent/heartbeat", {}), {"callId": "call-1"})
        self.assertEqual(
            await self.peer.answer("agent/complete", {"accepted": True}),
            {
                "callId": "call-1",
                "result": "done",
                "usage": {"inputTokens": 1, "outputTokens": 2},
            },
        )
        error = {"message": "no", "type": "denied", "retryAfterMs": 2000}
        self.assertEqual(
            await self.peer.answer("agent/fail", {"accepted": True}),
            {"callId": "call-2", "error": error},
        )
        await ends

    async def test_a_decorated_function_is_registered_before_the_next_request(self):
        @self.engine.agent("a", description="Answers.", max_concurrency=2)
        async def answer(input):
            return input

        call = asyncio.ensure_future(self.engine.call("server/ping"))
        params = await self.peer.answer("agent/register", {"agents": []})
        registration = {"agentId": "a", "description": "Answers.", "maxConcurrency": 2}
        self.assertEqual(params, {"agents": [registration]})
        await self.peer.answer("server/ping", {})
        await call
        self.assertEqual(await answer("still a function"), "still a function")

    async def test_a_refused_registration_is_raised_by_the_next_call(self):
        self.engine.agent("a", str)
        request = await self.peer.receive("agent/register")
        error = {"code": 1005, "message": "taken", "data": {"type": "conflict"}}
        self.peer.send({"id": request["id"], "error": error})
        with self.assertRaises(stepwell.Conflict):
            await self.engine.call("server/ping")

    async def test_an_async_function_gets_the_input(self):
        async def shout(input):
            return input.upper()

        self.assertEqual(await self.result(shout), {"result": "HELLO"})

    async def test_a_function_that_is_not_async_runs_in_a_thread(self):
        def where(text):
            return [text, threading.current_thread() is threading.main_thread()]

        self.assertEqual(await self.result(where), {"result": ["hello", False]})

    async def test_a_parameter_named_call_gets_the_call(self):
        async def both(call, input):
            return [input, call.attempt, call.step_name, call.raw["callId"]]

        self.assertEqual(await self.result(both), {"result": ["hello", 1, None, "call-1"]})

    async def test_a_parameter_annotated_so_gets_the_call(self):
        async def annotated(about: Call):
            return about.input

        async def by_name(about: "stepwell.Call"):
            return about.input

        self.assertEqual(await self.result(annotated), {"result": "hello"})
        self.assertEqual(await self.result(by_name), {"result": "hello"})

    async def test_functions_of_other_shapes_are_called_as_they_can_be(self):
        class Callable:
            async def __call__(self, input):
                return input

        async def with_prefix(prefix, input):
            return prefix + input

        self.assertEqual(await self.result(lambda: 1), {"result": 1})
        self.assertEqual(await self.result(str.upper), {"result": "HELLO"})
        self.assertEqual(await self.result(lambda *rest: len(rest)), {"result": 0})
        self.assertEqual(await self.result(lambda input, times=2: times), {"result": 2})
        self.assertEqual(await self.result(Callable()), {"result": "hello"})
        self.assertEqual(
            await self.result(functools.partial(with_prefix, "> ")), {"result": "> hello"}
        )

    async def test_a_result_may_have_messages_and_usage(self):
        async def rich(input):
            message = {"role": "assistant", "content": "thinking"}
            return stepwell.AgentResult("done", [message], {"inputTokens": 1})

        self.assertEqual(
            await self.result(rich),
            {
                "result": "done",
                "messages": [{"role": "assistant", "content": "thinking"}],
                "usage": {"inputTokens": 1},
            },
        )

    async def test_an_accepted_call_is_released(self):
        self.assertEqual(await self.result(lambda: stepwell.ACCEPTED), {"accepted": True})

    async def test_updates_are_sent_while_the_function_works(self):
        async def work(call):
            call.update(delta="some ")
            await asyncio.to_thread(call.update, progress=0.5)
            call.update(message={"role": "assistant", "content": "half way"})
            call.update()
            return "text"

        await self.offer(work)
        self.peer.call_agent()
        updates = [(await self.peer.receive("agent/update"))["params"] for _ in range(4)]
        self.assertEqual(
            updates,
            [
                {"callId": "call-1", "delta": "some "},
                {"callId": "call-1", "progress": 0.5},
                {"callId": "call-1", "message": {"role": "assistant", "content": "half way"}},
                {"callId": "call-1"},
            ],
        )
        self.assertEqual((await self.peer.receive())["result"], {"result": "text"})

    async def test_an_agent_error_says_whether_another_attempt_may_succeed(self):
        def busy():
            raise stepwell.AgentError("busy", type="rateLimited", retry_after=timedelta(seconds=2))

        error = await self.error(busy)
        self.assertEqual(error["message"], "busy")
        self.assertEqual(
            error["data"], {"type": "rateLimited", "retryable": True, "retryAfterMs": 2000}
        )

    async def test_an_agent_error_that_says_nothing_leaves_it_to_the_policy(self):
        def fail():
            raise stepwell.AgentError("no")

        self.assertEqual((await self.error(fail))["data"], {"type": "AgentError"})

    async def test_any_other_exception_is_final_under_the_name_of_its_class(self):
        async def fail(input):
            return {}["missing"]

        error = await self.error(fail)
        self.assertEqual(error["message"], "'missing'")
        self.assertEqual(error["data"], {"type": "KeyError", "retryable": False})

    async def test_a_result_that_is_not_json_fails_the_step(self):
        error = await self.error(lambda: object())
        self.assertEqual(error["data"]["type"], "TypeError")

    async def test_an_agent_that_is_not_offered_is_refused(self):
        error = (await self.peer.run_agent(agentId="other"))["error"]
        self.assertEqual((error["code"], error["data"]["type"]), (1007, "agentNotFound"))

    async def test_cancelling_the_call_cancels_the_task(self):
        started, cancelled = asyncio.Event(), asyncio.Event()

        async def work(input):
            started.set()
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                cancelled.set()
                raise

        await self.offer(work)
        self.peer.call_agent(id="run-7")
        await asyncio.wait_for(started.wait(), DEADLINE)
        self.peer.send({"method": "$/cancelRequest", "params": {"id": "run-7"}})
        answer = await self.peer.receive()
        self.assertEqual((answer["id"], answer["error"]["code"]), ("run-7", -32800))
        self.assertTrue(cancelled.is_set())

    async def test_a_thread_can_see_that_its_call_was_cancelled(self):
        seen = threading.Event()
        calls = []

        def work(call):
            calls.append(call)
            seen.wait(DEADLINE)

        await self.offer(work)
        self.peer.call_agent(id="run-8")
        self.peer.send({"method": "$/cancelRequest", "params": {"id": "unknown"}})
        while not calls:
            await asyncio.sleep(0)
        self.peer.send({"method": "$/cancelRequest", "params": {"id": "run-8"}})
        self.assertEqual((await self.peer.receive())["error"]["code"], -32800)
        self.assertTrue(calls[0].cancelled)
        seen.set()

    async def test_calls_run_beside_each_other(self):
        both = asyncio.Event()
        running = []

        async def work(input):
            running.append(input)
            if len(running) == 2:
                both.set()
            await both.wait()
            return input

        await self.offer(work)
        self.peer.call_agent(id="1", input="one")
        self.peer.call_agent(id="2", input="two")
        answers = [await self.peer.receive(), await self.peer.receive()]
        self.assertEqual(
            {answer["id"]: answer["result"]["result"] for answer in answers},
            {"1": "one", "2": "two"},
        )

    async def test_a_program_that_leaves_answers_nothing_for_the_calls_it_drops(self):
        started = asyncio.Event()

        async def work(input):
            started.set()
            await asyncio.Event().wait()

        await self.offer(work)
        self.peer.call_agent()
        await asyncio.wait_for(started.wait(), DEADLINE)
        await self.engine.close()
        with self.assertRaises(ValueError):  # The end of the input, and no line before it.
            await self.peer.receive()
