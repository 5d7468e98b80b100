"""Definitions that decide, branch, repeat, wait and recover, as a host sees them."""

import unittest

from contract import ContractTest
from engine import Refused


def names(step):
    return [child["name"] for child in step.get("children", [])]


class LanguageTest(ContractTest):
    def run_through(self, engine, *steps, **definition):
        """Runs a workflow to its end and returns it."""
        workflow = self.create(engine, *steps, execute=True, **definition)
        return self.finished(engine, workflow)

    def refuse(self, message):
        raise Refused({"code": 1, "message": message})


class Expressions(LanguageTest):
    def test_an_input_is_made_of_what_went_before(self):
        engine = self.host(write=lambda call: {"result": {"text": call["input"]}})
        done = self.run_through(
            engine,
            {"agentId": "write", "name": "draft", "input": "About ${input.topic}"},
            {"agentId": "write", "if": "size(steps.draft.result.text) > 100"},
            {"agentId": "write", "input": {"of": "${steps.draft.result}", "cost": "$${5}"}},
            input={"topic": "tea"}, output="${steps.draft.result.text}!")
        self.assertEqual(done["output"], "About tea!")
        self.assertEqual(done["steps"][1]["status"], "skipped")
        self.assertEqual(
            done["steps"][2]["input"], {"of": {"text": "About tea"}, "cost": "${5}"})

    def test_a_wrong_expression_is_refused_with_its_place(self):
        refused = self.refusal(
            self.engine(), "workflow/create", name="w",
            steps=[{"agentId": "echo", "name": "one"},
                   {"agentId": "echo", "input": {"a": "${steps.oen.result}"}}])
        self.assertEqual(refused.code, 1004)
        problem = refused.data["problems"][0]
        self.assertEqual(problem["path"], "/steps/1/input")
        self.assertEqual(problem["suggestion"], "one")

    def test_an_input_that_does_not_match_its_schema_is_refused(self):
        refused = self.refusal(
            self.engine(), "workflow/create", name="w", steps=[], input={"n": "x"},
            inputSchema={"properties": {"n": {"type": "integer"}}})
        self.assertEqual(refused.data["problems"][0]["path"], "/input/n")

    def test_a_result_is_repaired_once(self):
        asked = []

        def model(call):
            asked.append(call["messages"])
            return "sorry" if len(asked) == 1 else '{"n": 1}'

        engine = self.host(model=model)
        done = self.run_through(
            engine, {"agentId": "model", "outputSchema": {"type": "object"}})
        self.assertEqual(done["output"], {"n": 1})
        self.assertEqual(len(asked[1]), 3)
        self.assertIn("outputSchema", asked[1][-1]["content"])


class Containers(LanguageTest):
    def test_branches_and_items_are_children(self):
        engine = self.engine()
        done = self.run_through(
            engine,
            {"type": "parallel", "name": "both", "branches": {
                "left": [{"agentId": "echo", "name": "l", "input": 1}],
                "right": [{"agentId": "echo", "name": "r", "input": 2}]}},
            {"type": "forEach", "name": "all", "items": "${[1, 2, 3]}",
             "steps": [{"agentId": "echo", "name": "one", "input": "${item * 2}"}]})
        both, every = done["steps"]
        self.assertEqual(both["type"], "parallel")
        self.assertEqual(both["result"], {"left": 1, "right": 2})
        self.assertEqual(names(both), ["l", "r"])
        self.assertEqual(names(every), ["one[0]", "one[1]", "one[2]"])
        self.assertEqual(every["childCount"], 3)
        self.assertEqual(done["output"], [2, 4, 6])
        child = engine.call("step/get", workflowId=done["id"], stepId="one[1]")
        self.assertEqual((child["result"], child["name"]), (4, "one[1]"))
        listed = engine.call("step/list", workflowId=done["id"], stepId="all")["steps"]
        self.assertEqual([step["result"] for step in listed], [2, 4, 6])
        refused = self.refusal(engine, "step/get", workflowId=done["id"], stepId="one")
        self.assertEqual(refused.data["candidates"], ["one[0]", "one[1]", "one[2]"])

    def test_at_most_so_many_items_at_once(self):
        engine = self.host("slow")
        self.create(
            engine, {"type": "forEach", "items": "${input}", "maxConcurrency": 2,
                     "steps": [{"agentId": "slow"}]},
            input=list(range(4)), execute=True)
        calls = [engine.called(), engine.called()]
        self.assertTrue(engine.calls.empty())
        engine.reply(calls[0], result={"result": "x"})
        self.assertEqual(engine.called()["params"]["input"], 2)

    def test_the_first_of_several_wins_and_the_others_are_cancelled(self):
        engine = self.host("tortoise", hare=lambda call: "first")
        done = self.run_through(
            engine, {"type": "parallel", "name": "race", "join": "any", "branches": {
                "slow": [{"agentId": "tortoise"}], "fast": [{"agentId": "hare"}]}})
        self.assertEqual(done["output"], {"fast": "first"})
        statuses = [child["status"] for child in done["steps"][0]["children"]]
        self.assertEqual(statuses, ["cancelled", "completed"])
        self.assertTrue(
            any(m.get("method") == "$/cancelRequest" for m in engine.received) or
            engine.note("$/cancelRequest"))

    def test_a_loop_until_a_judge_is_content(self):
        engine = self.host(
            write=lambda call: f"draft {call['input']}",
            judge=lambda call: {"result": {"ok": call["input"].endswith("2")}})
        done = self.run_through(
            engine,
            {"type": "loop", "until": "steps.verdict.result.ok", "maxIterations": 9, "steps": [
                {"agentId": "write", "name": "draft", "input": "${iteration}"},
                {"agentId": "judge", "name": "verdict"}]},
            output="${steps.draft.result}")
        self.assertEqual(done["output"], "draft 2")

    def test_a_switch_takes_one_way(self):
        engine = self.engine()
        done = self.run_through(
            engine,
            {"type": "switch", "cases": [
                {"when": "input.n > 5", "steps": [{"agentId": "echo", "input": "many"}]}],
             "default": [{"agentId": "echo", "input": "few"}]}, input={"n": 3})
        self.assertEqual(done["output"], "few")

    def test_a_retry_does_only_what_did_not_end_well(self):
        calls = []

        def work(call):
            calls.append(call["input"])
            if len(calls) == 2:
                return self.refuse("broken")
            return {"result": call["input"]}

        engine = self.host(work=work)
        workflow = self.create(
            engine, {"type": "forEach", "items": [1, 2, 3], "maxConcurrency": 1,
                     "steps": [{"agentId": "work"}]}, execute=True)
        self.assertEqual(self.finished(engine, workflow)["status"], "failed")
        engine.call("workflow/retry", workflowId=workflow)
        self.assertEqual(self.finished(engine, workflow)["output"], [1, 2, 3])
        self.assertEqual(calls, [1, 2, 2, 3])


class Waits(LanguageTest):
    def test_a_sleep_outlives_the_engine(self):
        first = self.engine("--test-clock")
        workflow = self.create(
            first, {"type": "sleep", "duration": "1h"}, {"agentId": "echo", "input": "awake"},
            execute=True)
        waiting = first.call("workflow/get", workflowId=workflow)["waitingFor"]
        self.assertEqual(waiting[0]["reason"], "timer")
        first.kill()
        second = self.engine("--test-clock")
        second.call("clock/advance", ms=3_600_000)
        self.assertEqual(self.finished(second, workflow)["output"], "awake")

    def test_branches_that_ask_are_answered_one_by_one_across_a_crash(self):
        branches = {n: [{"type": "input", "name": n, "prompt": f"{n}?"}] for n in "xyz"}
        first = self.engine()
        workflow = self.create(
            first, {"type": "parallel", "branches": branches}, execute=True)
        inputs = {i["prompt"]: i["inputId"] for i in first.call("input/list")["inputs"]}
        self.assertEqual(set(inputs), {"x?", "y?", "z?"})
        first.call("input/respond", inputId=inputs["y?"], action="accept", content="Y")
        first.begin("input/respond", inputId=inputs["x?"], action="accept", content="X")
        first.kill()
        second = self.engine()
        for prompt, answer in (("x?", "X"), ("z?", "Z")):
            second.call(
                "input/respond", inputId=inputs[prompt], action="accept", content=answer)
        again = second.call(
            "input/respond", inputId=inputs["y?"], action="accept", content="other")
        self.assertEqual(again["content"], "Y")
        self.assertEqual(
            self.finished(second, workflow)["output"], {"x": "X", "y": "Y", "z": "Z"})
        self.assertEqual(second.call("input/list")["inputs"], [])

    def test_an_answer_that_does_not_fit_is_refused(self):
        engine = self.engine()
        workflow = self.create(
            engine, {"type": "input", "prompt": "?", "choices": ["yes", "no"]}, execute=True)
        asked = engine.call("workflow/get", workflowId=workflow)["waitingFor"][0]
        refused = self.refusal(
            engine, "input/respond", inputId=asked["inputId"], action="accept", content="maybe")
        self.assertEqual(refused.code, -32602)

    def test_signals_are_kept_for_the_step_that_will_wait_for_them(self):
        engine = self.engine()
        workflow = self.create(
            engine, {"type": "signal", "signal": "go"}, {"type": "signal", "signal": "go"})
        engine.call("workflow/signal", workflowId=workflow, name="go", payload=1)
        engine.call("workflow/execute", workflowId=workflow)
        engine.call("workflow/signal", workflowId=workflow, name="go", payload=2)
        done = self.finished(engine, workflow)
        self.assertEqual([step["result"] for step in done["steps"]], [1, 2])


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
