"""Subscriptions survive the death of their engine and a client that reads slowly."""

import json
import subprocess
import unittest

from contract import ContractTest, request
from engine import BINARY


class Subscriptions(ContractTest):
    def test_a_client_that_goes_on_from_its_cursor_after_a_crash_hears_every_event_once(self):
        engine = self.engine()
        workflow = self.create(
            engine, *[{"agentId": "delay", "input": {"ms": 3}}] * 30)
        engine.call("events/subscribe", workflowId=workflow, after="0", ephemeral=False)
        engine.call("workflow/execute", workflowId=workflow, events=False)
        heard, cursor = [], "0"
        for wanted in (20, 60, None):
            while wanted is None or len(heard) < wanted:
                params = engine.note("workflow/event")
                heard.append(params["event"]["seq"])
                cursor = params["cursor"]
                if params["event"]["type"] == "workflow.completed":
                    break
            if wanted is not None:
                engine.kill()
                engine = self.engine()
                engine.call("events/subscribe", workflowId=workflow, after=cursor, ephemeral=False)
        self.assertEqual(heard, list(range(1, len(heard) + 1)))
        self.assertEqual(len(heard), self.events(engine, workflow)[-1]["seq"])

    def test_a_client_that_does_not_read_is_told_where_to_go_on_and_then_misses_nothing(self):
        helper = self.engine()
        text = "x" * (1 << 20)
        workflow = self.create(helper, *["echo"] * 20, input=text)
        slow = subprocess.Popen(
            [BINARY, "--store", self.store], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(slow.wait)
        self.addCleanup(slow.stdout.close)
        self.addCleanup(slow.stdin.close)
        self.addCleanup(slow.kill)

        def ask(number, method, **params):
            slow.stdin.write(json.dumps(request(number, method, **params)).encode() + b"\n")
            slow.stdin.flush()

        def read(until):
            """What came up to the first message that is wanted."""
            messages = []
            while not messages or not until(messages[-1]):
                messages.append(json.loads(slow.stdout.readline()))
            return messages

        ask(1, "events/subscribe", workflowId=workflow, after="0")
        ask(2, "workflow/execute", workflowId=workflow, events=False)
        self.assertEqual(self.finished(helper, workflow)["status"], "completed")
        messages = read(lambda message: message.get("method") == "events/lagged")
        identifier = next(m for m in messages if m.get("id") == 1)["result"]["subscriptionId"]
        self.assertEqual(messages[-1]["params"]["subscriptionId"], identifier)
        # However often it is told, it goes on from there.
        number = 2
        while messages[-1]["method"] == "events/lagged":
            number += 1
            ask(number, "events/subscribe", workflowId=workflow,
                after=messages[-1]["params"]["resumeFrom"])
            messages += read(
                lambda message: message.get("method") == "events/lagged"
                or message.get("params", {}).get("event", {}).get("type") == "workflow.completed")
        heard = [
            m["params"]["event"]["seq"] for m in messages if m.get("method") == "workflow/event"]
        self.assertEqual(heard, list(range(1, len(heard) + 1)))


if __name__ == "__main__":
    unittest.main()
