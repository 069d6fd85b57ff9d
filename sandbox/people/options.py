"""Turns what a person gives to a command's options into what Discord sends the bot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from sandbox.models import FARTHEST, Json, OptionType
from sandbox.people.refused import Refused
from sandbox.people.resolved import Resolved


class Filling:
    """Fills options in; what they name is found by `resolved`."""

    def __init__(self, resolved: Resolved) -> None:
        self._resolved = resolved
        self._readers: dict[int, Callable[[Json, Any], Any]] = {
            OptionType.STRING: _string,
            OptionType.INTEGER: partial(_numeric, int, "integer"),
            OptionType.BOOLEAN: _boolean,
            OptionType.USER: lambda option, given: resolved.user(option["name"], given),
            OptionType.CHANNEL: self._channel,
            OptionType.ROLE: lambda option, given: resolved.role(option["name"], given),
            OptionType.MENTIONABLE: lambda option, given: resolved.mentionable(
                option["name"], given
            ),
            OptionType.NUMBER: partial(_numeric, float, "number"),
            OptionType.ATTACHMENT: lambda option, given: resolved.attachment(option["name"], given),
        }

    def fill(self, options: list[Json], given: Mapping[str, Any]) -> list[Json]:
        """The options given, in the command's order.

        Raises Refused for a wrong or unknown one, and where a required one is missing.
        """
        _refuse_unknown(options, given)
        for option in options:
            if option.get("required") and option["name"] not in given:
                raise Refused(f"{option['name']}: This option is required.")
        return [self._fill(one, given[one["name"]]) for one in options if one["name"] in given]

    def fill_so_far(self, options: list[Json], given: Mapping[str, Any]) -> list[Json]:
        """The options given while another is typed, but files, which are sent with the command.

        Those that cannot be read are left out.
        """
        _refuse_unknown(options, given)
        made = []
        for option in options:
            if option["type"] == OptionType.ATTACHMENT:
                continue
            with suppress(Refused, KeyError):
                made.append(self._fill(option, given[option["name"]]))
        return made

    def _fill(self, option: Json, given: Any) -> Json:
        value = self._readers[option["type"]](option, given)
        return {"name": option["name"], "type": option["type"], "value": value}

    def _channel(self, option: Json, given: Any) -> str:
        return self._resolved.channel(option["name"], given, option.get("channel_types", ()))


def _refuse_unknown(options: list[Json], given: Mapping[str, Any]) -> None:
    unknown = given.keys() - {option["name"] for option in options}
    if unknown:
        raise Refused(f"This command has no option {', '.join(sorted(unknown))}.")


def _string(option: Json, given: Any) -> str:
    text = str(_chosen(option, given))
    least, most = option.get("min_length", 0), option.get("max_length", 6000)
    if not least <= len(text) <= most:
        raise Refused(f"{option['name']}: must be between {least} and {most} in length.")
    return text


def _numeric(read: Callable[[str], float], kind: str, option: Json, given: Any) -> float:
    try:
        number = read(str(_chosen(option, given)))
    except ValueError:
        raise Refused(f"{option['name']}: input a valid {kind}.") from None
    _refuse_outside(option, number)
    return number


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
        if str(given) in (choice["name"], str(choice["value"])):
            return choice["value"]
    raise Refused(f"{option['name']}: {given!r} is not one of the choices.")


def _refuse_outside(option: Json, number: float) -> None:
    least, most = option.get("min_value", -FARTHEST), option.get("max_value", FARTHEST)
    # Asked this way, not a number is outside, too.
    if not least <= number <= most:
        raise Refused(f"{option['name']}: must be between {least} and {most}.")
