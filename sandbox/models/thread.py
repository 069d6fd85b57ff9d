"""Threads: channels inside a channel, begun from a message, without one, or as a forum's post."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sandbox.models.channel import Channel
from sandbox.models.json import Json
from sandbox.models.message import MessageType


@dataclass(eq=False, kw_only=True)
class Thread(Channel):
    """A public thread; begun from a message, or in a forum, it has the id of that message.

    Its permissions are its parent's. Time alone does not archive it: what Discord does some time
    after `auto_archive_duration`, a test does when it wants it.
    """

    parent_id: int
    owner_id: int
    created_at: datetime
    archive_timestamp: datetime
    auto_archive_duration: int
    archived: bool = False
    locked: bool = False
    rate_limit_per_user: int = 0
    applied_tags: list[int] = field(default_factory=list)
    # Who follows it, and since when.
    members: dict[int, datetime] = field(default_factory=dict)
    message_count: int = 0
    total_message_sent: int = 0

    def take(self, message: Json) -> None:
        super().take(message)
        if not self._began_with(message):
            self.message_count += 1
            self.total_message_sent += 1

    def drop(self, message_id: int) -> None:
        began = self._began_with(self.messages[message_id])
        super().drop(message_id)
        self.message_count -= not began

    def _began_with(self, message: Json) -> bool:
        """Discord counts what was written in a thread, not what it began with."""
        starter: bool = message["type"] == MessageType.THREAD_STARTER_MESSAGE
        return starter or message["id"] == str(self.id)

    def json(self, guild_id: int) -> Json:
        return {
            **self.json_of_any(guild_id),
            "parent_id": str(self.parent_id),
            "owner_id": str(self.owner_id),
            "rate_limit_per_user": self.rate_limit_per_user,
            "flags": 0,
            "applied_tags": [str(tag) for tag in self.applied_tags],
            "message_count": self.message_count,
            "total_message_sent": self.total_message_sent,
            "member_count": len(self.members),
            "thread_metadata": {
                "archived": self.archived,
                "archive_timestamp": self.archive_timestamp.isoformat(),
                "auto_archive_duration": self.auto_archive_duration,
                "locked": self.locked,
                "create_timestamp": self.created_at.isoformat(),
            },
        }

    def member_json(self, user_id: int) -> Json | None:
        """The membership, if there is one."""
        if user_id not in self.members:
            return None
        return {
            "id": str(self.id),
            "user_id": str(user_id),
            "join_timestamp": self.members[user_id].isoformat(),
            "flags": 0,
        }
