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

    # Places under a limit

    def keyed(self, *steps, key="db", **members):
        return {"steps": list(steps), "concurrency": {"key": f"'{key}'", "limit": 1}, **members}

    def play(self, *workflows):
        """How each of the workflows of a script is answered that waits for all of them."""
        messages = []
        for number, workflow in enumerate(workflows):
            messages.append(
                request(f"create {number}", "workflow/create", name="w", id=str(number), **workflow))
            messages.append(
                request(number, "workflow/execute", workflowId=str(number), wait=True))
        answers = by_id(session(*messages))
        return [answers[number]["result"] for number in range(len(workflows))]

    def test_a_script_is_not_kept_by_a_place_whose_holder_only_others_can_move(self):
        hold = {"type": "signal", "signal": "s"}
        step = {"concurrency": {"key": "'db'", "limit": 1}}
        for holder, waiter in [
            (self.keyed({"agentId": "somebody-absent"}), self.keyed(ECHO)),
            (self.keyed(hold), self.keyed(ECHO)),
            ({"steps": [{**hold, **step}]}, {"steps": [{**ECHO, **step}]}),
            (self.keyed(child(hold)), self.keyed(child(ECHO))),
            ({"steps": [{**child(hold), **step}]}, {"steps": [child({**ECHO, **step})]}),
        ]:
            with self.subTest(holder=holder):
                found = self.play(holder, waiter, waiter)
                self.assertEqual([w["status"] for w in found], 3 * ["running"])
                self.assertIn(
                    found[2]["waitingFor"][0]["reason"], ("concurrency", "child"))

    def test_a_script_is_not_kept_by_places_that_wait_for_each_other(self):
        nap = {"type": "sleep", "duration": "50ms"}
        step = {"concurrency": {"key": "'step'", "limit": 1}}
        inner = {"name": "inner", **self.keyed(ECHO)}
        found = self.play(
            self.keyed(nap, {**ECHO, **step}),
            {"steps": [{"type": "workflow", "definition": inner, **step}]})
        self.assertEqual([w["status"] for w in found], 2 * ["running"])

    def test_a_script_waits_for_a_place_whose_holder_moves(self):
        nap = {"type": "sleep", "duration": "100ms"}
        found = self.play(*3 * [self.keyed(nap, ECHO)])
        self.assertEqual([w["status"] for w in found], 3 * ["completed"])

    def test_a_wait_until_blocked_ends_when_the_holder_of_the_place_halts(self):
        engine = self.engine()
        engine.call("agent/register", agents=[{"agentId": "work"}])
        holder = engine.call(
            "workflow/create", name="w", execute=True,
            **self.keyed({"agentId": "work"}, {"type": "signal", "signal": "s"}))["id"]
        call = engine.called()
        waiter = engine.call("workflow/create", name="w", **self.keyed(ECHO))["id"]
        blocked = engine.begin(
            "workflow/execute", workflowId=waiter, wait={"until": "blocked"})
        while "ahead" not in engine.call(
                "workflow/explain", workflowId=waiter)["waitingFor"][0]:
            pass
        self.assertTrue(blocked.empty())
        engine.reply(call, result={"result": 1})
        self.assertEqual(engine.result(blocked)["waitingFor"][0]["reason"], "concurrency")
        engine.call("workflow/signal", workflowId=holder, name="s")
        self.assertEqual(self.finished(engine, waiter)["status"], "completed")

    def test_a_script_is_not_kept_by_a_place_of_a_workflow_that_rests_in_the_store(self):
        engine = self.engine()
        holder = engine.call(
            "workflow/create", name="w", **self.keyed({"agentId": "somebody-absent"}))["id"]
        engine.call("workflow/execute", workflowId=holder, wait={"until": "blocked"})
        for _ in range(2):
            answers = session(
                request(1, "workflow/create", name="w", id="waiter", execute=True,
                        **self.keyed(ECHO)),
                request(2, "workflow/wait", workflowId="waiter"), args=("--store", self.store))
            self.assertEqual(
                by_id(answers)[2]["result"]["waitingFor"][0]["reason"], "concurrency")
            engine.close()
        engine = self.engine()
        engine.call("workflow/cancel", workflowId=holder)
        self.assertEqual(self.finished(engine, "waiter")["output"], "told")


if __name__ == "__main__":
    unittest.main()
