"""The examples on a libSQL server: as they are, with the same outcome as in memory."""

import os
import pathlib
import subprocess
import unittest

from server import Server

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("STEPWELL_BINARY", str(ROOT / ".build/debug/stepwell"))


class Examples(unittest.TestCase):
    def outcome(self, store, *command):
        environment = {**os.environ, "STEPWELL_STORE": store, "LEDGER": os.devnull}
        ended = subprocess.run(
            command, cwd=ROOT, env=environment, timeout=120, text=True, check=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return ended.stdout

    def test_examples_say_the_same_as_in_memory(self):
        server = Server()
        self.addCleanup(server.close)
        commands = [
            [BINARY, "run", f"examples/{name}/workflow.yaml"] for name in ("my-workflow", "durable")
        ]
        for command in commands:
            with self.subTest(command[-1]):
                wanted = self.outcome("memory:", *command)
                self.assertEqual(self.outcome(server.url, *command), wanted)
        listed = self.outcome(server.url, BINARY, "list", "--status", "completed")
        self.assertEqual(len(listed.splitlines()), 1 + len(commands))

    def test_a_project_that_began_in_a_file_moves_to_the_server_and_back(self):
        server = Server()
        self.addCleanup(server.close)
        folder = server.folder.name
        self.outcome(
            f"{folder}/first.db", BINARY, "run", "examples/my-workflow/workflow.yaml",
            "--id", "moved")
        there = self.outcome("memory:", BINARY, "store", "copy", f"{folder}/first.db", server.url)
        self.assertTrue(there.startswith("copied and compared: 1 workflow, 3 steps, "), there)
        back = self.outcome("memory:", BINARY, "store", "copy", server.url, f"{folder}/back.db")
        self.assertEqual(back, there)
        shown = self.outcome(server.url, BINARY, "show", "moved", "--json")
        self.assertEqual(self.outcome(f"{folder}/back.db", BINARY, "show", "moved", "--json"), shown)
        checked = self.outcome(server.url, BINARY, "store", "check")
        self.assertTrue(checked.startswith("all is well: 1 workflow, "), checked)


if __name__ == "__main__":
    unittest.main()
