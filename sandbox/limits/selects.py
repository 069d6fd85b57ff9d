"""What a select may hold, in a message or in a modal.

https://discord.com/developers/docs/components/reference#string-select
"""

from __future__ import annotations

from enum import IntEnum
from functools import partial
from typing import Any

from sandbox.limits.emoji import check_emoji
from sandbox.limits.form import Form
from sandbox.models import Json

MOST_OPTIONS = 25
CHANNEL_TYPES = (0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 16)


class Select(IntEnum):
    """The types of component that are selects."""

    STRING = 3
    USER = 5
    ROLE = 6
    MENTIONABLE = 7
    CHANNEL = 8


NAMED = {
    Select.USER: ("user",),
    Select.ROLE: ("role",),
    Select.MENTIONABLE: ("user", "role"),
    Select.CHANNEL: ("channel",),
}
"""What a select's default values may be."""


def check_select(form: Form, part: Json, kind: int) -> Json:
    """The select with Discord's defaults, without its custom id."""
    made: Json = {"type": kind}
    with form.at("placeholder"):
        placeholder = form.text(part.get("placeholder"), 150)
    if placeholder:
        made["placeholder"] = placeholder
    for key, least in (("min_values", 0), ("max_values", 1)):
        value = part.get(key)
        with form.at(key):
            made[key] = form.integer(1 if value is None else value, least, MOST_OPTIONS)
    if made["min_values"] > made["max_values"]:
        with form.at("min_values"):
            words = f"int value should be less than or equal to {made['max_values']}."
            form.refuse("NUMBER_TYPE_MAX", words)
    if kind == Select.STRING:
        made["options"] = _options(form, part.get("options"), made["max_values"])
        return made
    if kind == Select.CHANNEL:
        made |= check_channel_types(form, part)
    return made | _defaults(form, part.get("default_values"), made, NAMED[Select(kind)])


def check_channel_types(form: Form, part: Json) -> Json:
    """The channel types under their key, if there are any."""
    value = part.get("channel_types")
    if not value:
        return {}
    with form.at("channel_types"):
        types = form.each(value, partial(form.choice, allowed=CHANNEL_TYPES), len(CHANNEL_TYPES))
        if len(set(types)) < len(types):
            form.refuse("SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value")
    return {"channel_types": types}


def _defaults(form: Form, value: Any, select: Json, named: tuple[str, ...]) -> Json:
    """As many as the select takes, each of a kind that it offers."""
    with form.at("default_values"):
        sent = form.items(value, MOST_OPTIONS)
        if sent and not select["min_values"] <= len(sent) <= select["max_values"]:
            words = f"Must be between {select['min_values']} and {select['max_values']} in length."
            form.refuse("BASE_TYPE_BAD_LENGTH", words)
        made = [_default(form, index, one, named) for index, one in enumerate(sent)]
    return {"default_values": made} if made else {}


def _default(form: Form, index: int, sent: Json, named: tuple[str, ...]) -> Json:
    with form.at(index):
        with form.at("type"):
            kind = form.choice(sent.get("type"), named)
        with form.at("id"):
            default_id = form.snowflake(sent.get("id"))
    return {"id": str(default_id), "type": kind}


def _options(form: Form, value: Any, most_taken: int) -> list[Json]:
    made: list[Json] = []
    seen: set[str] = set()
    with form.at("options"):
        options = form.items(value, MOST_OPTIONS)
        if not options:
            form.refuse("BASE_TYPE_REQUIRED", "This field is required")
        for index, option in enumerate(options):
            with form.at(index):
                made.append(_option(form, option, seen))
        if sum(one.get("default", False) for one in made) > most_taken:
            # Which code Discord has for this, its documentation does not say.
            words = f"At most {most_taken} options may be taken by default."
            form.refuse("BASE_TYPE_MAX_LENGTH", words)
    return made


def _option(form: Form, option: Json, seen: set[str]) -> Json:
    made: Json = {}
    for key, least in (("label", 1), ("value", 1), ("description", 0)):
        with form.at(key):
            made[key] = form.text(option.get(key), 100, least)
    if not made["description"]:
        del made["description"]
    if made["value"] in seen:
        words = "The specified option value is already used"
        form.refuse("SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", words)
    seen.add(made["value"])
    if option.get("default"):
        made["default"] = True
    return {**made, **check_emoji(form, option)}
