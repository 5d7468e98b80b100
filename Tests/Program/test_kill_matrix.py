"""However an engine loses its host or its life, nothing it started is left, and the work goes on."""

import json
import os
import select
import signal
import subprocess
import sys
import time
import unittest

from engine import BINARY, PATIENCE, Engine, ProgramTest

# What is promised; a machine that is busy with other things may be given more.
LIMIT = float(os.environ.get("STEPWELL_END_LIMIT", "2"))

# Each holds the named pipe $LIFELINE open for as long as it, or what it started, lives.
PROGRAMS = {
    "plain": "exec 9>$LIFELINE; sleep 600",
    "parent": "exec 9>$LIFELINE; sleep 600 & sleep 600 & wait",
    "deaf": "trap '' TERM HUP INT; exec 9>$LIFELINE; (while :; do sleep 600; done) & "
    "while :; do wait; done",
    "runaway": "exec 9>$LIFELINE; setsid sh -c 'trap \"\" TERM HUP; sleep 600; sleep 600' & wait",
    "daemon": "exec 9>$LIFELINE; (setsid sh -c 'sleep 600' &) ; sleep 600",
}

AGENTS = "agents:\n" + "".join(
    f"  {name}:\n    kind: command\n    environment: [LIFELINE]\n    argv: [sh, -c, {json.dumps(script)}]\n"
    for name, script in PROGRAMS.items())
HARMLESS = "agents:\n" + "".join(
    f"  {name}: {{kind: command, argv: [cat]}}\n" for name in PROGRAMS)

HOST = """
import os, subprocess, sys, time
held, wrapped, store, configuration = sys.argv[1], sys.argv[2] == "yes", sys.argv[3], sys.argv[4]
read, write = os.pipe()
command = [sys.argv[5], "--store", store, "--config", configuration]
if wrapped:
    command = ["sh", "-c", '"$@"; true', "sh", *command]
engine = subprocess.Popen(command, stdin=read)
sibling = 0
if held == "yes":
    sibling = subprocess.Popen(
        ["sleep", "600"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, pass_fds=[write]).pid
print("pids", engine.pid, sibling, os.getpid(), flush=True)
os.close(read)
for line in sys.stdin:
    os.write(write, line.encode())
time.sleep(600)
"""


class KillMatrix(ProgramTest):
    def setUp(self):
        super().setUp()
        self.lifeline = self.folder / "lifeline"
        os.mkfifo(self.lifeline)
        self.reader = os.open(self.lifeline, os.O_RDONLY | os.O_NONBLOCK)
        self.addCleanup(os.close, self.reader)
        self.agents = self.configuration("agents.yaml", AGENTS)

    def configuration(self, name, text):
        path = self.folder / name
        path.write_text(text)
        return str(path)

    def each(self, end, *, host):
        """Lets an engine run every program, ends it in some way, and looks at what is left."""
        engine = Engine(
            "--store", self.store, "--config", self.agents, env={"LIFELINE": str(self.lifeline)})
        if host:
            engine.call("initialize", protocolVersion=1, clientInfo={"name": "test"})
        for name in PROGRAMS:
            engine.call("workflow/create", id=name, name=name, execute=True,
                        steps=[{"agentId": name, "input": name}])
        self.wait_for_programs()
        descriptor = os.pidfd_open(engine.process.pid)
        self.addCleanup(os.close, descriptor)
        begin = time.monotonic()
        end(engine)
        self.gone(descriptor, begin)
        engine.close()
        return engine

    def wait_for_programs(self):
        """Until every program holds the pipe."""
        deadline = time.monotonic() + PATIENCE
        while self.holders() < len(PROGRAMS) and time.monotonic() < deadline:
            time.sleep(0.01)

    def holders(self):
        """How many agent programs have the lifeline open."""
        count = 0
        for process in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{process}/environ", "rb") as file:
                    if f"LIFELINE={self.lifeline}".encode() not in file.read():
                        continue
                held = os.readlink(f"/proc/{process}/fd/9") == str(self.lifeline)
                leads = os.getpgid(int(process)) == int(process)
                count += held and leads
            except OSError:
                continue
        return count

    def gone(self, engine, begin):
        """The engine has ended and nobody holds the lifeline, in time."""
        ended, _, _ = select.select([engine], [], [], PATIENCE)
        self.assertTrue(ended, "the engine is still there")
        waiting = select.poll()
        waiting.register(self.reader, 0)
        hung_up = False
        while not hung_up and time.monotonic() < begin + PATIENCE:
            hung_up = any(event & select.POLLHUP for _, event in waiting.poll(10))
        self.assertTrue(hung_up, "something that it started is still there")
        self.assertLess(time.monotonic() - begin, LIMIT)

    def goes_on(self):
        """The next engine, whose programs do end, brings every workflow to its end."""
        with Engine("--store", self.store, "--config",
                    self.configuration("harmless.yaml", HARMLESS)) as engine:
            for name in PROGRAMS:
                ended = engine.call("workflow/wait", workflowId=name)
                self.assertEqual((ended["status"], ended["output"]), ("completed", name))
                self.assertEqual(ended["steps"][0]["attempt"], 2)

    def parked(self, engine):
        lines = [line for line in engine.errors if "kept in the store" in line]
        self.assertEqual(
            lines, [f"stepwell: {len(PROGRAMS)} unfinished workflows are kept in the store and go "
                    "on at the next start"], engine.errors)

    def test_a_host_that_closes_the_input(self):
        self.parked(self.each(lambda engine: engine.process.stdin.close(), host=True))
        self.goes_on()

    def test_a_script_whose_input_ends(self):
        self.parked(self.each(lambda engine: engine.process.stdin.close(), host=False))
        self.goes_on()

    def test_a_reader_that_goes_away(self):
        # Not by `Engine`, whose thread is always reading.
        engine = subprocess.Popen(
            [BINARY, "--store", self.store, "--config", self.agents], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, "LIFELINE": str(self.lifeline)})
        self.addCleanup(engine.stdin.close)
        self.set_going(engine)
        descriptor = os.pidfd_open(engine.pid)
        self.addCleanup(os.close, descriptor)
        begin = time.monotonic()
        engine.stdout.close()
        self.gone(descriptor, begin)
        self.assertEqual(engine.wait(PATIENCE), 0)
        self.goes_on()

    def test_signals(self):
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            with self.subTest(number.name):
                self.setUp()
                self.parked(self.each(
                    lambda engine, number=number: engine.process.send_signal(number), host=False))
                self.goes_on()

    def test_an_engine_that_is_killed_itself(self):
        self.each(lambda engine: engine.process.kill(), host=True)
        self.goes_on()

    # MARK: hosts that are killed

    def host(self, *, held, wrapped, tell):
        """Kills a host; `held`: a sibling keeps the pipe open, `wrapped`: a shell stands between,
        `tell`: the host said which process it is."""
        host = subprocess.Popen(
            [sys.executable, "-c", HOST, *("yes" if flag else "no" for flag in (held, wrapped)),
             self.store, self.agents, BINARY], text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, "LIFELINE": str(self.lifeline)})
        _, engine, sibling, process = host.stdout.readline().split()
        if sibling != "0":
            self.addCleanup(os.kill, int(sibling), signal.SIGKILL)
        process = {"processId": int(process)} if tell else {}
        self.set_going(host, **process)
        if wrapped:
            with open(f"/proc/{engine}/task/{engine}/children", encoding="ascii") as file:
                engine = file.read().split()[0]
        descriptor = os.pidfd_open(int(engine))
        self.addCleanup(os.close, descriptor)
        begin = time.monotonic()
        host.kill()
        host.wait(PATIENCE)
        host.stdin.close()
        host.stdout.close()
        self.gone(descriptor, begin)
        self.goes_on()

    def set_going(self, process, **introduction):
        """Sends what sets every program going into a pipe, and waits until they are at work."""
        self.ask(process, 1, "initialize", **introduction)
        for number, name in enumerate(PROGRAMS):
            self.ask(process, number + 2, "workflow/create", id=name, name=name, execute=True,
                     steps=[{"agentId": name, "input": name}])
        self.wait_for_programs()

    def ask(self, host, number, method, **params):
        host.stdin.write(json.dumps(
            {"jsonrpc": "2.0", "id": number, "method": method, "params": params}) + "\n")
        host.stdin.flush()

    def test_a_host_that_is_killed(self):
        self.host(held=False, wrapped=False, tell=False)

    def test_a_host_that_is_killed_while_a_sibling_holds_the_pipe(self):
        self.host(held=True, wrapped=False, tell=False)

    def test_a_host_that_is_killed_behind_a_wrapper(self):
        self.host(held=False, wrapped=True, tell=False)

    def test_a_host_that_is_killed_behind_a_wrapper_while_a_sibling_holds_the_pipe(self):
        self.host(held=True, wrapped=True, tell=True)


if __name__ == "__main__":
    unittest.main()
