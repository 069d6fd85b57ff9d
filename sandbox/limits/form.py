"""Collects what is wrong with a request body into Discord's nested error 50035.

https://discord.com/developers/docs/reference#error-messages
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from sandbox.models import Json
from sandbox.rules.errors import ApiError


class Form:
    """The complaints about one body; `at` says in which part of it one is looking."""

    def __init__(self) -> None:
        self._errors: Json = {}
        self._path: list[str] = []

    @contextmanager
    def at(self, *keys: str | int) -> Iterator[None]:
        """Complaints made inside are about the part of the body under these keys."""
        depth = len(self._path)
        self._path += [str(key) for key in keys]
        yield
        del self._path[depth:]

    def refuse(self, code: str, message: str) -> None:
        """Complain, in Discord's words, about the part one is at."""
        place = self._errors
        for key in self._path:
            place = place.setdefault(key, {})
        place.setdefault("_errors", []).append({"code": code, "message": message})

    def done(self) -> None:
        """Raise ApiError 50035 if there was anything to complain about."""
        if self._errors:
            raise ApiError(400, 50035, "Invalid Form Body", self._errors)

    def text(self, value: Any, most: int, least: int = 0) -> str:
        """The text, trimmed as Discord trims it before it counts; empty if it is none."""
        if value is None:
            if least:
                self.refuse("BASE_TYPE_REQUIRED", "This field is required")
            return ""
        if not isinstance(value, str):
            self.refuse("STRING_TYPE_CONVERT", "Could not interpret value as string.")
            return ""
        trimmed = value.strip()
        if least and not least <= len(trimmed) <= most:
            words = f"Must be between {least} and {most} in length."
            self.refuse("BASE_TYPE_BAD_LENGTH", words)
        elif len(trimmed) > most:
            self.refuse("BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
        return trimmed

    def integer(self, value: Any, least: int, most: int) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            self.refuse("NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
            return least
        if value < least:
            words = f"int value should be greater than or equal to {least}."
            self.refuse("NUMBER_TYPE_MIN", words)
        if value > most:
            words = f"int value should be less than or equal to {most}."
            self.refuse("NUMBER_TYPE_MAX", words)
        return value

    def number(self, value: Any, whole: bool, farthest: int) -> float:
        """A number between minus and plus the farthest, without a fraction if it must be whole."""
        if whole or isinstance(value, int):
            return self.integer(value, -farthest, farthest)
        if not isinstance(value, float) or not abs(value) <= farthest:
            self.refuse("NUMBER_TYPE_COERCE", f'Value "{value}" is not a number.')
            return 0.0
        return value

    def choice(self, value: Any, allowed: tuple[int, ...]) -> int:
        if value not in allowed or isinstance(value, bool):
            words = f"Value must be one of {{{', '.join(map(str, allowed))}}}."
            self.refuse("BASE_TYPE_CHOICES", words)
            return allowed[0]
        return int(value)

    def object(self, value: Any) -> Json:
        """The object, empty if it is none."""
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.refuse("MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
            return {}
        return value

    def items(self, value: Any, most: int) -> list[Json]:
        """The list of objects, empty if it is none; what is not an object is complained about."""
        if value is None:
            return []
        if not isinstance(value, list):
            self.refuse("LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return []
        if len(value) > most:
            self.refuse("BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
        objects = []
        for index, item in enumerate(value):
            with self.at(index):
                objects.append(self.object(item))
        return objects

    def url(
        self, value: Any, schemes: tuple[str, ...] = ("http", "https"), most: int = 2048
    ) -> str:
        """The address; Discord takes only http and https, and attachment:// for images."""
        address = self.text(value, most)
        scheme = address.partition(":")[0].lower()
        if "://" in address and scheme not in schemes:
            allowed = str(schemes)
            words = f'Scheme "{scheme}" is not one of {allowed}.'
            self.refuse("URL_TYPE_INVALID_SCHEME", words)
        elif address and not _well_formed(address):
            self.refuse("URL_TYPE_INVALID_URL", "Not a well formed URL.")
        return address


def _well_formed(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(parts.scheme and parts.hostname) and not any(map(str.isspace, address))
    except ValueError:
        return False
