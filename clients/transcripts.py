#!/usr/bin/env python3
"""Plays protocol/transcripts against the engine: what is said, and what must be answered.

    python3 clients/transcripts.py [--binary PATH] [--through raw|python|javascript]… [FILE…]

Without --through, every scenario is played raw over the engine's standard streams, and those that
consist of calls through each client as well. The program is --binary, else STEPWELL_BINARY, else
`stepwell` on PATH. The format is described in protocol/transcripts/README.md.
"""

import argparse
import json
import os
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "protocol/transcripts"
CARRIERS = {
    "raw": [],
    "python": [sys.executable, str(ROOT / "clients/carriers/carry.py")],
    "javascript": ["node", str(ROOT / "clients/carriers/carry.mjs")],
}
DEADLINE_SECONDS = 20


def main() -> int:
    options = arguments()
    binary = shutil.which(options.binary)
    if binary is None:
        print(f"there is no program {options.binary!r}: give --binary", file=sys.stderr)
        return 64
    files = options.files or sorted(FOLDER.glob("*.jsonl"))
    ways = options.through or [way for way in CARRIERS if is_there(way)]
    played = failed = 0
    for file in files:
        scenario = Scenario(Path(file))
        for way in ways:
            if way != "raw" and not scenario.is_for_clients:
                continue
            played += 1
            failed += 0 if report(scenario, way, binary) else 1
    print(f"{played} played, {failed} failed")
    return 1 if failed or not played else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--binary", default=os.environ.get("STEPWELL_BINARY") or "stepwell")
    parser.add_argument("--through", action="append", choices=list(CARRIERS))
    parser.add_argument("files", nargs="*", metavar="FILE")
    return parser.parse_args()


def is_there(way: str) -> bool:
    carrier = CARRIERS[way]
    if not carrier or shutil.which(carrier[0]):
        return True
    print(f"skipped: there is no {carrier[0]} to play through {way}", file=sys.stderr)
    return False


def report(scenario: "Scenario", way: str, binary: str) -> bool:
    label = f"{scenario.path.name} ({way}): {scenario.title}"
    try:
        scenario.play(CARRIERS[way], binary)
    except Mismatch as mismatch:
        print(f"FAILED  {label}\n{mismatch}")
        return False
    print(f"ok      {label}")
    return True


class Mismatch(Exception):
    """What happened is not what the scenario says."""


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
        number = 0
        try:
            for number, step in self.scenario.steps:
                self.take(step)
            if "exit" not in step:
                self.finish()
        except Mismatch as mismatch:
            place = f"{self.scenario.path}:{number}"
            raise Mismatch(f"  {place}\n{mismatch}") from None
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


# Patterns -------------------------------------------------------------------------------------

TYPES = {
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "null": lambda value: value is None,
    "value": lambda value: True,
}


def difference(pattern: object, value: object, bound: dict, place: str = "") -> object:
    """Why a value does not match a pattern, or None; names bound on the way are added."""
    matcher = matcher_of(pattern)
    if matcher is not None:
        return MATCHERS[matcher](pattern[matcher], value, bound, place)
    if isinstance(pattern, dict):
        return object_difference(pattern, value, bound, place)
    if isinstance(pattern, list):
        if not isinstance(value, list) or len(value) != len(pattern):
            return f"{place}: expected {len(pattern)} elements, got {shown(value)}"
        pairs = enumerate(zip(pattern, value))
        return first(difference(one, two, bound, f"{place}/{n}") for n, (one, two) in pairs)
    if type(pattern) is not type(value) and not (is_number(pattern) and is_number(value)):
        return f"{place}: expected {shown(pattern)}, got {shown(value)}"
    return None if pattern == value else f"{place}: expected {shown(pattern)}, got {shown(value)}"


def object_difference(pattern: dict, value: object, bound: dict, place: str) -> object:
    if not isinstance(value, dict):
        return f"{place}: expected an object, got {shown(value)}"
    for key, member in pattern.items():
        if matcher_of(member) == "$absent":
            if key in value:
                return f"{place}/{key}: expected none, got {shown(value[key])}"
        elif key not in value:
            return f"{place}/{key}: is missing"
        else:
            reason = difference(member, value[key], bound, f"{place}/{key}")
            if reason is not None:
                return reason
    return None


def match_any(kind: str, value: object, bound: dict, place: str) -> object:
    return None if TYPES[kind](value) else f"{place}: expected any {kind}, got {shown(value)}"


def match_bind(name: str, value: object, bound: dict, place: str) -> object:
    if name in bound:
        return f"{place}: {name} is bound already"
    bound[name] = value
    return None


def match_ref(name: str, value: object, bound: dict, place: str) -> object:
    return difference(bound[name], value, bound, place)


def match_join(parts: list, value: object, bound: dict, place: str) -> object:
    return difference(filled({"$join": parts}, bound), value, bound, place)


def match_regex(expression: str, value: object, bound: dict, place: str) -> object:
    if isinstance(value, str) and re.search(expression, value):
        return None
    return f"{place}: expected text like {expression}, got {shown(value)}"


def match_exact(pattern: dict, value: object, bound: dict, place: str) -> object:
    reason = object_difference(pattern, value, bound, place)
    if reason is None and set(value) - set(pattern):
        return f"{place}: has more: {sorted(set(value) - set(pattern))}"
    return reason


def match_contains(patterns: list, value: object, bound: dict, place: str) -> object:
    """The elements, in this order, with or without others between them."""
    if not isinstance(value, list):
        return f"{place}: expected an array, got {shown(value)}"
    elements = iter(value)
    for pattern in patterns:
        for element in elements:
            trial = dict(bound)
            if difference(pattern, element, trial, place) is None:
                bound.update(trial)
                break
        else:
            return f"{place}: lacks {shown(pattern)}"
    return None


MATCHERS = {
    "$any": match_any,
    "$bind": match_bind,
    "$ref": match_ref,
    "$join": match_join,
    "$matches": match_regex,
    "$exact": match_exact,
    "$contains": match_contains,
    "$absent": lambda flag, value, bound, place: f"{place}: expected nothing",
}


def matcher_of(pattern: object) -> object:
    if isinstance(pattern, dict) and len(pattern) == 1:
        (key,) = pattern
        return key if key in MATCHERS else None
    return None


def filled(value: object, bound: dict) -> object:
    """What is sent: `$ref` and `$join` replaced by what was bound."""
    if matcher_of(value) == "$ref":
        return bound[value["$ref"]]
    if matcher_of(value) == "$join":
        return "".join(str(filled(part, bound)) for part in value["$join"])
    if isinstance(value, dict):
        return {key: filled(member, bound) for key, member in value.items()}
    if isinstance(value, list):
        return [filled(element, bound) for element in value]
    return value


def is_number(value: object) -> bool:
    return TYPES["number"](value)


def first(reasons: object) -> object:
    return next((reason for reason in reasons if reason is not None), None)


def shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 400 else text[:400] + "…"


# The program ----------------------------------------------------------------------------------

END = object()


class Peer:
    """The engine's process, spoken to in one of the two framings."""

    def __init__(self, command: list, folder: str, framing: str):
        self.framing = framing
        self.messages: queue.Queue = queue.Queue()
        environment = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": folder,
            "XDG_CONFIG_HOME": folder,
        }
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=environment,
        )
        threading.Thread(target=self._read, daemon=True).start()

    def send(self, message: object) -> None:
        text = json.dumps(message, ensure_ascii=False).encode("utf-8")
        if self.framing == "headers":
            self.write(b"Content-Length: %d\r\n\r\n%s" % (len(text), text))
        else:
            self.write(text + b"\n")

    def write(self, data: bytes) -> None:
        try:
            self.process.stdin.write(data)
            self.process.stdin.flush()
        except BrokenPipeError:
            raise Mismatch("  the engine has ended") from None

    def receive(self) -> object:
        try:
            message = self.messages.get(timeout=DEADLINE_SECONDS)
        except queue.Empty:
            raise Mismatch(f"  nothing was said for {DEADLINE_SECONDS} seconds") from None
        if isinstance(message, Exception):
            raise Mismatch(f"  what was said is no message: {message}")
        return message

    def close(self) -> None:
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass

    def status(self) -> int:
        try:
            return self.process.wait(DEADLINE_SECONDS)
        except subprocess.TimeoutExpired:
            raise Mismatch("  the engine did not end") from None

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.close()

    def _read(self) -> None:
        read = self._read_headers if self.framing == "headers" else self._read_line
        try:
            while True:
                text = read()
                if not text:
                    break
                self.messages.put(json.loads(text))
        except ValueError as error:
            self.messages.put(error)
        self.messages.put(END)

    def _read_line(self) -> bytes:
        return self.process.stdout.readline()

    def _read_headers(self) -> bytes:
        length = 0
        while True:
            line = self.process.stdout.readline()
            if not line or line == b"\r\n":
                return self.process.stdout.read(length)
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)


if __name__ == "__main__":
    sys.exit(main())
