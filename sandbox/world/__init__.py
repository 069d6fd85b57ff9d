"""The state of the pretend Discord: one server, its people, channels and messages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sandbox.changes import Changes
from sandbox.models import (
    Channel,
    ChannelType,
    Forum,
    Guild,
    Json,
    Overwrite,
    OverwriteType,
    Role,
    Thread,
    User,
)
from sandbox.world import founding
from sandbox.world.attachments import Attachments
from sandbox.world.nonces import Nonces
from sandbox.world.permissions import Permission, bits, permissions
from sandbox.world.threads import Threads

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
        self.threads = Threads(self)
        self.attachments = Attachments(self)
        self._ids = founded.ids

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
        """A channel or a thread; of several with one name, a channel, then the oldest thread."""
        wanted = name_or_id.id if isinstance(name_or_id, Channel) else name_or_id
        if isinstance(wanted, int):
            found = self.guild.find(wanted)
        else:
            places = self.places()
            found = next((one for one in places if wanted in (one.name, str(one.id))), None)
        if found is None:
            raise LookupError(f"no channel {wanted!r} in {self.guild.name}")
        return found

    def places(self) -> list[Channel]:
        """The channels, then the threads."""
        return [*self.guild.channels.values(), *self.guild.threads.values()]

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

    def sees(self, user: User, channel: Channel) -> bool:
        """Whether the channel, or the thread, is there for them at all."""
        return bool(self.permissions(user, channel) & Permission.VIEW_CHANNEL)

    def commands(self) -> list[Json]:
        """The commands that the server's members have; its own come before the global ones."""
        here, everywhere = self.registered[self.guild.id], self.registered[None]
        return [*here.values(), *everywhere.values()]

    def messages(self, channel: Channel | str | int) -> list[Json]:
        """As Discord's JSON, oldest first; without ephemeral answers, which are in no channel."""
        return list(self.channel(channel).messages.values())

    def add_message(self, channel: Channel, message: Json) -> None:
        """To write in a thread is to follow it, and to open it again if it was archived."""
        if isinstance(channel, Thread):
            self.threads.join(channel, int(message["author"]["id"]))
            if channel.archived:
                self.threads.change(channel, archived=False)
        channel.take(message)
        self.attachments.settle(message)
        if isinstance(channel, Thread):
            self.threads.show(channel)
        self.tell("MESSAGE_CREATE", self._event(message))

    def replace_message(self, channel: Channel, message: Json) -> None:
        """Put an edited message in the place of the one with its id."""
        channel.messages[int(message["id"])] = message
        self.attachments.settle(message)
        self.threads.refer(channel, int(message["id"]))
        self.tell("MESSAGE_UPDATE", self._event(message))

    def delete_message(self, channel: Channel | str | int, message_id: int | str) -> None:
        """As a moderator would; KeyError where the channel has no such message."""
        where = self.channel(channel)
        where.drop(int(message_id))
        self.attachments.drop(int(message_id))
        if isinstance(where, Thread):
            self.threads.show(where)
        self.threads.refer(where, int(message_id))
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
        made = Forum if kind is ChannelType.FORUM else Channel
        channel = made(self.next_id(), name, kind, topic, position=len(self.guild.channels))
        self.guild.channels[channel.id] = channel
        self.tell("CHANNEL_CREATE", channel.json(self.guild.id))
        return channel

    def remove_channel(self, channel: Channel | str | int) -> None:
        """A channel with all its threads, of which Discord says nothing more; or a thread."""
        gone = self.channel(channel)
        if isinstance(gone, Thread):
            return self.threads.remove(gone)
        for thread in self.guild.threads_in(gone):
            del self.guild.threads[thread.id]
            self.attachments.drop(*thread.messages)
        self.attachments.drop(*gone.messages)
        del self.guild.channels[gone.id]
        return self.tell("CHANNEL_DELETE", gone.json(self.guild.id))

    def allow(self, channel: Channel | str | int, *names: str) -> None:
        """Let the bot do this whatever its roles say: `allow("general", "send_messages")`."""
        self._overwrite(channel, allow=bits(names))

    def deny(self, channel: Channel | str | int, *names: str) -> None:
        """Forbid the bot to do this whatever its roles say."""
        self._overwrite(channel, deny=bits(names))

    def _overwrite(self, channel: Channel | str | int, *, allow: int = 0, deny: int = 0) -> None:
        where = self.channel(channel)
        assert not isinstance(where, Thread), "a thread's permissions are its parent's"
        fresh = Overwrite(self.bot.id, OverwriteType.MEMBER)
        with self._opening():
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
        with self._opening():
            role.permissions = bits(names)
            self._tell_role("GUILD_ROLE_UPDATE", role)

    def _tell_role(self, event: str, role: Role) -> None:
        self.tell(event, {"guild_id": str(self.guild.id), "role": role.json()})

    @contextmanager
    def _opening(self) -> Iterator[None]:
        """Tell the bot of the threads in the channels that it sees afterwards, but not before."""
        hidden = [one for one in self.guild.channels.values() if not self.sees(self.bot, one)]
        yield
        opened = [one for one in hidden if self.sees(self.bot, one)]
        threads = [thread for one in opened for thread in self.guild.threads_in(one)]
        active = [thread for thread in threads if not thread.archived]
        members = [thread.member_json(self.bot.id) for thread in active]
        sync = {
            "guild_id": str(self.guild.id),
            "channel_ids": [str(one.id) for one in opened],
            "threads": [self.threads.told(thread) for thread in active],
            "members": [member for member in members if member],
        }
        if opened:
            self.tell("THREAD_LIST_SYNC", sync)
