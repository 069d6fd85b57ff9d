"""What Discord refuses in a message, with its codes in the place where the mistake is."""

from typing import Any

import pytest

from sandbox.errors import ApiError
from sandbox.limits.messages import check_message

URL = "https://example.org"


def row(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(parts)}


def button(custom_id: str = "a", **more: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": "Go", "custom_id": custom_id} | more


def fields(count: int, **more: str) -> list[dict[str, str]]:
    return [{"name": "n", "value": "v"} | more] * count


def codes(errors: Any, path: str = "") -> dict[str, str]:
    """The nested errors as path: code."""
    found = {}
    for key, part in errors.items():
        if key == "_errors":
            found[path] = part[0]["code"]
        else:
            found |= codes(part, f"{path}.{key}" if path else key)
    return found


@pytest.mark.parametrize(
    ("body", "where", "code"),
    [
        ({"content": "x" * 2001}, "content", "BASE_TYPE_MAX_LENGTH"),
        ({"content": 5}, "content", "STRING_TYPE_CONVERT"),
        ({"embeds": [{"title": "x"}] * 11}, "embeds", "BASE_TYPE_MAX_LENGTH"),
        ({"embeds": {}}, "embeds", "LIST_TYPE_CONVERT"),
        ({"embeds": ["x"]}, "embeds.0", "MODEL_TYPE_CONVERT"),
        ({"embeds": [{"title": "x" * 257}]}, "embeds.0.title", "BASE_TYPE_MAX_LENGTH"),
        ({"embeds": [{"description": "x" * 4097}]}, "embeds.0.description", "BASE_TYPE_MAX_LENGTH"),
        ({"embeds": [{"description": "x" * 3001}] * 2}, "embeds", "MAX_EMBED_SIZE_EXCEEDED"),
        ({"embeds": [{"fields": fields(26)}]}, "embeds.0.fields", "BASE_TYPE_MAX_LENGTH"),
        (
            {"embeds": [{"fields": fields(1, name="")}]},
            "embeds.0.fields.0.name",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            {"embeds": [{"fields": fields(1, value="x" * 1025)}]},
            "embeds.0.fields.0.value",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            {"embeds": [{"footer": {"text": "x" * 2049}}]},
            "embeds.0.footer.text",
            "BASE_TYPE_BAD_LENGTH",
        ),
        ({"embeds": [{"author": {"url": URL}}]}, "embeds.0.author.name", "BASE_TYPE_REQUIRED"),
        ({"embeds": [{"title": "x", "color": -1}]}, "embeds.0.color", "NUMBER_TYPE_MIN"),
        (
            {"embeds": [{"title": "x", "timestamp": "soon"}]},
            "embeds.0.timestamp",
            "DATE_TIME_TYPE_PARSE",
        ),
        (
            {"embeds": [{"title": "x", "url": "ftp://example.org"}]},
            "embeds.0.url",
            "URL_TYPE_INVALID_SCHEME",
        ),
        ({"embeds": [{"title": "x", "url": "here"}]}, "embeds.0.url", "URL_TYPE_INVALID_URL"),
        (
            {"embeds": [{"image": {"url": "data:x"}}]},
            "embeds.0.image.url",
            "URL_TYPE_INVALID_URL",
        ),
        ({"components": [row(button())] * 6}, "components", "BASE_TYPE_MAX_LENGTH"),
        ({"components": [row()]}, "components.0.components", "BASE_TYPE_BAD_LENGTH"),
        (
            {"components": [row(*(button(str(n)) for n in range(6)))]},
            "components.0.components",
            "BASE_TYPE_MAX_LENGTH",
        ),
        ({"components": [button()]}, "components.0.type", "BASE_TYPE_CHOICES"),
        (
            {"components": [row(button("x" * 101))]},
            "components.0.components.0.custom_id",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            {"components": [row(button("x"), button("x"))]},
            "components.0.components.1.custom_id",
            "COMPONENT_CUSTOM_ID_DUPLICATED",
        ),
        (
            {"components": [row(button(label="x" * 81))]},
            "components.0.components.0.label",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            {"components": [row({"type": 2, "style": 5, "label": "Go"})]},
            "components.0.components.0.url",
            "BASE_TYPE_REQUIRED",
        ),
        (
            {"components": [row({"type": 3, "custom_id": "s"})]},
            "components.0.components.0.options",
            "BASE_TYPE_REQUIRED",
        ),
        ({"nonce": "x" * 26}, "nonce", "BASE_TYPE_MAX_LENGTH"),
        ({"nonce": True}, "nonce", "STRING_TYPE_CONVERT"),
        ({"allowed_mentions": {"parse": 5}}, "allowed_mentions.parse", "LIST_TYPE_CONVERT"),
        ({"allowed_mentions": {"parse": ["all"]}}, "allowed_mentions.parse.0", "BASE_TYPE_CHOICES"),
        (
            {"allowed_mentions": {"users": ["mia"]}},
            "allowed_mentions.users.0",
            "NUMBER_TYPE_COERCE",
        ),
        (
            {"allowed_mentions": {"parse": ["users"], "users": ["1"]}},
            "allowed_mentions",
            "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
        ),
    ],
)
def test_a_body_past_a_limit_is_refused(body: dict[str, Any], where: str, code: str) -> None:
    with pytest.raises(ApiError) as refusal:
        check_message(body)
    assert refusal.value.status == 400
    assert refusal.value.body["code"] == 50035
    assert codes(refusal.value.body["errors"]).get(where) == code


def test_a_body_at_the_limits_is_taken() -> None:
    rows = [row(*(button(f"{line}{at}" + "x" * 98) for at in range(5))) for line in range(5)]
    embed = {"title": "x" * 256, "description": "y" * 4096, "fields": fields(25)}
    made = check_message({"content": "x" * 2000, "embeds": [embed], "components": rows})
    assert [part["id"] for part in made["components"][0]["components"]] == [2, 3, 4, 5, 6]
    assert made["components"][1]["id"] == 7


def test_an_embed_is_counted_trimmed_and_one_that_shows_nothing_is_dropped() -> None:
    made = check_message({"embeds": [{"title": " " * 300 + "x"}, {"color": 5}, {}]})
    assert made["embeds"] == [{"type": "rich", "title": "x"}]


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ({"poll": {"x": 1}}, "poll"),
        ({"message_reference": {"x": 1}}, "message_reference"),
        ({"sticker_ids": ["1"]}, "sticker_ids"),
        ({"attachments": [{"id": 0, "is_spoiler": True}]}, "is_spoiler"),
        ({"tts": True}, "tts"),
        ({"flags": 1 << 13}, "IS_VOICE_MESSAGE"),
        ({"flags": 1 << 15}, "IS_COMPONENTS_V2"),
    ],
)
def test_what_is_not_built_says_so(body: dict[str, Any], what: str) -> None:
    with pytest.raises(ApiError, match=what) as refusal:
        check_message({"content": "x", **body})
    assert refusal.value.status == 501
