"""Hosts that go away, come back, or answer late."""

import unittest

from contract import ContractTest


class LateHosts(ContractTest):
    def accepted(self, **step):
        """An engine and the call of a workflow that its host took over."""
        engine = self.host("slow")
        workflow = self.create(engine, {"agentId": "slow", "name": "do", **step}, execute=True)
        call = engine.called()
        engine.reply(call, result={"accepted": True})
        engine.event("step.accepted")
        return engine, workflow, call["params"]["callId"]

    def test_news_of_an_accepted_call_is_published(self):
        engine, workflow, call = self.accepted()
        engine.notify("agent/update", callId=call, delta="half")
        told = engine.event("step.delta")
        self.assertEqual((told["stepName"], told["attempt"]), ("do", 1))
        self.assertEqual(told["data"], {"delta": "half"})
        engine.notify("agent/update", callId=call, progress=0.5)
        self.assertEqual(engine.event("step.progress")["data"], {"progress": 0.5})
        engine.notify("agent/update", callId=call, message={"role": "tool", "content": "looked"})
        self.assertEqual(engine.event("message.appended")["data"]["content"], "looked")

    def test_news_from_a_later_process_is_published_too(self):
        engine, workflow, call = self.accepted()
        self.assertEqual(engine.close(), 0)
        later = self.engine()
        later.call("events/subscribe", workflowId=workflow)
        later.call("server/ping")  # it follows by then
        later.notify("agent/update", callId=call, delta="the rest")
        self.assertEqual(later.event("step.delta")["data"], {"delta": "the rest"})
        later.call("agent/complete", callId=call, result="all")
        self.assertEqual(self.finished(later, workflow)["output"], "all")

    def test_an_accepted_call_that_falls_silent_times_out(self):
        engine, workflow, call = self.accepted(heartbeat="100ms", retry={"maxAttempts": 1})
        ended = self.finished(engine, workflow)
        self.assertEqual(ended["status"], "failed")
        self.assertEqual(ended["problem"]["type"], "timeout")
        self.assertIn("no sign of life", ended["error"])

    def test_a_heartbeat_for_a_call_that_is_over_is_refused(self):
        engine, workflow, call = self.accepted()
        self.assertEqual(engine.call("agent/heartbeat", callId=call), {})
        other = self.engine()
        self.assertEqual(other.call("agent/heartbeat", callId=call), {})
        engine.call("agent/fail", callId=call, error={"message": "no"})
        self.finished(engine, workflow)
        for asked in (engine, other):
            refused = self.refusal(asked, "agent/heartbeat", callId=call)
            self.assertEqual(refused.data["type"], "staleAttempt")

    def test_a_built_in_agent_is_back_when_the_host_takes_its_own_away(self):
        engine = self.host(echo=lambda call: {"result": "mine"})
        first = self.create(engine, {"agentId": "echo", "input": "x"}, execute=True)
        self.assertEqual(self.finished(engine, first)["output"], "mine")
        engine.call("agent/unregister", agentIds=["echo"])
        second = self.create(engine, {"agentId": "echo", "input": "x"}, execute=True)
        self.assertEqual(self.finished(engine, second)["output"], "x")
        kinds = {a["agentId"]: a["kind"] for a in engine.call("agent/list")["agents"]}
        self.assertEqual(kinds["echo"], "builtin")

    def test_an_agent_that_only_parked_workflows_wait_for_is_listed(self):
        engine = self.engine()
        for _ in range(3):
            self.create(engine, "absent", execute=True)
        engine.close()
        for agent in self.engine().call("agent/list")["agents"]:
            if agent["agentId"] == "absent":
                self.assertEqual((agent["available"], agent["waiting"]), (False, 3))
                return
        self.fail("the agent is not listed")

    def test_what_waits_for_an_agent_is_all_done_although_it_is_taken_up_in_parts(self):
        engine = self.engine()
        workflows = [self.create(engine, "late", execute=True) for _ in range(100)]
        engine.agents["late"] = lambda call: {"result": 1}
        engine.call("agent/register", agents=[{"agentId": "late", "maxConcurrency": 1}])
        for workflow in workflows:
            self.assertEqual(self.finished(engine, workflow)["output"], 1)


if __name__ == "__main__":
    unittest.main()
