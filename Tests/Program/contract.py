"""What the tests of the contract share. Each holds the program to a sentence of the protocol."""

import json
import subprocess

from engine import BINARY, PATIENCE, ProgramTest


def session(*messages, args=()):
    """Sends messages in one piece, closes the input and returns all answers, in order."""
    data = b"".join(
        (m if isinstance(m, bytes) else json.dumps(m).encode()) + b"\n" for m in messages)
    done = subprocess.run(
        [BINARY, "--store", "memory:", *args], input=data, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, timeout=PATIENCE, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def request(number, method, **params):
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": params}


def by_id(answers):
    """Answers by the id they carry."""
    return {answer["id"]: answer for answer in answers if "method" not in answer}


class ContractTest(ProgramTest):
    """A test with an engine in which every agent of `host` is a function of the test, or left to
    it: `engine.called()`."""

    def host(self, *agents, **functions):
        engine = self.engine()
        self.register(engine, *agents, **functions)
        return engine

    def register(self, engine, *agents, **functions):
        engine.agents.update(functions)
        engine.call("agent/register", agents=[{"agentId": a} for a in (*agents, *functions)])

    def create(self, engine, *steps, **definition):
        """A new workflow's id; a step may be given by its agent alone."""
        steps = [{"agentId": step} if isinstance(step, str) else step for step in steps]
        return engine.call("workflow/create", **{"name": "w", "steps": steps, **definition})["id"]

    def events(self, engine, workflow, *types):
        """The events of a workflow so far, of these types or all."""
        events = engine.call("events/list", workflowId=workflow, limit=1000)["events"]
        return [event for event in events if not types or event["type"] in types]

    def types(self, engine, workflow):
        return [event["type"] for event in self.events(engine, workflow)]

    def finished(self, engine, workflow):
        return engine.call("workflow/wait", workflowId=workflow)
