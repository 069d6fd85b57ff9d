"""A WebSocket that we write to without waiting for who reads it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress

from aiohttp import web

from sandbox.models import Json

Pack = Callable[[str], str | bytes]

MOST_WAITING = 5000
CLOSE_WITHIN = 1.0  # seconds for the other side to agree to a close


class Connection:
    """What is sent waits in a queue for the one task that writes; `pack` makes frames of texts.

    A number in the queue is the code to close with, after all that was sent before. Who leaves
    more unread than may wait is cut off, so that nobody's slowness becomes our memory.
    """

    def __init__(
        self, request: web.Request, socket: web.WebSocketResponse, pack: Pack = str
    ) -> None:
        self._transport = request.transport
        self._socket = socket
        self._pack = pack
        self._dropped = False
        self._queue: asyncio.Queue[Json | int] = asyncio.Queue()
        self._writing = asyncio.create_task(self._write())

    def send(self, payload: Json) -> None:
        if self._queue.qsize() < MOST_WAITING:
            self._queue.put_nowait(payload)
        else:
            self._cut()

    async def refuse(self, code: int) -> None:
        """Close with this code once all is sent."""
        self._queue.put_nowait(code)
        await self._writing

    async def close(self, code: int) -> None:
        """Close at once; what still waits to be sent is lost."""
        self._dropped = True
        try:
            async with asyncio.timeout(CLOSE_WITHIN):
                await self._socket.close(code=code)
        except TimeoutError:
            if self._transport is not None and self._transport.get_write_buffer_size():
                self._cut()

    def end(self) -> None:
        self._writing.cancel()

    def _cut(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    async def _write(self) -> None:
        with suppress(ConnectionResetError):
            while not isinstance(item := await self._queue.get(), int):
                packed = self._pack(json.dumps(item, separators=(",", ":")))
                if isinstance(packed, str):
                    await self._socket.send_str(packed)
                else:
                    await self._socket.send_bytes(packed)
            await self.close(item)
