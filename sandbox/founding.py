"""Reads a world from its file; world.toml shows the form."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sandbox.models import Channel, ChannelType, Guild, Overwrite, OverwriteType, Role, User
from sandbox.permissions import bits
from sandbox.snowflakes import Snowflakes


@dataclass(frozen=True, slots=True)
class Founding:
    """What a world begins with; the same file always gives the same ids."""

    token: str
    founded: datetime
    guild: Guild
    bot: User


def read(path: Path) -> Founding:
    """Raises KeyError for what the file lacks, or a name in it that nothing bears."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    founder = _Founder(data["founded"])
    guild = founder.guild(data)
    bot = next(user for user in guild.members.values() if user.bot)
    return Founding(data["token"], data["founded"], guild, bot)


class _Founder:
    def __init__(self, founded: datetime) -> None:
        self._founded = founded
        self._ids = Snowflakes()

    def guild(self, data: dict[str, Any]) -> Guild:
        guild = Guild(self._id(), data["guild"]["name"], owner_id=0)
        guild.locale = data["guild"].get("locale", guild.locale)
        users = {user["name"]: self._id() for user in data["user"]}
        guild.owner_id = users[data["guild"]["owner"]]
        guild.roles[guild.id] = Role(guild.id, "@everyone", bits(data["everyone"]["permissions"]))
        for position, role in enumerate(data["role"], start=1):
            new = self._role(role, position, users)
            guild.roles[new.id] = new
        roles = {role.name.removeprefix("@"): role.id for role in guild.roles.values()}
        for user in data["user"]:
            guild.members[users[user["name"]]] = self._user(user, users, roles)
        for position, channel in enumerate(data["channel"]):
            made = self._channel(channel, position, roles)
            guild.channels[made.id] = made
        return guild

    def _role(self, data: dict[str, Any], position: int, users: dict[str, int]) -> Role:
        return Role(
            self._id(),
            data["name"],
            bits(data.get("permissions", ())),
            position,
            color=data.get("color", 0),
            mentionable=data.get("mentionable", False),
            of_bot=users[data["bot"]] if "bot" in data else None,
        )

    def _user(self, data: dict[str, Any], users: dict[str, int], roles: dict[str, int]) -> User:
        return User(
            users[data["name"]],
            data["name"],
            data["display_name"],
            self._founded,
            roles=[roles[name] for name in data.get("roles", ())],
            bot=data.get("bot", False),
        )

    def _channel(self, data: dict[str, Any], position: int, roles: dict[str, int]) -> Channel:
        allow, deny = data.get("allow", {}), data.get("deny", {})
        overwrites = {
            roles[name]: Overwrite(
                roles[name],
                OverwriteType.ROLE,
                bits(allow.get(name, ())),
                bits(deny.get(name, ())),
            )
            for name in {**deny, **allow}
        }
        kind = ChannelType[data.get("type", "TEXT")]
        return Channel(self._id(), data["name"], kind, data.get("topic"), position, overwrites)

    def _id(self) -> int:
        return self._ids.next(self._founded)
