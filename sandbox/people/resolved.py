"""Whom and what a person names, and what Discord tells the bot of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from sandbox.desk.inflight import TOKEN_LIVES
from sandbox.limits.attachments import LARGEST_FILE
from sandbox.models import Channel, DirectMessages, File, Json, Role, User
from sandbox.people.refused import Refused
from sandbox.rules.access import has
from sandbox.world import World
from sandbox.world.permissions import Permission

T = TypeVar("T", User, Role)

NOT_IN_PARTIAL_MEMBERS = ("user", "deaf", "mute")


class Resolved:
    """Finds things by themselves, by id or by name, and keeps all that it found in `json`.

    Each method gives the id, or raises Refused, whose sentence begins with `label`.
    """

    def __init__(self, world: World, user: User, channel: Channel) -> None:
        self.json: Json = {}
        self._world = world
        self._user = user
        self._where = channel

    def user(self, label: str, given: User | str | int) -> str:
        user = _one(self._world.guild.members.values(), given)
        if user is None:
            raise Refused(f"{label}: there is no member {given!r}.")
        member = user.member_json()
        for key in NOT_IN_PARTIAL_MEMBERS:
            del member[key]
        member["permissions"] = str(self._world.permissions(user, self._where))
        self._keep("users", user.id, user.json())
        return self._keep("members", user.id, member)

    def role(self, label: str, given: Role | str | int) -> str:
        role = _one(self._world.guild.roles.values(), given)
        if role is None:
            raise Refused(f"{label}: there is no role {given!r}.")
        return self._keep("roles", role.id, role.json())

    def mentionable(self, label: str, given: User | Role | str | int) -> str:
        """A member or a role; where both have the name, the member."""
        readers: tuple[Callable[[str, Any], str], ...] = (self.user, self.role)
        for read in readers:
            try:
                return read(label, given)
            except Refused:
                continue
        raise Refused(f"{label}: there is no member or role {given!r}.")

    def channel(self, label: str, given: Channel | str | int, types: Iterable[int] = ()) -> str:
        """One that the person sees, of these types if any are given."""
        try:
            channel = self._world.channel(given)
        except LookupError:
            raise Refused(f"{label}: there is no channel {given!r}.") from None
        hidden = isinstance(channel, DirectMessages) or not self._world.sees(self._user, channel)
        if hidden:
            raise Refused(f"{label}: there is no channel {given!r}.")
        allowed = tuple(types)
        if allowed and channel.type not in allowed:
            raise Refused(f"{label}: this type of channel cannot be chosen.")
        theirs = str(self._world.permissions(self._user, channel))
        partial = channel.json(self._world.guild.id) | {"permissions": theirs}
        partial.pop("permission_overwrites", None)
        return self._keep("channels", channel.id, partial)

    def attachment(self, label: str, given: File) -> str:
        """A file handed over with the interaction, and kept as long as that can be answered."""
        if not isinstance(given, File):
            raise Refused(f"{label}: choose a file.")
        if not has(self._world, self._user, self._where, Permission.ATTACH_FILES):
            raise Refused(f"{label}: you do not have permission to attach files here.")
        if len(given.content) > LARGEST_FILE:
            raise Refused(f"{label}: a file may have {LARGEST_FILE >> 20} MB at most.")
        kept = self._world.attachments.keep(self._where.id, given, TOKEN_LIVES)
        return self._keep("attachments", int(kept["id"]), kept)

    def message(self, message: Json) -> str:
        return self._keep("messages", int(message["id"]), message)

    def into(self, data: Json) -> Json:
        """The data of an interaction with what was found, if anything was."""
        return {**data, "resolved": self.json} if self.json else data

    def _keep(self, kind: str, key: int, found: Json) -> str:
        self.json.setdefault(kind, {})[str(key)] = found
        return str(key)


def _one(known: Iterable[T], given: T | str | int) -> T | None:
    for one in known:
        if given is one or given in (one.name, one.id, str(one.id)):
            return one
    return None
