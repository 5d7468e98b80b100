"""What an engine says to a Redis, recorded and said again by a plain client: the floor of that store."""

import http.client
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Tests/Servers"))

from proxy import Proxy  # noqa: E402
from redis import Connection, Redis  # noqa: E402
from rest import Front  # noqa: E402


class Native:
    """Redis' own protocol: what went out together goes out together again."""

    name = "Redis"

    def __init__(self, redis):
        self.redis, self.proxy, self.url = redis, None, redis.url

    def record(self):
        self.proxy = Proxy(self.redis.port, records=True)
        self.url = self.proxy.url

    def exchanges(self):
        """Bytes with the number of commands in them, for each round trip.

        A server answers the first of many commands before it has read the last.
        """
        trips, data, was_answered = [], bytearray(), False
        for is_request, part in self.proxy.record:
            commands = count(data) if is_request and was_answered else None
            if commands:
                trips.append((bytes(data), commands))
                data.clear()
            was_answered = not is_request
            if is_request:
                data += part
        return [*trips, (bytes(data), count(data))]

    def replay(self, exchanges):
        with Connection("127.0.0.1", self.redis.port) as connection:
            for data, commands in exchanges:
                connection.send_bytes(data, commands)

    def __exit__(self, *_):
        if self.proxy:
            self.proxy.__exit__()


class REST:
    """Upstash's interface, both times before the same stand-in."""

    name = "Upstash REST"

    def __init__(self, redis):
        self.front = Front(redis)
        self.url = self.front.url.replace("http:", "upstash+http:").replace(
            "//", f"//:{self.front.token}@")

    def record(self):
        self.front.record = []

    def exchanges(self):
        return self.front.record

    def replay(self, exchanges):
        client = http.client.HTTPConnection("127.0.0.1", self.front.port)
        headers = {"Authorization": f"Bearer {self.front.token}"}
        client.connect()
        for path, body in exchanges:
            client.request("POST", path, body, headers)
            client.getresponse().read()
        client.close()

    def __exit__(self, *_):
        self.front.__exit__()


def count(data):
    """How many commands are in the bytes of a request; None while the last is not whole."""
    place, commands = 0, 0
    try:
        while place < len(data):
            end = data.index(b"\r\n", place)
            words, place, commands = int(data[place + 1:end]), end + 2, commands + 1
            for _ in range(words):
                end = data.index(b"\r\n", place)
                place = end + 2 + int(data[place + 1:end]) + 2
    except ValueError:
        return None
    return commands if place == len(data) else None


def measure(way, run):
    """What `run(url)` told of the engine on a new server; then the same, recorded and said again."""
    def serve(body):
        with Redis(appendonly="yes", appendfsync="always") as redis:
            line = way(redis)
            try:
                return body(line)
            finally:
                line.__exit__()

    def recorded(line):
        line.record()
        run(line.url)
        return line.exchanges()

    def said_again(line):
        begin = time.perf_counter_ns()
        line.replay(exchanges)
        return time.perf_counter_ns() - begin

    ours = serve(lambda line: run(line.url))
    exchanges = serve(recorded)
    ours["trips"] = len(exchanges)
    return ours, {"steps": ours["steps"], "nanoseconds": serve(said_again), "trips": len(exchanges)}
