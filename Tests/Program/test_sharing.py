"""Several engines on one store: whichever is asked, the one that has the workflow does it."""

import os
import signal
import threading
import unittest

from engine import PATIENCE, ProgramTest


class Sharing(ProgramTest):
    def held(self, **step):
        """An engine with a workflow whose only step its host has begun and not ended."""
        owner = self.engine()
        owner.call("agent/register", agents=[{"agentId": "work"}])
        workflow = owner.call(
            "workflow/create", name="w", execute=True,
            steps=[{"name": "do", "agentId": "work", **step}, {"agentId": "echo"}])["id"]
        return owner, workflow, owner.called()

    def test_any_engine_takes_commands_for_a_workflow_that_another_moves(self):
        owner, workflow, call = self.held()
        other = self.engine()
        paused = other.call("workflow/pause", workflowId=workflow)
        self.assertEqual(paused["status"], "paused")
        refused = self.refusal(other, "workflow/pause", workflowId=workflow)
        self.assertEqual(str(refused), f"Workflow with ID {workflow} is not running")
        owner.reply(call, result={"result": "done"})
        self.assertEqual(other.call("workflow/resume", workflowId=workflow)["status"], "running")
        ended = other.call("workflow/wait", workflowId=workflow)
        self.assertEqual((ended["status"], ended["output"]), ("completed", "done"))

    def test_an_idempotency_key_holds_whichever_engine_is_asked(self):
        owner, workflow, call = self.held()
        other = self.engine()
        for engine in (other, owner, other):
            added = engine.call(
                "workflow/addStep", workflowId=workflow, step={"agentId": "echo"},
                idempotencyKey="once")
            self.assertEqual(len(added["steps"]), 3)
        clash = self.refusal(
            other, "workflow/addStep", workflowId=workflow, step={"agentId": "fail"},
            idempotencyKey="once")
        self.assertEqual(clash.data["type"], "conflict")

    def test_a_subscription_hears_what_another_engine_does(self):
        owner, workflow, call = self.held()
        other = self.engine()
        other.call("events/subscribe", workflowId=workflow, after="0")
        owner.reply(call, result={"result": 1})
        heard = []
        while not heard or heard[-1] != "workflow.completed":
            params = other.note("workflow/event")
            heard.append(params["event"]["type"])
            self.assertEqual(params["event"]["seq"], len(heard))

    def test_a_result_is_taken_by_any_engine(self):
        owner, workflow, call = self.held()
        other = self.engine()
        other.call("agent/complete", callId=call["params"]["callId"], result="from elsewhere")
        ended = other.call("workflow/wait", workflowId=workflow)
        self.assertEqual(ended["output"], "from elsewhere")
        late = self.refusal(
            other, "agent/complete", callId=call["params"]["callId"], result="again")
        self.assertEqual(late.data["type"], "staleAttempt")

    def test_who_asked_is_answered_although_the_owner_dies(self):
        owner, workflow, _ = self.held(onInterrupted="ask")
        other = self.engine()
        os.kill(owner.process.pid, signal.SIGSTOP)
        answer = other.begin("workflow/cancel", workflowId=workflow)
        owner.kill()
        self.assertEqual(other.result(answer)["status"], "cancelled")

    def test_a_wait_ends_when_another_engine_comes_to_a_halt(self):
        owner, workflow, call = self.held()
        other = self.engine()
        answer = other.begin("workflow/wait", workflowId=workflow, until="blocked")
        owner.call("workflow/pause", workflowId=workflow)
        owner.reply(call, result={"result": 1})
        self.assertEqual(other.result(answer)["status"], "paused")


if __name__ == "__main__":
    unittest.main()
