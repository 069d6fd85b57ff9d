"""The emoji of a button or of an option."""

from __future__ import annotations

from sandbox.limits.form import Form
from sandbox.models import Json


def check_emoji(form: Form, part: Json) -> Json:
    """The emoji under its key, if there is one: a character by name, a custom one by id."""
    if not part.get("emoji"):
        return {}
    with form.at("emoji"):
        emoji = form.object(part["emoji"])
        with form.at("name"):
            form.text(emoji.get("name"), 32, 0 if emoji.get("id") else 1)
    return {"emoji": {key: each for key, each in emoji.items() if each is not None}}
