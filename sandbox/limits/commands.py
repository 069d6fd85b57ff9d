"""What a command may look like, and how Discord gives it back.

https://discord.com/developers/docs/interactions/application-commands#application-command-object
"""

from __future__ import annotations

from typing import Any

from sandbox.limits.choices import choices_of
from sandbox.limits.form import Form
from sandbox.models import Json

CHAT_INPUT = 1
TYPES = (CHAT_INPUT, 2, 3)  # slash commands, and the menus of users and of messages
SUBCOMMAND, GROUP = 1, 2
OPTION_TYPES = tuple(range(1, 12))
MOST_OPTIONS = 25
MOST_TEXT = 8000
MOST_COMMANDS = 100
# Discord's pattern for names is ^[-_'\p{L}\p{N}]{1,32}$.
PUNCTUATION = "-_'"


def check_command(form: Form, sent: Json) -> Json:
    """The command as registered, with what Discord fills in, without ids."""
    with form.at("type"):
        kind = form.choice(sent.get("type") or CHAT_INPUT, TYPES)
    made: Json = {
        "type": kind,
        "name": _name(form, sent, kind),
        "name_localizations": sent.get("name_localizations"),
        "description": _description(form, sent, kind),
        "description_localizations": sent.get("description_localizations"),
        "default_member_permissions": _permissions(form, sent),
        "dm_permission": sent.get("dm_permission", True),
        "contexts": sent.get("contexts"),
        "integration_types": sent.get("integration_types") or [0],
        "nsfw": bool(sent.get("nsfw")),
    }
    options = _options(form, sent.get("options"), depth=0)
    if kind != CHAT_INPUT and options:
        form.refuse("APPLICATION_COMMAND_INVALID_OPTIONS", "Context menu commands have no options")
    if options:
        made["options"] = options
    if _size(made) > MOST_TEXT:
        words = f"Command exceeds maximum size ({MOST_TEXT})"
        form.refuse("APPLICATION_COMMAND_TOO_LARGE", words)
    return made


def _name(form: Form, sent: Json, kind: int = CHAT_INPUT) -> str:
    with form.at("name"):
        name = form.text(sent.get("name"), 32, 1)
        if kind == CHAT_INPUT and name and not _valid(name):
            form.refuse("APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    return name


def _valid(name: str) -> bool:
    allowed = all(character.isalnum() or character in PUNCTUATION for character in name)
    return allowed and name == name.lower()


def _description(form: Form, sent: Json, kind: int = CHAT_INPUT) -> str:
    with form.at("description"):
        if kind == CHAT_INPUT:
            return form.text(sent.get("description"), 100, 1)
        return form.text(sent.get("description"), 0)


def _permissions(form: Form, sent: Json) -> str | None:
    value = sent.get("default_member_permissions")
    if value is None:
        return None
    if not str(value).isdecimal():
        with form.at("default_member_permissions"):
            form.refuse("NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
        return None
    return str(value)


def _options(form: Form, value: Any, depth: int) -> list[Json]:
    """Groups may stand at depth 0, subcommands at 0 and in groups, others where no such stand."""
    with form.at("options"):
        sent = form.items(value, MOST_OPTIONS)
        _check_order(form, sent)
        made = []
        for index, option in enumerate(sent):
            with form.at(index):
                made.append(_option(form, option, depth))
        kinds = {option["type"] <= GROUP for option in made}
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
        allowed = {0: OPTION_TYPES, 1: OPTION_TYPES[:1] + OPTION_TYPES[2:]}
        kind = form.choice(sent.get("type"), allowed.get(depth, OPTION_TYPES[2:]))
    made: Json = {
        "type": kind,
        "name": _name(form, sent),
        "name_localizations": sent.get("name_localizations"),
        "description": _description(form, sent),
        "description_localizations": sent.get("description_localizations"),
    }
    if kind in (SUBCOMMAND, GROUP):
        inner = _options(form, sent.get("options"), depth + 1 if kind == GROUP else 2)
        return {**made, "options": inner} if inner else made
    return {**made, **_argument(form, sent, kind)}


def _argument(form: Form, sent: Json, kind: int) -> Json:
    """What an option has that takes a value; what is false or left out, Discord leaves out."""
    made = {key: True for key in ("required", "autocomplete") if sent.get(key)}
    kept = ("channel_types", "min_value", "max_value", "min_length", "max_length")
    made |= {key: sent[key] for key in kept if sent.get(key) is not None}
    choices = choices_of(form, sent.get("choices"), kind)
    if choices and sent.get("autocomplete"):
        with form.at("autocomplete"):
            words = "Autocomplete options cannot have choices"
            form.refuse("APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE", words)
    return {**made, "choices": choices} if choices else made


def _size(part: Json) -> int:
    """Names, descriptions and the values of choices, of the command and all its options."""
    texts = len(part["name"]) + len(part.get("description", ""))
    texts += sum(len(str(one["value"])) + len(one["name"]) for one in part.get("choices", ()))
    return texts + sum(map(_size, part.get("options", ())))
