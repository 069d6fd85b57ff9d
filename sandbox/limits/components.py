"""What rows of buttons and selects may hold, and how Discord gives them back.

https://discord.com/developers/docs/components/reference
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from sandbox.errors import not_built
from sandbox.limits.emoji import check_emoji
from sandbox.limits.form import Form
from sandbox.limits.selects import Select, check_select
from sandbox.models import Json

ACTION_ROW, BUTTON = 1, 2
SELECTS = tuple(Select)
LINK, PREMIUM = 5, 6  # styles of buttons
MOST_ROWS = 5
MOST_BUTTONS = 5


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
    if kind == BUTTON:
        made = _button(form, part)
    else:
        made = {**check_select(form, part, kind), "custom_id": part.get("custom_id")}
    if "custom_id" in made:
        made["custom_id"] = check_custom_id(form, part, seen)
    if part.get("disabled"):
        made["disabled"] = True
    return made


def check_custom_id(form: Form, part: Json, seen: set[str]) -> str:
    """The id, which no other component of the message or modal may have."""
    with form.at("custom_id"):
        custom_id = form.text(part.get("custom_id"), 100, 1)
        if custom_id in seen:
            words = "Component custom id cannot be duplicated"
            form.refuse("COMPONENT_CUSTOM_ID_DUPLICATED", words)
    seen.add(custom_id)
    return custom_id


def _button(form: Form, part: Json) -> Json:
    if part.get("style") == PREMIUM:
        raise not_built("premium buttons")
    with form.at("style"):
        style = form.choice(part.get("style"), (1, 2, 3, 4, LINK))
    made: Json = {"type": BUTTON, "style": style}
    with form.at("label"):
        label = form.text(part.get("label"), 80)
    if label:
        made["label"] = label
    made |= check_emoji(form, part)
    if not label and "emoji" not in made:
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
        return {"url": form.url(part.get("url"), ("http", "https", "discord"), most=512)}
