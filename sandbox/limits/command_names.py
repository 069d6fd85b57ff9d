"""How commands and their options may be called and described."""

from __future__ import annotations

from functools import partial
from typing import Any

from sandbox.limits.form import Form
from sandbox.limits.localizations import check_localizations
from sandbox.models import Json

MOST_NAME = 32
MOST_DESCRIPTION = 100
# Discord's pattern for names is ^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$.
PUNCTUATION = "-_'"
SCRIPTS = (("\u0900", "\u097f"), ("\u0e00", "\u0e7f"))


def check_name(form: Form, sent: Json, plain: bool = True) -> Json:
    """The name and its translations; `plain` ones are a single word in lower case."""
    check = partial(_name, form, plain=plain)
    with form.at("name"):
        name = check(sent.get("name"))
    return {"name": name, "name_localizations": check_localizations(form, sent, "name", check)}


def check_description(form: Form, sent: Json, wanted: bool = True) -> Json:
    """The description and its translations; where it is not wanted there may be none."""
    least, most = (1, MOST_DESCRIPTION) if wanted else (0, 0)
    with form.at("description"):
        description = form.text(sent.get("description"), most, least)
    check = partial(form.text, most=most, least=least)
    translations = check_localizations(form, sent, "description", check)
    return {"description": description, "description_localizations": translations}


def _name(form: Form, value: Any, plain: bool) -> str:
    name = form.text(value, MOST_NAME, 1)
    if plain and name and not (name == name.lower() and all(map(_allowed, name))):
        form.refuse("APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    return name


def _allowed(character: str) -> bool:
    if character.isalnum() or character in PUNCTUATION:
        return True
    return any(first <= character <= last for first, last in SCRIPTS)
