"""What rows of buttons and selects may hold, and how Discord gives them back.

https://discord.com/developers/docs/components/reference
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from sandbox.limits.form import Form
from sandbox.models import Json

ACTION_ROW, BUTTON, STRING_SELECT = 1, 2, 3
SELECTS = (3, 5, 6, 7, 8)  # of strings, users, roles, both, channels
LINK, PREMIUM = 5, 6
MOST_ROWS = 5
MOST_BUTTONS = 5
MOST_OPTIONS = 25


def check_components(form: Form, value: Any) -> list[Json]:
    """The rows with the `id`s that Discord adds, counted through the whole message."""
    ids = count(1)
    seen: set[str] = set()
    rows = []
    with form.at("components"):
        for index, row in enumerate(form.items(value, MOST_ROWS)):
            with form.at(index):
                rows.append(_row(form, row, ids, seen))
    return rows


def interactive(rows: list[Json]) -> Iterator[Json]:
    """Every component of a message that somebody can use, in order."""
    for row in rows:
        yield from row["components"]


def _row(form: Form, row: Json, ids: Iterator[int], seen: set[str]) -> Json:
    with form.at("type"):
        form.choice(row.get("type"), (ACTION_ROW,))
    made: Json = {"type": ACTION_ROW, "id": next(ids), "components": []}
    with form.at("components"):
        parts = form.items(row.get("components"), MOST_BUTTONS)
        selects = sum(part.get("type") in SELECTS for part in parts)
        if not parts or (selects and len(parts) > 1):
            least, most = (1, 1) if selects else (1, MOST_BUTTONS)
            words = f"Must be between {least} and {most} in length."
            form.refuse("BASE_TYPE_BAD_LENGTH", words)
        for index, part in enumerate(parts):
            with form.at(index):
                made["components"].append({**_part(form, part, seen), "id": next(ids)})
    return made


def _part(form: Form, part: Json, seen: set[str]) -> Json:
    with form.at("type"):
        kind = form.choice(part.get("type"), (BUTTON, *SELECTS))
    made = _button(form, part) if kind == BUTTON else _select(form, part, kind)
    if "custom_id" in made:
        with form.at("custom_id"):
            made["custom_id"] = form.text(made["custom_id"], 100, 1)
            if made["custom_id"] in seen:
                words = "Component custom id cannot be duplicated"
                form.refuse("COMPONENT_CUSTOM_ID_DUPLICATED", words)
            seen.add(made["custom_id"])
    if part.get("disabled"):
        made["disabled"] = True
    return made


def _button(form: Form, part: Json) -> Json:
    with form.at("style"):
        style = form.choice(part.get("style"), (1, 2, 3, LINK))
    made: Json = {"type": BUTTON, "style": style}
    with form.at("label"):
        label = form.text(part.get("label"), 80)
    if label:
        made["label"] = label
    if part.get("emoji"):
        made["emoji"] = part["emoji"]
    if not label and not part.get("emoji"):
        form.refuse("BUTTON_COMPONENT_INVALID", "A button must have a label or an emoji")
    return {**made, **_target(form, part, style)}


def _target(form: Form, part: Json, style: int) -> Json:
    """A link button has an address, any other an id of the bot's own, none has both."""
    wanted, unwanted = ("url", "custom_id") if style == LINK else ("custom_id", "url")
    if part.get(unwanted):
        form.refuse("BUTTON_COMPONENT_INVALID", f"This style of button takes no {unwanted}")
    if style != LINK:
        return {"custom_id": part.get("custom_id")}
    with form.at("url"):
        if not part.get(wanted):
            form.refuse("BASE_TYPE_REQUIRED", "This field is required")
        return {"url": form.url(part.get("url"), ("http", "https", "discord"))}


def _select(form: Form, part: Json, kind: int) -> Json:
    made: Json = {"type": kind, "custom_id": part.get("custom_id")}
    with form.at("placeholder"):
        placeholder = form.text(part.get("placeholder"), 150)
    if placeholder:
        made["placeholder"] = placeholder
    for key, least in (("min_values", 0), ("max_values", 1)):
        with form.at(key):
            made[key] = form.integer(part.get(key, 1), least, MOST_OPTIONS)
    if kind == STRING_SELECT:
        made["options"] = _options(form, part.get("options"))
    elif part.get("channel_types"):
        made["channel_types"] = part["channel_types"]
    return made


def _options(form: Form, value: Any) -> list[Json]:
    made, seen = [], set()
    with form.at("options"):
        options = form.items(value, MOST_OPTIONS)
        if not options:
            form.refuse("BASE_TYPE_REQUIRED", "This field is required")
        for index, option in enumerate(options):
            with form.at(index):
                made.append(_option(form, option))
                if made[-1]["value"] in seen:
                    words = "The specified option value is already used"
                    form.refuse("SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", words)
                seen.add(made[-1]["value"])
    return made


def _option(form: Form, option: Json) -> Json:
    made: Json = {}
    for key, least in (("label", 1), ("value", 1), ("description", 0)):
        with form.at(key):
            made[key] = form.text(option.get(key), 100, least)
    if not made["description"]:
        del made["description"]
    extras = {key: option[key] for key in ("emoji", "default") if option.get(key)}
    return {**made, **extras}
