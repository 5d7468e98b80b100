"""What long workflows cost: time, disk and memory a piece, beside the same with a tenth of the pieces;
and a conversation, beside the bytes that were said."""

import random
import time

from host import Host


def wide(count):
    """A step with an agent's call for each item."""
    return {"name": "wide", "input": list(range(count)), "steps": [
        {"type": "forEach", "items": "${input}",
         "steps": [{"agentId": "echo", "input": "${item}"}]}]}


def long(count):
    """An agent's call, over and over."""
    return {"name": "long", "steps": [
        {"type": "loop", "maxIterations": count,
         "steps": [{"agentId": "echo", "input": "${iteration}"}]}]}


def run(command, database, definition, count):
    """Seconds and bytes on disk, a piece, and bytes of memory at most over those of an idle engine."""
    host = Host([*command, "--store", database])
    host.answer("server/ping")
    idle = host.resident()
    began = time.monotonic()
    host.answer("workflow/create", id="w", **definition(count))
    host.answer("workflow/execute", workflowId="w", events=False, wait=True, maxResultBytes=1000)
    elapsed = time.monotonic() - began
    peak = host.peak()
    host.end()
    return elapsed / count, database.stat().st_size / count, peak - idle


def turns():
    """What is asked in a conversation, some 1,500 characters at a time."""
    dice = random.Random(1)
    letters = "etaoinshrdlu  "
    return ["".join(dice.choices(letters, k=dice.randint(500, 2500))) for _ in range(400)]


def talk_in_steps(host, words):
    """One workflow; the agent says what it was told."""
    host.answer("workflow/create", id="talk", name="talk", steps=[
        {"agentId": "echo", "threadId": "t", "input": text} for text in words])
    host.answer("workflow/execute", workflowId="talk", events=False, wait=True, maxResultBytes=1000)


def talk_in_workflows(host, words):
    """A workflow for each turn."""
    for number, text in enumerate(words):
        host.answer("workflow/create", id=f"talk-{number}", name="talk", steps=[
            {"agentId": "echo", "threadId": "t", "input": text}])
        host.answer("workflow/execute", workflowId=f"talk-{number}", events=False, wait=True)


def talk_in_messages(host, words):
    """No workflow at all."""
    host.answer("thread/create", id="t")
    host.answers([("message/append", {"threadId": "t", "role": role, "content": text})
                  for text in words for role in ("user", "assistant")])


def talk(command, database, way):
    """Bytes of the database, and of the messages in it: each turn says its words twice."""
    host = Host([*command, "--store", database])
    words = turns()
    way(host, words)
    host.end()
    return database.stat().st_size, 2 * sum(map(len, words))
