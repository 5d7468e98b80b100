"""A host that survives its engine: it notes what it was told, and starts over with the next one."""

import os
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Program"))

from engine import Engine, Refused  # noqa: E402

CONFIGURATION = """
agents:
  clerk:
    kind: command
    argv: [sh, -c, '{note}; cat']
    environment: [LEDGER]
  stumbler:
    kind: command
    argv: [sh, -c, '{note}; [ "$STEPWELL_ATTEMPT" != 1 ] || exit 75; cat']
    environment: [LEDGER]
    retry: {{maxAttempts: 20, initialInterval: 1ms}}
  gatekeeper:
    kind: command
    argv: [sh, -c, '{note}; [ -e "$LEDGER.mended" ] || exit 65; cat']
    environment: [LEDGER]
  porter:
    kind: command
    argv: [sh, -c, '{note}; until [ -e "$LEDGER.paused" ]; do sleep 0.01; done; cat']
    environment: [LEDGER]
  sleeper:
    kind: command
    argv: [sleep, '600']
""".format(
    note='echo "$STEPWELL_WORKFLOW_ID $STEPWELL_STEP_ID $STEPWELL_IDEMPOTENCY_KEY'
    ' $STEPWELL_ATTEMPT" >> "$LEDGER"')


FINISHED = ("completed", "failed", "cancelled")
WAIT_MS = 1000


class Gone(Exception):
    """The engine died before it answered."""


class Outage(Exception):
    """The store was unavailable for longer than the client had patience."""


class Told:
    """What clients were told, over all engines they had: it must stay true."""

    def __init__(self):
        self.events = {}  # (workflow, seq): the event
        self.results = []  # (method, params, result)
        self.outages = 0
        self.is_deleting = False

    def take(self, engine):
        for note in engine.received:
            event = note.get("params", {}).get("event") if "method" in note else None
            if event and "seq" in event:
                self.keep(event)

    def keep(self, event):
        known = self.events.setdefault((event["workflowId"], event["seq"]), event)
        if known != event:
            raise AssertionError(f"an event was told in two ways: {known} and {event}")

    def result(self, method, params, result):
        self.results.append((method, params, result))
        for event in result.get("events", []) if method == "events/list" else []:
            self.keep(event)


class Client(Engine):
    """An engine on a folder's store; a request to one that died raises `Gone`, and one that the
    store refuses is sent again until `patience` is over."""

    def __init__(self, folder, told, wrapper=(), patience=20.0, scope="crash"):
        self.gone = False
        self.told = told
        self.patience = patience
        self.folder = pathlib.Path(folder)
        configuration = self.folder / "agents.yaml"
        if not configuration.exists():
            configuration.write_text(CONFIGURATION)
        super().__init__(
            "--store", str(self.folder / "work.db"), "--config", str(configuration),
            "--scope", scope,
            wrapper=wrapper, env={"LEDGER": str(self.folder / "ledger"), "SWIFT_BACKTRACE": "enable=no"})

    def ended(self):
        self.gone = True
        for answer in list(self.answers.values()):
            answer.put(None)

    def begin(self, method, **params):
        try:
            answer = super().begin(method, **params)
        except (BrokenPipeError, ValueError) as error:
            raise Gone from error
        if self.gone:
            answer.put(None)
        return answer

    def result(self, answer):
        message = answer.get(timeout=120)
        if message is None:
            raise Gone
        if "error" in message:
            raise Refused(message["error"])
        return message["result"]

    def ask(self, method, **params):
        """The result, asked for again while the store is unavailable."""
        return self.settle(method, params, self.begin(method, **params))

    def settle(self, method, params, answer):
        deadline = time.monotonic() + self.patience
        while True:
            try:
                result = self.result(answer)
            except Refused as refused:
                if refused.data.get("type") != "storeUnavailable":
                    raise
                self.told.outages += 1
                if time.monotonic() > deadline:
                    raise Outage from refused
                time.sleep(0.02)
                answer = self.begin(method, **params)
            else:
                self.told.result(method, params, result)
                return result

    def wait(self, workflow, until="finished"):
        """The workflow when it has come so far; with a store that stays away it never does."""
        deadline = time.monotonic() + self.patience
        while True:
            found = self.ask(
                "workflow/wait", workflowId=workflow, until=until, timeoutMs=WAIT_MS)
            if found["status"] in FINISHED or (until == "blocked" and found.get("waitingFor")):
                return found
            if time.monotonic() > deadline:
                raise Outage(f"{workflow} is {found['status']}")

    def together(self, requests):
        """The results of requests that are all under way at once."""
        answers = [(m, p, self.begin(m, **p)) for m, p in requests]
        return [self.settle(*sent) for sent in answers]

    def end(self):
        """Lets go of an engine that died or is to end; returns its exit status."""
        status = self.close()
        self.told.take(self)
        return status

    def close(self):
        try:
            return super().close()
        except BrokenPipeError:
            return self.process.wait()

    def die(self):
        """Kills the engine, also from under a tracer."""
        for child in children(self.process.pid):
            try:
                os.kill(child, 9)
            except ProcessLookupError:
                pass
        self.process.kill()
        self.end()


def children(pid):
    try:
        text = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except FileNotFoundError:
        return []
    return [int(child) for child in text.split()]
