"""Many workflows at once through one connection."""

import contextlib
import pathlib
import shutil
import sqlite3
import unittest

from engine import ProgramTest

WORKFLOWS, STEPS = 1000, 5


class Load(ProgramTest):
    @unittest.skipUnless(shutil.which("strace"), "strace counts the writes; it is not installed")
    def test_a_thousand_workflows_of_five_host_steps_share_their_writes(self):
        trace = self.folder / "trace"
        engine = self.engine(
            wrapper=["strace", "-f", "-qq", "-e", "trace=fsync,fdatasync", "-o", str(trace)])
        engine.agents["work"] = lambda call: call["input"] + 1
        engine.call("agent/register", agents=[{"agentId": "work"}])
        self.all(engine, "workflow/create", [
            {"id": f"w{n}", "name": "w", "input": n * 100, "steps": [{"agentId": "work"}] * STEPS}
            for n in range(WORKFLOWS)])
        self.all(engine, "workflow/execute", [
            {"workflowId": f"w{n}", "events": False} for n in range(WORKFLOWS)])
        for n in range(WORKFLOWS):
            ended = engine.call("workflow/wait", workflowId=f"w{n}")
            self.assertEqual(ended["output"], n * 100 + STEPS)
        self.assertEqual(engine.close(), 0)
        writes = sum(1 for line in trace.read_text().splitlines() if "sync(" in line)
        self.assertLess(writes, WORKFLOWS * STEPS / 10)

    def all(self, engine, method, calls, at_once=200):
        """Makes all calls, as many at once as an engine takes however slow the machine is."""
        for first in range(0, len(calls), at_once):
            answers = [engine.begin(method, **call) for call in calls[first:first + at_once]]
            for answer in answers:
                engine.result(answer)

    def test_what_waits_for_a_busy_agent_rests_in_the_store_and_is_done_in_its_turn(self):
        count = 1500
        engine = self.engine()
        engine.call("agent/register", agents=[{"agentId": "work", "maxConcurrency": 2}])
        for first in range(0, count, 100):
            created = [engine.begin("workflow/create", id=f"w{n}", name="w", execute=True,
                                    steps=[{"agentId": "work"}] * 2)
                       for n in range(first, first + 100)]
            for answer in created:
                engine.result(answer)
        with contextlib.closing(sqlite3.connect(self.store)) as file:
            resting, = file.execute("SELECT count(*) FROM workflow WHERE owner IS NULL").fetchone()
        self.assertGreater(resting, 0)
        listed = {agent["agentId"]: agent for agent in engine.call("agent/list")["agents"]}
        self.assertEqual((listed["work"]["running"], listed["work"]["waiting"]), (2, count - 2))
        last = engine.begin("workflow/wait", workflowId=f"w{count - 1}", until="blocked")
        engine.agents["work"] = lambda call: {"result": 1}
        for _ in range(2):
            engine.reply(engine.called(), result={"result": 1})
        self.assertEqual(engine.result(last)["status"], "completed")
        for n in range(count):
            self.assertEqual(
                engine.call("workflow/wait", workflowId=f"w{n}")["status"], "completed")

    def test_a_conversation_of_400_turns_is_at_most_twice_the_bytes_of_its_messages(self):
        texts = [f"{n:04} " + "o" * (500 + 5 * n) for n in range(400)]
        engine = self.engine()
        engine.call("workflow/create", id="talk", name="talk", steps=[
            {"agentId": "echo", "threadId": "t", "input": text} for text in texts])
        engine.call("workflow/execute", workflowId="talk", events=False, wait=True)
        listed = engine.call("message/list", threadId="t", limit=1000)["messages"]
        self.assertEqual(engine.close(), 0)
        self.assertEqual([message["content"] for message in listed],
                         [text for text in texts for _ in range(2)])
        said = sum(len(message["content"]) for message in listed)
        self.assertLessEqual(pathlib.Path(self.store).stat().st_size, 2 * said)


if __name__ == "__main__":
    unittest.main()
