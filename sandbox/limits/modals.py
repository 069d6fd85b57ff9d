"""What a form that opens over the channel may hold, and how its fields come to be filled in.

https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import IntEnum
from itertools import count
from typing import Any

from sandbox.errors import not_built
from sandbox.limits.components import check_custom_id
from sandbox.limits.form import Form
from sandbox.limits.selects import Select, check_select
from sandbox.limits.text_inputs import TEXT_INPUT, check_text_input
from sandbox.models import Json

MOST_PARTS = 5
MOST_TEXT = 4000


class Part(IntEnum):
    """The types of component that a modal is made of; rows are the older way."""

    ROW = 1
    TEXT_DISPLAY = 10
    LABEL = 18


# Uploads of files, groups of radio buttons and of checkboxes, and a single checkbox.
NOT_BUILT = (19, 21, 22, 23)


def check_modal(data: Json) -> Json:
    """The modal with Discord's defaults and the `id`s that it adds.

    Raises ApiError 50035 with all that is wrong, or 501 for what the sandbox does not implement.
    """
    form = Form()
    made: Json = {}
    with form.at("data"):
        for key, most in (("title", 45), ("custom_id", 100)):
            with form.at(key):
                made[key] = form.text(data.get(key), most, 1)
        with form.at("components"):
            made["components"] = _parts(form, data.get("components"))
    form.done()
    return made


def _parts(form: Form, value: Any) -> list[Json]:
    sent = form.items(value, MOST_PARTS)
    if not sent:
        form.refuse("BASE_TYPE_REQUIRED", "This field is required")
    ids = count(1)
    seen: set[str] = set()
    made = []
    for index, part in enumerate(sent):
        with form.at(index):
            made.append(_part(form, part, ids, seen))
    return made


def _part(form: Form, part: Json, ids: Iterator[int], seen: set[str]) -> Json:
    with form.at("type"):
        kind = form.choice(part.get("type"), (Part.ROW, Part.TEXT_DISPLAY, Part.LABEL))
    made: Json = {"type": kind, "id": next(ids)}
    if kind == Part.TEXT_DISPLAY:
        with form.at("content"):
            return {**made, "content": form.text(part.get("content"), MOST_TEXT, 1)}
    fill = _row if kind == Part.ROW else _label
    return {**made, **fill(form, part, ids, seen)}


def _row(form: Form, row: Json, ids: Iterator[int], seen: set[str]) -> Json:
    with form.at("components"):
        inputs = form.items(row.get("components"), 1)
        if not inputs:
            form.refuse("BASE_TYPE_BAD_LENGTH", "Must be between 1 and 1 in length.")
        made = []
        for index, one in enumerate(inputs):
            with form.at(index):
                with form.at("type"):
                    form.choice(one.get("type"), (TEXT_INPUT,))
                made.append(_field(form, one, ids, seen, _text_input))
    return {"components": made}


def _label(form: Form, label: Json, ids: Iterator[int], seen: set[str]) -> Json:
    made: Json = {}
    with form.at("label"):
        made["label"] = form.text(label.get("label"), 45, 1)
    if label.get("description") is not None:
        with form.at("description"):
            made["description"] = form.text(label["description"], 100, 1)
    with form.at("component"):
        if label.get("component") is None:
            form.refuse("BASE_TYPE_REQUIRED", "This field is required")
        part = form.object(label.get("component"))
        if part.get("type") in NOT_BUILT:
            raise not_built(f"modals with components of type {part['type']}")
        with form.at("type"):
            kind = form.choice(part.get("type"), (TEXT_INPUT, *Select))
        check = _labelled_text_input if kind == TEXT_INPUT else _select
        made["component"] = _field(form, part, ids, seen, check)
    return made


def _field(
    form: Form,
    part: Json,
    ids: Iterator[int],
    seen: set[str],
    check: Callable[[Form, Json], Json],
) -> Json:
    custom_id = check_custom_id(form, part, seen)
    return {**check(form, part), "id": next(ids), "custom_id": custom_id}


def _text_input(form: Form, part: Json) -> Json:
    with form.at("label"):
        label = form.text(part.get("label"), 45, 1)
    return {**check_text_input(form, part), "label": label}


def _labelled_text_input(form: Form, part: Json) -> Json:
    if part.get("label") is not None:
        with form.at("label"):
            form.refuse("BASE_TYPE_BAD_LENGTH", "A text input inside a label has none of its own.")
    return {**check_text_input(form, part), "label": None}


def _select(form: Form, part: Json) -> Json:
    made = {**check_select(form, part, part["type"]), "required": part.get("required") is not False}
    if part.get("disabled"):
        with form.at("disabled"):
            form.refuse("COMPONENT_DISABLED_IN_MODAL", "Nothing is disabled in a modal.")
    if made["required"] and made["min_values"] == 0:
        with form.at("min_values"):
            words = "Select menus marked as required cannot have a min_values of 0"
            form.refuse("SELECT_COMPONENT_REQUIRED_ZERO_MIN_VALUES", words)
    return made
