"""Time on the wire, under a clock that stands still: retries, timeouts, heartbeats, pauses."""

import unittest

from contract import ContractTest


class Clock(ContractTest):
    def clocked(self, *agents):
        engine = self.engine("--test-clock")
        self.register(engine, *agents)
        return engine

    def pass_by(self, engine, milliseconds):
        return engine.call("clock/advance", ms=milliseconds)

    def test_time_moves_only_when_told_and_only_where_it_may(self):
        engine = self.clocked()
        first = engine.call("server/ping")["now"]
        self.assertEqual(engine.call("server/ping")["now"], first)
        self.assertGreater(self.pass_by(engine, 1500)["now"], first)
        self.assertTrue(engine.call("server/info")["capabilities"]["testClock"])
        engine.close()
        real = self.engine()
        refused = self.refusal(real, "clock/advance", ms=1)
        self.assertEqual((refused.code, refused.data["type"]), (1003, "invalidState"))

    def test_a_client_waits_by_its_own_clock(self):
        engine = self.clocked("a")
        workflow = self.create(engine, "a", execute=True)
        self.assertEqual(
            engine.call("workflow/wait", workflowId=workflow, timeoutMs=20)["status"], "running")
        engine.call("events/list", workflowId=workflow, types=["step.failed"], waitMs=20)
        self.assertEqual(engine.call("agent/claim", agentIds=["b"], waitMs=20)["calls"], [])

    def test_a_retry_waits_as_long_as_its_policy_says(self):
        engine = self.clocked("a")
        workflow = self.create(
            engine, {"agentId": "a", "retry": {
                "maxAttempts": 4, "backoff": "exponential", "initialInterval": "1s",
                "multiplier": 3, "maxInterval": "5s", "jitter": "none"}}, execute=True)
        for wait in (1000, 3000, 5000):
            engine.reply(engine.called(), error={
                "code": 1, "message": "busy", "data": {"retryable": True}})
            engine.event("step.retryScheduled")
            waiting = engine.call("workflow/get", workflowId=workflow)
            self.assertEqual(waiting["waitingFor"][0]["reason"], "retry")
            self.pass_by(engine, wait - 1)
            self.assertEqual(self.calls_of(engine), waiting["steps"][0]["attempt"])
            self.pass_by(engine, 1)
        engine.reply(engine.called(), error={
            "code": 1, "message": "still busy", "data": {"retryable": True}})
        ended = self.finished(engine, workflow)
        self.assertEqual((ended["status"], ended["error"]), ("failed", "still busy"))
        self.assertEqual(self.calls_of(engine), 4)

    def calls_of(self, engine):
        engine.call("server/ping")
        return sum(m.get("method") == "agent/run" for m in engine.received)

    def test_retry_after_is_obeyed_when_it_is_longer_than_the_policy(self):
        engine = self.clocked("a")
        self.create(
            engine, {"agentId": "a", "retry": {"initialInterval": "1s", "jitter": "none"}},
            execute=True)
        engine.reply(engine.called(), error={
            "code": 1, "message": "busy", "data": {"retryable": True, "retryAfterMs": 60_000}})
        engine.event("step.retryScheduled")
        self.pass_by(engine, 59_999)
        self.assertEqual(self.calls_of(engine), 1)
        self.pass_by(engine, 1)
        self.assertEqual(engine.called()["params"]["attempt"], 2)

    def test_an_attempt_that_takes_too_long_is_cancelled_and_tried_again(self):
        engine = self.clocked("a")
        workflow = self.create(
            engine, {"agentId": "a", "timeout": "10s",
                     "retry": {"maxAttempts": 2, "initialInterval": "0s"}}, execute=True)
        call = engine.called()
        self.pass_by(engine, 10_000)
        self.assertEqual(engine.note("$/cancelRequest"), {"id": call["id"]})
        stale = self.refusal(
            engine, "agent/complete", callId=call["params"]["callId"], result=1)
        self.assertEqual(stale.data["type"], "staleAttempt")
        self.assertEqual(engine.called()["params"]["attempt"], 2)
        self.pass_by(engine, 10_000)
        ended = self.finished(engine, workflow)
        self.assertEqual((ended["status"], ended["problem"]["type"]), ("failed", "timeout"))

    def test_the_total_timeout_counts_attempts_and_waits(self):
        engine = self.clocked("a")
        workflow = self.create(
            engine, {"agentId": "a", "timeout": {"attempt": "10s", "total": "15s"},
                     "retry": {"maxAttempts": 9, "initialInterval": "0s"}}, execute=True)
        engine.called()
        self.pass_by(engine, 10_000)
        engine.called()
        self.pass_by(engine, 5_000)
        ended = self.finished(engine, workflow)
        self.assertEqual((ended["status"], ended["problem"]["type"]), ("failed", "timeout"))
        self.assertEqual(ended["steps"][0]["attempt"], 2)

    def test_a_silent_attempt_times_out_and_each_update_is_a_heartbeat(self):
        engine = self.clocked("a")
        workflow = self.create(
            engine, {"agentId": "a", "heartbeat": "10s", "retry": {"maxAttempts": 1}},
            execute=True)
        call = engine.called()["params"]["callId"]
        for sign in ({"delta": "x"}, {"progress": 0.5}, {},
                     {"message": {"role": "assistant", "content": "m"}}):
            self.pass_by(engine, 9_000)
            engine.notify("agent/update", callId=call, **sign)
        self.pass_by(engine, 9_000)
        engine.call("agent/heartbeat", callId=call)
        self.pass_by(engine, 9_000)
        self.assertEqual(engine.call("workflow/get", workflowId=workflow)["status"], "running")
        self.pass_by(engine, 1_000)
        ended = self.finished(engine, workflow)
        self.assertEqual((ended["status"], ended["problem"]["type"]), ("failed", "timeout"))

    def test_while_paused_a_retry_falls_due_and_starts_nothing(self):
        engine = self.clocked("a")
        workflow = self.create(
            engine, {"agentId": "a", "retry": {"initialInterval": "1s", "jitter": "none"}},
            execute=True)
        engine.reply(engine.called(), error={
            "code": 1, "message": "busy", "data": {"retryable": True}})
        engine.event("step.retryScheduled")
        engine.call("workflow/pause", workflowId=workflow)
        self.pass_by(engine, 60_000)
        self.assertEqual(self.calls_of(engine), 1)
        engine.call("workflow/resume", workflowId=workflow)
        engine.reply(engine.called(), result={"result": 1})
        self.assertEqual(self.finished(engine, workflow)["status"], "completed")

    def test_while_paused_an_attempt_still_times_out(self):
        engine = self.clocked("a")
        workflow = self.create(
            engine, {"agentId": "a", "timeout": "10s", "retry": {"maxAttempts": 1}}, execute=True)
        call = engine.called()
        engine.call("workflow/pause", workflowId=workflow)
        self.pass_by(engine, 10_000)
        self.assertEqual(engine.note("$/cancelRequest"), {"id": call["id"]})

    def test_a_timer_survives_a_restart(self):
        first = self.clocked("a")
        workflow = self.create(
            first, {"agentId": "a", "retry": {"initialInterval": "1h", "jitter": "none",
                                              "maxInterval": "2h"}}, execute=True)
        first.reply(first.called(), error={
            "code": 1, "message": "busy", "data": {"retryable": True}})
        first.event("step.retryScheduled")
        first.kill()
        second = self.clocked("a")
        self.assertEqual(
            second.call("workflow/get", workflowId=workflow)["waitingFor"][0]["reason"], "retry")
        self.pass_by(second, 3_599_999)
        self.assertEqual(self.calls_of(second), 0)
        self.pass_by(second, 1)
        second.reply(second.called(), result={"result": 1})
        self.assertEqual(self.finished(second, workflow)["status"], "completed")

    def test_the_status_says_until_when_it_waits(self):
        engine = self.clocked("a")
        workflow = self.create(
            engine, {"agentId": "a", "name": "s",
                     "retry": {"initialInterval": "90s", "maxInterval": "90s", "jitter": "none"}},
            execute=True)
        engine.reply(engine.called(), error={
            "code": 1, "message": "busy", "data": {"retryable": True}})
        scheduled = engine.event("step.retryScheduled")
        step = engine.call("step/get", workflowId=workflow, stepId="s")
        self.assertEqual(step["status"], "waiting")
        self.assertEqual(step["waitingFor"]["reason"], "retry")
        self.assertEqual(step["waitingFor"]["until"], scheduled["data"]["until"])
        self.assertRegex(scheduled["at"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")


if __name__ == "__main__":
    unittest.main()
