"""The state of the pretend Discord, and what its admins and moderators do to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sandbox.models import Role, User
from sandbox.world import founding
from sandbox.world.permissions import bits
from sandbox.world.places import Places
from sandbox.world.state import Listener

__all__ = ["Listener", "World"]

DEFAULT = Path(__file__).with_name("world.toml")


class World(Places):
    """The whole of it: channels, roles, people; these, too, may be given by name."""

    def __init__(self, founded: founding.Founding) -> None:
        super().__init__(founded)
        self._came_with: list[Role] = []

    @classmethod
    def load(cls, path: Path | str) -> World:
        """Read a world from a file of the form of world.toml."""
        return cls(founding.read(Path(path)))

    @classmethod
    def default(cls) -> World:
        return cls.load(DEFAULT)

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

    def remove_role(self, role: Role | str) -> None:
        """Nobody has it any more, and no channel speaks of it; of that Discord tells nothing."""
        with self._opening():
            gone = self.role(role)
            self._drop_role(gone)
            ids = {"guild_id": str(self.guild.id), "role_id": str(gone.id)}
            self.tell("GUILD_ROLE_DELETE", ids)

    def give_role(self, user: User | str, role: Role | str) -> None:
        member, given = self.user(user), self.role(role)
        with self._opening():
            member.roles = [*dict.fromkeys([*member.roles, given.id])]
            self._tell_member(member)

    def take_role(self, user: User | str, role: Role | str) -> None:
        member, taken = self.user(user), self.role(role)
        with self._opening():
            member.roles = [one for one in member.roles if one != taken.id]
            self._tell_member(member)

    def kick_bot(self) -> None:
        """The bot is no member any more; the role that it came with goes, what it wrote stays."""
        del self.guild.members[self.bot.id]
        self._came_with = [one for one in self.guild.roles.values() if one.of_bot == self.bot.id]
        for role in self._came_with:
            self._drop_role(role)
        self.bot.roles.clear()
        for thread in self.guild.threads.values():
            thread.members.pop(self.bot.id, None)
        self.tell("GUILD_DELETE", {"id": str(self.guild.id)})

    def invite_bot(self) -> None:
        """The bot comes back with a role like the one it had; no channel speaks of that one yet."""
        assert not self.has_bot, "it is here"
        self.bot.joined_at = self.clock()
        self.guild.members[self.bot.id] = self.bot
        for role in self._came_with:
            new = replace(role, id=self.next_id())
            self.guild.roles[new.id] = new
            self.bot.roles.append(new.id)
        self.tell("GUILD_CREATE", self.guild.json())

    def _drop_role(self, role: Role) -> None:
        del self.guild.roles[role.id]
        for member in self.guild.members.values():
            member.roles = [one for one in member.roles if one != role.id]
        for channel in self.guild.channels.values():
            channel.overwrites.pop(role.id, None)

    def _tell_role(self, event: str, role: Role) -> None:
        self.tell(event, {"guild_id": str(self.guild.id), "role": role.json()})

    def _tell_member(self, member: User) -> None:
        """A bot hears of itself alone: of the others it takes a privileged intent."""
        about = {"guild_id": str(self.guild.id), **member.member_json()}
        self.tell("GUILD_MEMBER_UPDATE", about)
