"""Killed at any moment, started again, and it goes on where it was."""

import unittest

from engine import ProgramTest, Refused


class Crash(ProgramTest):
    def test_a_killed_engine_goes_on_and_repeats_no_finished_step(self):
        first = self.engine()
        workflows = [
            first.call(
                "workflow/create", name=f"w{n}", execute=True,
                steps=[{"agentId": "delay", "input": {"ms": 5}} for _ in range(10)])["id"]
            for n in range(20)
        ]
        while first.event("step.completed")["attempt"] != 1:
            pass
        before = {w: self.completed(first, w) for w in workflows}
        first.kill()

        second = self.engine()
        for workflow in workflows:
            ended = second.call("workflow/wait", workflowId=workflow)
            self.assertEqual(ended["status"], "completed")
            events = second.call("events/list", workflowId=workflow, limit=1000)["events"]
            self.assertEqual([e["seq"] for e in events], list(range(1, len(events) + 1)))
            done = [e["stepId"] for e in events if e["type"] == "step.completed"]
            self.assertEqual(len(done), len(set(done)), "a finished step ran again")
            self.assertLessEqual(before[workflow], set(done), "what was told was lost")

    def completed(self, engine, workflow):
        events = engine.call("events/list", workflowId=workflow, limit=1000)["events"]
        return {e["stepId"] for e in events if e["type"] == "step.completed"}

    def test_a_call_in_the_air_is_made_again_with_the_same_key_and_a_higher_attempt(self):
        calls = []
        first = self.engine()
        first.agents["work"] = lambda call: calls.append(call)
        first.call("agent/register", agents=[{"agentId": "work"}])
        workflow = first.call(
            "workflow/create", name="w", steps=[{"agentId": "work"}], input={"n": 1}, execute=True)
        first.event("step.started")
        first.kill()

        second = self.engine()
        second.agents["work"] = lambda call: calls.append(call) or {"result": call["input"]}
        second.call("agent/register", agents=[{"agentId": "work"}])
        ended = second.call("workflow/wait", workflowId=workflow["id"])
        self.assertEqual(ended["output"], {"n": 1})
        self.assertEqual(ended["steps"][0]["attempt"], 2)
        self.assertEqual(len({call["idempotencyKey"] for call in calls}), 1)

    def test_a_step_that_must_not_run_twice_is_in_doubt_until_a_person_decides(self):
        first = self.engine()
        first.agents["mail"] = lambda call: None
        first.call("agent/register", agents=[{"agentId": "mail"}])
        workflow = first.call(
            "workflow/create", name="w", execute=True,
            steps=[{"name": "send", "agentId": "mail", "onInterrupted": "ask"}])["id"]
        first.event("step.started")
        first.kill()

        second = self.engine()
        blocked = second.call("workflow/wait", workflowId=workflow, until="blocked")
        self.assertEqual(blocked["waitingFor"][0]["reason"], "inDoubt")
        self.assertEqual(blocked["steps"][0]["status"], "inDoubt")
        second.call(
            "step/resolve", workflowId=workflow, stepId="send", action="complete", result="sent")
        ended = second.call("workflow/wait", workflowId=workflow)
        self.assertEqual((ended["status"], ended["output"]), ("completed", "sent"))

    def test_an_accepted_call_is_finished_from_another_process(self):
        seen = []
        first = self.engine()
        first.agents["slow"] = lambda call: seen.append(call["callId"]) or {"accepted": True}
        first.call("agent/register", agents=[{"agentId": "slow"}])
        workflow = first.call(
            "workflow/create", name="w", steps=[{"agentId": "slow"}], execute=True)["id"]
        first.event("step.accepted")
        first.close()

        second = self.engine()
        second.call("agent/complete", callId=seen[0], result="done elsewhere")
        ended = second.call("workflow/wait", workflowId=workflow)
        self.assertEqual(ended["output"], "done elsewhere")
        late = self.refusal(second, "agent/complete", callId=seen[0], result="again")
        self.assertEqual(late.data["type"], "staleAttempt")


if __name__ == "__main__":
    unittest.main()
