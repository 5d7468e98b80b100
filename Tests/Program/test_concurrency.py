"""Keys of `concurrency`: at most so many at once, over all workflows and engines of a store."""

import unittest

from test_language import LanguageTest


class Keys(LanguageTest):
    def keyed(self, engine, limit=1, whole=False):
        concurrency = {"concurrency": {"key": "'db'", "limit": limit}}
        step = {"agentId": "work", **({} if whole else concurrency)}
        return engine.call(
            "workflow/create", name="w", steps=[step], execute=True,
            **(concurrency if whole else {}))["id"]

    def worker(self):
        engine = self.engine()
        engine.call("agent/register", agents=[{"agentId": "work"}])
        return engine

    def wait_for_queue(self, engine, workflow):
        """What the workflow waits for, once it stands in the queue."""
        while True:
            found = engine.call("workflow/explain", workflowId=workflow)
            if found["waitingFor"] and "ahead" in found["waitingFor"][0]:
                return found

    def test_two_engines_share_the_places_of_a_key_in_order(self):
        first, second = self.worker(), self.worker()
        held = self.keyed(first)
        call = first.called()
        second_in_line = self.keyed(second)
        explained = self.wait_for_queue(second, second_in_line)
        third_in_line = self.keyed(first)
        self.wait_for_queue(first, third_in_line)

        wait = explained["waitingFor"][0]
        self.assertEqual(
            (wait["reason"], wait["key"], wait["limit"]), ("concurrency", "db", 1))
        self.assertEqual((wait["heldBy"], wait["ahead"]), ([held], 0))
        self.assertIn(held, explained["summary"])
        self.assertEqual(explained["advice"][0]["request"]["params"]["workflowId"], held)

        first.reply(call, result={"result": 1})
        call = second.called()
        self.assertEqual(call["params"]["workflowId"], second_in_line)
        second.reply(call, result={"result": 2})
        call = first.called()
        self.assertEqual(call["params"]["workflowId"], third_in_line)
        first.reply(call, result={"result": 3})
        for workflow in (held, second_in_line, third_in_line):
            self.assertEqual(self.finished(first, workflow)["status"], "completed")

    def test_the_place_of_a_dead_engine_goes_on_with_its_workflow(self):
        first, second = self.worker(), self.worker()
        held = self.keyed(first, whole=True)
        first.called()
        waiting = self.keyed(second, whole=True)
        self.assertTrue(self.wait_for_queue(second, waiting)["waitingFor"][0]["isWhole"])
        first.kill()
        # The survivor takes it over, does its step again, and only then its own.
        for workflow in (held, waiting):
            call = second.called()
            self.assertEqual(call["params"]["workflowId"], workflow)
            second.reply(call, result={"result": "done"})
            self.assertEqual(self.finished(second, workflow)["status"], "completed")

    def test_who_waits_takes_its_turn_after_its_engine_died(self):
        first, second = self.worker(), self.worker()
        self.keyed(second)
        call = second.called()
        waiting = self.keyed(first)
        self.wait_for_queue(first, waiting)
        later = self.keyed(second)
        self.wait_for_queue(second, later)
        first.kill()
        second.reply(call, result={"result": 1})
        for workflow in (waiting, later):
            call = second.called()
            self.assertEqual(call["params"]["workflowId"], workflow)
            second.reply(call, result={"result": 2})

    def test_cancelling_gives_the_place_back(self):
        engine = self.worker()
        held = self.keyed(engine)
        engine.called()
        waiting = self.keyed(engine)
        self.wait_for_queue(engine, waiting)
        engine.call("workflow/cancel", workflowId=held)
        call = engine.called()
        self.assertEqual(call["params"]["workflowId"], waiting)

    def test_as_many_as_the_limit_says_go_at_once(self):
        engine = self.worker()
        workflows = [self.keyed(engine, limit=2) for _ in range(5)]
        calls = [engine.called(), engine.called()]
        for workflow in workflows[2:]:
            self.wait_for_queue(engine, workflow)
            engine.reply(calls.pop(0), result={"result": 0})
            calls.append(engine.called())
        for call in calls:
            engine.reply(call, result={"result": 0})
        for workflow in workflows:
            self.assertEqual(self.finished(engine, workflow)["status"], "completed")


if __name__ == "__main__":
    unittest.main()
