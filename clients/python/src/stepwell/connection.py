"""One JSON-RPC 2.0 connection: requests both ways, a message a line."""

from __future__ import annotations

import asyncio
import itertools
import json
from typing import Any, AsyncIterator, Callable, Dict, List, Optional, Tuple

from .errors import ConnectionClosed, StepwellError, refusal
from .wire import encode

OnResult = Callable[[Any], None]
OnRequest = Callable[[Any, str, Dict[str, Any]], None]
OnNotification = Callable[[str, Dict[str, Any]], None]


class Connection:
    """Writes at once and in order; one task reads for as long as the peer writes.

    The reading task never waits for anything but the peer, so neither side can block the other.
    """

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        *,
        on_request: OnRequest,
        on_notification: OnNotification,
        on_end: Callable[[StepwellError], None],
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._on_request = on_request
        self._on_notification = on_notification
        self._on_end = on_end
        self._ids = itertools.count(1)
        self._waiting: Dict[int, Tuple[asyncio.Future[Any], Optional[OnResult]]] = {}
        self.end: Optional[StepwellError] = None
        """Why the connection is over; None while it lives."""
        self._reading = asyncio.ensure_future(self._read())

    def request(
        self, method: str, params: Dict[str, Any], on_result: Optional[OnResult] = None
    ) -> Tuple[int, asyncio.Future[Any]]:
        """Writes a request; answers its id and the future of its result.

        `on_result` sees the result before any message behind it is read.
        """
        if self.end is not None:
            raise self.end
        number = next(self._ids)
        line = encode({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[number] = (future, on_result)
        self._writer.write(line)
        return number, future

    async def call(
        self, method: str, params: Dict[str, Any], on_result: Optional[OnResult] = None
    ) -> Any:
        """Sends a request and waits for its result; cancelling the wait cancels the request."""
        number, future = self.request(method, params, on_result)
        try:
            await self.drain()
            return await future
        except asyncio.CancelledError:
            if self._waiting.pop(number, None) is not None and self.end is None:
                self.notify("$/cancelRequest", {"id": number})
            raise

    def tell(self, method: str, params: Dict[str, Any]) -> None:
        """Sends a request of which nobody wants the answer."""
        if self.end is None:
            _, future = self.request(method, params)
            future.add_done_callback(lambda done: done.cancelled() or done.exception())

    def notify(self, method: str, params: Dict[str, Any]) -> None:
        """Writes a notification; one to a peer that is gone is dropped."""
        line = encode({"jsonrpc": "2.0", "method": method, "params": params})
        if self.end is None:
            self._writer.write(line)

    def answer(self, id: Any, **outcome: Any) -> None:
        """Writes the answer to a peer's request: `result=…` or `error=…`."""
        line = encode({"jsonrpc": "2.0", "id": id, **outcome})
        if self.end is None:
            self._writer.write(line)

    async def drain(self) -> None:
        """Waits until the peer has taken most of what was written."""
        try:
            await self._writer.drain()
        except (BrokenPipeError, ConnectionResetError):
            pass  # The reading side tells what became of the peer.

    async def ended(self) -> None:
        """Returns when the peer has written its last."""
        await asyncio.wait([self._reading])

    def abandon(self) -> None:
        """Reads no further."""
        self._reading.cancel()

    def stop(self, reason: StepwellError) -> None:
        """Ends the writing side and everything that waits; reading goes on to the peer's end."""
        if self.end is not None:
            return
        self.end = reason
        self._writer.close()
        waiting, self._waiting = self._waiting, {}
        for future, _ in waiting.values():
            if not future.done():
                future.set_exception(reason)
                future.exception()  # Nobody has to be listening.
        self._on_end(reason)

    async def _read(self) -> None:
        reason: StepwellError = ConnectionClosed("The engine has ended the connection")
        try:
            async for line in _lines(self._reader):
                if self.end is None and not line.isspace():
                    self._receive(line)
        except ConnectionError as error:
            reason = ConnectionClosed(f"The connection to the engine broke: {error}")
        except Exception as error:
            reason = ConnectionClosed(f"The engine said what cannot be understood: {error}")
        self.stop(reason)

    def _receive(self, line: bytes) -> None:
        message = json.loads(line)
        if "method" not in message:
            self._settle(message)
        elif "id" in message:
            self._on_request(message["id"], message["method"], message.get("params") or {})
        else:
            self._on_notification(message["method"], message.get("params") or {})

    def _settle(self, message: Dict[str, Any]) -> None:
        if message.get("id") is None:
            self.stop(refusal(message["error"]))  # It could not read something of ours.
            return
        future, on_result = self._waiting.pop(message["id"], (None, None))
        if future is None or future.done():
            return
        if "error" in message:
            future.set_exception(refusal(message["error"]))
            return
        if on_result is not None:
            on_result(message["result"])
        future.set_result(message["result"])


async def _lines(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    """The lines of a stream, however long, without their ends."""
    pieces: List[bytes] = []
    while True:
        chunk = await reader.read(1 << 16)
        if not chunk:
            break
        *ends, rest = chunk.split(b"\n")
        for end in ends:
            pieces.append(end)
            line = b"".join(pieces)
            pieces.clear()
            if line:
                yield line
        if rest:
            pieces.append(rest)
    if pieces:
        yield b"".join(pieces)
