"""A wrong exchange is seen; here by a small description, so that the rules can be read."""

from typing import Any

import pytest

from sandbox.rest import Request
from sandbox.rest.bodies import BROKEN
from tests.discord_api import wrong_answers, wrong_requests
from tests.openapi import Description

NUMBER = {"type": "string", "pattern": "^[0-9]+$"}
NOTE = {
    "type": "object",
    "properties": {
        "text": {"type": "string", "maxLength": 20},
        "at": {"type": "string", "format": "date-time"},
        "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Part"}},
    },
    "required": ["text"],
}
WORD = {
    "type": "object",
    "properties": {"type": {"enum": [1]}, "word": {"type": "string"}},
    "required": ["type", "word"],
}
SIGN = {
    "type": "object",
    "properties": {"type": {"enum": [2]}, "sign": {"type": "string", "maxLength": 1}},
    "required": ["type", "sign"],
}
FAILED = {
    "allOf": [
        {"$ref": "#/components/schemas/Cause"},
        {"type": "object", "properties": {"code": {"type": "integer"}}, "required": ["code"]},
    ]
}
CAUSE = {"type": "object", "properties": {"message": {"type": "string"}}, "required": ["message"]}


def _json(name: str) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {"content": {"application/json": {"schema": schema}}}


ANSWERS = {
    "200": _json("Note"),
    "204": {},
    "4XX": {"$ref": "#/components/responses/Failed"},
}
API = Description(
    {
        "openapi": "3.1.0",
        "paths": {
            "/notes/{id}": {
                "parameters": [{"name": "id", "in": "path", "required": True, "schema": NUMBER}],
                "get": {
                    "responses": ANSWERS,
                    "parameters": [
                        {
                            "name": "limit",
                            "in": "query",
                            "schema": {"type": "integer", "maximum": 9},
                        },
                        {"name": "brief", "in": "query", "schema": {"type": "boolean"}},
                    ],
                },
                "patch": {"requestBody": _json("Note"), "responses": ANSWERS},
                "put": {"requestBody": {**_json("Note"), "required": True}, "responses": ANSWERS},
            },
            "/notes/@last": {"get": {"responses": ANSWERS}},
        },
        "components": {
            "responses": {"Failed": _json("Failed")},
            "schemas": {
                "Note": NOTE,
                "Part": {"oneOf": [WORD, SIGN]},
                "Failed": FAILED,
                "Cause": CAUSE,
            },
        },
    }
)

RIGHT = {"text": "hi", "at": "2026-11-22T12:00:00+00:00", "parts": [{"type": 1, "word": "a"}]}


@pytest.mark.parametrize(
    ("method", "path", "query", "body"),
    [
        pytest.param("GET", "/notes/12", {}, None, id="nothing beside the path"),
        pytest.param("GET", "/notes/@last", {}, None, id="a fixed path before a template"),
        pytest.param("GET", "/notes/12", {"limit": "9", "brief": "1"}, None, id="a query"),
        pytest.param("PUT", "/notes/12", {}, RIGHT, id="a body"),
        pytest.param("PATCH", "/notes/12", {}, None, id="a body that may be left out"),
    ],
)
def test_what_is_described_is_not_complained_of(
    method: str, path: str, query: dict[str, str], body: Any
) -> None:
    assert API.wrong_request(method, path, query, body) == []


@pytest.mark.parametrize(
    ("method", "path", "query", "body", "complaint"),
    [
        pytest.param("GET", "/note/12", {}, None, "there is no such operation", id="path"),
        pytest.param("DELETE", "/notes/12", {}, None, "there is no such operation", id="method"),
        pytest.param("GET", "/notes/x", {}, None, 'path.id: "x" does not match', id="id"),
        pytest.param("GET", "/notes/1", {"limit": "10"}, None, 'query.limit: "10" is', id="query"),
        pytest.param(
            "GET", "/notes/1", {"max": "1"}, None, "query.max: is not", id="unknown query"
        ),
        pytest.param("GET", "/notes/1", {}, {}, "body: there should be none", id="a body too many"),
        pytest.param("PUT", "/notes/1", {}, None, "body: is missing", id="no body"),
        pytest.param("PUT", "/notes/1", {}, {}, 'body: "text" is a required', id="no field"),
        pytest.param("PUT", "/notes/1", {}, {"text": 1}, "body.text: 1 is not of", id="type"),
        pytest.param("PUT", "/notes/1", {}, {"text": "a" * 21}, "body.text: ", id="length"),
        pytest.param("PUT", "/notes/1", {}, RIGHT | {"at": "noon"}, "body.at: ", id="format"),
        pytest.param("PUT", "/notes/1", {}, RIGHT | {"more": 1}, "body: Additional", id="field"),
        pytest.param(
            "PUT",
            "/notes/1",
            {},
            RIGHT | {"parts": [{"type": 2, "sign": "ab"}]},
            "body.parts.0.sign: ",
            id="the kind that was meant",
        ),
    ],
)
def test_a_wrong_request_is_seen(
    method: str, path: str, query: dict[str, str], body: Any, complaint: str
) -> None:
    (found,) = API.wrong_request(method, path, query, body)
    assert found.startswith(complaint)


@pytest.mark.parametrize(
    ("status", "body", "complaint"),
    [
        pytest.param(200, None, "body: is missing", id="nothing"),
        pytest.param(200, {"text": 1}, "body.text: 1 is not of", id="type"),
        pytest.param(204, {}, "body: there should be none", id="a body too many"),
        pytest.param(302, None, "status 302 is none of 200, 204, 4XX", id="status"),
        pytest.param(404, {"message": "gone"}, 'body: "code" is a required', id="an error's field"),
    ],
)
def test_a_wrong_answer_is_seen(status: int, body: Any, complaint: str) -> None:
    (found,) = API.wrong_answer("GET", "/notes/1", status, body)
    assert found.startswith(complaint)


def test_a_schema_made_of_several_is_open_to_the_fields_of_each() -> None:
    assert API.wrong_answer("GET", "/notes/1", 404, {"message": "gone", "code": 3}) == []


def test_what_the_sandbox_recorded_is_told_with_its_path() -> None:
    said = Request("PUT", "/notes/1", {"text": 1}, 200, answer=b'{"text": 2}')
    assert wrong_requests(API, [said, said]) == [
        'PUT /notes/1: body.text: 1 is not of type "string"'
    ]
    (answered,) = wrong_answers(API, [said, said])
    assert answered == 'PUT /notes/1 -> 200: body.text: 2 is not of type "string"'


def test_broken_json_is_wrong() -> None:
    assert wrong_requests(API, [Request("PUT", "/notes/1", BROKEN)]) == [
        "PUT /notes/1: broken JSON"
    ]


@pytest.mark.parametrize("status", [None, 503])
def test_an_answer_that_never_came_has_no_shape(status: int | None) -> None:
    assert wrong_answers(API, [Request("GET", "/notes/1", None, status)]) == []
