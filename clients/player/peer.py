"""The program that is played against."""

import json
import os
import queue
import subprocess
import threading

from .mismatch import Mismatch

DEADLINE_SECONDS = 20

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
