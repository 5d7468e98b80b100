"""The workflow patterns of `docs/patterns.md`: every definition in `examples/patterns` is run.

The comments at the head of a definition say how: `expects` is its output and `status` how it ends
(completed unless said), `input` is given to it, `template` is the name it knows itself by, and each
`sends` is a signal.
"""

import json
import pathlib
import re
import tempfile
import unittest

from engine import PATIENCE, ROOT, Engine

FOLDER = ROOT / "examples/patterns"


class Pattern:
    def __init__(self, path):
        self.text = path.read_text()
        head = re.findall(r"^# (\w+): (.*)$", self.text, re.MULTILINE)
        self.words = dict(head)
        self.name = self.words.get("template", path.stem)
        self.status = self.words.get("status", "completed")
        self.signals = [value.split(" ", 1) for word, value in head if word == "sends"]

    def play(self, folder):
        """Runs it as a template in a folder of templates; returns the workflow at its end."""
        folder = pathlib.Path(folder)
        (folder / "templates").mkdir()
        (folder / f"templates/{self.name}.yaml").write_text(self.text)
        settings = folder / "settings.yaml"
        settings.write_text("templates: ./templates\n")
        given = {"input": json.loads(self.words["input"])} if "input" in self.words else {}
        with Engine("--store", f"{folder}/work.db", "--config", str(settings)) as engine:
            engine.call(
                "template/instantiate", name=self.name, id="it", execute=True, **given)
            for name, payload in self.signals:
                engine.call(
                    "workflow/signal", workflowId="it", name=name, payload=json.loads(payload))
            return engine.call("workflow/wait", workflowId="it", timeoutMs=PATIENCE * 1000)


class PatternTests(unittest.TestCase):
    maxDiff = None

    def test_every_definition_does_what_its_pattern_says(self):
        for path in sorted(FOLDER.glob("*.yaml")):
            pattern = Pattern(path)
            with self.subTest(path.name), tempfile.TemporaryDirectory() as folder:
                workflow = pattern.play(folder)
                self.assertEqual(workflow["status"], pattern.status, workflow)
                if "expects" in pattern.words:
                    self.assertEqual(workflow["output"], json.loads(pattern.words["expects"]))

    def test_the_page_names_all_patterns_and_links_every_definition(self):
        page = (ROOT / "docs/patterns.md").read_text()
        rows = re.findall(r"^\| (\d+) \| ", page, re.MULTILINE)
        self.assertEqual([int(number) for number in rows], list(range(1, 44)))
        linked = set(re.findall(r"\(\.\./examples/patterns/([\w.-]+)\)", page))
        self.assertEqual(linked, {path.name for path in FOLDER.glob("*.yaml")})
        self.assertGreaterEqual(len(linked), 30)


if __name__ == "__main__":
    unittest.main()
