"""The fixed set of workflows: every kind of change a client can make, each with an idempotency key,
so that a client which lost its engine can begin again at the top and change nothing twice."""

import pathlib

from client import Refused

GROUP = 3


def run(client):
    """Plays the whole scenario; returns when every workflow has come to its end."""
    client.ask("events/subscribe", after="0")
    conversation(client)
    group(client)
    paused(client)
    retried(client)
    mended(client)
    cancelled(client)
    deleted(client)
    family(client)
    forsaken(client)
    parked(client)


def change(client, method, key, **params):
    return client.ask(method, idempotencyKey=key, **params)


def create(client, name, *agents, **definition):
    steps = [{"name": f"s{n}", "agentId": agent, "input": f"{name} {n}"}
             for n, agent in enumerate(agents)]
    return change(
        client, "workflow/create", f"{name}-create", id=name, name=name, steps=steps, **definition)


def finished(client, name):
    client.ask("events/list", workflowId=name, limit=1000)
    return client.wait(name)


def conversation(client):
    change(client, "thread/create", "thread", id="thread", title="Kept")
    for n in range(3):
        change(
            client, "message/append", f"message-{n}", threadId="thread", role="user",
            content=f"message {n}")


def group(client):
    """Several workflows whose changes share commits."""
    names = [f"group-{n}" for n in range(GROUP)]
    client.together(
        ("workflow/create", {
            "id": name, "name": name, "idempotencyKey": f"{name}-create",
            "steps": [{"agentId": "clerk", "input": f"{name} {n}"} for n in range(3)]})
        for name in names)
    client.together(
        ("workflow/execute", {
            "workflowId": name, "events": False, "idempotencyKey": f"{name}-execute"})
        for name in names)
    for name in names:
        finished(client, name)


def paused(client):
    """Its second step does not end before it was resumed, however often it begins again."""
    create(client, "paused", "clerk", "porter")
    change(client, "workflow/addStep", "paused-add-1", workflowId="paused",
           step={"agentId": "clerk", "input": "added"})
    change(client, "workflow/execute", "paused-execute", workflowId="paused")
    change(client, "workflow/pause", "paused-pause", workflowId="paused")
    change(client, "workflow/addStep", "paused-add-2", workflowId="paused",
           step={"agentId": "clerk", "input": "added while paused"})
    change(client, "workflow/update", "paused-update", workflowId="paused",
           metadata={"note": "kept"})
    change(client, "workflow/resume", "paused-resume", workflowId="paused")
    open_gate(client, "paused")
    finished(client, "paused")


def open_gate(client, name):
    pathlib.Path(client.folder / f"ledger.{name}").touch()


def retried(client):
    """A step that fails at its first attempt and is tried again by itself."""
    create(client, "retried", "clerk", "stumbler", execute=True)
    finished(client, "retried")


def mended(client):
    """A workflow that fails and is sent on from where it failed."""
    create(client, "mended", "clerk", "gatekeeper", "clerk", execute=True)
    finished(client, "mended")
    open_gate(client, "mended")
    change(client, "workflow/retry", "mended-retry", workflowId="mended")
    finished(client, "mended")


def cancelled(client):
    create(client, "cancelled", "clerk", "sleeper", execute=True)
    change(client, "workflow/cancel", "cancelled-cancel", workflowId="cancelled", reason="enough")
    finished(client, "cancelled")


def deleted(client):
    """Its idempotency keys end with it: what is asked for again then meets a used id."""
    try:
        create(client, "deleted", "echo", execute=True)
        finished(client, "deleted")
    except Refused as refused:
        if not client.told.is_deleting or refused.data["type"] not in ("conflict", "workflowNotFound"):
            raise
    client.told.is_deleting = True
    change(client, "workflow/delete", "deleted-delete", workflowId="deleted", force=True)


def family(client):
    """It hears of the end of its child."""
    parent(client, "family", "clerk")
    finished(client, "family")


def forsaken(client):
    """The child of one that is cancelled ends too."""
    parent(client, "forsaken", "clerk", "sleeper")
    change(client, "workflow/cancel", "forsaken-cancel", workflowId="forsaken")
    finished(client, "forsaken")


def parent(client, name, *agents):
    steps = [{"agentId": agent, "input": f"{name} {n}"} for n, agent in enumerate(agents)]
    change(
        client, "workflow/create", f"{name}-create", id=name, name=name, execute=True,
        steps=[{"type": "workflow", "definition": {"name": f"the child of {name}", "steps": steps}}])


def parked(client):
    """It waits for an agent that nobody offers."""
    create(client, "parked", "clerk", "somebody-absent", execute=True)
    client.wait("parked", until="blocked")


# What every workflow has come to in the end: status, results of its steps, generation.
OUTCOME = {
    **{f"group-{n}": ("completed", [f"group-{n} {k}" for k in range(3)], 1) for n in range(GROUP)},
    "paused": (
        "completed", ["paused 0", "paused 1", "added", "added while paused"], 1),
    "retried": ("completed", ["retried 0", "retried 1"], 1),
    "mended": ("completed", ["mended 0", "mended 1", "mended 2"], 2),
    "cancelled": ("cancelled", None, 1),
    "deleted": None,
    "family": ("completed", ["family 0"], 1),
    "forsaken": ("cancelled", None, 1),
    "parked": ("running", ["parked 0", None], 1),
}
MESSAGES = ["message 0", "message 1", "message 2"]
