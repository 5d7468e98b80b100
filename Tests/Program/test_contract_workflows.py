"""What may be done to workflows: create, list, update, add steps."""

import unittest

from contract import ContractTest


class Creating(ContractTest):
    def test_the_same_key_and_body_give_the_same_workflow(self):
        engine = self.engine()
        body = {"name": "w", "steps": [{"agentId": "a", "input": {"x": 1, "y": 2}}]}
        first = engine.call("workflow/create", idempotencyKey="k", **body)
        again = engine.call(
            "workflow/create", idempotencyKey="k", _meta={"try": 2}, name="w",
            steps=[{"input": {"y": 2, "x": 1}, "agentId": "a"}])
        self.assertEqual(again["id"], first["id"])
        self.assertEqual(len(engine.call("workflow/list")["workflows"]), 1)
        other = self.refusal(engine, "workflow/create", name="v", idempotencyKey="k")
        self.assertEqual((other.code, other.data["type"]), (1005, "conflict"))

    def test_keys_are_kept_across_restarts_and_scoped_by_method(self):
        first = self.engine()
        workflow = first.call("workflow/create", name="w", idempotencyKey="k")["id"]
        first.call("workflow/update", workflowId=workflow, name="v", idempotencyKey="k")
        self.assertEqual(first.close(), 0)
        second = self.engine()
        again = second.call("workflow/create", name="w", idempotencyKey="k")
        self.assertEqual((again["id"], again["name"]), (workflow, "v"))
        refused = self.refusal(
            second, "workflow/update", workflowId=workflow, name="u", idempotencyKey="k")
        self.assertEqual(refused.code, 1005)

    def test_a_key_used_many_times_at_once_makes_one_workflow(self):
        engine = self.engine()
        answers = [
            engine.begin("workflow/create", name="w", idempotencyKey="k", execute=True,
                         steps=[{"agentId": "echo", "input": 1}])
            for _ in range(50)
        ]
        self.assertEqual(len({engine.result(answer)["id"] for answer in answers}), 1)
        self.assertEqual(len(engine.call("workflow/list")["workflows"]), 1)

    def test_an_id_of_the_callers_making_is_taken_once(self):
        engine = self.engine()
        engine.call("workflow/create", name="w", id="mine")
        self.assertEqual(engine.call("workflow/create", name="w", id="mine")["id"], "mine")
        refused = self.refusal(engine, "workflow/create", name="v", id="mine")
        self.assertEqual(refused.code, 1005)

    def test_what_was_refused_leaves_no_subscription_behind(self):
        engine = self.engine()
        self.refusal(engine, "workflow/execute", workflowId="later")
        workflow = self.create(engine, "echo", id="later")
        self.refusal(engine, "workflow/create", name="other", id="later", execute=True)
        engine.call("workflow/update", workflowId=workflow, name="v")
        engine.call("server/ping")
        self.assertFalse([m for m in engine.received if m.get("method") == "workflow/event"])

    def test_a_workflow_without_steps_completes(self):
        engine = self.engine()
        workflow = engine.call("workflow/create", name="w", execute=True)["id"]
        ended = self.finished(engine, workflow)
        self.assertEqual((ended["status"], ended["currentStepIndex"]), ("completed", 0))

    def test_ids_and_keys_are_refused_inside_a_definition(self):
        engine = self.engine()
        for member in ("id", "idempotencyKey", "execute"):
            report = engine.call(
                "workflow/validate", definition={"name": "w", "steps": [], member: "x"})
            self.assertFalse(report["valid"], member)

    def test_all_problems_are_told_at_once(self):
        report = self.engine().call(
            "workflow/validate",
            definition={"nam": "w", "steps": [{"agentId": 1}, {"agentId": "a", "retry": 3}]})
        self.assertFalse(report["valid"])
        self.assertEqual(
            {problem["path"] for problem in report["problems"]},
            {"/name", "/nam", "/steps/0/agentId", "/steps/1/retry"})

    def test_an_execution_of_what_runs_or_is_over_runs_nothing_twice(self):
        calls = []
        engine = self.host("slow", quick=lambda call: calls.append(call) or "x")
        workflow = self.create(engine, "quick", "slow", execute=True)
        call = engine.called()
        self.assertEqual(
            engine.call("workflow/execute", workflowId=workflow)["status"], "running")
        engine.reply(call, result={"result": "y"})
        self.finished(engine, workflow)
        refused = self.refusal(engine, "workflow/execute", workflowId=workflow)
        self.assertEqual(str(refused), f"Workflow with ID {workflow} is already completed")
        self.assertEqual(refused.data["type"], "invalidState")
        self.assertEqual(len(calls), 1)


class Listing(ContractTest):
    def setUp(self):
        super().setUp()
        self.host_engine = self.engine()
        for n in range(25):
            self.host_engine.call(
                "workflow/create", id=f"w{n:02}", name=f"Number {n}", execute=n % 5 == 0,
                metadata={"even": n % 2 == 0, "deep": {"n": n}})
        for n in range(0, 25, 5):
            self.finished(self.host_engine, f"w{n:02}")

    def ids(self, **params):
        return [w["id"] for w in self.host_engine.call("workflow/list", **params)["workflows"]]

    def test_ten_at_first_and_the_rest_by_cursor_or_offset(self):
        everything = self.ids(limit=100)
        self.assertEqual(len(everything), 25)
        self.assertEqual(self.ids(), everything[:10])
        self.assertEqual(self.ids(offset=10, limit=5), everything[10:15])
        seen, cursor = [], {}
        while True:
            page = self.host_engine.call("workflow/list", limit=7, **cursor)
            seen += [w["id"] for w in page["workflows"]]
            if "nextCursor" not in page:
                break
            cursor = {"cursor": page["nextCursor"]}
        self.assertEqual(seen, everything)

    def test_the_last_changed_stands_first_and_equal_times_by_id(self):
        workflows = self.host_engine.call("workflow/list", limit=100)["workflows"]
        keys = [(w["updatedAt"], w["id"]) for w in workflows]
        by_id = sorted(keys, key=lambda key: key[1])
        self.assertEqual(keys, sorted(by_id, key=lambda key: key[0], reverse=True))
        self.host_engine.call("workflow/update", workflowId="w03", description="d")
        self.assertEqual(self.ids(limit=1), ["w03"])

    def test_filters(self):
        self.assertEqual(
            set(self.ids(status="completed")), {f"w{n:02}" for n in range(0, 25, 5)})
        self.assertEqual(self.ids(status="failed"), [])
        self.assertEqual(len(self.ids(metadata={"even": True}, limit=100)), 13)
        self.assertEqual(self.ids(metadata={"deep": {"n": 7}}), ["w07"])
        self.assertEqual(len(self.ids(nameContains="nUMBER 1", limit=100)), 11)
        self.assertEqual(self.ids(nameContains="%"), [])

    def test_limits_are_from_1_to_100_and_steps_may_be_left_out(self):
        for limit in (0, 101):
            refused = self.refusal(self.host_engine, "workflow/list", limit=limit)
            self.assertEqual((refused.code, refused.data["path"]), (-32602, "/limit"))
        page = self.host_engine.call("workflow/list", includeSteps=False, limit=1)
        self.assertNotIn("steps", page["workflows"][0])
        refused = self.refusal(self.host_engine, "workflow/list", cursor="nonsense")
        self.assertEqual(refused.data["path"], "/cursor")


class Updating(ContractTest):
    def test_absent_is_unchanged_and_null_is_cleared(self):
        engine = self.engine()
        workflow = self.create(
            engine, description="d", metadata={"a": 1}, priority=3, budget={"agentCalls": 5})
        renamed = engine.call("workflow/update", workflowId=workflow, name="v")
        self.assertEqual(
            (renamed["name"], renamed["description"], renamed["metadata"], renamed["priority"]),
            ("v", "d", {"a": 1}, 3))
        cleared = engine.call(
            "workflow/update", workflowId=workflow, description=None, metadata=None,
            priority=None, budget=None)
        for member in ("description", "metadata", "priority", "budget"):
            self.assertNotIn(member, cleared)
        self.assertEqual(cleared["name"], "v")
        self.assertEqual(
            self.refusal(engine, "workflow/update", workflowId=workflow, name=None).code, -32602)

    def test_metadata_is_replaced_whole_and_found_by(self):
        engine = self.engine()
        workflow = self.create(engine, metadata={"a": 1})
        engine.call("workflow/update", workflowId=workflow, metadata={"b": 2})
        self.assertEqual(
            engine.call("workflow/get", workflowId=workflow)["metadata"], {"b": 2})
        self.assertFalse(engine.call("workflow/list", metadata={"a": 1})["workflows"])
        self.assertTrue(engine.call("workflow/list", metadata={"b": 2})["workflows"])


class AddingSteps(ContractTest):
    def add(self, engine, workflow, step, **params):
        added = engine.call("workflow/addStep", workflowId=workflow, step=step, **params)
        return [step.get("name") for step in added["steps"]]

    def test_at_the_end_or_after_another_by_name_or_id(self):
        engine = self.engine()
        workflow = self.create(engine, {"agentId": "a", "name": "one"})
        self.add(engine, workflow, {"agentId": "a", "name": "four"})
        self.add(engine, workflow, {"agentId": "a", "name": "two"}, after="one")
        two = engine.call("workflow/get", workflowId=workflow)["steps"][1]["id"]
        self.assertEqual(
            self.add(engine, workflow, {"agentId": "a", "name": "three"}, after=two),
            ["one", "two", "three", "four"])
        self.assertEqual(
            self.refusal(engine, "workflow/addStep", workflowId=workflow, after="nine",
                         step={"agentId": "a"}).code, 1002)

    def test_a_bad_step_is_refused_with_its_place(self):
        engine = self.engine()
        workflow = self.create(engine, {"agentId": "a", "name": "one"})
        for step, path in (
            ({"agentId": "a", "timeot": "1s"}, "/step/timeot"),
            ({"agentId": "a", "timeout": 5}, "/step/timeout"),
            ({"agentId": "a", "name": "one"}, "/step/name"),
        ):
            refused = self.refusal(engine, "workflow/addStep", workflowId=workflow, step=step)
            self.assertEqual(refused.code, 1004)
            self.assertEqual(refused.data["problems"][0]["path"], path)

    def test_while_it_runs_the_new_step_runs_too(self):
        engine = self.host("slow", echoing=lambda call: [call["input"]])
        workflow = self.create(engine, {"agentId": "slow", "name": "now"}, "echoing", execute=True)
        call = engine.called()
        self.add(engine, workflow, {"agentId": "echoing"}, after="now")
        self.add(engine, workflow, {"agentId": "echoing"})
        engine.reply(call, result={"result": 1})
        ended = self.finished(engine, workflow)
        self.assertEqual((ended["output"], ended["currentStepIndex"]), ([[[1]]], 3))
        self.assertEqual(self.types(engine, workflow).count("workflow.stepAdded"), 2)

    def test_not_before_what_has_passed_and_not_once_it_is_over(self):
        engine = self.host("slow", quick=lambda call: 1)
        workflow = self.create(engine, {"agentId": "quick", "name": "first"}, "slow", execute=True)
        call = engine.called()
        passed = self.refusal(
            engine, "workflow/addStep", workflowId=workflow, step={"agentId": "a"}, after="first")
        self.assertEqual(passed.data["type"], "invalidState")
        engine.reply(call, result={"result": 1})
        self.finished(engine, workflow)
        over = self.refusal(engine, "workflow/addStep", workflowId=workflow, step={"agentId": "a"})
        self.assertEqual(str(over), f"Workflow with ID {workflow} is already completed")


if __name__ == "__main__":
    unittest.main()
