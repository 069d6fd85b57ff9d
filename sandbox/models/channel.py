"""Channels: where messages stand, or, in a forum, posts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, IntFlag

from sandbox.models.json import Json
from sandbox.models.people import User


class ChannelType(IntEnum):
    TEXT = 0
    DM = 1
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    PUBLIC_THREAD = 11
    FORUM = 15


# The kind of public thread that each kind of channel has, forums aside.
THREAD_TYPES = {
    ChannelType.TEXT: ChannelType.PUBLIC_THREAD,
    ChannelType.ANNOUNCEMENT: ChannelType.ANNOUNCEMENT_THREAD,
}


class ChannelFlag(IntFlag):
    REQUIRE_TAG = 1 << 4


class OverwriteType(IntEnum):
    ROLE = 0
    MEMBER = 1


@dataclass(slots=True)
class Overwrite:
    """What one role or member may or may not do in one channel."""

    id: int
    type: OverwriteType
    allow: int = 0
    deny: int = 0

    def json(self) -> Json:
        return {
            "id": str(self.id),
            "type": int(self.type),
            "allow": str(self.allow),
            "deny": str(self.deny),
        }


@dataclass(eq=False)
class Channel:
    """A channel with its messages in order; an edited message is a new dict."""

    id: int
    name: str
    type: ChannelType = ChannelType.TEXT
    topic: str | None = None
    position: int = 0
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    messages: dict[int, Json] = field(default_factory=dict)
    last_message_id: int | None = None
    # By message, in the order of pinning.
    pins: dict[int, datetime] = field(default_factory=dict)

    def take(self, message: Json) -> None:
        """A new message, the newest one here."""
        self.last_message_id = int(message["id"])
        self.messages[self.last_message_id] = message

    def drop(self, message_id: int) -> None:
        """KeyError where there is no such message."""
        del self.messages[message_id]
        self.pins.pop(message_id, None)

    def json(self, guild_id: int) -> Json:
        return {
            **self.json_of_any(guild_id),
            "parent_id": None,
            "topic": self.topic,
            "position": self.position,
            "permission_overwrites": [one.json() for one in self.overwrites.values()],
            "nsfw": False,
            "rate_limit_per_user": 0,
            "flags": 0,
        }

    def json_of_any(self, guild_id: int) -> Json:
        """What channels and threads have in common."""
        last_pin = max(self.pins.values(), default=None)
        return {
            "id": str(self.id),
            "type": int(self.type),
            "guild_id": str(guild_id),
            "name": self.name,
            "last_message_id": str(self.last_message_id) if self.last_message_id else None,
            "last_pin_timestamp": last_pin.isoformat() if last_pin else None,
        }


@dataclass(slots=True)
class Tag:
    """What a post of a forum may be filed under; a moderated one only by who manages threads."""

    id: int
    name: str
    emoji: str | None = None
    moderated: bool = False

    def json(self) -> Json:
        return {
            "id": str(self.id),
            "name": self.name,
            "moderated": self.moderated,
            "emoji_id": None,
            "emoji_name": self.emoji,
        }


@dataclass(eq=False)
class Forum(Channel):
    """A channel that has threads alone; `last_message_id` is the newest of them."""

    type: ChannelType = ChannelType.FORUM
    tags: dict[int, Tag] = field(default_factory=dict)
    flags: int = 0
    default_auto_archive_duration: int = 4320

    def json(self, guild_id: int) -> Json:
        return {
            **super().json(guild_id),
            "flags": self.flags,
            "available_tags": [tag.json() for tag in self.tags.values()],
            "default_reaction_emoji": None,
            "default_auto_archive_duration": self.default_auto_archive_duration,
            "default_thread_rate_limit_per_user": 0,
            "default_sort_order": None,
            "default_forum_layout": 0,
        }


@dataclass(eq=False)
class DirectMessages(Channel):
    """One person's with the bot, whose name it has; in no server."""

    type: ChannelType = ChannelType.DM
    recipient: User = field(kw_only=True)

    def json(self, _guild_id: int) -> Json:
        """As the bot is told of it: with the other one alone."""
        return {
            "id": str(self.id),
            "type": int(self.type),
            "last_message_id": str(self.last_message_id) if self.last_message_id else None,
            "flags": 0,
            "recipients": [self.recipient.json()],
        }
