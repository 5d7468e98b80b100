"""Limits: how much at once, how large, how deep; and that a breach names itself."""

import subprocess
import unittest

from contract import ContractTest, request, session
from engine import BINARY, PATIENCE, Refused


class Limits(ContractTest):
    def test_too_many_requests_at_once_are_told_when_to_come_back(self):
        engine = self.engine()
        answers = [engine.begin("workflow/create", name="w") for _ in range(3000)]
        created = 0
        for answer in answers:
            try:
                engine.result(answer)
                created += 1
            except Refused as refused:
                self.assertEqual((refused.code, refused.data["type"]), (1008, "overloaded"))
                self.assertGreater(refused.data["retryAfterMs"], 0)
                self.assertTrue(refused.data["retryable"])
        self.assertGreaterEqual(created, 256)
        counts = engine.call("server/info")["counts"]
        self.assertEqual(counts["pending"], created, "what was refused has not happened")

    def test_waiting_requests_have_a_limit_of_their_own(self):
        engine = self.host("a")
        workflow = self.create(engine, "a", execute=True)
        call = engine.called()
        waits = [engine.begin("workflow/wait", workflowId=workflow) for _ in range(10_000)]
        refused = self.refusal(engine, "workflow/wait", workflowId=workflow)
        self.assertEqual(refused.data["type"], "overloaded")
        engine.call("server/ping")
        engine.reply(call, result={"result": 1})
        for wait in waits:
            self.assertEqual(engine.result(wait)["status"], "completed")

    def test_times_beyond_all_time_do_no_harm(self):
        engine = self.host("a")
        workflow = self.create(engine, "absent", execute=True)
        for late in (2**53, 2**63 - 1):
            wait = engine.begin("workflow/wait", workflowId=workflow, timeoutMs=late)
            poll = engine.begin("events/list", types=["workflow.deleted"], waitMs=late)
            self.create(
                engine, {"agentId": "a", "retry": {"initialInterval": "0s"}}, execute=True)
            engine.reply(engine.called(), error={
                "code": 1, "message": "x", "data": {"retryable": True, "retryAfterMs": late}})
            engine.event("step.retryScheduled")
            engine.call("server/ping")
            self.assertTrue(wait.empty() and poll.empty())

    def test_nesting_beyond_256_is_refused_under_its_id(self):
        deep = b'{"jsonrpc":"2.0","id":9,"method":"server/ping","params":{"_meta":%s%s}}'
        for depth, is_refused in ((254, False), (255, True)):
            answers = session(deep % (b"[" * depth, b"]" * depth), request(10, "server/ping"))
            self.assertEqual(answers[0]["id"], 9)
            self.assertEqual("error" in answers[0], is_refused)
            self.assertIn("result", answers[1])

    def test_separators_are_escaped_on_output(self):
        text = "a\u2028b\u2029c\u0085d"
        engine = self.engine()
        workflow = self.create(engine, {"agentId": "echo", "input": text}, execute=True)
        self.assertEqual(self.finished(engine, workflow)["output"], text)
        done = subprocess.run(
            [BINARY, "--store", self.store], stdout=subprocess.PIPE, timeout=PATIENCE, check=True,
            input=b'{"jsonrpc":"2.0","id":1,"method":"workflow/list"}\n')
        self.assertEqual(len(done.stdout.decode().splitlines()), 1)


if __name__ == "__main__":
    unittest.main()
