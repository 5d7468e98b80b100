"""What calls tell on the way, conversations, and changes that are sent more than once."""

import unittest

from contract import ContractTest
from engine import Refused


class Updates(ContractTest):
    def test_deltas_come_in_order_between_the_start_and_the_end_and_are_not_kept(self):
        engine = self.host("a")
        workflow = self.create(engine, {"agentId": "a", "name": "talk"}, execute=True)
        call = engine.called()
        identity = call["params"]["callId"]
        for n in range(200):
            engine.notify("agent/update", callId=identity, delta=str(n))
        engine.notify("agent/update", callId=identity, progress=0.5)
        engine.reply(call, result={"result": "end"})
        self.finished(engine, workflow)
        told = [m["params"] for m in engine.received if m.get("method") == "workflow/event"]
        kinds = [notice["event"]["type"] for notice in told]
        deltas = [n for n in told if n["event"]["type"] == "step.delta"]
        self.assertEqual([n["event"]["data"]["delta"] for n in deltas], list(map(str, range(200))))
        self.assertLess(kinds.index("step.started"), kinds.index("step.delta"))
        self.assertLess(kinds.index("step.progress"), kinds.index("step.completed"))
        for notice in deltas:
            self.assertNotIn("cursor", notice)
            self.assertNotIn("seq", notice["event"])
            self.assertEqual(notice["event"]["stepName"], "talk")
        self.assertNotIn("step.delta", self.types(engine, workflow))

    def test_a_message_joins_the_conversation(self):
        engine = self.host("a")
        workflow = self.create(engine, {"agentId": "a", "input": "go"}, execute=True)
        call = engine.called()
        engine.notify(
            "agent/update", callId=call["params"]["callId"],
            message={"role": "assistant", "content": "thinking"})
        engine.reply(call, result={"result": "done"})
        thread = self.finished(engine, workflow)["steps"][0]["threadId"]
        messages = engine.call("message/list", threadId=thread)["messages"]
        self.assertEqual([m["content"] for m in messages], ["go", "thinking", "done"])

    def test_updates_of_no_call_mean_nothing(self):
        engine = self.engine()
        engine.notify("agent/update", callId="none", delta="x")
        engine.notify("agent/update")
        engine.notify("agent/update", callId=5)
        engine.call("server/ping")


class Threads(ContractTest):
    def test_a_step_that_has_not_begun_has_a_thread_to_write_to(self):
        engine = self.host("a")
        created = self.create(engine, "a", {"agentId": "a", "input": "go"})
        engine.call("workflow/addStep", workflowId=created, step={"agentId": "a"})
        steps = engine.call("workflow/get", workflowId=created)["steps"]
        threads = [step["threadId"] for step in steps]
        listed = engine.call("thread/list", workflowId=created)["threads"]
        self.assertEqual({t["id"] for t in listed}, set(threads))
        for thread in threads:
            self.assertEqual(engine.call("thread/get", threadId=thread)["workflowId"], created)
            self.assertEqual(engine.call("message/list", threadId=thread)["messages"], [])
        words = {"role": "system", "content": "Be brief."}
        engine.call("message/append", threadId=threads[1], **words)
        engine.call("workflow/execute", workflowId=created)
        engine.reply(engine.called(), result={"result": 1})
        call = engine.called()
        self.assertEqual(
            [m["content"] for m in call["params"]["messages"]], ["Be brief.", "go"])
        engine.reply(call, result={"result": 2})
        engine.reply(engine.called(), result={"result": 3})
        messages = engine.call("message/list", threadId=threads[1])["messages"]
        self.assertEqual([m["content"] for m in messages], ["Be brief.", "go", "2"])

    def test_what_was_written_to_a_waiting_step_is_heard_after_a_restart_and_elsewhere(self):
        engine = self.engine()
        waiting = [self.create(engine, {"agentId": "a", "input": "go"}) for _ in range(2)]
        words = {"role": "user", "content": "first"}
        for workflow in waiting:
            thread = engine.call("workflow/get", workflowId=workflow)["steps"][0]["threadId"]
            engine.call("message/append", threadId=thread, **words)
        engine.call("workflow/execute", workflowId=waiting[0])
        engine.kill()
        engine = self.host("a")
        engine.call("workflow/execute", workflowId=waiting[1])
        for _ in waiting:
            call = engine.called()
            self.assertEqual([m["content"] for m in call["params"]["messages"]], ["first", "go"])
            engine.reply(call, result={"result": 1})

    def test_writing_twice_with_the_same_key_writes_once(self):
        engine = self.engine()
        created = [
            engine.begin("thread/create", title="t", idempotencyKey="k") for _ in range(5)]
        threads = {engine.result(answer)["id"] for answer in created}
        self.assertEqual(len(threads), 1)
        thread = threads.pop()
        self.assertEqual(engine.call("thread/get", threadId=thread)["title"], "t")
        appended = [
            engine.begin("message/append", threadId=thread, role="user", content="hello",
                         idempotencyKey="k")
            for _ in range(5)
        ]
        self.assertEqual(len({engine.result(answer)["id"] for answer in appended}), 1)
        self.assertEqual(len(engine.call("message/list", threadId=thread)["messages"]), 1)
        other = self.refusal(
            engine, "message/append", threadId=thread, role="user", content="other",
            idempotencyKey="k")
        self.assertEqual(other.code, 1005)
        gone = [
            engine.call("thread/delete", threadId=thread, idempotencyKey="d") for _ in range(2)]
        self.assertEqual(gone, [{"deleted": True}] * 2)

    def test_messages_are_ordered_paged_and_keep_their_blocks(self):
        engine = self.engine()
        thread = engine.call("thread/create", id="mine", metadata={"a": 1})["id"]
        contents = [[{"type": "text", "text": f"{n}"}] if n % 2 else str(n) for n in range(25)]
        for content in contents:
            engine.call("message/append", threadId=thread, role="user", content=content)
        seen, cursor = [], {}
        while True:
            page = engine.call("message/list", threadId=thread, limit=10, **cursor)
            seen += [message["content"] for message in page["messages"]]
            if "nextCursor" not in page:
                break
            cursor = {"cursor": page["nextCursor"]}
        self.assertEqual(seen, contents)
        self.assertEqual(
            self.refusal(engine, "thread/create", id="mine").data["type"], "conflict")
        self.assertEqual(self.refusal(engine, "thread/get", threadId="no").code, 1013)
        self.assertEqual(engine.call("thread/delete", threadId="no"), {"deleted": False})


class Keys(ContractTest):
    def test_a_change_sent_many_times_at_once_happens_once_and_is_told_the_same(self):
        engine = self.host("a")
        workflow = self.create(engine, "a", execute=True)
        engine.called()
        for method, params in (
            ("workflow/addStep", {"step": {"agentId": "b"}}),
            ("workflow/pause", {}), ("workflow/resume", {}),
            ("workflow/update", {"name": "v"}),
            ("workflow/cancel", {"reason": "r"}), ("workflow/retry", {}),
        ):
            with self.subTest(method):
                answers = [
                    engine.begin(method, workflowId=workflow, idempotencyKey="k", **params)
                    for _ in range(5)
                ]
                for answer in answers:
                    try:
                        self.assertEqual(engine.result(answer)["id"], workflow)
                    except Refused as refused:
                        self.fail(refused)
        types = self.types(engine, workflow)
        for kind in ("stepAdded", "paused", "resumed", "updated", "cancelled", "retried"):
            self.assertEqual(types.count(f"workflow.{kind}"), 1, kind)


if __name__ == "__main__":
    unittest.main()
