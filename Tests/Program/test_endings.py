"""Every way in which a host can go away, and what the engine leaves behind."""

import json
import os
import pathlib
import signal
import subprocess
import sys
import unittest

from engine import BINARY, PATIENCE, Engine, ProgramTest


class Endings(ProgramTest):
    def start(self, *, host):
        engine = self.engine()
        if host:
            engine.call("initialize", protocolVersion=1, clientInfo={"name": "test"})
        workflow = engine.call(
            "workflow/create", name="w", execute=True,
            steps=[{"agentId": "delay", "input": {"ms": 600_000}}])["id"]
        engine.event("step.started")
        return engine, workflow

    def assert_parked(self, engine, workflow):
        self.assertTrue(
            any("1 unfinished workflow" in line for line in engine.errors), engine.errors)
        again = self.engine()
        self.assertEqual(again.call("workflow/get", workflowId=workflow)["status"], "running")

    def test_a_host_that_closes_the_input_is_left_at_once(self):
        engine, workflow = self.start(host=True)
        self.assertEqual(engine.close(), 0)
        self.assert_parked(engine, workflow)

    def test_what_rests_is_counted_too(self):
        engine = self.engine()
        engine.call("initialize", protocolVersion=1)
        for step in ({"agentId": "somebody-absent"}, {"type": "signal", "signal": "s"},
                     {"type": "sleep", "duration": "1h"}):
            engine.call(
                "workflow/create", name="w", execute=True, steps=[{"agentId": "echo"}, step])
        paused = engine.call("workflow/create", name="w", execute=True, steps=[
            {"agentId": "somebody-absent"}])["id"]
        engine.call("workflow/pause", workflowId=paused)
        engine.close()
        self.assertTrue(any("4 unfinished" in line for line in engine.errors), engine.errors)
        reader = self.engine()
        reader.call("workflow/list")
        reader.close()
        self.assertEqual(reader.errors, [])

    def test_a_store_in_memory_is_not_said_to_keep_anything(self):
        done = subprocess.run(
            [BINARY, "--store", "memory:"], input=(
                '{"jsonrpc":"2.0","id":1,"method":"workflow/create","params":{"name":"w",'
                '"execute":true,"steps":[{"agentId":"somebody-absent"}]}}\n').encode(),
            capture_output=True, check=True)
        self.assertIn(b"1 unfinished workflow ends here", done.stderr)

    def test_signals_end_it_in_order(self):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            with self.subTest(number.name):
                self.setUp()
                engine, workflow = self.start(host=False)
                engine.process.send_signal(number)
                self.assertEqual(engine.process.wait(PATIENCE), 0)
                engine.close()
                self.assert_parked(engine, workflow)

    def test_a_signal_in_the_midst_of_much_work_is_no_news_for_any_step(self):
        engine = self.engine()
        for n in range(10):
            engine.call("workflow/create", id=f"slow-{n}", name="slow", execute=True,
                        steps=[{"agentId": "delay", "input": {"ms": 600_000}}])
        for n in range(200):
            engine.begin("workflow/create", id=f"quick-{n}", name="quick", execute=True,
                         steps=[{"agentId": "echo", "input": n}] * 20)
        engine.event("workflow.completed")
        engine.process.send_signal(signal.SIGTERM)
        self.assertEqual(engine.process.wait(PATIENCE), 0)
        engine.close()
        self.assertTrue(any("at the next start" in line for line in engine.errors), engine.errors)
        again = self.engine()
        told = again.call("events/list", limit=100, types=[
            "step.failed", "step.retryScheduled", "step.cancelled", "workflow.failed"])
        self.assertEqual(told["events"], [])
        for n in range(10):
            self.assertEqual(again.call("workflow/get", workflowId=f"slow-{n}")["status"], "running")
        again.kill()

    def test_shutdown_and_exit_end_it_in_order(self):
        engine, workflow = self.start(host=True)
        self.assertIsNone(engine.call("shutdown"))
        engine.send({"jsonrpc": "2.0", "method": "exit"})
        self.assertEqual(engine.process.wait(PATIENCE), 0)
        engine.close()
        self.assert_parked(engine, workflow)

    def test_a_reader_that_goes_away_ends_it(self):
        engine = subprocess.Popen(
            [BINARY, "--store", self.store], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL)
        engine.stdin.write(b'{"jsonrpc":"2.0","id":1,"method":"server/ping"}\n')
        engine.stdin.flush()
        engine.stdout.readline()
        engine.stdout.close()
        self.assertEqual(engine.wait(PATIENCE), 0)
        engine.stdin.close()

    def test_a_parent_killed_with_its_pipe_held_open_by_a_sibling_ends_it(self):
        parent = subprocess.Popen(
            [sys.executable, "-c", PARENT, BINARY, self.store],
            stdout=subprocess.PIPE, text=True)
        sibling, engine = map(int, parent.stdout.readline().split())
        self.addCleanup(lambda: os.kill(sibling, signal.SIGKILL))
        descriptor = os.pidfd_open(engine)
        self.addCleanup(os.close, descriptor)
        parent.kill()
        parent.wait(PATIENCE)
        parent.stdout.close()
        import select

        ended, _, _ = select.select([descriptor], [], [], PATIENCE)
        self.assertTrue(ended, "the engine outlived its parent")

    def test_a_script_gets_every_answer_before_the_end(self):
        requests = b"".join(
            b'{"jsonrpc":"2.0","id":%d,"method":"server/ping"}\n' % n for n in range(20_000))
        done = subprocess.run(
            [BINARY, "--store", "memory:"], input=requests, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, timeout=PATIENCE, check=True)
        self.assertEqual(len(done.stdout.splitlines()), 20_000)

    def test_a_host_gets_every_answer_that_waits_for_nothing(self):
        requests = [
            ("initialize", {}), ("workflow/create", {"name": "w", "id": "w", "steps": []}),
            *[("workflow/get", {"workflowId": "w"}), ("workflow/list", {}), ("server/info", {})] * 20]
        lines = b"".join(
            json.dumps({"jsonrpc": "2.0", "id": n, "method": method, "params": params}).encode() + b"\n"
            for n, (method, params) in enumerate(requests))
        done = subprocess.run(
            [BINARY, "--store", self.store], input=lines, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, timeout=PATIENCE, check=True)
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([answer for answer in answers if "error" in answer], [])
        self.assertEqual(len(answers), len(requests))

    def test_a_script_that_waits_is_answered_when_the_workflow_ends(self):
        done = subprocess.run(
            [BINARY, "--store", "memory:"], input=SCRIPT, stdout=subprocess.PIPE,
            timeout=PATIENCE, check=True)
        answer = done.stdout.splitlines()[-1]
        self.assertIn(b'"status":"completed"', answer)

    def test_a_wait_that_only_others_could_end_is_answered_at_the_end_of_input(self):
        script = SCRIPT.replace(b'"echo"', b'"somebody-absent"')
        done = subprocess.run(
            [BINARY, "--store", "memory:"], input=script, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, timeout=PATIENCE, check=True)
        self.assertIn(b'"reason":"agent"', done.stdout.splitlines()[-1])

    def test_the_database_is_the_users_alone(self):
        engine = self.engine()
        engine.call("workflow/create", name="w")
        for path in pathlib.Path(self.folder).rglob("*"):
            mode = path.stat().st_mode & 0o777
            self.assertEqual(mode, 0o700 if path.is_dir() else 0o600, path)


SCRIPT = (
    b'{"jsonrpc":"2.0","id":1,"method":"workflow/create","params":{"name":"w",'
    b'"idempotencyKey":"k","steps":[{"agentId":"echo","input":"hi"},{"agentId":"echo"}]}}\n'
    b'{"jsonrpc":"2.0","id":2,"method":"workflow/execute","params":{"workflowKey":"k",'
    b'"wait":true,"events":false}}\n'
)

PARENT = """
import subprocess, sys
read, write = __import__("os").pipe()
sibling = subprocess.Popen(["sleep", "600"], stdin=subprocess.DEVNULL, pass_fds=[write])
engine = subprocess.Popen([sys.argv[1], "--store", sys.argv[2]], stdin=read)
print(sibling.pid, engine.pid, flush=True)
sys.stdin.read()
import time
time.sleep(600)
"""


if __name__ == "__main__":
    unittest.main()
