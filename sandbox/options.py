"""Turns what a person gives to a command's options into what Discord sends the bot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import Any

from sandbox.models import Channel, Json, Role, User
from sandbox.world import World


class Refused(Exception):
    """Discord does not let this person do this; the bot hears nothing of it."""


class OptionType(IntEnum):
    SUBCOMMAND = 1
    GROUP = 2
    STRING = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7
    ROLE = 8
    MENTIONABLE = 9
    NUMBER = 10
    ATTACHMENT = 11


class Filling:
    """Fills options in, collecting the things that they name under `resolved`."""

    def __init__(self, world: World, user: User) -> None:
        self.resolved: Json = {}
        self._world = world
        self._user = user
        self._readers: dict[int, Callable[[Json, Any], Any]] = {
            OptionType.STRING: _string,
            OptionType.INTEGER: _integer,
            OptionType.BOOLEAN: _boolean,
            OptionType.USER: self._member,
            OptionType.CHANNEL: self._channel,
            OptionType.ROLE: self._role,
            OptionType.NUMBER: _number,
        }

    def fill(self, options: list[Json], given: Mapping[str, Any]) -> list[Json]:
        """The options given, in the command's order. Raises Refused for a wrong or unknown one."""
        known = {option["name"] for option in options}
        for name in given.keys() - known:
            raise Refused(f"This command has no option {name}.")
        return [self._fill(one, given[one["name"]]) for one in options if one["name"] in given]

    def _fill(self, option: Json, given: Any) -> Json:
        reader = self._readers.get(option["type"])
        if reader is None:
            raise Refused(
                f"The sandbox cannot fill option {option['name']}: its type is not built."
            )
        value = reader(option, given)
        return {"name": option["name"], "type": option["type"], "value": value}

    def _member(self, option: Json, given: User | str) -> str:
        user = given if isinstance(given, User) else _found(option, self._world.user, given)
        member = user.member_json() | {"permissions": str(self._world.permissions(user))}
        del member["user"]
        self.resolved.setdefault("users", {})[str(user.id)] = user.json()
        self.resolved.setdefault("members", {})[str(user.id)] = member
        return str(user.id)

    def _channel(self, option: Json, given: Channel | str | int) -> str:
        channel = _found(option, self._world.channel, given)
        allowed = option.get("channel_types")
        if allowed and channel.type not in allowed:
            raise Refused(f"{option['name']}: this type of channel cannot be chosen.")
        theirs = {"permissions": str(self._world.permissions(self._user, channel))}
        whole = channel.json(self._world.guild.id)
        self.resolved.setdefault("channels", {})[str(channel.id)] = whole | theirs
        return str(channel.id)

    def _role(self, option: Json, given: Role | str) -> str:
        role = given if isinstance(given, Role) else _found(option, self._world.role, given)
        self.resolved.setdefault("roles", {})[str(role.id)] = role.json()
        return str(role.id)


def _found(option: Json, find: Callable[[Any], Any], given: Any) -> Any:
    try:
        return find(given)
    except LookupError as error:
        raise Refused(f"{option['name']}: {error}") from error


def _string(option: Json, given: Any) -> str:
    text = str(_chosen(option, given))
    least, most = option.get("min_length", 0), option.get("max_length", 6000)
    if not least <= len(text) <= most:
        raise Refused(f"{option['name']}: must be between {least} and {most} in length.")
    return text


def _integer(option: Json, given: Any) -> int:
    try:
        return int(_within(option, int(_chosen(option, given))))
    except ValueError:
        raise Refused(f"{option['name']}: input a valid integer.") from None


def _number(option: Json, given: Any) -> float:
    try:
        return _within(option, float(_chosen(option, given)))
    except ValueError:
        raise Refused(f"{option['name']}: input a valid number.") from None


def _boolean(option: Json, given: Any) -> bool:
    known = {"true": True, "false": False}
    try:
        return known[str(given).lower()]
    except KeyError:
        raise Refused(f"{option['name']}: input a valid boolean.") from None


def _chosen(option: Json, given: Any) -> Any:
    """With choices only they can be taken, by name or by value."""
    choices = option.get("choices")
    if not choices:
        return given
    for choice in choices:
        if given in (choice["name"], choice["value"]):
            return choice["value"]
    raise Refused(f"{option['name']}: {given!r} is not one of the choices.")


def _within(option: Json, number: float) -> float:
    least, most = option.get("min_value"), option.get("max_value")
    if (least is not None and number < least) or (most is not None and number > most):
        raise Refused(f"{option['name']}: must be between {least} and {most}.")
    return number
