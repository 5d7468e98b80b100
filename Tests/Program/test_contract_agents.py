"""The host as agent: what it is told, what it may answer, and what becomes of calls it leaves."""

import unittest
from datetime import datetime

from contract import ContractTest


class Calls(ContractTest):
    def test_a_call_says_all_that_the_work_needs(self):
        engine = self.host("writer", first=lambda call: {"result": {"facts": [1, 2]}})
        workflow = self.create(
            engine, {"agentId": "first", "name": "research"},
            {"agentId": "writer", "name": "draft", "input": "Write.", "timeout": "5m",
             "context": "all"},
            input={"topic": "tides"}, metadata={"user": "ada"}, execute=True)
        call = engine.called()["params"]
        self.assertEqual((call["workflowId"], call["workflowName"]), (workflow, "w"))
        self.assertEqual((call["agentId"], call["stepName"], call["attempt"]),
                         ("writer", "draft", 1))
        self.assertEqual(call["input"], "Write.")
        self.assertEqual(call["messages"], [{"role": "user", "content": "Write."}])
        context = call["context"]
        self.assertEqual(context["previous"], {"facts": [1, 2]})
        self.assertEqual(context["input"], {"topic": "tides"})
        self.assertEqual(context["metadata"], {"user": "ada"})
        self.assertEqual(
            context["steps"],
            {"research": {"status": "completed", "result": {"facts": [1, 2]}}})
        self.assertTrue(call["deadline"].endswith("Z"))
        step = engine.call("step/get", workflowId=workflow, stepId="draft")
        self.assertEqual((step["id"], step["threadId"]), (call["stepId"], call["threadId"]))

    def test_a_step_chooses_how_much_of_the_workflow_it_is_told(self):
        engine = self.host("a", first=lambda call: 1)
        for scope, told in (
            (None, {"previous": 1, "input": 0}), ("previous", {"previous": 1, "input": 0}),
            ("none", {}),
        ):
            step = {"agentId": "a", **({"context": scope} if scope else {})}
            self.create(engine, "first", step, input=0, execute=True)
            call = engine.called()
            self.assertEqual(call["params"]["context"], told)
            engine.reply(call, result={"result": 1})

    def test_any_json_is_a_result_and_the_next_step_gets_it(self):
        for result in (None, False, 0, 1.5, "", "text", [], {}, {"deep": [{"a": None}]}, 2**60):
            with self.subTest(result=result):
                engine = self.host(a=lambda call: {"result": result})
                workflow = self.create(engine, "a", "echo", execute=True)
                ended = self.finished(engine, workflow)
                self.assertEqual(ended["status"], "completed")
                self.assertEqual(ended["output"], result)
                self.assertIs(type(ended["output"]), type(result))
                engine.close()

    def test_a_result_that_is_no_answer_fails_the_step_with_a_sentence(self):
        engine = self.host("a")
        for answer in ({}, {"result": 1, "accepted": True}, {"result": 1, "usage": "much"}):
            with self.subTest(answer=answer):
                workflow = self.create(engine, "a", execute=True)
                engine.reply(engine.called(), result=answer)
                ended = self.finished(engine, workflow)
                self.assertEqual(ended["status"], "failed")
                self.assertIn("agent/run", ended["error"])

    def test_usage_and_messages_are_recorded(self):
        answer = {
            "result": "done",
            "messages": [{"role": "tool", "content": [{"type": "text", "text": "looked it up"}]}],
            "usage": {"inputTokens": 10, "outputTokens": 5, "costUSD": 0.25},
        }
        engine = self.host(a=lambda call: answer)
        workflow = self.create(engine, {"agentId": "a", "input": "go"}, "a", execute=True)
        ended = self.finished(engine, workflow)
        self.assertEqual(
            ended["usage"],
            {"agentCalls": 2, "inputTokens": 20, "outputTokens": 10, "costUSD": 0.5})
        self.assertEqual(ended["steps"][0]["usage"]["inputTokens"], 10)
        messages = engine.call("message/list", threadId=ended["steps"][0]["threadId"])["messages"]
        self.assertEqual(
            [(m["role"], m["content"]) for m in messages],
            [("user", "go"), ("tool", [{"type": "text", "text": "looked it up"}]),
             ("assistant", "done")])

    def test_steps_that_share_a_thread_continue_one_conversation(self):
        seen = []
        engine = self.host(a=lambda call: seen.append(call["messages"]) or f"answer {len(seen)}")
        thread = engine.call("thread/create", title="ours")["id"]
        engine.call("message/append", threadId=thread, role="system", content="Be brief.")
        step = {"agentId": "a", "threadId": thread}
        workflow = self.create(
            engine, {**step, "input": "one"}, {**step, "input": "two"}, execute=True)
        self.finished(engine, workflow)
        texts = [[(m["role"], m["content"]) for m in messages] for messages in seen]
        before = [("system", "Be brief."), ("user", "one")]
        self.assertEqual(texts[0], before)
        self.assertEqual(texts[1], [*before, ("assistant", "answer 1"), ("user", "two")])

    def test_the_number_of_calls_at_once_is_bounded_for_each_agent_and_for_all(self):
        engine = self.engine()
        engine.call(
            "agent/register", agents=[{"agentId": "one", "maxConcurrency": 1}, {"agentId": "all"}])
        for n in range(3):
            self.create(engine, "one", id=f"one{n}", execute=True)
        first = engine.called()
        self.assertEqual(self.standing(engine, "one"), (1, 2))
        for n in range(300):
            self.create(engine, "all", id=f"all{n}", execute=True)
        self.assertEqual(self.standing(engine, "all"), (255, 45))
        engine.reply(first, result={"result": 1})
        calls = [engine.called() for _ in range(256)]
        for call in calls:
            engine.reply(call, result={"result": 1})
        for _ in range(46):
            engine.reply(engine.called(), result={"result": 1})
        for n in range(300):
            self.assertEqual(self.finished(engine, f"all{n}")["status"], "completed")

    def standing(self, engine, agent):
        found = next(
            a for a in engine.call("agent/list")["agents"] if a["agentId"] == agent)
        return found["running"], found["waiting"]


class Failures(ContractTest):
    def failed(self, error, **step):
        engine = self.host("a")
        workflow = self.create(engine, {"agentId": "a", **step}, execute=True)
        engine.reply(engine.called(), error=error)
        return engine, workflow

    def test_an_error_is_final_unless_it_says_otherwise(self):
        engine, workflow = self.failed(
            {"code": -32000, "message": "out of paper", "data": {"type": "paper"}})
        ended = self.finished(engine, workflow)
        self.assertEqual((ended["status"], ended["error"]), ("failed", "out of paper"))
        self.assertEqual(
            ended["problem"], {"type": "paper", "message": "out of paper", "retryable": False})
        self.assertEqual(ended["steps"][0]["status"], "failed")

    def test_an_error_that_says_nothing_is_retried_where_a_retry_is_written(self):
        retry = {"maxAttempts": 2, "initialInterval": "1ms"}
        for data, attempts in [({}, 2), ({"retryable": True}, 2), ({"retryable": False}, 1)]:
            engine, workflow = self.failed({"code": 1, "message": "x", "data": data}, retry=retry)
            if attempts == 2:
                again = engine.called()
                self.assertEqual(again["params"]["attempt"], 2)
                engine.reply(again, error={"code": 1, "message": "x", "data": data})
            ended = self.finished(engine, workflow)
            self.assertEqual((ended["status"], ended["steps"][0]["attempt"]), ("failed", attempts))
            engine.close()

    def test_an_error_that_is_retryable_is_retried_no_sooner_than_it_says(self):
        engine, workflow = self.failed(
            {"code": 1, "message": "busy",
             "data": {"type": "busy", "retryable": True, "retryAfterMs": 250}},
            retry={"maxAttempts": 2, "initialInterval": "1ms", "jitter": "none"})
        second = engine.called()
        self.assertEqual(second["params"]["attempt"], 2)
        scheduled, = self.events(engine, workflow, "step.retryScheduled")
        started = self.events(engine, workflow, "step.started")[1]
        self.assertGreaterEqual(self.milliseconds(scheduled, started), 250)
        engine.reply(second, error={"code": 1, "message": "busy", "data": {"retryable": True}})
        self.assertEqual(self.finished(engine, workflow)["status"], "failed")

    def milliseconds(self, first, second):
        first, second = (datetime.fromisoformat(event["at"]) for event in (first, second))
        return (second - first).total_seconds() * 1000

    def test_retry_words_choose_by_the_type_of_the_problem(self):
        retry = {"maxAttempts": 3, "initialInterval": "0s", "retryOn": ["flaky"]}
        engine, workflow = self.failed(
            {"code": 1, "message": "x", "data": {"type": "flaky"}}, retry=retry)
        second = engine.called()
        engine.reply(second, error={"code": 1, "message": "y", "data": {"type": "other"}})
        ended = self.finished(engine, workflow)
        self.assertEqual((ended["error"], ended["steps"][0]["attempt"]), ("y", 2))

    def test_every_attempt_of_a_step_has_the_same_key(self):
        engine, _ = self.failed(
            {"code": 1, "message": "x", "data": {"retryable": True}},
            retry={"initialInterval": "0s"})
        keys = {m["params"]["idempotencyKey"] for m in engine.received
                if m.get("method") == "agent/run"}
        keys.add(engine.called()["params"]["idempotencyKey"])
        self.assertEqual(len(keys), 1)


class Accepted(ContractTest):
    def accepted(self):
        engine = self.host("a")
        workflow = self.create(
            engine, {"agentId": "a", "retry": {"initialInterval": "0s"}}, execute=True)
        call = engine.called()
        engine.reply(call, result={"accepted": True})
        engine.event("step.accepted")
        return engine, workflow, call["params"]["callId"]

    def test_it_is_finished_later(self):
        engine, workflow, call = self.accepted()
        engine.call("agent/heartbeat", callId=call)
        engine.call("agent/complete", callId=call, result=[1], usage={
            "inputTokens": 1, "outputTokens": 2})
        ended = self.finished(engine, workflow)
        self.assertEqual((ended["output"], ended["usage"]["outputTokens"]), ([1], 2))

    def test_it_fails_later_and_a_late_answer_for_an_older_attempt_is_stale(self):
        engine, workflow, call = self.accepted()
        engine.call("agent/fail", callId=call, error={"message": "x", "retryable": True})
        second = engine.called()
        for method, params in (
            ("agent/complete", {"result": 1}), ("agent/fail", {"error": {"message": "x"}})):
            stale = self.refusal(engine, method, callId=call, **params)
            self.assertEqual((stale.code, stale.data["type"]), (1011, "staleAttempt"))
        engine.reply(second, result={"result": "second"})
        self.assertEqual(self.finished(engine, workflow)["output"], "second")
        self.assertEqual(self.refusal(engine, "agent/complete", callId="x", result=1).code, -32602)

    def test_completing_twice_with_the_same_key_is_told_the_same(self):
        engine, workflow, call = self.accepted()
        answers = [
            engine.begin("agent/complete", callId=call, result=1, idempotencyKey="k")
            for _ in range(10)
        ]
        for answer in answers:
            engine.result(answer)
        self.assertEqual(len(self.events(engine, workflow, "step.completed")), 1)


class ComingAndGoing(ContractTest):
    def test_an_agent_that_is_not_there_is_waited_for(self):
        engine = self.engine()
        workflow = self.create(engine, "later", execute=True)
        blocked = engine.call("workflow/wait", workflowId=workflow, until="blocked")
        self.assertEqual(blocked["steps"][0]["status"], "waiting")
        self.register(engine, later=lambda call: "here")
        self.assertEqual(self.finished(engine, workflow)["output"], "here")

    def test_an_unregistered_agent_is_called_no_more_and_its_calls_go_on(self):
        engine = self.host("a")
        workflow = self.create(engine, "a", "a", execute=True)
        call = engine.called()
        engine.call("agent/unregister", agentIds=["a"])
        engine.reply(call, result={"result": "kept"})
        blocked = engine.call("workflow/wait", workflowId=workflow, until="blocked")
        self.assertEqual(blocked["steps"][0]["result"], "kept")
        self.assertEqual(blocked["waitingFor"][0]["reason"], "agent")
        refused = self.refusal(engine, "agent/unregister", agents=[{"agentId": "a"}])
        self.assertEqual((refused.code, refused.data["type"]), (1007, "agentNotFound"))

    def test_a_host_that_goes_away_loses_nothing(self):
        first = self.host("a")
        workflow = self.create(first, "a", execute=True)
        key = first.called()["params"]["idempotencyKey"]
        self.assertEqual(first.close(), 0)
        second = self.engine()
        waiting = second.call("workflow/wait", workflowId=workflow, until="blocked")
        self.assertEqual(waiting["status"], "running")
        self.register(second, "a")
        call = second.called()
        self.assertEqual(call["params"]["attempt"], 2)
        self.assertEqual(call["params"]["idempotencyKey"], key)
        second.reply(call, result={"result": 1})
        self.assertEqual(self.finished(second, workflow)["status"], "completed")

    def test_ten_interruptions_in_a_row_are_enough(self):
        engine = self.host("a")
        workflow = self.create(engine, "a", execute=True)
        for _ in range(9):
            engine.called()
            engine.kill()
            engine = self.host("a")
        engine.called()
        engine.kill()
        engine = self.host("a")
        ended = self.finished(engine, workflow)
        self.assertEqual((ended["status"], ended["problem"]["type"]), ("failed", "interrupted"))


if __name__ == "__main__":
    unittest.main()
