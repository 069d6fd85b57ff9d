"""Commands as Discord lists them: whether they are ours, and their ids."""

from collections.abc import Mapping, Sequence
from typing import Any

_KNOWN = (
    "name",
    "type",
    "name_localizations",
    "description",
    "description_localizations",
    "options",
    "required",
    "choices",
    "value",
    "autocomplete",
    "channel_types",
    "min_value",
    "max_value",
    "min_length",
    "max_length",
    "default_member_permissions",
    "contexts",
    "integration_types",
    "nsfw",
)
_SLASH = 1
_SUBCOMMAND = 1


def same(known: Sequence[Mapping[str, Any]], wanted: Sequence[Mapping[str, Any]]) -> bool:
    """Whether Discord's commands are ours, whatever it adds to them: ids, versions, defaults.

    Options are in an order, commands are not.
    """
    return _by_name(known) == _by_name(wanted)


def _by_name(found: Sequence[Mapping[str, Any]]) -> list[Any]:
    bare = [_bare(each) for each in found]
    return sorted(bare, key=lambda each: (each.get("type", 1), each["name"]))


def _bare(value: Any) -> Any:
    if isinstance(value, Mapping):
        bare = {key: _of(key, value[key]) for key in _KNOWN if key in value}
        if "default_member_permissions" in bare:
            bare["default_member_permissions"] = _text(bare["default_member_permissions"])
        return {key: each for key, each in bare.items() if not _unsaid(key, each)}
    if isinstance(value, list | tuple):
        return [_bare(each) for each in value]
    return value


def _of(key: str, value: Any) -> Any:
    # The keys of these are languages.
    return value if key.endswith("_localizations") else _bare(value)


def _unsaid(key: str, value: Any) -> bool:
    """Absent, null, false and empty say the same, and so does the default kind of command."""
    return value is None or value is False or value in ("", [], {}) or (key, value) == ("type", 1)


def _text(permissions: Any) -> str | None:
    # Discord writes them as text, discord.py as a number.
    return None if permissions is None else str(permissions)


def ids(known: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """The whole name of each slash command -> the id by which it can be mentioned."""
    found: dict[str, int] = {}
    for command in known:
        if command.get("type", 1) == _SLASH:
            subs = [each for each in command.get("options") or () if each["type"] == _SUBCOMMAND]
            names = [f"{command['name']} {each['name']}" for each in subs] or [command["name"]]
            found |= dict.fromkeys(names, int(command["id"]))
    return found
