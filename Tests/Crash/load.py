"""Two engines on one file under a mixed load, one of them killed every few seconds."""

import collections
import itertools
import tempfile
import threading
import time

import promises
from client import Client, Gone, Refused, Told

STEPS = ["clerk", "stumbler", "clerk"]
AT_ONCE = 8
Result = collections.namedtuple("Result", "kills workflows steps attempts refused")


class Worker(threading.Thread):
    """A host that sets workflows going, pauses and resumes some, those of the other host among them,
    and reads what became of its own; it starts an engine again whenever its own was killed."""

    def __init__(self, folder, numbers, deadline):
        super().__init__(daemon=True)
        self.folder, self.numbers, self.deadline = folder, numbers, deadline
        self.told = Told()
        self.names = []
        self.other = None
        self.failure = None
        self.client = Client(folder, self.told, scope="load")

    def run(self):
        try:
            while time.monotonic() < self.deadline:
                self.names.append([f"w-{next(self.numbers)}" for _ in range(AT_ONCE)])
                others = self.other.names[-1][1::3] if self.other.names else []
                self.until_done(self.names[-1], others)
        except Exception as error:  # whatever it was, the test tells it
            self.failure = error

    def until_done(self, names, others):
        while True:
            try:
                return self.play(names, others)
            except Gone:
                self.client.end()
                self.client = Client(self.folder, self.told, scope="load")

    def play(self, names, others):
        client = self.client
        client.together(
            ("workflow/create", {
                "id": name, "name": name, "idempotencyKey": f"{name}-create",
                "steps": [{"agentId": a, "input": f"{name} {n}"} for n, a in enumerate(STEPS)]})
            for name in names)
        for name in names:
            self.change("workflow/execute", name, events=False)
        for name in names[::3]:
            self.change("workflow/pause", name)
            self.change("workflow/addStep", name, step={"agentId": "clerk", "input": "added"})
            self.change("workflow/resume", name)
        for name in others:
            self.change("workflow/pause", name)
            self.change("workflow/resume", name)
        for name in names:
            client.wait(name)

    def change(self, method, name, **params):
        """A command; the workflow may be beyond it by now."""
        try:
            self.client.ask(
                method, workflowId=name, idempotencyKey=f"{self.name} {name} {method}", **params)
        except Refused as refused:
            # Of another's workflow this one may hear before it is there.
            if refused.data.get("type") not in ("invalidState", "workflowNotFound"):
                raise


def run(seconds, pause):
    """Keeps the load up for so long and kills every `pause` seconds; returns what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        numbers = itertools.count()
        deadline = time.monotonic() + seconds
        workers = [Worker(folder, numbers, deadline) for _ in range(2)]
        workers[0].other, workers[1].other = workers[1], workers[0]
        for worker in workers:
            worker.start()
        kills = 0
        while time.monotonic() + pause < deadline and all(w.failure is None for w in workers):
            time.sleep(pause)
            workers[kills % 2].client.process.kill()
            kills += 1
        for worker in workers:
            worker.join(seconds + 120)
            promises.expect(not worker.is_alive(), "a workflow did not come to its end")
        for worker in workers:
            if worker.failure:
                raise promises.Broken(f"{worker.failure!r}") from worker.failure
        return settle(folder, workers, kills)


def settle(folder, workers, kills):
    client = workers[0].client
    workers[1].client.end()
    histories = {}
    for name in itertools.chain.from_iterable(n for w in workers for n in w.names):
        histories[name] = promises.history(client, name)
        workflow = client.ask("workflow/get", workflowId=name)
        is_done = workflow["status"] == "completed"
        promises.expect(is_done, f"{name} is {workflow['status']}", "lost")
    noted = promises.ledger(client)
    client.end()
    for worker in workers:
        for (name, seq), event in worker.told.events.items():
            is_kept = histories[name][seq - 1] == event
            promises.expect(is_kept, f"told and lost: {event}", "lost")
    promises.integrity(client.folder / "work.db")
    attempts = promises.once(noted, histories)
    steps = sum(e["type"] == "step.completed" for h in histories.values() for e in h)
    return Result(kills, len(histories), steps, attempts, sum(w.told.outages for w in workers))
