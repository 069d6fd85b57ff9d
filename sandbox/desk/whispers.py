"""Ephemeral messages: in no channel, seen by one person, forgotten after a while."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sandbox.desk.inflight import TOKEN_LIVES
from sandbox.models import Json, User
from sandbox.world import World

MOST = 500

Listener = Callable[[User, str, Json], None]


class Whispers:
    """The newest five hundred, and all that the bot may still change.

    `listeners` are told of each: the person, the event's name as with any message, and its data.
    """

    def __init__(self, world: World) -> None:
        self.listeners: list[Listener] = []
        self._world = world
        self._messages: dict[int, tuple[User, Json]] = {}

    def find(self, message_id: int) -> Json | None:
        _, message = self._messages.get(message_id, (None, None))
        return message

    def visible(self, message_id: int, user: User) -> bool:
        """Whether it was said to this person."""
        to, _ = self._messages.get(message_id, (None, None))
        return to is user

    def add(self, user: User, message: Json) -> None:
        self._messages[int(message["id"])] = user, message
        self._world.attachments.settle(message)
        self._forget()
        self._tell(user, "MESSAGE_CREATE", message)

    def replace(self, message: Json) -> None:
        """Put an edited message in the place of the one with its id."""
        user, _ = self._messages[int(message["id"])]
        self._messages[int(message["id"])] = user, message
        self._world.attachments.settle(message)
        self._tell(user, "MESSAGE_UPDATE", message)

    def delete(self, message_id: int) -> None:
        user, gone = self._messages.pop(message_id)
        self._world.attachments.drop(message_id)
        data = {"id": gone["id"], "channel_id": gone["channel_id"]}
        self._tell(user, "MESSAGE_DELETE", data)

    def _forget(self) -> None:
        now = self._world.clock()
        for message_id in list(self._messages)[:-MOST]:
            _, message = self._messages[message_id]
            if now - datetime.fromisoformat(message["timestamp"]) <= TOKEN_LIVES:
                return
            del self._messages[message_id]
            self._world.attachments.drop(message_id)

    def _tell(self, user: User, event: str, data: Json) -> None:
        for listener in self.listeners:
            listener(user, event, data)
        self._world.changed()
