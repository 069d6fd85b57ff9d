"""A message, as it is kept: as Discord's JSON."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum, IntFlag
from typing import Any

from sandbox.models.json import Json
from sandbox.models.people import User


class MessageType(IntEnum):
    DEFAULT = 0
    CHANNEL_PINNED_MESSAGE = 6
    THREAD_CREATED = 18
    REPLY = 19
    CHAT_INPUT_COMMAND = 20
    THREAD_STARTER_MESSAGE = 21
    CONTEXT_MENU_COMMAND = 23

    @staticmethod
    def of_system(message: Json) -> bool:
        """Whether Discord wrote it, to say what somebody did."""
        return message["type"] in (
            MessageType.CHANNEL_PINNED_MESSAGE,
            MessageType.THREAD_CREATED,
            MessageType.THREAD_STARTER_MESSAGE,
        )


class MessageFlag(IntFlag):
    CROSSPOSTED = 1 << 0
    SUPPRESS_EMBEDS = 1 << 2
    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    IS_VOICE_MESSAGE = 1 << 13
    IS_COMPONENTS_V2 = 1 << 15


def new_message(
    message_id: int, channel_id: int, author: User, now: datetime, **parts: Any
) -> Json:
    """A plain message that mentions nobody, except as `parts` has it otherwise."""
    return {
        "id": str(message_id),
        "type": int(MessageType.DEFAULT),
        "channel_id": str(channel_id),
        "author": author.json(),
        "content": "",
        "timestamp": now.isoformat(),
        "edited_timestamp": None,
        "tts": False,
        "embeds": [],
        "components": [],
        "attachments": [],
        "pinned": False,
        "flags": 0,
        "mentions": [],
        "mention_roles": [],
        "mention_everyone": False,
        **parts,
    }


def reference_to(message: Json, server: Json) -> Json:
    """How one message points to another; server: as State.server_of says it."""
    return {
        "type": 0,
        "channel_id": message["channel_id"],
        **server,
        "message_id": message["id"],
    }
