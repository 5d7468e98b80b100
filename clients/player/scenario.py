"""A scenario, read from its file and played."""

import json
import tempfile
from pathlib import Path

from .mismatch import Mismatch
from .patterns import difference, filled
from .peer import END, Peer


class Scenario:
    """One file: its first line and its steps."""

    def __init__(self, path: Path):
        self.path = path
        lines = path.read_text("utf-8").split("\n")
        entries = [(number, json.loads(line)) for number, line in enumerate(lines, 1) if line]
        self.head = entries[0][1]
        self.steps = entries[1:]
        self.title = self.head["scenario"]
        self.is_for_clients = self.head.get("clients", False)

    def play(self, carrier: list, binary: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            arguments = ["--store", "memory:", *self.head.get("args", [])]
            framing = self.head.get("framing", "lines")
            peer = Peer([*carrier, binary, *arguments], folder, framing)
            Play(self, peer, is_carried=bool(carrier)).run()


class Play:
    """A scenario under way: what it has bound, and what was said and not yet expected."""

    def __init__(self, scenario: Scenario, peer: "Peer", is_carried: bool):
        self.scenario = scenario
        self.peer = peer
        self.is_carried = is_carried
        self.bound: dict = {}
        self.ignored = set(scenario.head.get("ignore", []))

    def run(self) -> None:
        line, step = 1, {}
        try:
            for line, step in self.scenario.steps:
                self.take(step)
            if "exit" not in step:
                self.finish()
        except Mismatch as mismatch:
            raise Mismatch(f"  {self.scenario.path}:{line}\n{mismatch}") from None
        finally:
            self.peer.kill()

    def take(self, step: dict) -> None:
        if "send" in step:
            self.peer.send(filled(step["send"], self.bound))
        elif "sendText" in step:
            self.peer.write(step["sendText"].encode("utf-8"))
        elif "expect" in step:
            self.expect([step["expect"]])
        elif "unordered" in step:
            self.expect(step["unordered"])
        elif "close" in step:
            self.peer.close()
        elif "exit" in step:
            self.finish(step["exit"], closing=False)
        elif "note" not in step:
            raise Mismatch(f"  no such step: {json.dumps(step)}")

    def expect(self, patterns: list) -> None:
        """Matches the next messages with the patterns, each with one, in any order."""
        open_patterns = [one for one in patterns if not (self.is_carried and is_notice(one))]
        while open_patterns:
            message = self.next()
            reasons = []
            for pattern in open_patterns:
                bound = dict(self.bound)
                reason = difference(pattern, message, bound)
                if reason is None:
                    self.bound = bound
                    open_patterns.remove(pattern)
                    break
                reasons.append(f"  {reason}")
            else:
                raise Mismatch("\n".join([f"  said: {json.dumps(message)}", *reasons]))

    def next(self) -> object:
        while True:
            message = self.peer.receive()
            if message is END:
                raise Mismatch("  the engine said nothing more")
            if not self.is_ignored(message):
                check_envelope(message)
                return message

    def is_ignored(self, message: object) -> bool:
        if not (isinstance(message, dict) and is_notice(message)):
            return False
        return self.is_carried or message["method"] in self.ignored

    def finish(self, status: int = 0, closing: bool = True) -> None:
        """Ends the input; nothing more may be said, and the program must end."""
        if closing:
            self.peer.close()
        while True:
            message = self.peer.receive()
            if message is END:
                break
            if not self.is_ignored(message):
                raise Mismatch(f"  said beyond the scenario: {json.dumps(message)}")
        ended = self.peer.status()
        if ended != status:
            raise Mismatch(f"  ended with status {ended}, not {status}")


def is_notice(message: object) -> bool:
    return isinstance(message, dict) and "method" in message and "id" not in message


def check_envelope(message: object) -> None:
    """Every message is JSON-RPC 2.0 with just the members it should have."""
    for one in message if isinstance(message, list) else [message]:
        members = set(one) if isinstance(one, dict) else set()
        known = [
            {"jsonrpc", "id", "result"},
            {"jsonrpc", "id", "error"},
            {"jsonrpc", "id", "method", "params"},
            {"jsonrpc", "method", "params"},
        ]
        if members not in known or one["jsonrpc"] != "2.0":
            raise Mismatch(f"  no message of JSON-RPC 2.0: {json.dumps(one)}")
