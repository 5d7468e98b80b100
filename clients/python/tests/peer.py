"""A peer in place of an engine, which says what a test tells it to."""

import asyncio
import json
import socket

from stepwell import Engine

DEADLINE = 10


class Peer:
    """The engine's end of a connection, as a test sees it."""

    def __init__(self, reader, writer):
        self._reader = reader
        self._writer = writer

    async def receive(self, method=None):
        """The next message of the client, which must be of the method."""
        line = await asyncio.wait_for(self._reader.readline(), DEADLINE)
        message = json.loads(line)
        assert message["jsonrpc"] == "2.0", message
        assert method is None or message.get("method") == method, message
        return message

    def send(self, *messages):
        """Writes messages as one piece."""
        lines = [json.dumps({"jsonrpc": "2.0", **message}) + "\n" for message in messages]
        self.send_bytes("".join(lines).encode())

    def send_bytes(self, data):
        self._writer.write(data)

    async def answer(self, method, result):
        """Receives a request of a method and answers it; returns its params."""
        request = await self.receive(method)
        self.send({"id": request["id"], "result": result})
        return request["params"]

    async def run_agent(self, id="run-1", **call):
        """Asks the client to do the work of a step and returns its answer."""
        self.call_agent(id, **call)
        return await self.receive()

    def call_agent(self, id="run-1", **call):
        params = {"callId": "call-1", "agentId": "a", "input": "hello", "attempt": 1, **call}
        self.send({"id": id, "method": "agent/run", "params": params})

    def close(self):
        self._writer.close()


async def connected(agents=None):
    """An engine's client and its peer, introduced to each other."""
    engine, peer = await unconnected()
    opening = asyncio.ensure_future(engine.open(agents))
    await peer.answer("initialize", {"protocolVersion": 1})
    await opening
    return engine, peer


async def unconnected():
    ours, theirs = socket.socketpair()
    engine = Engine(*await asyncio.open_connection(sock=ours))
    return engine, Peer(*await asyncio.open_connection(sock=theirs, limit=1 << 26))
