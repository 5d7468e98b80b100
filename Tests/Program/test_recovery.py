"""Children, compensation, handlers, budgets and bombs, as a host sees them."""

import unittest

from language import LanguageTest


class Children(LanguageTest):
    child = {"name": "child", "steps": [{"agentId": "work", "input": "${input.n * 2}"}]}

    def test_a_child_ends_when_its_step_is_settled_by_hand(self):
        engine = self.engine()
        parent = engine.call("workflow/create", name="parent", execute=True, steps=[
            {"name": "wait", "type": "workflow", "definition": {
                "name": "child", "steps": [{"type": "sleep", "duration": "1h"}]}},
            {"type": "signal", "signal": "end"}])["id"]
        engine.event("step.waiting")
        waiting = engine.call("workflow/get", workflowId=parent)["waitingFor"][0]
        self.assertEqual(waiting["reason"], "child")
        child = waiting["childWorkflowId"]
        while not engine.call("workflow/list", nameContains="child")["workflows"]:
            pass
        engine.call(
            "step/resolve", workflowId=parent, stepId="wait", action="complete", result="by hand")
        ended = engine.call("workflow/wait", workflowId=child, timeoutMs=5000)
        self.assertEqual(ended["status"], "cancelled")

    def test_a_child_gives_its_output(self):
        engine = self.host(work=lambda call: {"result": call["input"]})
        done = self.run_through(
            engine, {"type": "forEach", "items": [1, 2], "steps": [
                {"type": "workflow", "definition": self.child, "input": {"n": "${item}"}}]})
        self.assertEqual(done["output"], [2, 4])
        children = engine.call("workflow/list", nameContains="child")["workflows"]
        self.assertEqual({c["parentWorkflowId"] for c in children}, {done["id"]})

    def test_a_child_of_a_template_outlives_the_engine(self):
        first = self.host("work")
        first.call("template/create", name="t", definition=self.child)
        workflow = self.create(
            first, {"type": "workflow", "template": "t", "input": {"n": 3}}, execute=True)
        first.called()
        first.kill()
        second = self.host(work=lambda call: {"result": call["input"]})
        self.assertEqual(self.finished(second, workflow)["output"], 6)

    def test_the_failure_of_a_child_is_the_step_s(self):
        engine = self.engine()
        done = self.run_through(
            engine, {"type": "workflow", "template": "nowhere",
                     "onError": [{"match": "templateNotFound", "result": "none"}]},
            {"type": "workflow", "definition": {"name": "c", "steps": [{"type": "fail"}]}})
        self.assertEqual(done["steps"][0]["result"], "none")
        self.assertEqual(done["status"], "failed")
        self.assertIn("child", done["error"])

    def test_a_cancelled_workflow_cancels_its_children(self):
        engine = self.host("work")
        workflow = self.create(
            engine, {"type": "workflow", "definition": self.child, "input": {"n": 1}}, execute=True)
        engine.called()
        child = engine.call("workflow/list", nameContains="child")["workflows"][0]["id"]
        engine.call("workflow/cancel", workflowId=workflow)
        self.assertEqual(self.finished(engine, child)["status"], "cancelled")


class Recovery(LanguageTest):
    def test_a_saga_is_undone_from_the_last_to_the_first(self):
        done = []
        engine = self.host(book=lambda call: done.append(call["input"]) or "x")
        workflow = self.run_through(
            engine,
            *({"agentId": "book", "input": name,
               "compensate": {"agentId": "book", "input": f"cancel {name}"}}
              for name in ("flight", "hotel")),
            {"type": "fail", "message": "no car"})
        self.assertEqual(workflow["status"], "failed")
        self.assertEqual(workflow["error"], "no car")
        self.assertEqual(done, ["flight", "hotel", "cancel hotel", "cancel flight"])
        self.assertEqual(workflow["steps"][0]["children"][0]["result"], "x")

    def test_what_failed_is_handled(self):
        engine = self.engine()
        done = self.run_through(
            engine, {"agentId": "fail", "input": {"type": "outage", "message": "down"},
                     "onError": [{"match": "other", "continue": True},
                                 {"match": "outage", "result": "was ${error.message}"}]})
        self.assertEqual(done["output"], "was down")

    def test_a_budget_of_calls_is_never_exceeded_and_can_be_raised(self):
        calls = []
        engine = self.host(work=lambda call: calls.append(call) or "x")
        workflow = self.create(
            engine, {"type": "forEach", "items": list(range(6)), "steps": [{"agentId": "work"}]},
            budget={"agentCalls": 4}, execute=True)
        blocked = engine.call("workflow/wait", workflowId=workflow, until="blocked")
        self.assertEqual(blocked["waitingFor"][0]["reason"], "budget")
        self.assertEqual(len(calls), 4)
        engine.call("workflow/update", workflowId=workflow, budget={"agentCalls": 6})
        self.assertEqual(self.finished(engine, workflow)["status"], "completed")
        self.assertEqual(len(calls), 6)

    def test_what_an_agent_reserves_must_fit_into_the_budget_before_it_is_called(self):
        settings = self.folder / "stepwell.yaml"
        settings.write_text(
            "agents:\n  copy: {kind: command, argv: [cat], reserve: {tokens: 200}}\n")
        engine = self.engine("--config", str(settings))
        workflow = self.create(
            engine, {"agentId": "copy", "input": "x"}, budget={"tokens": 150}, execute=True)
        blocked = engine.call("workflow/wait", workflowId=workflow, until="blocked")
        self.assertEqual(blocked["waitingFor"][0]["reason"], "budget")
        engine.call("workflow/update", workflowId=workflow, budget={"tokens": 250})
        self.assertEqual(self.finished(engine, workflow)["output"], "x")


class Hostile(LanguageTest):
    def test_bombs_end_in_a_sentence(self):
        engine = self.engine()
        deep = [{"agentId": "echo"}]
        for _ in range(55):
            deep = [{"type": "loop", "maxIterations": 1, "steps": deep}]
        refused = self.refusal(engine, "workflow/create", name="w", steps=deep)
        self.assertEqual(refused.data["problems"][0]["code"], "limitExceeded")
        many = {f"b{n}": [] for n in range(1_000_000)}
        refused = self.refusal(
            engine, "workflow/create", name="w", steps=[{"type": "parallel", "branches": many}])
        self.assertEqual(refused.data["problems"][0]["code"], "limitExceeded")
        numbers = "[1,2,3,4,5,6,7,8,9,10]"
        bomb = numbers
        for level in range(9):
            bomb = f"{numbers}.map(x{level}, {bomb})"
        done = self.run_through(engine, {"agentId": "echo", "input": "${" + bomb + "}"})
        self.assertEqual(done["problem"]["type"], "limitExceeded")


if __name__ == "__main__":
    unittest.main()
