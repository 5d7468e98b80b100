"""What has to be true when the last engine has done its work, whatever happened before."""

import collections
import sqlite3

import scenario
from client import Refused


OVER = ("workflow.completed", "workflow.failed", "workflow.cancelled")


class Broken(AssertionError):
    """A promise that was not kept; `kind`: "twice", "lost" or "other"."""

    def __init__(self, message, kind="other"):
        super().__init__(message)
        self.kind = kind


def check(client):
    """Holds store and ledger to what clients were told and to what the scenario must come to.

    Returns the number of attempts, of which those that were interrupted are made again."""
    client.told.take(client)
    histories = {name: history(client, name) for name in scenario.OUTCOME}
    histories.update(children(client, histories))
    for (workflow, seq), event in client.told.events.items():
        kept = histories.get(workflow)
        if kept is not None:
            expect(len(kept) >= seq and kept[seq - 1] == event, f"told and lost: {event}", "lost")
    for method, params, result in client.told.results:
        still_true(method, params, result, histories)
    for name, outcome in scenario.OUTCOME.items():
        ended_well(client, name, outcome)
    messages = client.ask("message/list", threadId="thread")["messages"]
    expect([m["content"] for m in messages] == scenario.MESSAGES, f"the conversation: {messages}")
    return once(ledger(client), histories)


def children(client, histories):
    """The histories of those whose parents are over; so are they."""
    found = {}
    for parent, events in histories.items():
        is_over = any(e["type"] in OVER for e in events or [])
        for child in {e.get("data", {}).get("childWorkflowId") for e in events or []} - {None}:
            if is_over and history(client, child):
                status = client.wait(child)["status"]
                wanted = scenario.OUTCOME[parent][0]
                expect(status == wanted, f"{parent} is {wanted}, its child {status}")
                found[child] = history(client, child)
    return found


def still_true(method, params, result, histories):
    """An answer named a cursor: all up to there has to be there, and what was finished stays so."""
    workflow, _, seq = str(result.get("cursor", "")).partition("#")
    if seq and histories.get(workflow) is not None:
        expect(len(histories[workflow]) >= int(seq), f"{method} told of {result['cursor']}")
    if method == "workflow/delete" and result["deleted"]:
        expect(histories[params["workflowId"]] is None, f"{params['workflowId']} came back")
    elif method == "workflow/create":
        expect(params["id"] in histories, f"{params['id']} was told of and is not there")


def history(client, name):
    """A workflow's events, numbered without a gap; None for a deleted one."""
    try:
        events = client.ask("events/list", workflowId=name, limit=1000)["events"]
    except Refused as refused:
        expect(refused.data["type"] == "workflowNotFound", str(refused))
        return None
    if not events or events[-1]["type"] == "workflow.deleted":
        return None
    numbers = [event["seq"] for event in events]
    is_whole = numbers == list(range(1, len(events) + 1))
    expect(is_whole, f"{name} has the events {numbers}", "lost")
    return events


def ended_well(client, name, outcome):
    try:
        workflow = client.ask("workflow/get", workflowId=name)
    except Refused as refused:
        expect(outcome is None and refused.data["type"] == "workflowNotFound", f"{name}: {refused}")
        return
    expect(outcome is not None, f"{name} was deleted and is there")
    status, results, generation = outcome
    found = workflow["status"], workflow["generation"]
    expect(found == (status, generation), f"{name} is {found} instead of {outcome}")
    if results is not None:
        steps = [step.get("result") for step in workflow["steps"]]
        expect(steps == results, f"{name} came to {steps} instead of {results}")


def ledger(client):
    """The attempts that agents noted, a step: [(idempotency key, attempt)] in order."""
    noted = collections.defaultdict(list)
    path = client.folder / "ledger"
    for line in path.read_text().splitlines() if path.exists() else []:
        _, step, key, attempt = line.split()
        noted[step].append((key, int(attempt)))
    return noted


def once(noted, histories):
    """No recorded step ran again, no step was lost, no attempt was made twice."""
    attempts = 0
    for events in filter(None, histories.values()):
        started = {e["stepId"] for e in events if e["type"] == "step.started"}
        completed = [e for e in events if e["type"] == "step.completed"]
        steps = [e["stepId"] for e in completed]
        expect(len(steps) == len(set(steps)), f"recorded twice: {steps}", "twice")
        for step in started:
            attempts += len(noted[step])
            is_once = len(noted[step]) == len(set(noted[step]))
            expect(is_once, f"made twice: {noted[step]}", "twice")
        # What children do stands in their own histories.
        parents = {e["stepId"] for e in events if "childWorkflowId" in e.get("data", {})}
        for event in completed:
            if event["stepId"] in parents:
                continue
            made = noted[event["stepId"]]
            last_key = made[-1][0] if made else None
            expect(made, f"recorded but never made: {event}", "lost")
            last = max(attempt for key, attempt in made if key == last_key)
            is_made = last >= event["attempt"]
            expect(is_made, f"recorded but never made: {event}, made {made}", "lost")
            is_last = last <= event["attempt"]
            expect(is_last, f"ran again after it was recorded: {event}, {made}", "twice")
    return attempts


def integrity(path):
    """SQLite's own look at the file, and the numbers of all events in it."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        answer = database.execute("PRAGMA integrity_check").fetchall()
        expect(answer == [("ok",)], f"the database is damaged: {answer}")
        expect(database.execute("PRAGMA foreign_key_check").fetchall() == [], "dangling rows")
        gaps = database.execute(
            "SELECT workflow, count(*), min(seq), max(seq) FROM event GROUP BY workflow"
            " HAVING min(seq) <> 1 OR max(seq) <> count(*)").fetchall()
        deleted = {row[0] for row in database.execute("SELECT key FROM workflow WHERE status IS NULL")}
        gaps = [gap for gap in gaps if gap[0] not in deleted]
        expect(not gaps, f"events are missing: {gaps}", "lost")
    finally:
        database.close()


def expect(condition, message, kind="other"):
    if not condition:
        raise Broken(message, kind)
