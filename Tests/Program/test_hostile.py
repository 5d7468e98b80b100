"""What no client should send: an error or a skip, never a crash or a hang."""

import json
import subprocess
import unittest

from engine import BINARY, PATIENCE

PING = b'{"jsonrpc":"2.0","id":"last","method":"server/ping"}\n'

LINES = {
    "deep arrays": b"[" * 100_000,
    "deep objects": b'{"a":' * 100_000,
    "a lone surrogate": rb'{"jsonrpc":"2.0","id":1,"method":"server/ping","params":{"a":"\ud800"}}',
    "bad UTF-8": b'{"jsonrpc":"2.0","id":1,"method":"\xff\xfe"}',
    "overlong UTF-8": b'{"jsonrpc":"2.0","id":1,"method":"\xc0\xaf"}',
    "a huge number": b'{"jsonrpc":"2.0","id":1,"method":"workflow/list","params":{"limit":1e999}}',
    "many digits": b'{"jsonrpc":"2.0","id":1,"method":"workflow/list","params":{"limit":%s}}'
    % (b"9" * 100_000),
    "duplicate names": b'{"jsonrpc":"2.0","id":1,"method":"server/ping","id":2}',
    "a trailing comma": b'{"jsonrpc":"2.0","id":1,"method":"server/ping",}',
    "a comment": b'{"jsonrpc":"2.0","id":1,"method":"server/ping"} // hello',
    "two values": b'{"jsonrpc":"2.0","id":1,"method":"server/ping"} {}',
    "NUL bytes": b"\x00" * 1000,
    "an empty batch": b"[]",
    "a batch of rubbish": b"[1,2,3]",
    "a fractional id": b'{"jsonrpc":"2.0","id":1.5,"method":"server/ping"}',
    "a null id": b'{"jsonrpc":"2.0","id":null,"method":"server/ping"}',
    "params as a string": b'{"jsonrpc":"2.0","id":1,"method":"server/ping","params":"x"}',
    "a wrong version": b'{"jsonrpc":"1.0","id":1,"method":"server/ping"}',
    "a number": b"42",
    "a word": b"hello",
    "a long method": b'{"jsonrpc":"2.0","id":1,"method":"%s"}' % (b"x" * 1_000_000),
    "a name like a format": b'{"jsonrpc":"2.0","id":1,"method":"%n%s%d"}',
}


class Hostile(unittest.TestCase):
    def session(self, data, *args):
        done = subprocess.run(
            [BINARY, "--store", "memory:", "--framing", "lines", *args], input=data,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=PATIENCE, check=False)
        self.assertEqual(done.returncode, 0, done.stderr[-2000:])
        return [json.loads(line) for line in done.stdout.splitlines()]

    def test_each_line_is_answered_with_an_error_and_the_session_lives(self):
        for name, line in LINES.items():
            with self.subTest(name):
                answers = self.session(line + b"\n" + PING)
                by_id = {
                    json.dumps(a["id"]): a for answer in answers
                    for a in (answer if isinstance(answer, list) else [answer])
                }
                self.assertIn("result", by_id.pop('"last"'))
                self.assertTrue(by_id, "no error was told")
                for answer in by_id.values():
                    self.assertIn("error", answer)

    def test_all_of_them_at_once(self):
        answers = self.session(b"\n".join(LINES.values()) + b"\n" + PING)
        self.assertEqual(sum("result" in a for a in answers if isinstance(a, dict)), 1)

    def test_an_oversize_line_is_skipped_and_answered(self):
        line = b'{"jsonrpc":"2.0","id":7,"method":"workflow/create","params":{"name":"%s"}}\n'
        answers = self.session(line % (b"x" * 100_000) + PING, "--max-message-bytes", "10000")
        refused = next(a for a in answers if a.get("id") == 7)
        self.assertEqual(refused["error"]["data"]["type"], "limitExceeded")
        self.assertEqual(refused["error"]["data"]["limit"], 10000)
        self.assertIn("result", next(a for a in answers if a.get("id") == "last"))

    def test_hostile_definitions_are_refused_in_place(self):
        deep = {"a": 1}
        for _ in range(200):
            deep = {"a": deep}
        for steps in (
            [{"agentId": ""}], [{}], [None], "x", {"a": 1}, [[]], [{"agentId": "a", "retry": deep}],
            [{"agentId": "a", "timeout": 5}], [{"agentId": "a", "timeout": "99999999999999d"}],
        ):
            request = {
                "jsonrpc": "2.0", "id": 1, "method": "workflow/create",
                "params": {"name": "w", "steps": steps},
            }
            with self.subTest(str(steps)[:40]):
                answers = self.session(json.dumps(request).encode() + b"\n")
                problems = answers[0]["error"]["data"]["problems"]
                self.assertTrue(problems[0]["path"].startswith("/steps"))


if __name__ == "__main__":
    unittest.main()
