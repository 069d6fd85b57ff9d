"""What the bot may propose while somebody types, and what a command may offer to choose from.

https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-choice-structure
"""

from __future__ import annotations

from typing import Any

from sandbox.limits.form import Form
from sandbox.models import Json

MOST_CHOICES = 25
STRING, INTEGER, NUMBER = 3, 4, 10


def check_choices(data: Json) -> list[Json]:
    """The choices of an autocomplete answer; raises ApiError 50035 with all that is wrong."""
    form = Form()
    with form.at("data"):
        choices = choices_of(form, data.get("choices"))
    form.done()
    return choices


def choices_of(form: Form, value: Any, option_type: int | None = None) -> list[Json]:
    """The choices under the key `choices`, with values of the option's type if one is given."""
    with form.at("choices"):
        sent = form.items(value, MOST_CHOICES)
        return [_choice(form, index, one, option_type) for index, one in enumerate(sent)]


def _choice(form: Form, index: int, choice: Json, option_type: int | None) -> Json:
    with form.at(index):
        with form.at("name"):
            name = form.text(choice.get("name"), 100, 1)
        value = choice.get("value")
        with form.at("value"):
            if option_type == STRING or isinstance(value, str) or value is None:
                form.text(value, 100, 1)
            elif option_type == INTEGER:
                form.integer(value, -(2**53), 2**53)
            elif isinstance(value, bool) or not isinstance(value, (int, float)):
                form.refuse("NUMBER_TYPE_COERCE", f'Value "{value}" is not a number.')
        kept = {"name": name, "value": value}
        if choice.get("name_localizations"):
            kept["name_localizations"] = choice["name_localizations"]
        return kept
