"""Engines on one libSQL server, as their hosts see them: real programs, a real server."""

import collections
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Program"))

from engine import Engine
from server import Line, Server


class ServerTest(unittest.TestCase):
    """A test with a server of its own."""

    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.close)

    def engine(self, *agents, at=None):
        engine = Engine("--store", at or self.server.url)
        self.addCleanup(engine.close)
        for agent in agents:
            engine.agents[agent] = lambda call: {"result": call["input"]}
        if agents:
            engine.call("agent/register", agents=[{"agentId": agent} for agent in agents])
        return engine

    def completions(self, engine, workflow):
        """How often each step was recorded as completed; the events have no gap."""
        events = engine.call("events/list", workflowId=workflow, limit=1000)["events"]
        self.assertEqual([e["seq"] for e in events], list(range(1, len(events) + 1)))
        return collections.Counter(
            e["stepId"] for e in events if e["type"] == "step.completed")

    def assert_each_once(self, engine, workflow, steps):
        counts = self.completions(engine, workflow)
        self.assertEqual(len(counts), steps, "a step was lost")
        self.assertEqual(set(counts.values()), {1}, "a step was recorded twice")


class Outage(ServerTest):
    def test_a_killed_server_is_waited_for_and_nothing_is_lost_or_done_twice(self):
        engine = self.engine()
        steps = [{"agentId": "delay", "input": {"ms": 5}} for _ in range(8)]
        workflows = [
            engine.call("workflow/create", name=f"w{n}", execute=True, steps=steps)["id"]
            for n in range(20)
        ]
        for _ in range(3):
            for _ in range(15):
                engine.event("step.completed")
            self.server.kill()
            self.assertIn("now", engine.call("server/ping"))
            self.server.start()
        for workflow in workflows:
            ended = engine.call("workflow/wait", workflowId=workflow)
            self.assertEqual(ended["status"], "completed")
            self.assert_each_once(engine, workflow, 8)

    def test_what_a_killed_engine_left_is_there_for_the_next(self):
        first = self.engine()
        workflow = first.call(
            "workflow/create", name="w", execute=True,
            steps=[{"agentId": "echo", "input": "kept"}, {"agentId": "later"}])["id"]
        first.event("step.completed")
        first.event("step.waiting")
        first.kill()
        second = self.engine("later")
        ended = second.call("workflow/wait", workflowId=workflow)
        self.assertEqual((ended["status"], ended["output"]), ("completed", "kept"))


class Sharing(ServerTest):
    def test_engines_share_the_work_of_one_server(self):
        engines = {name: self.engine(name) for name in ("one", "two", "three")}
        first = engines["one"]
        steps = [{"agentId": name, "input": name} for name in ("one", "two", "three", "one")]
        workflows = [
            first.call("workflow/create", name=f"w{n}", execute=True, steps=steps)["id"]
            for n in range(12)
        ]
        for workflow in workflows:
            ended = first.call("workflow/wait", workflowId=workflow)
            self.assertEqual(
                [step["result"] for step in ended["steps"]], ["one", "two", "three", "one"])
            self.assert_each_once(engines["two"], workflow, 4)

    def test_the_work_of_the_killed_and_of_the_cut_off_is_taken_over_and_fenced(self):
        line = Line(self.server)
        self.addCleanup(line.close)
        killed, cut = self.engine(), self.engine(at=line.url)
        workflows, calls = {}, {}
        for name, engine in (("killed", killed), ("cut", cut)):
            engine.call("agent/register", agents=[{"agentId": name}])
            workflows[name] = engine.call(
                "workflow/create", name=name, execute=True,
                steps=[{"agentId": name, "input": "done"}, {"agentId": "echo"}])["id"]
            calls[name] = engine.called()
        line.cut()
        killed.kill()

        third = self.engine("killed", "cut")
        for workflow in workflows.values():
            ended = third.call("workflow/wait", workflowId=workflow)
            self.assertEqual((ended["status"], ended["output"]), ("completed", "done"))
            self.assertEqual(ended["steps"][0]["attempt"], 2)
        line.mend()
        cut.reply(calls["cut"], result={"result": "late"})
        ended = cut.call("workflow/wait", workflowId=workflows["cut"])
        self.assertEqual((ended["status"], ended["output"]), ("completed", "done"))
        for workflow in workflows.values():
            self.assert_each_once(third, workflow, 2)


if __name__ == "__main__":
    unittest.main()
