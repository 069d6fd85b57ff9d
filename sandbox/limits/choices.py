"""What the bot may propose while somebody types, and what a command may offer to choose from.

https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-choice-structure
"""

from __future__ import annotations

from functools import partial
from typing import Any

from sandbox.limits.form import Form
from sandbox.limits.localizations import check_localizations, longest
from sandbox.models import FARTHEST, Json, OptionType

MOST_CHOICES = 25
MOST_TEXT = 100


def check_choices(data: Json, option_type: int | None) -> list[Json]:
    """The choices of an autocomplete answer; raises ApiError 50035 with all that is wrong."""
    form = Form()
    with form.at("data"):
        choices = choices_of(form, data.get("choices"), option_type)
    form.done()
    return choices


def choices_of(form: Form, value: Any, option_type: int | None) -> list[Json]:
    """The choices under the key `choices`, with values of the option's type."""
    with form.at("choices"):
        sent = form.items(value, MOST_CHOICES)
        return [_choice(form, index, one, option_type) for index, one in enumerate(sent)]


def choices_size(choices: list[Json]) -> int:
    """How much of the text that a command may have goes into these choices."""
    return sum(longest(one, "name") + len(str(one["value"])) for one in choices)


def _choice(form: Form, index: int, choice: Json, option_type: int | None) -> Json:
    check = partial(form.text, most=MOST_TEXT, least=1)
    with form.at(index):
        with form.at("name"):
            name = check(choice.get("name"))
        with form.at("value"):
            value = _value(form, choice.get("value"), option_type)
        translations = check_localizations(form, choice, "name", check)
    made = {"name": name, "value": value}
    return {**made, "name_localizations": translations} if translations else made


def _value(form: Form, value: Any, option_type: int | None) -> Any:
    if option_type == OptionType.STRING or value is None:
        return form.text(value, MOST_TEXT, 1)
    return form.number(value, option_type == OptionType.INTEGER, FARTHEST)
