"""A program at the other end of an engine's pipes, that asks as fast as it is answered."""

import json
import os
import subprocess
import threading
import time

PAGE = os.sysconf("SC_PAGE_SIZE")


class Host:
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
            message = json.loads(self._line())
            if "error" in message:
                raise RuntimeError(message["error"]["message"])
            if "result" in message:
                count += 1
                self.room.release()
        feeder.join()

    def answer(self, method, **params):
        self.answers([(method, params)])

    def echo(self):
        """Sends a line to a program that sends it back."""
        self._send("{}")
        self._line()

    def _line(self):
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the program has ended")
        return line

    def _feed(self, requests):
        for number, (method, params) in enumerate(requests):
            self.room.acquire()
            self._send(json.dumps(
                {"jsonrpc": "2.0", "id": number, "method": method, "params": params}))

    def _send(self, line):
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()

    def resident(self):
        """Bytes of memory, once the engine has nothing more to do."""
        self.quiet()
        with open(f"/proc/{self.process.pid}/statm") as file:
            return int(file.read().split()[1]) * PAGE

    def peak(self):
        """Bytes of memory at most so far."""
        with open(f"/proc/{self.process.pid}/status") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmHWM")) * 1024

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
