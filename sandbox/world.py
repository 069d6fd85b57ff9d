"""The state of the pretend Discord: one server, its people, channels and messages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sandbox import founding
from sandbox.changes import Changes
from sandbox.models import Channel, ChannelType, Guild, Json, Overwrite, OverwriteType, Role, User
from sandbox.nonces import Nonces
from sandbox.permissions import bits, permissions
from sandbox.snowflakes import Snowflakes

Listener = Callable[[str, Json], None]

DEFAULT = Path(__file__).with_name("world.toml")


class World:
    """Plain state that tests may look at; what changes it here tells the gateway, too.

    A channel may be given as itself, by name or by id; LookupError where there is none. The clock
    is the sandbox's, which sets it; before that, it stands at the world's founding.
    """

    def __init__(self, founded: founding.Founding) -> None:
        self.token = founded.token
        self.guild: Guild = founded.guild
        self.bot: User = founded.bot
        self.application_id: int = founded.bot.id
        self.nonces = Nonces()
        self.clock: Callable[[], datetime] = lambda: founded.founded
        self.listeners: list[Listener] = []
        self.changes = Changes()
        self.registered: dict[int | None, dict[int, Json]] = {None: {}, self.guild.id: {}}
        self._ids = Snowflakes()

    @classmethod
    def load(cls, path: Path | str) -> World:
        """Read a world from a file of the form of world.toml."""
        return cls(founding.read(Path(path)))

    @classmethod
    def default(cls) -> World:
        return cls.load(DEFAULT)

    def next_id(self) -> int:
        return self._ids.next(self.clock())

    def tell(self, event: str, data: Json) -> None:
        """Let the gateway know, and whoever waits for a change."""
        for listener in self.listeners:
            listener(event, data)
        self.changed()

    def changed(self) -> None:
        """Wake whoever waits for a change."""
        self.changes.tell()

    def channel(self, name_or_id: Channel | str | int) -> Channel:
        wanted = name_or_id.id if isinstance(name_or_id, Channel) else name_or_id
        for channel in self.guild.channels.values():
            if wanted in (channel.name, channel.id, str(channel.id)):
                return channel
        raise LookupError(f"no channel {wanted!r} in {self.guild.name}")

    def user(self, name: str) -> User:
        for user in self.guild.members.values():
            if user.name == name:
                return user
        raise LookupError(f"no user {name!r} in {self.guild.name}")

    def role(self, name: str) -> Role:
        for role in self.guild.roles.values():
            if role.name == name:
                return role
        raise LookupError(f"no role {name!r} in {self.guild.name}")

    def permissions(self, user: User, channel: Channel | None = None) -> int:
        """The bits this user has in the channel, or in the server as a whole."""
        return permissions(self.guild, user, channel)

    def commands(self) -> list[Json]:
        """The commands that the server's members have; its own come before the global ones."""
        here, everywhere = self.registered[self.guild.id], self.registered[None]
        return [*here.values(), *everywhere.values()]

    def messages(self, channel: Channel | str | int) -> list[Json]:
        """As Discord's JSON, oldest first; without ephemeral answers, which are in no channel."""
        return list(self.channel(channel).messages.values())

    def add_message(self, channel: Channel, message: Json) -> None:
        channel.last_message_id = int(message["id"])
        channel.messages[channel.last_message_id] = message
        self.tell("MESSAGE_CREATE", self._event(message))

    def replace_message(self, channel: Channel, message: Json) -> None:
        """Put an edited message in the place of the one with its id."""
        channel.messages[int(message["id"])] = message
        self.tell("MESSAGE_UPDATE", self._event(message))

    def delete_message(self, channel: Channel | str | int, message_id: int | str) -> None:
        """As a moderator would; KeyError where the channel has no such message."""
        where = self.channel(channel)
        del where.messages[int(message_id)]
        gone = {"id": str(message_id), "channel_id": str(where.id), "guild_id": str(self.guild.id)}
        self.tell("MESSAGE_DELETE", gone)

    def _event(self, message: Json) -> Json:
        """The gateway adds the server and the author's membership to a message."""
        author = self.guild.members.get(int(message["author"]["id"]))
        member = author.member_json() if author else {}
        member.pop("user", None)
        return {**message, "guild_id": str(self.guild.id), "member": member}

    def forget_nonces(self) -> None:
        """As if the few minutes in which Discord remembers them had passed."""
        self.nonces.forget()

    def add_channel(
        self, name: str, kind: ChannelType = ChannelType.TEXT, topic: str | None = None
    ) -> Channel:
        channel = Channel(self.next_id(), name, kind, topic, position=len(self.guild.channels))
        self.guild.channels[channel.id] = channel
        self.tell("CHANNEL_CREATE", channel.json(self.guild.id))
        return channel

    def remove_channel(self, channel: Channel | str | int) -> None:
        gone = self.channel(channel)
        del self.guild.channels[gone.id]
        self.tell("CHANNEL_DELETE", gone.json(self.guild.id))

    def allow(self, channel: Channel | str | int, *names: str) -> None:
        """Let the bot do this whatever its roles say: `allow("general", "send_messages")`."""
        self._overwrite(channel, allow=bits(names))

    def deny(self, channel: Channel | str | int, *names: str) -> None:
        """Forbid the bot to do this whatever its roles say."""
        self._overwrite(channel, deny=bits(names))

    def _overwrite(self, channel: Channel | str | int, *, allow: int = 0, deny: int = 0) -> None:
        where = self.channel(channel)
        fresh = Overwrite(self.bot.id, OverwriteType.MEMBER)
        overwrite = where.overwrites.setdefault(self.bot.id, fresh)
        overwrite.allow = overwrite.allow & ~deny | allow
        overwrite.deny = overwrite.deny & ~allow | deny
        self.tell("CHANNEL_UPDATE", where.json(self.guild.id))

    def add_role(self, name: str, *names: str, mentionable: bool = False) -> Role:
        """A new role at the top, with the permissions named."""
        position = len(self.guild.roles)
        role = Role(self.next_id(), name, bits(names), position, mentionable=mentionable)
        self.guild.roles[role.id] = role
        self._tell_role("GUILD_ROLE_CREATE", role)
        return role

    def change_role(self, role: Role, *names: str) -> None:
        """Give a role these permissions in the place of those it has."""
        role.permissions = bits(names)
        self._tell_role("GUILD_ROLE_UPDATE", role)

    def remove_role(self, role: Role) -> None:
        del self.guild.roles[role.id]
        for user in self.guild.members.values():
            user.roles = [one for one in user.roles if one != role.id]
        gone = {"guild_id": str(self.guild.id), "role_id": str(role.id)}
        self.tell("GUILD_ROLE_DELETE", gone)

    def _tell_role(self, event: str, role: Role) -> None:
        self.tell(event, {"guild_id": str(self.guild.id), "role": role.json()})
