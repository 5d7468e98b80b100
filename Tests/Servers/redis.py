"""Real Redis servers for tests: private folders, ports of their own, gone when the test ends."""

import pathlib
import random
import shutil
import socket
import subprocess
import tempfile
import time

PATIENCE = 30  # seconds until a test says that a server did not come up; never what is measured


def free_port():
    """A port that nobody listens on, below those that leave no room for a cluster's own."""
    while True:
        port = random.randrange(20_000, 50_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port


class Redis:
    """A redis-server on loopback. `settings` are its configuration, such as appendonly="yes"; one of
    several words is a list."""

    def __init__(self, host="127.0.0.1", port=None, wrapper=(), **settings):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="stepwell-redis-"))
        self.host, self.port = host, port or free_port()
        self.wrapper = list(wrapper)
        self.settings = {
            "bind": host, "port": self.port, "dir": self.folder, "save": "", "appendonly": "no",
            "protected-mode": "no", "loglevel": "warning", **settings,
        }
        self.process = None
        self.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    @property
    def url(self):
        return f"redis://{self.host}:{self.port}/0"

    def start(self):
        arguments = []
        for name, value in self.settings.items():
            values = value if isinstance(value, list) else [value]
            arguments += [f"--{name.replace('_', '-')}", *map(str, values)]
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(
                [*self.wrapper, "redis-server", *arguments],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self._await()

    def _await(self):
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                if self.command("PING", anyway=True) != "LOADING":
                    return
            except OSError:
                pass
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.folder / "log").read_text())
            time.sleep(0.01)

    def kill(self):
        """As a loss of power would for the process: nothing is written any more."""
        self.process.kill()
        self.process.wait()

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def command(self, *words, anyway=False):
        """One command's answer; an error's word if `anyway`, else it is raised."""
        with Connection(self.host, self.port) as connection:
            [answer] = connection.send([words])
        if isinstance(answer, Failure):
            if anyway:
                return str(answer).split(" ")[0]
            raise answer
        return answer


class Failure(Exception):
    """An error reply."""


class Connection:
    """RESP2 as https://redis.io/docs/latest/develop/reference/protocol-spec/ has it."""

    def __init__(self, host, port):
        self.socket = socket.create_connection((host, port), PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.file = self.socket.makefile("rb")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()
        self.socket.close()

    def send(self, commands):
        """The answers to commands that go out together."""
        return self.send_bytes(b"".join(map(encode, commands)), len(commands))

    def send_bytes(self, data, count):
        self.socket.sendall(data)
        return [self._reply() for _ in range(count)]

    def _reply(self):
        line = self.file.readline()
        if not line.endswith(b"\r\n"):
            raise ConnectionError("the server broke the connection off")
        kind, rest = line[:1], line[1:-2]
        if kind == b"+":
            return rest.decode()
        if kind == b"-":
            return Failure(rest.decode())
        if kind == b":":
            return int(rest)
        count = int(rest)
        if count < 0:
            return None
        if kind == b"*":
            return [self._reply() for _ in range(count)]
        return self.file.read(count + 2)[:-2].decode()


def encode(words):
    words = [word.encode() if isinstance(word, str) else str(word).encode() for word in words]
    return b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%s\r\n" % (len(w), w) for w in words)
