"""What the options of a command may look like.

https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-structure
"""

from __future__ import annotations

from typing import Any

from sandbox.limits.choices import choices_of
from sandbox.limits.command_names import check_description, check_name
from sandbox.limits.form import Form
from sandbox.limits.selects import check_channel_types
from sandbox.models import FARTHEST, Json, OptionType

ARGUMENTS = tuple(kind for kind in OptionType if kind > OptionType.GROUP)
NUMBERS = (OptionType.INTEGER, OptionType.NUMBER)
ALLOWED = (tuple(OptionType), (OptionType.SUBCOMMAND,), ARGUMENTS)
"""In the command itself, in a group, in a subcommand."""
MOST_OPTIONS = 25
MOST_TEXT = 6000


def check_options(form: Form, value: Any, depth: int = 0) -> list[Json]:
    """The options under the key `options`; at each depth others may stand, see ALLOWED."""
    with form.at("options"):
        sent = form.items(value, MOST_OPTIONS)
        _check_order(form, sent)
        made = []
        for index, option in enumerate(sent):
            with form.at(index):
                made.append(_option(form, option, depth))
        kinds = {option["type"] <= OptionType.GROUP for option in made}
        if len(kinds) > 1:
            words = (
                "Sub-command and sub-command group option types "
                "are mutually exclusive to all other types"
            )
            form.refuse("APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", words)
    return made


def _check_order(form: Form, sent: list[Json]) -> None:
    seen: set[str] = set()
    optional = False
    for index, option in enumerate(sent):
        with form.at(index):
            if option.get("required") and optional:
                words = "Required options must be placed before non-required options"
                form.refuse("APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", words)
            optional = optional or not option.get("required")
            if option.get("name") in seen:
                words = "Option name must be unique"
                form.refuse("APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", words)
            seen.add(str(option.get("name")))


def _option(form: Form, sent: Json, depth: int) -> Json:
    with form.at("type"):
        kind = form.choice(sent.get("type"), ALLOWED[depth])
    made = {"type": kind, **check_name(form, sent), **check_description(form, sent)}
    if kind in ARGUMENTS:
        return {**made, **_argument(form, sent, kind)}
    inner = check_options(form, sent.get("options"), 1 if kind == OptionType.GROUP else 2)
    return {**made, "options": inner} if inner else made


def _argument(form: Form, sent: Json, kind: int) -> Json:
    """What an option has that takes a value; what is false or left out, Discord leaves out."""
    made: Json = {"required": True} if sent.get("required") else {}
    if kind == OptionType.CHANNEL:
        return {**made, **check_channel_types(form, sent)}
    if kind not in (OptionType.STRING, *NUMBERS):
        return made
    made |= _lengths(form, sent) if kind == OptionType.STRING else _values(form, sent, kind)
    choices = choices_of(form, sent.get("choices"), kind)
    if choices and sent.get("autocomplete"):
        with form.at("autocomplete"):
            words = "Autocomplete options cannot have choices"
            form.refuse("APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE", words)
    if sent.get("autocomplete"):
        made["autocomplete"] = True
    return {**made, "choices": choices} if choices else made


def _lengths(form: Form, sent: Json) -> Json:
    made = {}
    for key, least in (("min_length", 0), ("max_length", 1)):
        if sent.get(key) is not None:
            with form.at(key):
                made[key] = form.integer(sent[key], least, MOST_TEXT)
    _check_span(form, made, "min_length", "max_length")
    return made


def _values(form: Form, sent: Json, kind: int) -> Json:
    made = {}
    for key in ("min_value", "max_value"):
        if sent.get(key) is not None:
            with form.at(key):
                made[key] = form.number(sent[key], kind == OptionType.INTEGER, FARTHEST)
    _check_span(form, made, "min_value", "max_value")
    return made


def _check_span(form: Form, made: Json, least: str, most: str) -> None:
    if least in made and most in made and made[least] > made[most]:
        with form.at(least):
            words = f"int value should be less than or equal to {made[most]}."
            form.refuse("NUMBER_TYPE_MAX", words)
