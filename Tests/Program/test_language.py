"""Definitions that decide, branch, repeat and wait, as a host sees them."""

import unittest

from language import LanguageTest, names


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


class Beginnings(LanguageTest):
    """What a container hands on that is the very first step."""

    def outcome(self, *steps):
        ended = self.run_through(self.engine(), *steps, input="given")
        self.assertEqual(ended["status"], "completed", ended)
        return ended["output"]

    def test_the_input_goes_on_where_nothing_came_before(self):
        echo = {"agentId": "echo"}
        skipped = {"name": "a", "if": "false", **echo}
        self.assertEqual(
            self.outcome({"type": "parallel", "steps": [
                skipped, {"name": "b", "needs": ["a"], **echo}]})["b"], "given")
        self.assertEqual(
            self.outcome({"type": "switch", "cases": [{"when": "true", "steps": []}]}, echo),
            "given")
        self.assertEqual(
            self.outcome({"type": "parallel", "branches": {"x": [skipped, echo]}}),
            {"x": "given"})

    def test_a_child_keeps_the_input_of_its_definition_where_it_is_given_none(self):
        engine = self.engine()
        child = {"type": "workflow", "definition": {
            "name": "c", "input": "own", "steps": [{"agentId": "echo"}]}}
        self.assertEqual(self.run_through(engine, child)["output"], "own")
        self.assertEqual(self.run_through(engine, child, input="given")["output"], "given")
        self.assertIsNone(self.run_through(engine, {**child, "input": None})["output"])

    def test_agents_are_no_part_of_what_comes_over_the_wire(self):
        engine = self.engine()
        for place, kind, definition in [
            ("/agents", "forbidden", {"agents": {}}),
            ("/steps/0/definition/agents", "invalidDefinition", {"steps": [
                {"type": "workflow", "definition": {"name": "c", "agents": {}}}]}),
        ]:
            definition = {"name": "w", **definition}
            found = engine.call("workflow/validate", definition=definition)
            self.assertEqual(
                [(p["code"], p["path"]) for p in found["problems"]], [("forbidden", place)])
            refused = self.refusal(engine, "workflow/create", **definition)
            self.assertEqual((refused.data["type"], refused.data["path"]), (kind, place))


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


if __name__ == "__main__":
    unittest.main()
