"""What Discord refuses in a form, with its codes in the place where the mistake is."""

from typing import Any

import pytest

from sandbox.errors import ApiError
from sandbox.limits.modals import check_modal
from sandbox.models import Json
from tests.sandbox.test_limits import codes, row


def label(component: Json, **more: Any) -> Json:
    return {"type": 18, "label": "Name", "component": component} | more


def text(custom_id: str = "a", **more: Any) -> Json:
    return {"type": 4, "custom_id": custom_id, "style": 1} | more


def select(kind: int = 3, **more: Any) -> Json:
    options = {"options": [{"label": "x", "value": "x"}]} if kind == 3 else {}
    return {"type": kind, "custom_id": "s", **options} | more


def modal(*components: Any, **more: Any) -> Json:
    return {"title": "Note", "custom_id": "note", "components": [*components]} | more


IN_ROW = row(text(label="Name"))


def refused(sent: Json) -> dict[str, str]:
    """What is complained about, by its place in the form."""
    with pytest.raises(ApiError) as refusal:
        check_modal(sent)
    assert (refusal.value.status, refusal.value.body["code"]) == (400, 50035)
    return {
        path.removeprefix("data."): code
        for path, code in codes(refusal.value.body["errors"]).items()
    }


@pytest.mark.parametrize(
    ("sent", "where", "code"),
    [
        (modal(IN_ROW, title=""), "title", "BASE_TYPE_BAD_LENGTH"),
        (modal(IN_ROW, title="x" * 46), "title", "BASE_TYPE_BAD_LENGTH"),
        (modal(IN_ROW, custom_id="x" * 101), "custom_id", "BASE_TYPE_BAD_LENGTH"),
        (modal(), "components", "BASE_TYPE_REQUIRED"),
        (modal(*[IN_ROW] * 6), "components", "BASE_TYPE_MAX_LENGTH"),
        (
            modal(IN_ROW, IN_ROW),
            "components.1.components.0.custom_id",
            "COMPONENT_CUSTOM_ID_DUPLICATED",
        ),
        (modal(text()), "components.0.type", "BASE_TYPE_CHOICES"),
        (modal(row()), "components.0.components", "BASE_TYPE_BAD_LENGTH"),
        (modal(row(text(), text())), "components.0.components", "BASE_TYPE_MAX_LENGTH"),
        (modal(row(select())), "components.0.components.0.type", "BASE_TYPE_CHOICES"),
        (modal({"type": 10, "content": ""}), "components.0.content", "BASE_TYPE_BAD_LENGTH"),
    ],
)
def test_a_form_past_a_limit_is_refused(sent: Json, where: str, code: str) -> None:
    assert refused(sent).get(where) == code


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"label": None}, "BASE_TYPE_REQUIRED"),
        ({"label": "x" * 46}, "BASE_TYPE_BAD_LENGTH"),
        ({"style": 3}, "BASE_TYPE_CHOICES"),
        ({"min_length": -1}, "NUMBER_TYPE_MIN"),
        ({"min_length": 5, "max_length": 4}, "NUMBER_TYPE_MAX"),
        ({"max_length": 0}, "NUMBER_TYPE_MIN"),
        ({"max_length": 4001}, "NUMBER_TYPE_MAX"),
        ({"placeholder": "x" * 101}, "BASE_TYPE_MAX_LENGTH"),
        ({"value": "x" * 4001}, "BASE_TYPE_MAX_LENGTH"),
        ({"value": "x" * 5, "max_length": 4}, "BASE_TYPE_MAX_LENGTH"),
    ],
)
def test_a_field_past_a_limit_is_refused(wrong: Json, code: str) -> None:
    found = refused(modal(row(text(**{"label": "Name", **wrong}))))
    assert found == {f"components.0.components.0.{next(iter(wrong))}": code}


@pytest.mark.parametrize(
    ("sent", "where", "code"),
    [
        (label(text(), label=""), "label", "BASE_TYPE_BAD_LENGTH"),
        (label(text(), description="x" * 101), "description", "BASE_TYPE_BAD_LENGTH"),
        (label(text(label="x")), "component.label", "BASE_TYPE_BAD_LENGTH"),
        ({"type": 18, "label": "x"}, "component", "BASE_TYPE_REQUIRED"),
        (label({"type": 2}), "component.type", "BASE_TYPE_CHOICES"),
        (label(select(options=[])), "component.options", "BASE_TYPE_REQUIRED"),
        (
            label(select(min_values=0)),
            "component.min_values",
            "SELECT_COMPONENT_REQUIRED_ZERO_MIN_VALUES",
        ),
        (label(select(disabled=True)), "component.disabled", "COMPONENT_DISABLED_IN_MODAL"),
    ],
)
def test_a_label_past_a_limit_is_refused(sent: Json, where: str, code: str) -> None:
    assert refused(modal(sent)).get(f"components.0.{where}") == code


def test_a_form_at_the_limits_is_taken() -> None:
    wide = text(label="x" * 45, value="x" * 4000, placeholder="x" * 100, max_length=4000)
    made = check_modal(
        modal(
            row(wide),
            label(text("b"), description="x" * 100),
            label(select(min_values=0, required=False)),
            label(select(8, custom_id="c")),
            {"type": 10, "content": "Well."},
            title="x" * 45,
            custom_id="x" * 100,
        )
    )
    assert [part["id"] for part in made["components"]] == [1, 3, 5, 7, 9]
    assert made["components"][1]["component"]["required"] is True


@pytest.mark.parametrize("kind", [19, 21, 22, 23])
def test_fields_that_are_not_built_say_so(kind: int) -> None:
    with pytest.raises(ApiError, match=f"type {kind}") as refusal:
        check_modal(modal(label({"type": kind, "custom_id": "x"})))
    assert refusal.value.status == 501
