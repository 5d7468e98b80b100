"""The program as a host sees it: a child process that speaks JSON lines. Standard library only."""

import json
import os
import pathlib
import queue
import subprocess
import tempfile
import threading
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("STEPWELL_BINARY", str(ROOT / ".build/debug/stepwell"))
PATIENCE = float(os.environ.get("STEPWELL_PATIENCE", "60"))  # seconds until a test says that nothing came; never what is measured


class Refused(Exception):
    """An error response."""

    def __init__(self, error):
        super().__init__(error["message"])
        self.code = error["code"]
        self.data = error.get("data", {})


class Engine:
    """One engine; answers `agent/run` from `agents`, keeps other calls in `calls`, notifications in
    `notes`, and everything that came, in order, in `received`."""

    def __init__(self, *args, env=None, wrapper=()):
        self.process = subprocess.Popen(
            [*wrapper, BINARY, *args],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**os.environ, **(env or {})},
        )
        self.agents = {}
        self.calls = queue.Queue()
        self.notes = queue.Queue()
        self.received = []
        self.answers = {}
        self.errors = []
        self.count = 0
        self.lock = threading.Lock()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Ends the input and returns the exit status."""
        if not self.process.stdin.closed:
            self.process.stdin.close()
        try:
            return self.process.wait(PATIENCE)
        finally:
            self.process.kill()
            self.reader.join(PATIENCE)
            self.listener.join(PATIENCE)
            self.process.stdout.close()
            self.process.stderr.close()

    def kill(self):
        self.process.kill()
        self.process.wait(PATIENCE)
        self.process.stdin.close()
        self.close()

    def send(self, message):
        line = json.dumps(message).encode() + b"\n"
        with self.lock:
            self.process.stdin.write(line)
            self.process.stdin.flush()

    def begin(self, method, **params):
        """Sends a request and returns where its answer will be put."""
        self.count += 1
        answer = queue.Queue()
        self.answers[self.count] = answer
        self.send({"jsonrpc": "2.0", "id": self.count, "method": method, "params": params})
        return answer

    def call(self, method, **params):
        return self.result(self.begin(method, **params))

    def result(self, answer):
        return self.result_within(answer, PATIENCE)

    def result_within(self, answer, seconds):
        message = answer.get(timeout=seconds)
        if "error" in message:
            raise Refused(message["error"])
        return message["result"]

    def event(self, kind):
        """The next event of a type; others before it are passed over."""
        while True:
            note = self.notes.get(timeout=PATIENCE)
            if note["params"].get("event", {}).get("type") == kind:
                return note["params"]["event"]

    def note(self, method):
        """The params of the next notification of a method; others before it are passed over."""
        while True:
            note = self.notes.get(timeout=PATIENCE)
            if note["method"] == method:
                return note["params"]

    def called(self):
        """The next `agent/run` for which `agents` has no function."""
        return self.calls.get(timeout=PATIENCE)

    def reply(self, request, **answer):
        """Answers a request of the engine: `result={…}` or `error={…}`."""
        self.send({"jsonrpc": "2.0", "id": request["id"], **answer})

    def notify(self, method, **params):
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def _read(self):
        for line in self.process.stdout:
            if not line.endswith(b"\n"):
                break  # it was killed in the middle of a message
            message = json.loads(line)
            self.received.append(message)
            if "method" not in message:
                self.answers.pop(message.get("id"), queue.Queue()).put(message)
            elif "id" in message:
                self._run(message)
            else:
                self.notes.put(message)
        self.ended()

    def ended(self):
        """Answers whoever still waits: nothing more will come."""
        last = "; ".join(self.errors[-3:])
        for answer in list(self.answers.values()):
            answer.put({"error": {"code": 0, "message": f"the engine has ended: {last}"}})

    def _run(self, message):
        call = message["params"]
        function = self.agents.get(call["agentId"])
        if function is None:
            return self.calls.put(message)
        reply = {"jsonrpc": "2.0", "id": message["id"]}
        try:
            outcome = function(call)
        except Refused as refused:
            reply["error"] = {"code": refused.code, "message": str(refused), "data": refused.data}
        else:
            if outcome is None:
                return
            reply["result"] = outcome if isinstance(outcome, dict) else {"result": outcome}
        try:
            self.send(reply)
        except (BrokenPipeError, ValueError):
            pass

    def _listen(self):
        for line in self.process.stderr:
            self.errors.append(line.decode(errors="replace").rstrip())


class ProgramTest(unittest.TestCase):
    """A test with a store file of its own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.store = str(self.folder / "work.db")

    def engine(self, *args, **options):
        engine = Engine("--store", self.store, *args, **options)
        self.addCleanup(engine.close)
        return engine

    def refusal(self, engine, method, **params):
        with self.assertRaises(Refused) as caught:
            engine.call(method, **params)
        return caught.exception
