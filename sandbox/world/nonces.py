"""Remembers for a few minutes which message was sent with which nonce.

https://discord.com/developers/docs/resources/message#create-message (enforce_nonce)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from sandbox.models import Json, User

Nonce = str | int


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a nonce was used, and when."""

    channel_id: int
    message_id: int
    at: datetime


class Nonces:
    """Per author; `window` is how long each is remembered, as Discord says only "a few minutes"."""

    def __init__(self, window: timedelta = timedelta(minutes=5)) -> None:
        self.window = window
        self._sent: dict[tuple[int, str], Sent] = {}

    def remember(self, author: User, nonce: Nonce, message: Json, now: datetime) -> None:
        """Also forgets those whose time is over, so that they do not pile up."""
        for key in list(takewhile(lambda one: self._over(one, now), self._sent)):
            del self._sent[key]
        key = (author.id, str(nonce))
        self._sent.pop(key, None)
        self._sent[key] = Sent(int(message["channel_id"]), int(message["id"]), now)

    def find(self, author: User, nonce: Nonce, now: datetime) -> Sent | None:
        key = (author.id, str(nonce))
        return None if key not in self._sent or self._over(key, now) else self._sent[key]

    def forget(self) -> None:
        self._sent.clear()

    def _over(self, key: tuple[int, str], now: datetime) -> bool:
        return now - self._sent[key].at > self.window
