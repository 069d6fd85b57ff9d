"""What a person fills into a modal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.limits.modals import Part
from sandbox.limits.text_inputs import MOST_TEXT, SHORT, TEXT_INPUT
from sandbox.models import Json
from sandbox.people.refused import Refused
from sandbox.people.resolved import Resolved
from sandbox.people.selects import preset, taken


def filled(modal: Json, values: Mapping[str, Any], resolved: Resolved) -> list[Json]:
    """The modal's components as Discord sends them; what is left out stays as it was preset.

    `values` are texts, and lists for selects, by the fields' custom ids. Raises Refused where
    Discord's client would not let one hand the modal in.
    """
    unknown = values.keys() - {field["custom_id"] for _, field in _fields(modal)}
    if unknown:
        raise Refused(f"This form has no field {', '.join(sorted(unknown))}.")
    return [_part(part, values, resolved) for part in modal["components"]]


def _fields(modal: Json) -> list[tuple[str, Json]]:
    """Each field with its label."""
    found = []
    for part in modal["components"]:
        if part["type"] == Part.ROW:
            found += [(field["label"], field) for field in part["components"]]
        elif part["type"] == Part.LABEL:
            found.append((part["label"], part["component"]))
    return found


def _part(part: Json, values: Mapping[str, Any], resolved: Resolved) -> Json:
    made: Json = {"type": part["type"], "id": part["id"]}
    fields = [
        _field(label, one, values, resolved) for label, one in _fields({"components": [part]})
    ]
    if part["type"] == Part.ROW:
        return {**made, "components": fields}
    return {**made, "component": fields[0]} if fields else made


def _field(label: str, field: Json, values: Mapping[str, Any], resolved: Resolved) -> Json:
    made: Json = {key: field[key] for key in ("type", "id", "custom_id")}
    given = values.get(field["custom_id"])
    if field["type"] == TEXT_INPUT:
        return {**made, "value": _text(label, field, given)}
    if given is None:
        given = preset(field)
    chosen = [given] if isinstance(given, str) else given
    if not isinstance(chosen, list | tuple):
        raise Refused(f"{label}: this is a field to choose in.")
    return {**made, "values": taken(label, field, chosen, resolved)}


def _text(label: str, field: Json, given: Any) -> str:
    text = field.get("value", "") if given is None else given
    if not isinstance(text, str):
        raise Refused(f"{label}: this is a field for text.")
    if not text.strip():
        if field["required"]:
            raise Refused(f"{label}: this field is required.")
        return text
    least, most = field["min_length"] or 0, field["max_length"] or MOST_TEXT
    if not least <= len(text) <= most:
        raise Refused(f"{label}: must be between {least} and {most} in length.")
    if field["style"] == SHORT and "\n" in text:
        raise Refused(f"{label}: this field has a single line.")
    return text
