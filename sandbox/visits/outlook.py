"""What one person sees of the world: places, people, commands, and the messages there."""

from __future__ import annotations

from sandbox.desk import Desk
from sandbox.limits.localizations import LOCALES
from sandbox.models import Channel, Json, User
from sandbox.people.admins import deleting
from sandbox.people.members import history
from sandbox.people.person import Person
from sandbox.rules.access import may_begin_threads, may_write
from sandbox.world.permissions import Permission

SHOWN = 50  # messages of a channel, as Discord's clients load them


class Outlook:
    """As a client shows it to this person: without what they may not view."""

    def __init__(self, desk: Desk, user: User) -> None:
        self.user = user
        self.world = desk.world
        self._desk = desk

    def hello(self) -> Json:
        """Everything, for a tab that has just been opened."""
        return {
            "now": self.world.clock().isoformat(),
            "you": str(self.user.id),
            "locales": sorted(LOCALES),
            **self.places(),
            "messages": {str(channel.id): self._newest(channel) for channel in self.channels()},
        }

    def places(self) -> Json:
        """What changes seldom; the newest message of a channel is told by that message itself."""
        return {
            "guild": self._guild(),
            "people": [self._person(user) for user in self.world.guild.members.values()],
            "commands": self.world.all_commands(),
            "channels": [self._channel(channel) for channel in self.channels()],
        }

    def channels(self) -> list[Channel]:
        """Those that this person may view, threads after the channels, direct messages last."""
        there = [one for one in self.world.places() if self.sees(one)]
        return [*there, self.world.direct(self.user)]

    def sees(self, channel: Channel) -> bool:
        return self.world.sees(self.user, channel)

    def _newest(self, channel: Channel) -> Json:
        messages, more = history(self.world, self.user, channel, limit=SHOWN)
        return {"messages": messages, "more": more}

    def _guild(self) -> Json:
        guild, granted = self.world.guild, self.world.permissions(self.user)
        return {
            "id": str(guild.id),
            "name": guild.name,
            "bot": {"name": self.world.bot.display_name, "here": self.world.has_bot},
            "may": {
                "add_app": self.user.id not in self.world.accounts,
                "remove_bot": bool(granted & Permission.KICK_MEMBERS),
                "invite_bot": bool(granted & Permission.MANAGE_GUILD),
            },
            "roles": [
                {
                    "id": str(role.id),
                    "name": role.name,
                    "color": role.color,
                    "mentionable": role.mentionable,
                }
                for role in guild.roles.values()
            ],
        }

    def _person(self, user: User) -> Json:
        roles = [self.world.guild.roles[role] for role in user.roles]
        coloured = [role for role in sorted(roles, key=lambda one: one.position) if role.color]
        return {
            "id": str(user.id),
            "name": user.name,
            "display_name": user.display_name,
            "bot": user.bot,
            "color": coloured[-1].color if coloured else 0,
            "title": self._title(user),
            "roles": [str(role.id) for role in roles],
            "switchable": not user.bot,
        }

    def _title(self, user: User) -> str:
        granted = self.world.permissions(user)
        if user.bot:
            return "app"
        if user.id == self.world.guild.owner_id:
            return "owner"
        if granted & Permission.MANAGE_GUILD:
            return "admin"
        return "moderator" if granted & Permission.MANAGE_THREADS else "member"

    def _channel(self, channel: Channel) -> Json:
        whole = channel.json(self.world.guild.id)
        granted = self.world.permissions(self.user, channel)
        for left_out in ("permission_overwrites", "last_message_id"):
            whole.pop(left_out, None)
        return {
            **whole,
            "name": channel.name,
            "bot_writes": self.world.has_bot and may_write(self.world, self.world.bot, channel),
            "may": {
                "send": may_write(self.world, self.user, channel),
                "commands": [
                    one["id"] for one in Person(self._desk, self.user, channel).commands()
                ],
                "attach": bool(granted & Permission.ATTACH_FILES),
                "manage_messages": bool(granted & Permission.MANAGE_MESSAGES),
                "pin": bool(granted & Permission.PIN_MESSAGES),
                "thread": may_begin_threads(self.world, self.user, channel),
                "delete": bool(granted & deleting(channel)),
                "let_bot_write": bool(granted & Permission.MANAGE_ROLES),
            },
        }
