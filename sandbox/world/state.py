"""What there is in the pretend Discord: one server, its people, channels and messages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sandbox.changes import Changes
from sandbox.models import Channel, DirectMessages, Guild, Json, Role, Thread, User
from sandbox.world.attachments import Attachments
from sandbox.world.founding import Founding
from sandbox.world.nonces import Nonces
from sandbox.world.permissions import Permission, permissions
from sandbox.world.threads import Threads

Listener = Callable[[str, Json], None]


class State:
    """Plain state that tests may look at; what changes it here tells the gateway, too.

    A channel may be given as itself, by name or by id; LookupError where there is none. The clock
    is the sandbox's, which sets it; before that, it stands at the world's founding.
    """

    def __init__(self, founded: Founding) -> None:
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
        self._founded = founded.founded
        self.accounts: set[int] = set()
        self._direct = {user.id: self._with_bot(user) for user in self._people()}

    def _people(self) -> list[User]:
        return [user for user in self.guild.members.values() if not user.bot]

    def _with_bot(self, user: User) -> DirectMessages:
        number = self._ids.next(self._founded)
        return DirectMessages(number, self.bot.display_name, recipient=user)

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
            found = self.find(wanted)
        else:
            found = next((one for one in self.places() if one.name == wanted), None)
            if found is None and wanted.isdecimal():
                found = self.find(int(wanted))
        if found is None:
            raise LookupError(f"no channel {wanted!r} in {self.guild.name}")
        return found

    def find(self, channel_id: int) -> Channel | None:
        """The channel, thread or direct messages with this id."""
        direct = (one for one in self._direct.values() if one.id == channel_id)
        return self.guild.find(channel_id) or next(direct, None)

    def direct(self, user: User | str) -> DirectMessages:
        """Where this person and the bot write to each other."""
        return self._direct[self.user(user).id]

    def server_of(self, channel: Channel) -> Json:
        """The server's id, for what is in one."""
        return {} if isinstance(channel, DirectMessages) else {"guild_id": str(self.guild.id)}

    def places(self) -> list[Channel]:
        """The channels, then the threads."""
        return [*self.guild.channels.values(), *self.guild.threads.values()]

    def user(self, name: User | str) -> User:
        """A member; who has left is none."""
        for user in self.guild.members.values():
            if name in (user, user.name):
                return user
        raise LookupError(f"no user {name!r} in {self.guild.name}")

    def role(self, name: Role | str) -> Role:
        for role in self.guild.roles.values():
            if name in (role, role.name):
                return role
        raise LookupError(f"no role {name!r} in {self.guild.name}")

    @property
    def has_bot(self) -> bool:
        """Whether the bot is in the server."""
        return self.bot.id in self.guild.members

    def permissions(self, user: User, channel: Channel | None = None) -> int:
        """The bits this user has in the channel, or in the server as a whole."""
        return permissions(self.guild, user, channel)

    def sees(self, user: User, channel: Channel) -> bool:
        """Whether the channel, or the thread, is there for them at all."""
        return bool(self.permissions(user, channel) & Permission.VIEW_CHANNEL)

    def commands(self) -> list[Json]:
        """The commands that the server's members have; its own come before the global ones.

        None while the bot is not in the server.
        """
        return self.all_commands() if self.has_bot else []

    def all_commands(self) -> list[Json]:
        """The server's own, then the global ones, whoever has them."""
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
        self.tell("MESSAGE_CREATE", self._event(channel, message))

    def replace_message(self, channel: Channel, message: Json) -> None:
        """Put an edited message in the place of the one with its id."""
        channel.messages[int(message["id"])] = message
        self.attachments.settle(message)
        self.threads.refer(channel, int(message["id"]))
        self.tell("MESSAGE_UPDATE", self._event(channel, message))

    def delete_message(self, channel: Channel | str | int, message_id: int | str) -> None:
        """As a moderator would; KeyError where the channel has no such message."""
        where = self.channel(channel)
        where.drop(int(message_id))
        self.attachments.drop(int(message_id))
        if isinstance(where, Thread):
            self.threads.show(where)
        self.threads.refer(where, int(message_id))
        gone = {"id": str(message_id), "channel_id": str(where.id), **self.server_of(where)}
        self.tell("MESSAGE_DELETE", gone)

    def _event(self, channel: Channel, message: Json) -> Json:
        """The gateway adds the server and the author's membership to a message."""
        if isinstance(channel, DirectMessages):
            return message
        author = self.guild.members.get(int(message["author"]["id"]))
        member = author.member_json() if author else {}
        member.pop("user", None)
        return {**message, "guild_id": str(self.guild.id), "member": member}

    def forget_nonces(self) -> None:
        """As if the few minutes in which Discord remembers them had passed."""
        self.nonces.forget()
