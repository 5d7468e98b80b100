"""The client against what the repository publishes of the protocol."""

import json
import subprocess
import sys
import unittest
from pathlib import Path

import stepwell
from stepwell import errors

ROOT = Path(__file__).resolve().parents[3]


class ProtocolTests(unittest.TestCase):
    def test_the_generated_types_are_current(self):
        subprocess.run([sys.executable, ROOT / "clients/types/generate.py", "--check"], check=True)

    def test_every_type_of_error_has_its_class(self):
        schema = json.loads((ROOT / "protocol/schema.json").read_text("utf-8"))
        names = schema["$defs"]["ErrorType"]["enum"]
        self.assertEqual(set(errors._BY_TYPE), set(names))
        for name in names:
            error = errors.refusal({"code": 1, "message": "m", "data": {"type": name}})
            self.assertEqual(type(error).__name__.lower(), name.lower())
            self.assertIs(getattr(stepwell, type(error).__name__), type(error))
