"""Pausing, retrying, deleting and waiting for workflows."""

import unittest

from contract import ContractTest
from engine import Refused


class Pausing(ContractTest):
    def test_a_running_step_finishes_and_nothing_starts_until_resumed(self):
        calls = []
        engine = self.host("slow", quick=lambda call: calls.append(call) or call["input"])
        workflow = self.create(engine, "slow", "quick", execute=True)
        call = engine.called()
        self.assertEqual(
            engine.call("workflow/pause", workflowId=workflow)["status"], "paused")
        engine.reply(call, result={"result": "kept"})
        engine.event("step.completed")
        paused = engine.call("workflow/get", workflowId=workflow)
        self.assertEqual((paused["status"], paused["steps"][0]["result"]), ("paused", "kept"))
        self.assertEqual(calls, [])
        for method in ("workflow/execute", "workflow/pause"):
            refused = self.refusal(engine, method, workflowId=workflow)
            self.assertEqual(refused.data["type"], "invalidState")
        engine.call("workflow/resume", workflowId=workflow)
        self.assertEqual(self.finished(engine, workflow)["output"], "kept")
        self.assertEqual(len(calls), 1)
        again = self.refusal(engine, "workflow/resume", workflowId=workflow)
        self.assertEqual(str(again), f"Workflow with ID {workflow} is not paused")

    def test_it_stays_paused_across_a_restart(self):
        first = self.host("a")
        workflow = self.create(first, "a", execute=True)
        first.called()
        first.call("workflow/pause", workflowId=workflow)
        first.kill()
        second = self.host("a")
        self.assertEqual(second.call("workflow/get", workflowId=workflow)["status"], "paused")
        second.call("workflow/resume", workflowId=workflow)
        second.reply(second.called(), result={"result": 1})
        self.assertEqual(self.finished(second, workflow)["status"], "completed")


class Retrying(ContractTest):
    def test_a_failed_workflow_goes_on_from_the_failed_step_as_a_new_generation(self):
        outcomes = iter([Refused({"code": 1, "message": "no"}), "yes"])
        keys, calls = [], []

        def flaky(call):
            keys.append(call["idempotencyKey"])
            outcome = next(outcomes)
            if isinstance(outcome, Refused):
                raise outcome
            return outcome

        engine = self.host(flaky=flaky, sure=lambda call: calls.append(call) or "sure")
        workflow = self.create(engine, "sure", "flaky", execute=True)
        failed = self.finished(engine, workflow)
        self.assertEqual((failed["status"], failed["error"]), ("failed", "no"))
        self.assertEqual((failed["generation"], failed["problem"]["retryable"]), (1, False))
        again = engine.call("workflow/retry", workflowId=workflow)
        self.assertEqual((again["status"], again["generation"]), ("running", 2))
        ended = self.finished(engine, workflow)
        self.assertEqual((ended["status"], ended["output"]), ("completed", "yes"))
        self.assertNotIn("error", ended)
        self.assertEqual((len(calls), len(set(keys))), (1, 2))
        self.assertIn("workflow.retried", self.types(engine, workflow))

    def test_it_goes_on_from_an_earlier_step_when_asked(self):
        calls = []
        engine = self.host("last", first=lambda call: calls.append(call) or len(calls))
        workflow = self.create(engine, {"agentId": "first", "name": "one"}, "last", execute=True)
        engine.reply(engine.called(), error={"code": 1, "message": "no"})
        self.finished(engine, workflow)
        engine.call("workflow/retry", workflowId=workflow, fromStepId="one")
        call = engine.called()
        self.assertEqual(call["params"]["context"]["previous"], 2)
        engine.reply(call, result={"result": "end"})
        self.assertEqual(self.finished(engine, workflow)["status"], "completed")
        refused = self.refusal(engine, "workflow/retry", workflowId=workflow)
        self.assertEqual(refused.data["type"], "invalidState")

    def test_a_cancelled_one_goes_on_too(self):
        engine = self.host("a")
        workflow = self.create(engine, "a", execute=True)
        engine.called()
        engine.call("workflow/cancel", workflowId=workflow, reason="second thoughts")
        cancelled = self.events(engine, workflow, "workflow.cancelled")
        self.assertEqual(cancelled[0]["data"]["reason"], "second thoughts")
        engine.call("workflow/retry", workflowId=workflow)
        engine.reply(engine.called(), result={"result": 1})
        self.assertEqual(self.finished(engine, workflow)["status"], "completed")


class Deleting(ContractTest):
    def test_a_running_one_needs_force_and_its_call_is_cancelled(self):
        engine = self.host("a")
        workflow = self.create(engine, "a", execute=True)
        call = engine.called()
        refused = self.refusal(engine, "workflow/delete", workflowId=workflow)
        self.assertEqual(refused.data["type"], "invalidState")
        self.assertEqual(
            engine.call("workflow/delete", workflowId=workflow, force=True), {"deleted": True})
        self.assertEqual(engine.note("$/cancelRequest"), {"id": call["id"]})
        self.assertEqual(
            engine.call("workflow/delete", workflowId=workflow), {"deleted": False})
        self.assertEqual(self.refusal(engine, "workflow/wait", workflowId=workflow).code, 1001)

    def test_its_threads_go_with_it_unless_they_are_kept(self):
        engine = self.host(a=lambda call: "answer")
        for keep in (False, True):
            workflow = self.create(engine, {"agentId": "a", "input": "question"}, execute=True)
            thread = self.finished(engine, workflow)["steps"][0]["threadId"]
            engine.call("workflow/delete", workflowId=workflow, keepThreads=keep)
            if keep:
                messages = engine.call("message/list", threadId=thread)["messages"]
                self.assertEqual([m["content"] for m in messages], ["question", "answer"])
            else:
                self.assertEqual(
                    self.refusal(engine, "thread/get", threadId=thread).code, 1013)

    def test_the_same_request_sent_again_is_answered_the_same(self):
        engine = self.engine()
        workflow = self.create(engine, "a")
        answers = [
            engine.begin("workflow/delete", workflowId=workflow, idempotencyKey="k")
            for _ in range(5)]
        self.assertEqual([engine.result(a) for a in answers], 5 * [{"deleted": True}])
        engine.kill()
        engine = self.engine()
        again = engine.call("workflow/delete", workflowId=workflow, idempotencyKey="k")
        self.assertEqual(again, {"deleted": True})
        self.assertEqual(
            engine.call("workflow/delete", workflowId=workflow), {"deleted": False})
        self.assertEqual(
            self.refusal(engine, "workflow/delete", workflowId="w", idempotencyKey="k").code, 1005)

    def test_whoever_waits_for_it_is_told_that_it_is_gone(self):
        engine = self.host("a")
        workflow = self.create(engine, "a", execute=True)
        engine.called()
        wait = engine.begin("workflow/wait", workflowId=workflow)
        engine.call("workflow/delete", workflowId=workflow, force=True)
        with self.assertRaises(Refused) as caught:
            engine.result(wait)
        self.assertEqual(caught.exception.code, 1001)
        self.assertEqual(engine.event("workflow.deleted")["workflowId"], workflow)


class Waiting(ContractTest):
    def test_until_blocked_and_by_time(self):
        engine = self.engine()
        workflow = self.create(engine, "absent", execute=True)
        blocked = engine.call("workflow/wait", workflowId=workflow, until="blocked")
        self.assertEqual(blocked["status"], "running")
        self.assertEqual(blocked["waitingFor"][0]["reason"], "agent")
        self.assertEqual(blocked["waitingFor"][0]["stepId"], blocked["steps"][0]["id"])
        late = engine.call("workflow/wait", workflowId=workflow, timeoutMs=1)
        self.assertEqual(late["status"], "running")
        both = engine.call(
            "workflow/execute", workflowId=workflow, wait={"until": "finished", "timeoutMs": 1})
        self.assertEqual(both["status"], "running")


if __name__ == "__main__":
    unittest.main()
