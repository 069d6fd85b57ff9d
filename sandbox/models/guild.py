"""The server itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.models.channel import Channel
from sandbox.models.json import Json
from sandbox.models.people import Role, User
from sandbox.models.thread import Thread


@dataclass(slots=True)
class Guild:
    """The server: its roles, members, channels and threads by id."""

    id: int
    name: str
    owner_id: int
    locale: str = "en-US"
    system_channel_id: int | None = None
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, User] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    threads: dict[int, Thread] = field(default_factory=dict)

    def find(self, channel_id: int) -> Channel | None:
        """The channel or thread with this id."""
        return self.channels.get(channel_id) or self.threads.get(channel_id)

    def threads_in(self, channel: Channel) -> list[Thread]:
        return [one for one in self.threads.values() if one.parent_id == channel.id]

    def json(self) -> Json:
        """As GET /guilds answers it; the gateway adds channels, threads and members."""
        return {
            **UNUSED_GUILD_FEATURES,
            "id": str(self.id),
            "name": self.name,
            "owner_id": str(self.owner_id),
            "preferred_locale": self.locale,
            "system_channel_id": str(self.system_channel_id) if self.system_channel_id else None,
            "roles": [role.json() for role in self.roles.values()],
        }


# What Discord always sends of a server and this one does not have.
UNUSED_GUILD_FEATURES: Json = {
    "icon": None,
    "description": None,
    "home_header": None,
    "splash": None,
    "discovery_splash": None,
    "banner": None,
    "features": [],
    "emojis": [],
    "stickers": [],
    "application_id": None,
    "region": "deprecated",
    "afk_channel_id": None,
    "afk_timeout": 300,
    "system_channel_flags": 0,
    "widget_enabled": False,
    "widget_channel_id": None,
    "verification_level": 0,
    "default_message_notifications": 1,
    "mfa_level": 0,
    "explicit_content_filter": 0,
    "max_presences": None,
    "max_members": 500000,
    "max_stage_video_channel_users": 50,
    "max_video_channel_users": 25,
    "vanity_url_code": None,
    "premium_tier": 0,
    "premium_subscription_count": 0,
    "premium_progress_bar_enabled": False,
    "rules_channel_id": None,
    "safety_alerts_channel_id": None,
    "public_updates_channel_id": None,
    "nsfw": False,
    "nsfw_level": 0,
    "incidents_data": None,
}
