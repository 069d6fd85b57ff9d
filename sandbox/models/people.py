"""Who is in the server, and what their roles are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sandbox.models.json import Json


@dataclass(slots=True)
class User:
    """A user and, since the world has one server, its membership there."""

    id: int
    name: str
    display_name: str
    joined_at: datetime
    roles: list[int] = field(default_factory=list)
    bot: bool = False

    def json(self) -> Json:
        return {
            "id": str(self.id),
            "username": self.name,
            "global_name": None if self.bot else self.display_name,
            "discriminator": "0000" if self.bot else "0",
            "avatar": None,
            "avatar_decoration_data": None,
            "collectibles": None,
            "primary_guild": None,
            "public_flags": 0,
            "flags": 0,
            "bot": self.bot,
        }

    def member_json(self) -> Json:
        return {
            "user": self.json(),
            "roles": [str(role) for role in self.roles],
            "nick": None,
            "avatar": None,
            "banner": None,
            "joined_at": self.joined_at.isoformat(),
            "premium_since": None,
            "communication_disabled_until": None,
            "pending": False,
            "deaf": False,
            "mute": False,
            "flags": 0,
        }


@dataclass(slots=True)
class Role:
    """A role; the one with the server's own id is @everyone."""

    id: int
    name: str
    permissions: int
    position: int = 0
    color: int = 0
    mentionable: bool = False
    of_bot: int | None = None

    def json(self) -> Json:
        tags = {"tags": {"bot_id": str(self.of_bot)}} if self.of_bot else {}
        return {
            "id": str(self.id),
            "name": self.name,
            "permissions": str(self.permissions),
            "position": self.position,
            "color": self.color,
            "colors": {
                "primary_color": self.color,
                "secondary_color": None,
                "tertiary_color": None,
            },
            "hoist": False,
            "managed": self.of_bot is not None,
            "mentionable": self.mentionable,
            "icon": None,
            "unicode_emoji": None,
            "flags": 0,
            **tags,
        }
