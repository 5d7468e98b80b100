"""Workers that ask for calls instead of being called."""

import unittest

from contract import ContractTest, by_id, request, session


class Claims(ContractTest):
    def claim(self, engine, agent="pull", **params):
        return engine.call("agent/claim", agentIds=[agent], **params)["calls"]

    def test_a_worker_gets_what_waits_and_completes_it(self):
        engine = self.engine()
        workflow = self.create(
            engine, {"agentId": "pull", "name": "do"}, "echo", input={"n": 1}, execute=True)
        call, = self.claim(engine)
        self.assertEqual((call["workflowId"], call["input"]), (workflow, {"n": 1}))
        self.assertGreater(call["leaseMs"], 0)
        self.assertEqual(self.claim(engine), [])
        self.assertEqual(engine.call("agent/heartbeat", callId=call["callId"]), {})
        engine.call("agent/complete", callId=call["callId"], result="done")
        ended = self.finished(engine, workflow)
        self.assertEqual((ended["output"], ended["steps"][0]["attempt"]), ("done", 1))

    def test_a_worker_that_waits_gets_the_first_call_that_comes(self):
        engine = self.engine()
        claim = engine.begin("agent/claim", agentIds=["pull", "other"], waitMs=60_000)
        workflow = self.create(engine, "pull", execute=True)
        call, = engine.result(claim)["calls"]
        self.assertEqual(call["workflowId"], workflow)

    def test_a_worker_that_waits_in_vain_gets_nothing(self):
        self.assertEqual(self.claim(self.engine(), waitMs=50), [])

    def test_no_worker_gets_more_than_it_asked_for_and_no_call_goes_to_two(self):
        engine = self.engine()
        workflows = {self.create(engine, "pull", execute=True) for _ in range(10)}
        first = self.claim(engine, max=4)
        self.assertEqual(len(first), 4)
        others = [engine.begin("agent/claim", agentIds=["pull"], max=3) for _ in range(3)]
        calls = first + [call for claim in others for call in engine.result(claim)["calls"]]
        self.assertEqual(len(calls), 10)
        self.assertEqual({call["workflowId"] for call in calls}, workflows)
        self.assertEqual({call["attempt"] for call in calls}, {1})
        for call in calls:
            engine.call("agent/complete", callId=call["callId"], result=1)
        for workflow in workflows:
            self.assertEqual(self.finished(engine, workflow)["status"], "completed")

    def test_a_call_whose_worker_falls_silent_goes_to_another(self):
        engine = self.engine("--test-clock")
        workflow = self.create(
            engine, {"agentId": "pull", "retry": {"maxAttempts": 1}}, execute=True)
        lost, = self.claim(engine)
        engine.call("clock/advance", ms=lost["leaseMs"] - 1)
        self.assertEqual(self.claim(engine), [])
        engine.call("clock/advance", ms=1)
        found, = self.claim(engine)
        self.assertEqual((found["attempt"], found["idempotencyKey"]), (2, lost["idempotencyKey"]))
        late = self.refusal(engine, "agent/complete", callId=lost["callId"], result="late")
        self.assertEqual(late.data["type"], "staleAttempt")
        engine.call("agent/complete", callId=found["callId"], result="in time")
        self.assertEqual(self.finished(engine, workflow)["output"], "in time")

    def test_a_claimed_call_outlives_the_engine_it_was_claimed_from(self):
        first = self.engine()
        workflow = self.create(first, "pull", execute=True)
        call, = self.claim(first)
        first.kill()
        second = self.engine()
        self.assertEqual(self.claim(second), [])
        second.call("agent/complete", callId=call["callId"], result="elsewhere")
        self.assertEqual(self.finished(second, workflow)["output"], "elsewhere")

    def test_a_claim_that_is_cancelled_takes_nothing_away(self):
        engine = self.engine()
        claim = engine.begin("agent/claim", agentIds=["pull"], waitMs=60_000)
        engine.notify("$/cancelRequest", id=engine.count)
        self.assertEqual(claim.get(timeout=60)["error"]["code"], -32800)
        workflow = self.create(engine, "pull", execute=True)
        blocked = engine.call("workflow/wait", workflowId=workflow, until="blocked")
        self.assertEqual(blocked["waitingFor"][0]["reason"], "agent")
        self.assertEqual(len(self.claim(engine)), 1)

    def test_a_claim_at_the_end_of_a_script_does_not_hold_it_up(self):
        answers = by_id(session(request(1, "agent/claim", agentIds=["pull"], waitMs=600_000)))
        self.assertEqual(answers[1]["result"], {"calls": []})


if __name__ == "__main__":
    unittest.main()
