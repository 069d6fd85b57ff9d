"""Reads a world from its file; world.toml shows the form."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from sandbox.models import (
    Channel,
    ChannelFlag,
    ChannelType,
    Forum,
    Guild,
    Overwrite,
    OverwriteType,
    Role,
    Tag,
    Thread,
    User,
    new_message,
)
from sandbox.world.permissions import bits
from sandbox.world.snowflakes import Snowflakes


@dataclass(frozen=True, slots=True)
class Founding:
    """What a world begins with; the same file always gives the same ids."""

    token: str
    founded: datetime
    guild: Guild
    bot: User
    ids: Snowflakes


def read(path: Path) -> Founding:
    """Raises KeyError for what the file lacks, or a name in it that nothing bears."""
    data = _data(path.read_text(encoding="utf-8"))
    ids = Snowflakes()
    guild = _Founder(data["founded"], ids).guild(data)
    bot = next(user for user in guild.members.values() if user.bot)
    return Founding(data["token"], data["founded"], guild, bot, ids)


@cache
def _data(text: str) -> dict[str, Any]:
    return tomllib.loads(text)


class _Founder:
    def __init__(self, founded: datetime, ids: Snowflakes) -> None:
        self._founded = founded
        self._ids = ids

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
        self._open(guild, data, roles)
        return guild

    def _open(self, guild: Guild, data: dict[str, Any], roles: dict[str, int]) -> None:
        """The channels, and what stands in them from the start."""
        for position, channel in enumerate(data["channel"]):
            made = self._channel(channel, position, roles)
            guild.channels[made.id] = made
            if made.name == data["guild"].get("system_channel"):
                guild.system_channel_id = made.id
        for post in data.get("post", ()):
            self._post(guild, post)

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
        place = (self._id(), data["name"], kind, data.get("topic"), position, overwrites)
        if kind is not ChannelType.FORUM:
            return Channel(*place)
        tags = [Tag(self._id(), **tag) for tag in data.get("tags", ())]
        flags = ChannelFlag.REQUIRE_TAG if data.get("tag_required") else 0
        return Forum(*place, tags={tag.id: tag for tag in tags}, flags=flags)

    def _post(self, guild: Guild, data: dict[str, Any]) -> None:
        """A thread in a forum, with what was said there."""
        forum = next(one for one in guild.channels.values() if one.name == data["forum"])
        assert isinstance(forum, Forum), f"#{forum.name} takes no posts"
        people = {user.name: user for user in guild.members.values()}
        tags = {tag.name: tag.id for tag in forum.tags.values()}
        thread = Thread(
            self._id(),
            data["name"],
            ChannelType.PUBLIC_THREAD,
            parent_id=forum.id,
            owner_id=people[data["said"][0]["by"]].id,
            created_at=self._founded,
            archive_timestamp=self._founded,
            auto_archive_duration=forum.default_auto_archive_duration,
            applied_tags=[tags[name] for name in data.get("tags", ())],
        )
        guild.threads[thread.id] = thread
        forum.last_message_id = thread.id
        for said in data["said"]:
            self._say(thread, people[said["by"]], said["content"])

    def _say(self, thread: Thread, author: User, content: str) -> None:
        message_id = self._id() if thread.messages else thread.id
        message = new_message(message_id, thread.id, author, self._founded, content=content)
        thread.take(message)
        thread.members.setdefault(author.id, self._founded)

    def _id(self) -> int:
        return self._ids.next(self._founded)
