"""Events: subscriptions, cursors, long polls; results that are long; steps by name."""

import json
import unittest

from contract import ContractTest, by_id, request, session


class Subscriptions(ContractTest):
    def told(self, engine, subscription):
        return [
            message["params"] for message in engine.received
            if message.get("params", {}).get("subscriptionId") == subscription
        ]

    def test_events_replay_from_a_cursor_across_restarts_without_a_gap(self):
        first = self.host(a=lambda call: 1)
        workflow = self.create(first, "a", "a", "later", execute=True)
        first.call("workflow/wait", workflowId=workflow, until="blocked")
        page = first.call("events/list", workflowId=workflow, limit=3)
        self.assertTrue(page["hasMore"])
        first.kill()

        second = self.engine()
        answer = second.call("events/subscribe", workflowId=workflow, after=page["cursor"])
        self.register(second, later=lambda call: 2)
        self.finished(second, workflow)
        told = self.told(second, answer["subscriptionId"])
        seen = [e["seq"] for e in page["events"]] + [n["event"]["seq"] for n in told]
        everything = self.events(second, workflow)
        self.assertEqual(seen, [e["seq"] for e in everything])
        self.assertEqual([n["event"] for n in told], everything[3:])
        self.assertEqual(seen, list(range(1, len(seen) + 1)))

    def test_the_cursor_of_every_event_is_a_place_to_go_on_from(self):
        engine = self.host(a=lambda call: 1)
        workflow = self.create(engine, "a", "a", execute=True)
        ended = self.finished(engine, workflow)
        notices = [m["params"] for m in engine.received if m.get("method") == "workflow/event"]
        for place, notice in enumerate(notices):
            after = engine.call("events/list", workflowId=workflow, after=notice["cursor"])
            self.assertEqual(
                [e["seq"] for e in after["events"]],
                [n["event"]["seq"] for n in notices[place + 1:]])
        rest = engine.call("events/list", workflowId=workflow, after=ended["cursor"])
        self.assertEqual((rest["events"], rest["hasMore"]), ([], False))
        refused = self.refusal(engine, "events/list", after="nonsense")
        self.assertEqual((refused.code, refused.data["path"]), (-32602, "/after"))

    def test_whoever_joins_in_the_middle_misses_nothing_and_hears_nothing_early(self):
        engine = self.engine()
        workflows = [self.create(engine, *["echo"] * 40, execute=True) for _ in range(3)]
        answers = []
        for _ in range(15):
            for workflow in workflows:
                answers.append(engine.begin("events/subscribe", workflowId=workflow, after="0"))
            answers.append(engine.begin("events/subscribe", after="0"))
            engine.call("server/ping")
        subscriptions = [engine.result(answer)["subscriptionId"] for answer in answers]
        for workflow in workflows:
            self.finished(engine, workflow)
        self.settle(engine)
        counts = {w: len(self.events(engine, w)) for w in workflows}
        for place, subscription in enumerate(subscriptions):
            told = self.told(engine, subscription)
            for workflow in workflows if place % 4 == 3 else [workflows[place % 4]]:
                numbers = [
                    n["event"]["seq"] for n in told if n["event"]["workflowId"] == workflow]
                self.assertEqual(numbers, list(range(1, counts[workflow] + 1)))
        known = set()
        for message in engine.received:
            known.add(message.get("result", {}).get("subscriptionId"))
            if (notice := message.get("params", {})).get("subscriptionId") in subscriptions:
                self.assertIn(notice["subscriptionId"], known)

    def settle(self, engine):
        """Waits for a last event of a workflow made for it, which follows all others."""
        last = self.create(engine, execute=True)
        while engine.event("workflow.completed")["workflowId"] != last:
            pass
        engine.call("server/ping")

    def test_types_choose_durable_and_ephemeral_events(self):
        engine = self.host("a")
        wanted = {
            "ends": ["workflow.completed"],
            "deltas": ["step.delta"],
            "all": None,
        }
        subscriptions = {
            name: engine.call(
                "events/subscribe", **({"types": types} if types else {}))["subscriptionId"]
            for name, types in wanted.items()
        }
        subscriptions["durable"] = engine.call(
            "events/subscribe", ephemeral=False)["subscriptionId"]
        workflow = self.create(engine, "a")
        engine.call("workflow/execute", workflowId=workflow, events=False)
        call = engine.called()
        engine.notify("agent/update", callId=call["params"]["callId"], delta="x")
        engine.reply(call, result={"result": 1})
        self.finished(engine, workflow)
        kinds = {
            name: [notice["event"]["type"] for notice in self.told(engine, subscription)]
            for name, subscription in subscriptions.items()
        }
        self.assertEqual(kinds["ends"], ["workflow.completed"])
        self.assertEqual(kinds["deltas"], ["step.delta"])
        self.assertEqual(kinds["durable"], self.types(engine, workflow))
        self.assertEqual(sorted(kinds["all"]), sorted([*kinds["durable"], "step.delta"]))

    def test_nothing_follows_the_answer_to_unsubscribe(self):
        engine = self.engine()
        subscription = engine.call("events/subscribe")["subscriptionId"]
        workflow = self.create(engine, *["echo"] * 50)
        engine.call("workflow/execute", workflowId=workflow, events=False)
        self.assertIsNone(engine.call("events/unsubscribe", subscriptionId=subscription))
        place = len(engine.received)
        self.finished(engine, workflow)
        late = [m for m in engine.received[place:] if "method" in m]
        self.assertEqual(late, [])
        refused = self.refusal(engine, "events/unsubscribe", subscriptionId=subscription)
        self.assertEqual(refused.data["type"], "subscriptionNotFound")

    def test_an_execution_is_followed_until_it_ends_unless_it_should_not_be(self):
        engine = self.engine()
        quiet = self.create(engine, "echo", id="quiet")
        engine.call("workflow/execute", workflowId=quiet, events=False, wait=True)
        loud = self.create(engine, "echo", id="loud")
        engine.call("workflow/execute", workflowId=loud)
        ended = engine.note("events/ended")
        self.assertEqual(ended["reason"], "finished")
        told = self.told(engine, ended["subscriptionId"])
        self.assertEqual(told[-2]["event"]["type"], "workflow.completed")
        self.assertEqual(told[-2]["cursor"], ended["cursor"])
        self.assertEqual({n["event"]["workflowId"] for n in told[:-1]}, {loud})

    def test_a_long_poll_waits_for_the_first_event_or_its_time(self):
        engine = self.host("a")
        self.assertEqual(engine.call("events/list", waitMs=1)["events"], [])
        poll = engine.begin("events/list", types=["workflow.started"], waitMs=600_000)
        workflow = self.create(engine, "a", execute=True)
        page = engine.result(poll)
        self.assertEqual([e["type"] for e in page["events"]], ["workflow.started"])
        self.assertEqual(page["events"][0]["workflowId"], workflow)
        poll = engine.begin(
            "events/list", workflowId=workflow, types=["step.completed"], waitMs=600_000,
            after=page["cursor"])
        engine.reply(engine.called(), result={"result": 1})
        self.assertEqual(engine.result(poll)["events"][0]["type"], "step.completed")

    def test_a_long_poll_ends_with_the_input_once_nothing_moves_any_more(self):
        poll = {"types": ["workflow.completed"], "waitMs": 600_000}
        answers = by_id(session(
            request(1, "workflow/create", name="w", execute=True, steps=[
                {"agentId": "delay", "input": {"ms": 50}}]),
            request(2, "events/list", **poll)))
        self.assertEqual(len(answers[2]["result"]["events"]), 1)
        answers = by_id(session(
            request(1, "workflow/create", name="w", execute=True, steps=[{"agentId": "absent"}]),
            request(2, "events/list", **poll)))
        self.assertEqual(answers[2]["result"]["events"], [])

    def test_a_deleted_workflow_leaves_its_last_event(self):
        engine = self.engine()
        workflow = self.create(engine)
        cursor = engine.call("events/list")["cursor"]
        engine.call("workflow/delete", workflowId=workflow)
        last = engine.call("events/list", after=cursor)["events"]
        self.assertEqual(
            [(e["workflowId"], e["type"]) for e in last], [(workflow, "workflow.deleted")])


class LongResults(ContractTest):
    def setUp(self):
        super().setUp()
        self.text = "äöü€😀" * 100_000
        self.host_engine = self.host(text=lambda call: self.text, json=lambda call: [self.text])
        self.workflow = self.create(
            self.host_engine, {"agentId": "text", "name": "text"},
            {"agentId": "json", "name": "json"}, execute=True)
        self.ended = self.finished(self.host_engine, self.workflow)

    def pages(self, step, limit):
        offset, pieces = 0, []
        while offset is not None:
            page = self.host_engine.call(
                "step/output", workflowId=self.workflow, stepId=step, offset=offset, limit=limit)
            self.assertLessEqual(len(page["text"].encode()), limit)
            pieces.append(page["text"])
            offset = page.get("nextOffset")
        return "".join(pieces), page

    def test_they_are_sent_whole_unless_a_preview_is_asked_for(self):
        self.assertEqual(self.ended["output"], [self.text])
        short = self.host_engine.call(
            "workflow/get", workflowId=self.workflow, maxResultBytes=10)
        step = short["steps"][0]
        self.assertNotIn("result", step)
        self.assertEqual(step["resultPreview"], "äöü€")
        self.assertEqual(step["resultBytes"], len(self.text.encode()))
        self.assertNotIn("output", short)
        self.assertTrue(short["outputPreview"].startswith('["ä'))

    def test_step_output_pages_the_rest_and_cuts_no_character(self):
        whole, last = self.pages("text", 500_003)
        self.assertEqual(whole, self.text)
        self.assertEqual((last["json"], last["totalBytes"]), (False, len(self.text.encode())))
        whole, last = self.pages("json", 1_000_000)
        self.assertEqual((json.loads(whole), last["json"]), ([self.text], True))


class Steps(ContractTest):
    def test_they_are_found_by_id_and_by_name_and_listed_by_page_and_status(self):
        engine = self.engine()
        workflow = self.create(
            engine, *[{"agentId": "echo", "name": f"s{n}"} for n in range(12)], "absent",
            execute=True)
        engine.call("workflow/wait", workflowId=workflow, until="blocked")
        by_name = engine.call("step/get", workflowId=workflow, stepId="s3")
        self.assertEqual(
            engine.call("step/get", workflowId=workflow, stepId=by_name["id"]), by_name)
        first = engine.call("step/list", workflowId=workflow, limit=5)
        rest = engine.call(
            "step/list", workflowId=workflow, cursor=first["nextCursor"])
        names = [s.get("name") for s in first["steps"] + rest["steps"]]
        self.assertEqual(names, [*[f"s{n}" for n in range(12)], None])
        waiting = engine.call("step/list", workflowId=workflow, status="waiting")["steps"]
        self.assertEqual([s["agentId"] for s in waiting], ["absent"])
        missing = self.refusal(engine, "step/get", workflowId=workflow, stepId="s99")
        self.assertEqual((missing.code, missing.data["type"]), (1002, "stepNotFound"))

    def test_a_waiting_or_failed_step_may_be_resolved_by_a_person(self):
        for action, status, more in (
            ("complete", "completed", {"result": [1]}), ("skip", "completed", {}),
            ("fail", "failed", {"error": "I say so"}),
        ):
            with self.subTest(action):
                engine = self.engine()
                workflow = self.create(
                    engine, {"agentId": "absent", "name": "s"}, "echo", execute=True)
                engine.call("workflow/wait", workflowId=workflow, until="blocked")
                engine.call(
                    "step/resolve", workflowId=workflow, stepId="s", action=action, **more)
                ended = self.finished(engine, workflow)
                self.assertEqual(ended["status"], status)
                self.assertIn("step.resolved", self.types(engine, workflow))
                engine.close()

    def test_a_failed_step_is_retried_by_a_person(self):
        engine = self.host("a")
        workflow = self.create(engine, {"agentId": "a", "name": "s"}, execute=True)
        engine.reply(engine.called(), error={"code": 1, "message": "no"})
        self.finished(engine, workflow)
        engine.call("step/resolve", workflowId=workflow, stepId="s", action="retry")
        engine.reply(engine.called(), result={"result": "yes"})
        self.assertEqual(self.finished(engine, workflow)["output"], "yes")
        done = self.refusal(
            engine, "step/resolve", workflowId=workflow, stepId="s", action="skip")
        self.assertEqual(done.data["type"], "invalidState")


if __name__ == "__main__":
    unittest.main()
