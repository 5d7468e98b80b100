"""A workflow leaves a store as one document and goes on in another."""

import copy
import hashlib
import json
import unittest

from contract import ContractTest
from engine import Refused


def sealed(document):
    """The document with the checksum that fits it, as somebody would who wants to deceive."""
    rest = {key: value for key, value in document.items() if key != "checksum"}
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return {**rest, "checksum": "sha256:" + hashlib.sha256(text.encode()).hexdigest()}


class Moving(ContractTest):
    def other(self, *args):
        """An engine on another store."""
        self.store = str(self.folder / f"other{len(list(self.folder.iterdir()))}.db")
        return self.engine(*args)

    def refused(self, engine, document):
        error = self.refusal(engine, "workflow/import", document=document)
        self.assertEqual((error.code, error.data["type"]), (1004, "invalidDefinition"))
        return error.data["problems"][0]

    def failed_workflow(self):
        """A workflow with two finished steps, a failed one and a pending one; and its engine."""
        engine = self.host(
            "broken", one=lambda call: {"result": {"n": 1, "x": 1.5}, "usage": {"inputTokens": 3}})
        workflow = self.create(
            engine, {"name": "first", "agentId": "one", "input": "go"}, "one",
            {"name": "third", "agentId": "broken"}, "one", execute=True, metadata={"a": [1]})
        engine.reply(engine.called(), error={
            "code": -32000, "message": "no luck", "data": {"retryable": False}})
        self.finished(engine, workflow)
        return engine, workflow

    def test_everything_that_can_be_read_is_the_same_elsewhere(self):
        here, workflow = self.failed_workflow()
        document = here.call("workflow/export", workflowId=workflow)
        there = self.other()
        taken = there.call("workflow/import", document=document)
        self.assertEqual(taken, here.call("workflow/get", workflowId=workflow))
        self.assertEqual(there.call("workflow/export", workflowId=workflow), document)
        strip = lambda events: [  # cursors are the store's own
            {k: v for k, v in e.items() if k != "cursor"} for e in events]
        self.assertEqual(
            strip(self.events(there, workflow)), strip(self.events(here, workflow)))
        thread = taken["steps"][0]["threadId"]
        self.assertEqual(
            there.call("message/list", threadId=thread), here.call("message/list", threadId=thread))
        steps = lambda engine: engine.call("step/list", workflowId=workflow)
        self.assertEqual(steps(there), steps(here))

    def test_it_goes_on_where_it_was(self):
        here, workflow = self.failed_workflow()
        document = here.call("workflow/export", workflowId=workflow)
        there = self.other()
        there.call("workflow/import", document=document)
        seen = []
        self.register(there, one=lambda call: seen.append(call["stepId"]) or 4,
                      broken=lambda call: {"result": call["context"]["previous"]})
        there.call("workflow/retry", workflowId=workflow)
        ended = self.finished(there, workflow)
        self.assertEqual((ended["status"], ended["output"], ended["generation"]), ("completed", 4, 2))
        self.assertEqual(ended["steps"][2]["result"], {"n": 1, "x": 1.5})
        self.assertEqual(len(seen), 1)

    def test_one_that_ran_arrives_paused_and_runs_nowhere_by_itself(self):
        here = self.host("slow")
        workflow = self.create(here, "slow", "echo", execute=True)
        here.called()
        document = here.call("workflow/export", workflowId=workflow)
        there = self.other()
        self.register(there, "slow")
        taken = there.call("workflow/import", document=document)
        self.assertEqual(taken["status"], "paused")
        self.assertEqual(
            self.events(there, workflow, "workflow.paused")[0]["data"], {"reason": "imported"})
        there.call("server/ping")
        self.assertTrue(there.calls.empty())
        there.call("workflow/resume", workflowId=workflow)
        call = there.called()
        self.assertEqual(call["params"]["attempt"], 2)
        there.reply(call, result={"result": "done"})
        self.assertEqual(self.finished(there, workflow)["output"], "done")

    def test_the_events_are_told_to_those_who_follow(self):
        here, workflow = self.failed_workflow()
        document = here.call("workflow/export", workflowId=workflow)
        there = self.other()
        there.call("events/subscribe")
        there.call("workflow/import", document=document)
        told = [there.event("workflow.created")["workflowId"], there.event("workflow.failed")["seq"]]
        self.assertEqual(told, [workflow, len(document["events"])])

    def test_open_questions_and_kept_signals_move_along(self):
        here = self.engine()
        workflow = self.create(
            here, {"name": "ask", "type": "input", "prompt": "Go?"},
            {"name": "each", "type": "forEach", "items": [1, 2], "steps": [{"agentId": "echo"}]},
            {"name": "wait", "type": "signal", "signal": "go"}, execute=True)
        here.call("workflow/wait", workflowId=workflow, until="blocked")
        here.call("workflow/signal", workflowId=workflow, name="go", payload="kept")
        asked = here.call("input/list", workflowId=workflow)["inputs"]
        document = here.call("workflow/export", workflowId=workflow)
        there = self.other()
        there.call("workflow/import", document=document)
        self.assertEqual(there.call("input/list")["inputs"], asked)
        there.call("workflow/resume", workflowId=workflow)
        answer = there.call(
            "input/respond", inputId=asked[0]["inputId"], action="accept", content="yes")
        ended = self.finished(there, workflow)
        self.assertEqual((ended["status"], ended["output"]), ("completed", "kept"))
        last = self.other()
        last.call("workflow/import", document=there.call("workflow/export", workflowId=workflow))
        self.assertEqual(last.call("workflow/get", workflowId=workflow), ended)
        again = last.call("input/respond", inputId=asked[0]["inputId"], action="decline")
        self.assertEqual(again, answer)
        steps = lambda engine: engine.call("step/list", workflowId=workflow)
        self.assertEqual(steps(last), steps(there))

    def test_what_waits_goes_on_waiting_elsewhere(self):
        """An open question, a timer, the end of a wait and a retry that is due later."""
        here = self.engine("--test-clock")
        again = {"maxAttempts": 9, "initialInterval": "2h", "maxInterval": "2h", "jitter": "none"}
        workflow = here.call("workflow/create", name="W", execute=True, steps=[
            {"type": "parallel", "join": "settled", "branches": {
                "asked": [{"name": "ask", "type": "input", "prompt": "Go on?",
                           "choices": ["yes", "no"]}],
                "late": [{"type": "input", "prompt": "In time?", "timeout": "3h"}],
                "nap": [{"type": "sleep", "duration": "1h"}, {"agentId": "echo", "input": "up"}],
                "again": [{"name": "again", "agentId": "fail", "retry": again,
                           "input": {"message": "no luck", "retryable": True}}],
            }}])["id"]
        here.event("step.retryScheduled")
        document = here.call("workflow/export", workflowId=workflow)
        asked = here.call("input/list")["inputs"]
        here.close()
        there = self.other("--test-clock")
        taken = there.call("workflow/import", document=document)
        self.assertEqual(taken["status"], "paused")
        self.assertEqual(len(asked), 2)
        self.assertEqual(there.call("input/list")["inputs"], asked)
        question = next(one for one in asked if one["prompt"] == "Go on?")["inputId"]
        there.call("events/subscribe", workflowId=workflow, types=["step.retryScheduled"])
        there.call("workflow/resume", workflowId=workflow)
        there.call("input/respond", inputId=question, action="accept", content="yes")
        left = there.call("input/list")["inputs"]
        self.assertEqual([one["prompt"] for one in left], ["In time?"])
        attempts = lambda: there.call("step/get", workflowId=workflow, stepId="again")["attempt"]
        self.assertEqual(attempts(), 1)
        there.call("clock/advance", ms=2 * 3_600_000)
        there.event("step.retryScheduled")
        self.assertEqual(attempts(), 2)
        there.call("clock/advance", ms=2 * 3_600_000)
        self.assertEqual(there.call("input/list")["inputs"], [])
        there.call("step/resolve", workflowId=workflow, stepId="again", action="skip")
        done = self.finished(there, workflow)
        statuses = {name: branch["status"] for name, branch in done["output"].items()}
        self.assertEqual(
            (done["output"]["asked"]["result"], done["output"]["nap"]["result"]), ("yes", "up"))
        self.assertEqual(statuses["late"], "failed")

    def test_one_that_went_back_moves_with_the_same_steps(self):
        here = self.engine()
        each = {"type": "forEach", "name": "each", "items": [1, 2, 3], "maxConcurrency": 1, "steps": [
            {"name": "item", "agentId": "echo", "input": "${item}"},
            {"name": "check", "agentId": "fail", "if": "item == 2", "input": {"message": "no"}}]}
        workflow = here.call("workflow/create", name="W", steps=[each, {"agentId": "echo"}])["id"]
        here.call("workflow/execute", workflowId=workflow, wait=True)
        for step in ("each", "item[1]"):
            here.call("workflow/retry", workflowId=workflow, fromStepId=step)
            self.finished(here, workflow)
        here.call("workflow/retry", workflowId=workflow)
        self.finished(here, workflow)
        fork = here.call("workflow/fork", workflowId=workflow, atStepId="check[1]")["id"]
        there = self.other()
        for one in (workflow, fork):
            document = here.call("workflow/export", workflowId=one)
            taken = there.call("workflow/import", document=document)
            self.assertEqual(taken, here.call("workflow/get", workflowId=one))

    def test_an_import_is_made_once(self):
        here, workflow = self.failed_workflow()
        document = here.call("workflow/export", workflowId=workflow)
        there = self.other()
        answers = [
            there.begin("workflow/import", document=document, idempotencyKey="k") for _ in range(5)]
        answers += [there.begin("workflow/import", document=document) for _ in range(5)]
        self.assertEqual({there.result(answer)["id"] for answer in answers}, {workflow})
        other = copy.deepcopy(document)
        other["workflow"]["name"] = "other"
        refused = self.refusal(there, "workflow/import", document=sealed(document | {"x": 1}),
                               idempotencyKey="k")
        self.assertEqual(refused.code, 1005)

    def test_an_id_with_another_history_is_a_conflict(self):
        there = self.other()
        there.call("workflow/create", id="w", name="here")
        here = self.other()
        here.call("workflow/create", id="w", name="there")
        document = here.call("workflow/export", workflowId="w")
        refused = self.refusal(there, "workflow/import", document=document)
        self.assertEqual((refused.code, refused.data["workflowId"]), (1005, "w"))
        there.call("workflow/delete", workflowId="w")
        self.assertEqual(self.refusal(there, "workflow/import", document=document).code, 1005)

    def test_workflows_that_share_a_thread_can_both_move(self):
        here = self.engine()
        here.call("thread/create", id="t", title="Shared")
        for name in ("a", "b"):
            here.call(
                "workflow/create", id=name, name=name,
                steps=[{"agentId": "echo", "input": name, "threadId": "t"}], execute=True)
            self.finished(here, name)
        documents = [here.call("workflow/export", workflowId=name) for name in ("a", "b")]
        there = self.other()
        for document in documents:
            there.call("workflow/import", document=document)
        said = lambda engine: engine.call("message/list", threadId="t")
        self.assertEqual(said(there), said(here))
        self.assertEqual(
            [there.call("workflow/export", workflowId=name) for name in ("a", "b")], documents)
        late = self.other()
        late.call("thread/create", id="t", title="Another")
        refused = self.refusal(late, "workflow/import", document=documents[0])
        self.assertEqual((refused.code, refused.data["threadId"]), (1005, "t"))

    def test_what_was_changed_on_the_way_is_refused(self):
        here, workflow = self.failed_workflow()
        document = here.call("workflow/export", workflowId=workflow)
        there = self.other()

        def changed(change):
            copied = copy.deepcopy(document)
            change(copied)
            return copied

        name = changed(lambda d: d["definition"].update(name="other"))
        self.assertEqual(self.refused(there, name)["code"], "checksum")
        for change, code, path in [
            (lambda d: d["events"].pop(3), "gap", "/document/events/3/seq"),
            (lambda d: d["events"].pop(), "mismatch", "/document/workflow"),
            (lambda d: d["workflow"].update(status="completed"), "mismatch", "/document/workflow"),
            (lambda d: d["events"][2].update(type="step.vanished"), "unreadable",
             "/document/events/2"),
            (lambda d: d["events"].insert(0, d["events"][1]), "gap", "/document/events/0/seq"),
            (lambda d: d["events"][1].update(type="workflow.created"), "unreadable",
             "/document/events/1"),
            (lambda d: d["threads"][0]["messages"][0].update(contentFrom={"seq": 99, "member": "x"}),
             "mismatch", "/document/threads/0/messages/0/contentFrom"),
            (lambda d: d["threads"].append(d["threads"][0]), "duplicate",
             f"/document/threads/{len(document['threads'])}/id"),
            (lambda d: d.update(events=7), "wrongType", "/document/events"),
            (lambda d: d.pop("threads"), "missing", "/document/threads"),
            (lambda d: d["events"][1].update(at="yesterday"), "wrongType",
             "/document/events/1/at"),
        ]:
            problem = self.refused(there, sealed(changed(change)))
            self.assertEqual((problem["code"], problem["path"]), (code, path))
        self.assertEqual(there.call("workflow/list")["workflows"], [])
        self.assertEqual(there.call("thread/list")["threads"], [])
        there.call("workflow/import", document=sealed(document))

    def test_hostile_documents_end_in_an_error(self):
        here, workflow = self.failed_workflow()
        here.call("workflow/retry", workflowId=workflow)
        here.call("workflow/cancel", workflowId=workflow)
        document = here.call("workflow/export", workflowId=workflow)
        there = self.other()
        huge = 2 ** 63 - 1
        places = [
            (index, member) for index, event in enumerate(document["events"])
            for member in ["attempt", "index", "position", "path", "stepId", "usage", "current"]]
        for index, member in places:
            for value in (huge, -1, "99999", {"inputTokens": huge}):
                hostile = copy.deepcopy(document)
                hostile["events"][index]["data"][member] = value
                try:
                    there.call("workflow/import", document=sealed(hostile))
                except Refused as refused:
                    self.assertIn(refused.code, (1004, 1005))
        there.call("server/ping")


if __name__ == "__main__":
    unittest.main()
