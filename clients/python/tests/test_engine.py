"""The client with a real engine: STEPWELL_BINARY, else `stepwell` on PATH."""

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import stepwell

BINARY = shutil.which(os.environ.get("STEPWELL_BINARY") or "stepwell")
PACKAGE = Path(__file__).resolve().parent.parent


@unittest.skipIf(BINARY is None, "no engine: set STEPWELL_BINARY")
class EngineTests(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.engine = await stepwell.Engine.spawn("memory:", binary=BINARY)

    async def asyncTearDown(self):
        await self.engine.close()

    async def create(self, *steps, **members):
        return await self.engine.workflow.create(name="W", steps=list(steps), **members)

    def test_the_first_example_of_the_readme_runs(self):
        text = (PACKAGE / "README.md").read_text("utf-8")
        example = text.partition("```python\n")[2].partition("```")[0]
        environment = {**os.environ, "STEPWELL_BINARY": BINARY, "PYTHONPATH": str(PACKAGE / "src")}
        run = subprocess.run(
            [sys.executable, "-W", "error", "-c", example],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            timeout=60,
            check=True,
        )
        lines = run.stdout.splitlines()
        self.assertEqual(lines[0], "1 workflow.created ")
        self.assertIn(" workflow.completed ", run.stdout)
        notes = "Notes on: Research the latest AI trends"
        report = f"Report (Generate a report based on the summary): Summary of {notes!r}"
        self.assertEqual(lines[-3], report)
        self.assertEqual(lines[-1], "1 workflow")

    async def test_the_engine_says_what_it_is(self):
        self.assertEqual(self.engine.info["serverInfo"]["name"], "stepwell")
        self.assertEqual(self.engine.info["store"]["provider"], "memory")

    async def test_events_tell_the_whole_story_with_what_is_not_stored(self):
        @self.engine.agent("writer")
        async def write(input, call):
            await subscribed.wait()
            call.update(delta="some ")
            call.update(progress=0.5)
            return "some text"

        subscribed = asyncio.Event()
        wf = await self.create({"agentId": "writer", "input": "x", "name": "first"})
        await wf.execute()
        story = []
        async for event in wf.events():
            story.append(event)
            subscribed.set()
        stored = [event.seq for event in story if event.seq is not None]
        self.assertEqual(stored, list(range(1, len(stored) + 1)))
        told = [event.data for event in story if event.seq is None]
        self.assertEqual([event.type for event in story][-1], "workflow.completed")
        self.assertEqual(len(told), 2, story)
        again = [event.seq async for event in wf.events(after=story[1].cursor)]
        self.assertEqual(again, stored[2:])

    async def test_a_retryable_failure_is_attempted_again(self):
        attempts = []

        @self.engine.agent("flaky")
        def work(call):
            attempts.append((call.attempt, call.idempotency_key))
            if call.attempt < 3:
                raise stepwell.AgentError("busy", retryable=True)
            return call.attempt

        retry = {"maxAttempts": 3, "initialInterval": "1ms", "jitter": "none"}
        wf = await self.create({"agentId": "flaky", "retry": retry}, execute=True)
        self.assertEqual(await wf.result(), 3)
        self.assertEqual([attempt for attempt, _ in attempts], [1, 2, 3])
        self.assertEqual(len({key for _, key in attempts}), 1)

    async def test_an_exception_fails_the_workflow_and_a_retry_goes_on_from_there(self):
        broken = True

        @self.engine.agent("broken")
        async def work(input):
            if broken:
                raise KeyError("missing")
            return "mended"

        wf = await self.create({"agentId": "echo", "input": 1}, {"agentId": "broken"}, execute=True)
        with self.assertRaises(stepwell.WorkflowFailed) as caught:
            await wf.result()
        self.assertEqual(caught.exception.type, "KeyError")
        broken = False
        await wf.retry()
        self.assertEqual((wf.status, wf.generation), ("running", 2))
        self.assertEqual(await wf.result(), "mended")
        ends = [e.type async for e in wf.events(types=["workflow.failed", "workflow.completed"])]
        self.assertEqual(ends, ["workflow.failed", "workflow.completed"])

    async def test_cancelling_a_workflow_cancels_the_agent_that_runs(self):
        started, cancelled = asyncio.Event(), asyncio.Event()

        @self.engine.agent("slow")
        async def work(input):
            started.set()
            try:
                await asyncio.Event().wait()
            finally:
                cancelled.set()

        wf = await self.create({"agentId": "slow", "input": 1}, execute=True)
        await asyncio.wait_for(started.wait(), 10)
        await wf.cancel("enough")
        await asyncio.wait_for(cancelled.wait(), 10)
        with self.assertRaises(stepwell.WorkflowCancelled):
            await wf.result()

    async def test_an_accepted_call_is_completed_later(self):
        calls = asyncio.Queue()

        @self.engine.agent("later")
        async def accept(call):
            calls.put_nowait(call.call_id)
            return stepwell.ACCEPTED

        wf = await self.create({"agentId": "later", "input": 1}, execute=True)
        call_id = await calls.get()
        await self.engine.call("agent/complete", call_id=call_id, result={"by": "another"})
        self.assertEqual(await wf.result(), {"by": "another"})

    async def test_giving_up_the_wait_leaves_the_workflow(self):
        wf = await self.create({"agentId": "nobody", "input": 1}, execute=True)
        with self.assertRaises(asyncio.TimeoutError):
            await wf.result(timeout=0.01)
        waiting = asyncio.ensure_future(wf.result())
        await asyncio.sleep(0)
        waiting.cancel()
        with self.assertRaises(asyncio.CancelledError):
            await waiting
        self.engine.agent("nobody", lambda input: "somebody")
        self.assertEqual(await wf.result(), "somebody")

    async def test_a_mistake_is_answered_with_what_was_meant(self):
        with self.assertRaises(stepwell.MethodNotFound) as caught:
            await self.engine.call("workflow/creat")
        self.assertEqual(caught.exception.data["didYouMean"], "workflow/create")
        with self.assertRaises(stepwell.InvalidDefinition) as caught:
            await self.create({"agentId": "echo", "inptu": 1})
        self.assertEqual(caught.exception.problems[0]["path"], "/steps/0/inptu")

    async def test_work_that_was_running_goes_on_in_the_next_engine(self):
        with tempfile.TemporaryDirectory() as folder:
            store = f"sqlite:{folder}/work.db"
            started = asyncio.Event()

            async def hang(input):
                started.set()
                await asyncio.Event().wait()

            agents = {"first": lambda input: f"{input}!", "second": hang}
            async with stepwell.connect(store, binary=BINARY, agents=agents) as engine:
                wf = await engine.workflow.create(
                    name="W", steps=[{"agentId": "first", "input": "hi"}, {"agentId": "second"}]
                )
                await wf.execute()
                await asyncio.wait_for(started.wait(), 10)
            agents = {"second": lambda input: f"{input}?"}
            async with stepwell.connect(store, binary=BINARY, agents=agents) as engine:
                wf = await engine.workflow.get(wf.id)
                self.assertEqual(await wf.result(timeout=10), "hi!?")

    async def test_an_engine_that_cannot_start_says_so_at_once(self):
        with self.assertRaisesRegex(stepwell.ConnectionClosed, "status [1-9]"):
            await stepwell.Engine.spawn(
                binary=sys.executable, args=["-c", "import sys; sys.exit(3)"]
            )
        with self.assertRaisesRegex(stepwell.ConnectionClosed, "no program"):
            await stepwell.Engine.spawn(binary="/nowhere/stepwell")

    async def test_closing_ends_the_engine_in_order(self):
        engine = await stepwell.Engine.spawn("memory:", binary=BINARY)
        self.assertEqual(await engine.close(), 0)
        self.assertEqual(await engine.close(), 0)
