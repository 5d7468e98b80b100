"""Budgets that child workflows share with their parents."""

import unittest

from test_language import LanguageTest


class Slices(LanguageTest):
    def kid(self, calls):
        steps = [{"agentId": "echo", "input": n} for n in range(calls)]
        return {"type": "workflow", "definition": {"name": "kid", "steps": steps}}

    def test_what_a_child_uses_is_the_parents(self):
        done = self.run_through(
            self.engine(), self.kid(2), {"agentId": "echo"}, budget={"agentCalls": 3})
        self.assertEqual((done["status"], done["usage"]["agentCalls"]), ("completed", 3))

    def test_a_child_goes_no_further_than_its_parents_budget_until_that_is_raised(self):
        engine = self.engine()
        workflow = self.create(engine, self.kid(3), budget={"agentCalls": 2}, execute=True)
        child = None
        while not (child and child.get("waitingFor")):
            step = engine.call("workflow/get", workflowId=workflow)["steps"][0]
            found = engine.call("workflow/list")["workflows"]
            child = next((w for w in found if w["id"] != workflow), None)
        self.assertEqual(child["waitingFor"][0]["reason"], "budget")
        self.assertEqual(child["usage"]["agentCalls"], 2)
        self.assertEqual(step["waitingFor"]["childWorkflowId"], child["id"])
        engine.call("workflow/update", workflowId=workflow, budget={"agentCalls": 3})
        done = self.finished(engine, workflow)
        self.assertEqual((done["status"], done["usage"]["agentCalls"]), ("completed", 3))


if __name__ == "__main__":
    unittest.main()
