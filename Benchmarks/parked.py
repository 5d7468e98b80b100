"""What workflows cost that rest: memory while they wait, and time when an engine starts on them."""

import time

from host import Host


def park(host, count, agent, value=None):
    """Sets so many workflows going that wait for an agent."""
    host.answers([
        ("workflow/create", {"id": f"{agent}-{n}", "name": "waits", "input": value,
                             "steps": [{"agentId": agent}]}) for n in range(count)])
    host.answers([
        ("workflow/execute", {"workflowId": f"{agent}-{n}", "events": False}) for n in range(count)])


def memory(command, count, agents=()):
    """Bytes of memory over those of an idle engine for each of so many workflows that wait for an
    agent: in the engine that set them going, and in the next one. The host may have `agents`, who
    take what they are told and never answer."""
    host = Host(command)
    host.answer("server/ping")
    idle = host.resident()
    if agents:
        host.answer("agent/register", agents=[{"agentId": agent} for agent in agents])
    park(host, count, "waiting")
    first = host.resident()
    host.kill() if agents else host.end()
    host = Host(command)
    host.answer("server/ping")
    second = host.resident()
    host.end()
    return (first - idle) / count, max(0, second - idle) / count


def start(command, count):
    """Seconds until an engine tells of one of so many workflows whose engine was killed at work on
    them, and until it has nothing more to do."""
    host = Host(command)
    park(host, count, "delay", {"ms": 3_600_000})
    host.kill()
    began = time.monotonic()
    host = Host(command)
    host.answer("workflow/get", workflowId=f"delay-{count - 1}")
    answered = time.monotonic() - began
    settled = host.quiet() - began
    host.kill()
    return answered, settled


def launch(command):
    """Seconds until a program that sends lines back has sent its first."""
    began = time.monotonic()
    host = Host(command)
    host.echo()
    elapsed = time.monotonic() - began
    host.kill()
    return elapsed
