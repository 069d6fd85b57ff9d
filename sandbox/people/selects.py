"""What a person takes from a select."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sandbox.limits.selects import Select
from sandbox.models import Json
from sandbox.people.refused import Refused
from sandbox.people.resolved import Resolved


def taken(label: str, select: Json, given: Iterable[Any], resolved: Resolved) -> list[str]:
    """The values as Discord sends them; users, roles and channels may be given by name, too.

    Raises Refused for what the select does not offer, and for too many or too few.
    """
    values = list(dict.fromkeys(_value(label, select, one, resolved) for one in given))
    least, most = select["min_values"], select["max_values"]
    if not values and not select.get("required", least):
        return []
    if not least <= len(values) <= most:
        raise Refused(f"{label} takes {least} to {most}.")
    return values


def preset(select: Json) -> list[str]:
    """The values that are taken before anybody touches the select."""
    if select["type"] == Select.STRING:
        return [one["value"] for one in select["options"] if one.get("default")]
    return [one["id"] for one in select.get("default_values", ())]


def _value(label: str, select: Json, given: Any, resolved: Resolved) -> str:
    if select["type"] == Select.STRING:
        return _offered(label, select, given)
    if select["type"] == Select.CHANNEL:
        return resolved.channel(label, given, select.get("channel_types", ()))
    find = {
        Select.USER: resolved.user,
        Select.ROLE: resolved.role,
        Select.MENTIONABLE: resolved.mentionable,
    }
    return find[select["type"]](label, given)


def _offered(label: str, select: Json, given: Any) -> str:
    offered = [option["value"] for option in select["options"]]
    if given not in offered:
        raise Refused(f"{label} offers {', '.join(offered)}, not {given}.")
    return str(given)
