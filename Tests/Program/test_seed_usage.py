"""The usage block of the document Stepwell grew from, call by call, over the wire."""

from engine import ProgramTest


class SeedUsage(ProgramTest):
    def test_the_usage_block_reads_as_it_was_written(self):
        engine = self.engine()
        engine.agents = {
            "research-agent": lambda call: "Small models do more.",
            "summary-agent": lambda call: f"In short: {call['context']['previous']}",
            "report-agent": lambda call: f"Report. {call['context']['previous']}",
        }

        # Create a workflow
        my_workflow = engine.call(
            "workflow/create",
            name="My Workflow",
            description="A multi-step workflow",
            steps=[
                {"agentId": "research-agent", "input": "Research the latest AI trends"},
                {"agentId": "summary-agent", "input": "Summarize the research findings"},
            ],
        )
        self.assertEqual(my_workflow["status"], "pending")
        self.assertEqual(my_workflow["currentStepIndex"], 0)

        # Add a step to the workflow
        my_workflow = engine.call(
            "workflow/addStep",
            workflowId=my_workflow["id"],
            step={
                "agentId": "report-agent",
                "input": "Generate a report based on the summary",
            },
        )
        self.assertEqual(len(my_workflow["steps"]), 3)

        # Execute the workflow
        result = engine.call("workflow/execute", workflowId=my_workflow["id"])
        self.assertEqual(result["status"], "running")

        # Pause a running workflow
        paused = engine.call("workflow/pause", workflowId=my_workflow["id"])
        self.assertEqual(paused["status"], "paused")

        # Resume a paused workflow
        resumed = engine.call("workflow/resume", workflowId=my_workflow["id"])
        self.assertEqual(resumed["status"], "running")
        self.assertEqual(resumed["waitingFor"][0]["reason"], "agent")
        engine.call("agent/register", agents=[{"agentId": name} for name in engine.agents])

        # Get a workflow
        engine.call("workflow/wait", workflowId=my_workflow["id"])
        retrieved = engine.call("workflow/get", workflowId=my_workflow["id"])
        self.assertEqual(retrieved["status"], "completed")
        self.assertEqual(retrieved["currentStepIndex"], 2)
        self.assertEqual(
            [step["result"] for step in retrieved["steps"]],
            [
                "Small models do more.",
                "In short: Small models do more.",
                "Report. In short: Small models do more.",
            ],
        )

        # List workflows
        workflows = engine.call("workflow/list", limit=10, offset=0)
        self.assertEqual([w["id"] for w in workflows["workflows"]], [my_workflow["id"]])

        # Delete a workflow
        self.assertEqual(
            engine.call("workflow/delete", workflowId=my_workflow["id"]), {"deleted": True})
        missing = self.refusal(engine, "workflow/get", workflowId=my_workflow["id"])
        self.assertEqual(str(missing), f"Workflow with ID {my_workflow['id']} not found")
        self.assertEqual(missing.code, 1001)


if __name__ == "__main__":
    import unittest

    unittest.main()
