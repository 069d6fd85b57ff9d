"""Holds requests and answers against a service's own OpenAPI 3.1 description of itself."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import reduce
from typing import Any
from urllib.parse import quote

from jsonschema_rs import Draft202012, Draft202012Validator, Registry

from tests.schemas import closed, deepest

Place = tuple[str | int, ...]
"""The keys that lead from the top of the document to something in it."""

BASE = "urn:described"
JSON = "application/json"
CUT = 160
"""Characters of a complaint that are told: the library quotes what is wrong, be it a megabyte."""


class Description:
    """Says what is wrong with an exchange; fields that the description does not name are wrong.

    Of bodies, only JSON is looked at. Validators are compiled when they are first needed.
    """

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = closed(_only_json(document))
        self._registry = Registry([(BASE, self._document)], draft=Draft202012)
        self._validators: dict[Place, Draft202012Validator] = {}
        # "/messages/@original" before "/messages/{message_id}".
        paths = sorted(document["paths"], key=lambda path: (path.count("{"), path))
        self._patterns = {path: _pattern(path) for path in paths}

    def wrong_request(
        self, method: str, path: str, query: Mapping[str, str], body: Any
    ) -> list[str]:
        """What the service would refuse; `body` None stands for none."""
        found = self._operation(method, path)
        if found is None:
            return ["there is no such operation"]
        operation, in_path = found
        parameters = self._parameters(operation, {"path": in_path, "query": query})
        return [*parameters, *self._body((*operation, "requestBody"), body)]

    def wrong_answer(self, method: str, path: str, status: int, body: Any) -> list[str]:
        """What the service would never have answered."""
        found = self._operation(method, path)
        if found is None:
            return ["there is no such operation"]
        responses = (*found[0], "responses")
        described = self._at(responses)
        for name in (str(status), f"{status // 100}XX"):
            if name in described:
                return list(self._body((*responses, name), body))
        return [f"status {status} is none of {', '.join(described)}"]

    def _operation(self, method: str, path: str) -> tuple[Place, Mapping[str, str]] | None:
        for template, pattern in self._patterns.items():
            match = pattern.fullmatch(path)
            if match and method.lower() in self._document["paths"][template]:
                return ("paths", template, method.lower()), match.groupdict()
        return None

    def _parameters(
        self, operation: Place, given: Mapping[str, Mapping[str, str]]
    ) -> Iterator[str]:
        undescribed = set(given["query"])
        for place in self._parameter_places(operation):
            parameter = self._at(place)
            where, name = parameter["in"], parameter["name"]
            undescribed.discard(name)
            if name in given.get(where, ()):
                complaints = self._text((*place, "schema"), given[where][name])
                yield from (f"{where}.{name}{complaint}" for complaint in complaints)
            elif parameter.get("required"):
                yield f"{where}.{name}: is missing"
        yield from (f"query.{name}: is not described" for name in sorted(undescribed))

    def _parameter_places(self, operation: Place) -> Iterator[Place]:
        for whose in (operation[:-1], operation):
            parameters = self._at((*whose, "parameters")) or ()
            yield from (self._home((*whose, "parameters", at)) for at in range(len(parameters)))

    def _text(self, schema: Place, text: str) -> list[str]:
        """On the wire a parameter is text, whatever it stands for."""
        meanings: list[Any] = [[text]]
        if re.fullmatch(r"true|false|-?\d+", text):
            meanings.append(json.loads(text))
        if text in ("0", "1"):
            meanings.append(text == "1")
        if any(self._validator(schema).is_valid(meaning) for meaning in meanings):
            return []
        return list(self._complaints(schema, text))

    def _body(self, place: Place, body: Any) -> list[str]:
        described = self._at(place) or {}
        content = described.get("content", {})
        if body is None:
            # An answer's content is never left out.
            needed = described.get("required", "responses" in place)
            return ["body: is missing"] if content and needed else []
        if not content:
            return ["body: there should be none"]
        schema = (*self._home(place), "content", JSON, "schema")
        return [f"body{each}" for each in self._complaints(schema, body)] if JSON in content else []

    def _complaints(self, schema: Place, value: Any) -> Iterator[str]:
        for error in map(deepest, self._validator(schema).iter_errors(value)):
            path = "".join(f".{key}" for key in error.instance_path)
            yield f"{path}: {error.message[:CUT]}"

    def _validator(self, schema: Place) -> Draft202012Validator:
        if schema not in self._validators:
            keys = (str(key).replace("~", "~0").replace("/", "~1") for key in schema)
            reference = f"{BASE}#/{'/'.join(quote(key) for key in keys)}"
            self._validators[schema] = Draft202012Validator(
                {"$ref": reference}, registry=self._registry, validate_formats=True
            )
        return self._validators[schema]

    def _at(self, place: Place) -> Any:
        """What stands there; None where nothing does."""
        return reduce(_step, self._home(place), self._document)

    def _home(self, place: Place) -> Place:
        """The place itself, or the one that a `$ref` there points to."""
        found = reduce(_step, place, self._document)
        if isinstance(found, dict) and "$ref" in found:
            return tuple(found["$ref"].removeprefix("#/").split("/"))
        return place


def _step(node: Any, key: str | int) -> Any:
    if isinstance(node, list):
        return node[int(key)]
    return node.get(key) if isinstance(node, dict) else None


def _pattern(template: str) -> re.Pattern[str]:
    """`/channels/{channel_id}` as a regular expression with the parameters as its groups."""
    parts = re.split(r"\{(\w+)\}", template)
    parts[::2] = map(re.escape, parts[::2])
    parts[1::2] = [f"(?P<{name}>[^/]+)" for name in parts[1::2]]
    return re.compile("".join(parts))


def _only_json(node: Any) -> Any:
    """Without the other kinds of bodies, whose schemas are put together from the JSON's."""
    if isinstance(node, list):
        return [_only_json(each) for each in node]
    if not isinstance(node, dict):
        return node
    others = ("application/x-www-form-urlencoded", "multipart/form-data") if JSON in node else ()
    return {key: _only_json(value) for key, value in node.items() if key not in others}
