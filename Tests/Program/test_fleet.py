"""Many engines on one store, killed at random: every workflow ends, every step is recorded once.

An agent that is a program writes each of its attempts into a ledger, so that what really ran can be
held against what was recorded. STEPWELL_FLEET_SEED repeats a run.
"""

import collections
import os
import queue
import random
import unittest

from engine import Engine, ProgramTest, Refused

CONFIGURATION = """
agents:
  book:
    kind: command
    argv: [sh, -c, 'echo "$STEPWELL_STEP_ID $STEPWELL_IDEMPOTENCY_KEY" >> "$LEDGER"; cat']
    environment: [LEDGER]
    maxConcurrency: 4
"""


class Fleet:
    """Engines on one store, of which any may die while it is asked."""

    def __init__(self, test, size, seed):
        self.chance = random.Random(seed)
        self.ledger = test.folder / "ledger"
        self.ledger.touch()
        self.configuration = test.folder / "stepwell.yaml"
        self.configuration.write_text(CONFIGURATION)
        self.store = test.store
        self.engines = [self.start() for _ in range(size)]
        self.kills = 0
        test.addCleanup(self.close)

    def start(self):
        return Engine(
            "--store", self.store, "--config", str(self.configuration),
            env={"LEDGER": str(self.ledger)})

    def close(self):
        for engine in self.engines:
            engine.close()

    def kill(self):
        index = self.chance.randrange(len(self.engines))
        self.engines[index].kill()
        self.engines[index] = self.start()
        self.kills += 1

    def ask(self, method, **params):
        """Asks any engine; another one when it dies before it answers."""
        while True:
            engine = self.chance.choice(self.engines)
            try:
                answer = engine.begin(method, **params)
            except (BrokenPipeError, ValueError):
                continue
            while engine.reader.is_alive() or not answer.empty():
                try:
                    return engine.result_within(answer, 0.2)
                except queue.Empty:
                    continue

    def attempts(self):
        """How often each step ran, and the keys it ran with."""
        ran, keys = collections.Counter(), collections.defaultdict(set)
        for line in self.ledger.read_text().splitlines():
            step, key = line.split()
            ran[step] += 1
            keys[step].add(key)
        return ran, keys


class Fleets(ProgramTest):
    def fleet(self, size):
        seed = int(os.environ.get("STEPWELL_FLEET_SEED", random.randrange(1 << 32)))
        self.seed = seed
        return Fleet(self, size, seed)

    def check(self, fleet, workflows, steps):
        """Every workflow has ended, and the record agrees with the ledger."""
        ran, keys = fleet.attempts()
        for workflow in workflows:
            events = fleet.ask("events/list", workflowId=workflow, limit=1000)["events"]
            self.assertEqual([e["seq"] for e in events], list(range(1, len(events) + 1)))
            done = [e["stepId"] for e in events if e["type"] == "step.completed"]
            self.assertEqual(len(done), len(set(done)), f"recorded twice (seed {self.seed})")
            self.assertEqual(len(done), steps, f"a step is lost (seed {self.seed})")
            for step in done:
                self.assertGreaterEqual(ran[step], 1, f"recorded and not run (seed {self.seed})")
                self.assertEqual(len(keys[step]), 1, f"run with two keys (seed {self.seed})")
        for engine in fleet.engines:
            self.assertEqual([line for line in engine.errors if "locked" in line], [])
        again = sum(count - 1 for count in ran.values())
        print(f"\n{len(workflows)} workflows, {fleet.kills} kills, {again} attempts repeated "
              f"(seed {self.seed})", end=" ", flush=True)

    def test_eight_engines_carry_four_hundred_workflows_through_random_kills(self):
        fleet = self.fleet(8)
        workflows = [f"w{n}" for n in range(400)]
        for number, workflow in enumerate(workflows):
            fleet.ask(
                "workflow/create", id=workflow, name="w", input=workflow, execute=True,
                idempotencyKey=workflow, steps=[{"agentId": "book"}] * 2)
            if number % 20 == 19:
                fleet.kill()
        for workflow in workflows:
            self.assertEqual(
                fleet.ask("workflow/wait", workflowId=workflow)["status"], "completed")
        self.check(fleet, workflows, 2)

    def test_two_engines_under_mixed_load_lose_nothing_when_one_is_killed(self):
        fleet = self.fleet(2)
        workflows = []
        for number in range(60):
            workflows.append(f"w{number}")
            fleet.ask(
                "workflow/create", id=workflows[-1], name="w", input=number, execute=True,
                steps=[{"agentId": "book"}] * 4)
            self.steer(fleet, "workflow/pause", fleet.chance.choice(workflows))
            self.steer(fleet, "workflow/resume", fleet.chance.choice(workflows))
            if number % 6 == 5:
                fleet.kill()
        for workflow in workflows:
            self.steer(fleet, "workflow/resume", workflow)
            self.assertEqual(
                fleet.ask("workflow/wait", workflowId=workflow)["status"], "completed")
        self.check(fleet, workflows, 4)

    def steer(self, fleet, method, workflow):
        """Asks for what may be done already: who asks again after a death was perhaps heard."""
        try:
            fleet.ask(method, workflowId=workflow)
        except Refused as refused:
            self.assertEqual(refused.data["type"], "invalidState")


if __name__ == "__main__":
    unittest.main()
