"""What libSQL's official Python client sees of a store."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Program"))

from test_engines import ServerTest

try:
    import libsql_client
except ImportError:
    libsql_client = None


@unittest.skipIf(libsql_client is None, "libsql-client could not be installed from PyPI")
class OfficialClient(ServerTest):
    def test_the_seeds_relations_have_the_seeds_shape(self):
        engine = self.engine()
        workflow = engine.call(
            "workflow/create", name="My Workflow", description="Two steps", metadata={"a": 1},
            steps=[{"agentId": "echo", "input": "hello"}, {"agentId": "echo"}])["id"]
        engine.call("workflow/execute", workflowId=workflow, wait=True)
        with libsql_client.create_client_sync(self.server.url) as client:
            found = client.execute("select * from workflows")
            self.assertEqual(
                found.columns,
                ("id", "name", "description", "current_step_index", "status", "metadata",
                 "created_at", "updated_at"))
            row = found.rows[0].asdict()
            self.assertEqual(
                [row[name] for name in found.columns[:6]],
                [workflow, "My Workflow", "Two steps", 1, "completed", '{"a":1}'])
            self.assertRegex(row["updated_at"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
            steps = client.execute(
                "select * from workflow_steps where workflow_id = ?", [workflow])
            self.assertEqual(
                steps.columns,
                ("id", "workflow_id", "agent_id", "input", "thread_id", "status", "result",
                 "error", "metadata", "created_at", "updated_at"))
            self.assertEqual([step["result"] for step in steps.rows], ["hello", "hello"])
            self.assertEqual({step["status"] for step in steps.rows}, {"completed"})


if __name__ == "__main__":
    unittest.main()
