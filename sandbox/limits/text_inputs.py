"""What a field for text may hold.

https://discord.com/developers/docs/components/reference#text-input
"""

from __future__ import annotations

from sandbox.limits.form import Form
from sandbox.models import Json

TEXT_INPUT = 4
SHORT, PARAGRAPH = 1, 2
MOST_TEXT = 4000


def check_text_input(form: Form, part: Json) -> Json:
    """The field with Discord's defaults, without its custom id and its label."""
    made: Json = {"type": TEXT_INPUT, "required": part.get("required") is not False}
    with form.at("style"):
        made["style"] = form.choice(part.get("style"), (SHORT, PARAGRAPH))
    for key, least in (("min_length", 0), ("max_length", 1)):
        value = part.get(key)
        with form.at(key):
            made[key] = None if value is None else form.integer(value, least, MOST_TEXT)
    if (made["min_length"] or 0) > (made["max_length"] or MOST_TEXT):
        with form.at("min_length"):
            words = f"int value should be less than or equal to {made['max_length']}."
            form.refuse("NUMBER_TYPE_MAX", words)
    for key, most in (("value", made["max_length"] or MOST_TEXT), ("placeholder", 100)):
        with form.at(key):
            text = form.text(part.get(key), most)
        if text:
            made[key] = text
    return made
