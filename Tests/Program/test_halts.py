"""What a wait takes for a halt, where a workflow waits for another."""

import unittest

from contract import by_id, request, session
from language import LanguageTest

ECHO = {"agentId": "echo", "input": "told"}


def child(*steps, **members):
    return {"type": "workflow", "definition": {"name": "child", "steps": list(steps)}, **members}


class Halts(LanguageTest):
    def blocked(self, engine, *steps):
        """The workflow when only others can move it."""
        return engine.call(
            "workflow/execute", workflowId=self.create(engine, *steps), wait={"until": "blocked"})

    def test_a_child_that_has_ended_moves_its_parent(self):
        engine = self.engine()
        nap = {"type": "sleep", "duration": "10ms"}
        for steps in [[ECHO], [nap, ECHO], [child(nap, ECHO)], [child(child(ECHO))]]:
            for _ in range(20):
                ended = self.blocked(engine, child(*steps), {"agentId": "echo"})
                self.assertEqual((ended["status"], ended.get("output")), ("completed", "told"))

    def test_a_child_that_has_failed_moves_its_parent(self):
        engine = self.engine()
        for _ in range(20):
            ended = self.blocked(engine, child({"type": "fail"}, onError=[{"result": "caught"}]))
            self.assertEqual(ended["output"], "caught")

    def test_a_child_that_nobody_waits_for_moves_its_parent(self):
        engine = self.engine()
        for _ in range(20):
            ended = self.blocked(engine, child({"agentId": "somebody-absent"}, **{"await": False}))
            self.assertEqual(ended["status"], "completed")

    def test_a_child_that_halts_halts_its_parent(self):
        engine = self.engine()
        halted = self.blocked(engine, child(child({"agentId": "somebody-absent"})))
        self.assertEqual(halted["waitingFor"][0]["reason"], "child")

    def test_a_script_that_waits_is_answered_when_parent_and_child_have_ended(self):
        answers = session(
            request(1, "workflow/create", name="w", idempotencyKey="k",
                    steps=[child({"type": "sleep", "duration": "50ms"}, ECHO), {"agentId": "echo"}]),
            request(2, "workflow/execute", workflowKey="k", wait=True))
        self.assertEqual(by_id(answers)[2]["result"]["output"], "told")

    def test_a_script_that_takes_over_waits_for_parent_and_child(self):
        engine = self.engine()
        workflow = self.create(
            engine, child({"type": "sleep", "duration": "300ms"}, ECHO), execute=True)
        engine.event("step.waiting")
        engine.kill()
        answers = session(request(1, "workflow/wait", workflowId=workflow), args=("--store", self.store))
        self.assertEqual(by_id(answers)[1]["result"]["output"], "told")


if __name__ == "__main__":
    unittest.main()
