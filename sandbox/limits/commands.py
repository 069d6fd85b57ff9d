"""What a command may look like, and how Discord gives it back.

https://discord.com/developers/docs/interactions/application-commands#application-command-object
"""

from __future__ import annotations

from functools import partial
from typing import Any

from sandbox.errors import ApiError, not_built
from sandbox.limits.choices import choices_size
from sandbox.limits.command_names import check_description, check_name
from sandbox.limits.command_options import check_options
from sandbox.limits.form import Form
from sandbox.limits.localizations import longest
from sandbox.models import CommandType, Json

ENTRY_POINT = 4
MOST_COMMANDS = {CommandType.CHAT_INPUT: 100, CommandType.USER: 15, CommandType.MESSAGE: 15}
"""Of each type, everywhere, and again in each server."""
MOST_TEXT = 8000
MOST_PERMISSIONS = 2**54 - 1


def check_commands(value: Any) -> list[Json]:
    """A whole list of commands; raises ApiError for all that is wrong, and for too many."""
    form = Form()
    checked: list[Json] = []
    for index, one in enumerate(form.items(value, sum(MOST_COMMANDS.values()))):
        with form.at(index):
            command = check_command(form, one)
            refuse_namesake(form, command, checked)
            checked.append(command)
    form.done()
    refuse_too_many(checked)
    return checked


def refuse_namesake(form: Form, command: Json, others: list[Json]) -> None:
    if any(same_name(one, command) for one in others):
        words = "Application command names must be unique"
        form.refuse("APPLICATION_COMMANDS_DUPLICATE_NAME", words)


def same_name(one: Json, other: Json) -> bool:
    """Commands of different types may share a name."""
    return bool((one["type"], one["name"]) == (other["type"], other["name"]))


def refuse_too_many(commands: list[Json]) -> None:
    """Raise ApiError 30032 if there are more of one type than one place may have."""
    for kind, most in MOST_COMMANDS.items():
        if sum(one["type"] == kind for one in commands) > most:
            words = f"Maximum number of application commands reached ({most})."
            raise ApiError(400, 30032, words)


def check_command(form: Form, sent: Json) -> Json:
    """The command as registered, with what Discord fills in, without ids."""
    if sent.get("type") == ENTRY_POINT:
        raise not_built("commands that open an activity")
    with form.at("type"):
        kind = form.choice(sent.get("type") or CommandType.CHAT_INPUT, tuple(MOST_COMMANDS))
    slash = kind == CommandType.CHAT_INPUT
    made: Json = {
        "type": kind,
        **check_name(form, sent, plain=slash),
        **check_description(form, sent, wanted=slash),
        "default_member_permissions": _permissions(form, sent),
        "dm_permission": sent.get("dm_permission", True),
        "contexts": _set(form, sent, "contexts", (0, 1, 2)),
        "integration_types": _set(form, sent, "integration_types", (0, 1)) or [0],
        "nsfw": bool(sent.get("nsfw")),
    }
    options = check_options(form, sent.get("options"))
    if options:
        made["options"] = options
    _check_whole(form, made)
    return made


def _check_whole(form: Form, command: Json) -> None:
    if command["type"] != CommandType.CHAT_INPUT and "options" in command:
        form.refuse("APPLICATION_COMMAND_INVALID_OPTIONS", "Context menu commands have no options")
    if _size(command) > MOST_TEXT:
        words = f"Command exceeds maximum size ({MOST_TEXT})"
        form.refuse("APPLICATION_COMMAND_TOO_LARGE", words)


def _permissions(form: Form, sent: Json) -> str | None:
    value = sent.get("default_member_permissions")
    if value is None:
        return None
    with form.at("default_member_permissions"):
        bits = int(value) if str(value).isdecimal() else value
        return str(form.integer(bits, 0, MOST_PERMISSIONS))


def _set(form: Form, sent: Json, key: str, allowed: tuple[int, ...]) -> list[int] | None:
    """Some of the numbers allowed, at least one of them, each once; None where left out."""
    value: Any = sent.get(key)
    if value is None:
        return None
    with form.at(key):
        made = form.each(value, partial(form.choice, allowed=allowed), len(allowed))
        if value == []:
            form.refuse("BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {len(allowed)} in length.")
    return sorted(set(made))


def _size(part: Json) -> int:
    """Names, descriptions and the values of choices, of the command and all its options."""
    texts = longest(part, "name") + longest(part, "description")
    texts += choices_size(part.get("choices", []))
    return texts + sum(map(_size, part.get("options", ())))
