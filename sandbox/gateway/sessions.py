"""What a bot was told on the gateway, which outlives the connections that carried it.

https://discord.com/developers/docs/events/gateway#resuming
"""

from __future__ import annotations

import secrets
from collections import deque
from enum import IntEnum

from aiohttp import WSCloseCode

from sandbox.connection import Connection
from sandbox.gateway.intents import Intent
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


class Session:
    """What one bot was told since it identified; it goes on while no connection is there."""

    def __init__(self, intents: Intent) -> None:
        self.id = secrets.token_hex(16)
        self.intents = intents
        self.client: Client | None = None
        self._events: deque[Json] = deque(maxlen=KEPT_EVENTS)
        self._sequence = 0

    def tell(self, event: str, data: Json) -> None:
        self._sequence += 1
        payload = {"op": Op.DISPATCH, "t": event, "s": self._sequence, "d": data}
        self._events.append(payload)
        if self.client is not None:
            self.client.send(payload)

    def missed(self, sequence: int) -> list[Json] | None:
        """The events after this one, None where some of them are no longer kept."""
        events = [event for event in self._events if event["s"] > sequence]
        return events if len(events) == self._sequence - sequence else None


class Client(Connection):
    """The connection of a bot; `session` once it has identified."""

    session: Session | None = None

    @property
    def said_goodbye(self) -> bool:
        """Whether it closed in a way that ends its session: 1000 or 1001."""
        goodbyes = (WSCloseCode.OK, WSCloseCode.GOING_AWAY)
        return not self._dropped and self._socket.close_code in goodbyes
