"""What workflows cost that rest: memory while they wait, and time when an engine starts on them."""

import json
import os
import subprocess
import threading
import time

PAGE = os.sysconf("SC_PAGE_SIZE")
TICKS = os.sysconf("SC_CLK_TCK")


class Host:
    """A program at the other end of an engine's pipes."""

    def __init__(self, command):
        self.process = subprocess.Popen(
            [str(part) for part in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.room = threading.Semaphore(200)  # an engine takes 256 requests at once

    def answers(self, requests):
        """Sends requests as fast as they are taken, until all are answered."""
        feeder = threading.Thread(target=self._feed, args=(requests,))
        feeder.start()
        count = 0
        while count < len(requests):
            message = json.loads(self.process.stdout.readline())
            if "error" in message:
                raise RuntimeError(message["error"]["message"])
            if "result" in message:
                count += 1
                self.room.release()
        feeder.join()

    def _feed(self, requests):
        for number, (method, params) in enumerate(requests):
            self.room.acquire()
            line = {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
            self.process.stdin.write(json.dumps(line).encode() + b"\n")
            self.process.stdin.flush()

    def resident(self):
        """Bytes of memory, once the engine has nothing more to do."""
        self.quiet()
        with open(f"/proc/{self.process.pid}/statm") as file:
            return int(file.read().split()[1]) * PAGE

    def quiet(self):
        """Waits until the engine has used no processor for a while; the time at which that began."""
        used, since = -1, time.monotonic()
        while time.monotonic() - since < 0.3:
            with open(f"/proc/{self.process.pid}/stat") as file:
                fields = file.read().rpartition(")")[2].split()
            now = int(fields[11]) + int(fields[12])
            if now > used:
                used, since = now, time.monotonic()
            time.sleep(0.01)
        return since

    def end(self):
        self.process.stdin.close()
        self.process.stdout.read()
        self.process.wait()

    def kill(self):
        self.process.kill()
        self.process.wait()


def park(host, count, agent, value=None):
    """Sets so many workflows going that wait for an agent."""
    host.answers([
        ("workflow/create", {"id": f"{agent}-{n}", "name": "waits", "input": value,
                             "steps": [{"agentId": agent}]}) for n in range(count)])
    host.answers([
        ("workflow/execute", {"workflowId": f"{agent}-{n}", "events": False}) for n in range(count)])


def memory(command, count):
    """Bytes of memory for each of so many workflows that wait for an absent agent: in the engine that
    set them going, and in the next one."""
    host = Host(command)
    # As much as fills the caches of the store, whose size is fixed.
    park(host, count // 10, "warm")
    before = host.resident()
    park(host, count, "absent")
    first = host.resident()
    host.end()
    host = Host(command)
    host.answers([("server/ping", {})])
    second = host.resident()
    host.end()
    return (first - before) / count, max(0, second - before) / count


def start(command, count):
    """Seconds until an engine answers that starts on so many workflows of one that was killed, and
    until it has nothing more to do."""
    host = Host(command)
    park(host, count, "delay", {"ms": 3_600_000})
    host.kill()
    began = time.monotonic()
    host = Host(command)
    host.answers([("server/info", {})])
    answered = time.monotonic() - began
    settled = host.quiet() - began
    host.kill()
    return answered, settled


def launch(command):
    """Seconds until a program answers its first request."""
    began = time.monotonic()
    host = Host(command)
    host.answers([("server/ping", {})])
    elapsed = time.monotonic() - began
    host.kill()
    return elapsed
