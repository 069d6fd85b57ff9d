"""What a bot was told on the gateway, which outlives the connections that carried it.

https://discord.com/developers/docs/events/gateway#resuming
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections import deque
from contextlib import suppress
from enum import IntEnum, IntFlag

from aiohttp import WSCloseCode, web

from sandbox.gateway.compression import packer
from sandbox.models import Json

KEPT_EVENTS = 1000


class Op(IntEnum):
    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    RESUME = 6
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


class Intent(IntFlag):
    GUILDS = 1 << 0
    MEMBERS = 1 << 1
    PRESENCES = 1 << 8
    MESSAGES = 1 << 9
    TYPING = 1 << 11
    MESSAGE_CONTENT = 1 << 15


class Session:
    """What one bot was told since it identified; it goes on while no connection is there."""

    def __init__(self, intents: Intent) -> None:
        self.id = secrets.token_hex(16)
        self.intents = intents
        self.connection: Connection | None = None
        self._events: deque[Json] = deque(maxlen=KEPT_EVENTS)
        self._sequence = 0

    def tell(self, event: str, data: Json) -> None:
        self._sequence += 1
        payload = {"op": Op.DISPATCH, "t": event, "s": self._sequence, "d": data}
        self._events.append(payload)
        if self.connection is not None:
            self.connection.send(payload)

    def missed(self, sequence: int) -> list[Json] | None:
        """The events after this one, None where some of them are no longer kept."""
        events = [event for event in self._events if event["s"] > sequence]
        return events if len(events) == self._sequence - sequence else None


class Connection:
    """One WebSocket; what is sent waits in a queue for the one task that writes.

    A number in the queue is the code to close with, after all that was sent before.
    """

    def __init__(self, socket: web.WebSocketResponse, compress: str | None) -> None:
        self.session: Session | None = None
        self._dropped = False
        self._socket = socket
        self._pack = packer(compress)
        self._queue: asyncio.Queue[Json | int] = asyncio.Queue()
        self._writing = asyncio.create_task(self._write())

    def send(self, payload: Json) -> None:
        self._queue.put_nowait(payload)

    async def refuse(self, code: int) -> None:
        """Close with this code once all is sent."""
        self._queue.put_nowait(code)
        await self._writing

    async def close(self, code: int) -> None:
        """Close at once; what still waits to be sent is lost."""
        self._dropped = True
        await self._socket.close(code=code)

    def end(self) -> None:
        self._writing.cancel()

    async def _write(self) -> None:
        with suppress(ConnectionResetError):
            while not isinstance(item := await self._queue.get(), int):
                packed = self._pack(json.dumps(item, separators=(",", ":")))
                if isinstance(packed, str):
                    await self._socket.send_str(packed)
                else:
                    await self._socket.send_bytes(packed)
            await self.close(item)

    @property
    def said_goodbye(self) -> bool:
        """Whether the client closed in a way that ends its session: 1000 or 1001."""
        goodbyes = (WSCloseCode.OK, WSCloseCode.GOING_AWAY)
        return not self._dropped and self._socket.close_code in goodbyes
