"""Several engines on one store: whichever is asked, the one that has the workflow does it."""

import contextlib
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import unittest

from engine import ProgramTest

# Tells that every file lies on a network file system (statfs(2), linux/magic.h).
NETWORK = """
#include <sys/vfs.h>
int statfs(const char *path, struct statfs *found) { found->f_type = 0x6969; return 0; }
"""


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

    def records(self, statement, *values):
        """What the store's file holds, or a change of it behind the engines' backs."""
        with contextlib.closing(sqlite3.connect(self.store, timeout=60)) as file, file:
            return file.execute(statement, values).fetchall()

    def locks(self):
        return list(pathlib.Path(f"{self.store}-locks").glob("engine.*"))

    def test_what_a_dead_engine_leaves_is_taken_over_and_nothing_of_it_stays(self):
        survivor = self.engine()
        survivor.agents["work"] = lambda call: {"result": call["attempt"]}
        survivor.call("agent/register", agents=[{"agentId": "work"}])
        survivor.call("thread/create")  # it has written, so it has a lease
        owner, workflow, _ = self.held()
        owner.kill()
        ended = survivor.call("workflow/wait", workflowId=workflow)
        self.assertEqual((ended["status"], ended["output"]), ("completed", 2))
        while len(self.records("SELECT * FROM lease")) > 1:
            survivor.call("server/ping")
        self.assertEqual(len(self.locks()), 1)
        self.assertEqual(self.records("SELECT * FROM document WHERE kind = 'answer'"), [])

    def test_a_stopped_engine_is_not_a_dead_one_whatever_its_lease_says(self):
        owner, workflow, call = self.held()
        os.kill(owner.process.pid, signal.SIGSTOP)
        self.records("UPDATE lease SET expires_at = 0")
        other = self.engine()
        answer = other.begin("workflow/update", workflowId=workflow, name="renamed")
        while not self.records("SELECT * FROM inbox"):
            pass
        os.kill(owner.process.pid, signal.SIGCONT)
        self.assertEqual(other.result(answer)["name"], "renamed")
        owner.reply(call, result={"result": 1})
        ended = owner.call("workflow/wait", workflowId=workflow)
        self.assertEqual((ended["status"], ended["steps"][0]["attempt"]), ("completed", 1))

    def test_nobody_who_reads_waits_for_an_engine_that_is_stopped(self):
        owner, workflow, call = self.held()
        other = self.engine()
        os.kill(owner.process.pid, signal.SIGSTOP)
        asked = [other.begin("workflow/pause", workflowId=workflow),
                 other.begin("workflow/signal", workflowId=workflow, name="go"),
                 other.begin("workflow/addStep", workflowId=workflow, step={"agentId": "echo"})]
        self.assertEqual(other.call("workflow/get", workflowId=workflow)["status"], "running")
        self.assertEqual(len(other.call("workflow/list")["workflows"]), 1)
        self.assertEqual(other.call("step/list", workflowId=workflow)["steps"][0]["name"], "do")
        self.assertTrue(other.call("events/list", workflowId=workflow)["events"])
        self.assertTrue(other.call("agent/list")["agents"])
        made = other.call("workflow/create", name="own", execute=True, steps=[{"agentId": "echo"}])
        other.call("workflow/wait", workflowId=made["id"])
        os.kill(owner.process.pid, signal.SIGCONT)
        # Had anything above waited, these would have been given up.
        for answer in asked:
            other.result(answer)

    def test_an_engine_that_lost_a_workflow_is_refused_and_tells_what_became_of_it(self):
        owner, workflow, call = self.held(onInterrupted="ask")
        answer = owner.begin("workflow/wait", workflowId=workflow)
        os.kill(owner.process.pid, signal.SIGSTOP)
        for lock in self.locks():
            lock.unlink()
        other = self.engine()
        blocked = other.call("workflow/wait", workflowId=workflow, until="blocked")
        self.assertEqual(blocked["waitingFor"][0]["reason"], "inDoubt")
        os.kill(owner.process.pid, signal.SIGCONT)
        owner.reply(call, result={"result": "too late"})
        other.call(
            "step/resolve", workflowId=workflow, stepId="do", action="complete", result="settled")
        self.assertEqual(owner.result(answer)["output"], "settled")
        events = other.call("events/list", workflowId=workflow, limit=1000)["events"]
        self.assertEqual([e["seq"] for e in events], list(range(1, len(events) + 1)))
        self.assertEqual(len([e for e in events if e["type"] == "step.completed"]), 2)

    @unittest.skipUnless(shutil.which("cc"), "needs a C compiler")
    def test_a_network_file_system_is_warned_about(self):
        source, library = self.folder / "network.c", self.folder / "network.so"
        source.write_text(NETWORK)
        subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source], check=True)
        engine = self.engine(env={"LD_PRELOAD": str(library)})
        warning = engine.call("server/info")["store"]["warnings"][0]
        self.assertIn("network file system (NFS)", warning)
        engine.close()
        self.assertIn(f"stepwell: {warning}", engine.errors)


if __name__ == "__main__":
    unittest.main()
