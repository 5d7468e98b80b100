"""The workflow patterns of `docs/patterns.md`: every definition in `examples/patterns` is run.

The comments at the head of a definition say how: `expects` is its output and `status` how it ends
(completed unless said); `input` is given to it, `template` is a name it knows itself by, and each
`sends` is a signal, sent when it waits.
"""

import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from engine import BINARY, PATIENCE, ROOT

FOLDER = ROOT / "examples/patterns"
WAITS = 75


class Desk:
    """A folder with a store and templates, and somebody who types commands there."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        (self.folder / "templates").mkdir()
        (self.folder / "stepwell.yaml").write_text("templates: ./templates\n")

    def run(self, *arguments):
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.folder),
            "STEPWELL_STORE": f"{self.folder}/work.db",
            "STEPWELL_CONFIG": f"{self.folder}/stepwell.yaml",
        }
        return subprocess.run(
            [BINARY, *arguments], cwd=self.folder, env=environment, text=True, timeout=PATIENCE,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


class Pattern:
    def __init__(self, path):
        self.path = path
        head = re.findall(r"^# (\w+): (.*)$", path.read_text(), re.MULTILINE)
        self.words = dict(head)
        self.signals = [value.split(" ", 1) for word, value in head if word == "sends"]

    def play(self, desk):
        if "template" in self.words:
            (desk.folder / f"templates/{self.words['template']}.yaml").write_text(
                self.path.read_text())
        given = ["--input", self.words["input"]] if "input" in self.words else []
        run = desk.run("run", str(self.path), "--id", "it", "--json", *given)
        for name, payload in self.signals:
            if run.returncode != WAITS:
                raise AssertionError(f"it does not wait for {name}: {run.stderr}")
            sent = json.dumps({"workflowId": "it", "name": name, "payload": json.loads(payload)})
            done = desk.run("call", "workflow/signal", sent)
            if done.returncode:
                raise AssertionError(done.stderr)
            run = desk.run("resume", "it", "--json")
        if not run.stdout:
            raise AssertionError(run.stderr)
        return json.loads(run.stdout.splitlines()[-1])


class PatternTests(unittest.TestCase):
    maxDiff = None

    def test_every_definition_does_what_its_pattern_says(self):
        for path in sorted(FOLDER.glob("*.yaml")):
            pattern = Pattern(path)
            with self.subTest(path.name), tempfile.TemporaryDirectory() as folder:
                workflow = pattern.play(Desk(folder))
                status = pattern.words.get("status", "completed")
                self.assertEqual(workflow["status"], status, workflow.get("error"))
                if "expects" in pattern.words:
                    self.assertEqual(workflow["output"], json.loads(pattern.words["expects"]))

    def test_the_page_names_all_patterns_and_links_every_definition(self):
        page = (ROOT / "docs/patterns.md").read_text()
        rows = re.findall(r"^\| (\d+) \| ([^|]+) \| ([^|]+)", page, re.MULTILINE)
        self.assertEqual([int(number) for number, _, _ in rows], list(range(1, 44)))
        linked = set(re.findall(r"\(\.\./examples/patterns/([\w.-]+)\)", page))
        self.assertEqual(linked, {path.name for path in FOLDER.glob("*.yaml")})
        self.assertGreaterEqual(len(linked), 30)


if __name__ == "__main__":
    unittest.main()
