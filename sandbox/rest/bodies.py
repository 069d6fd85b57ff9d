"""Reads a request's body off the wire: JSON, or a form that holds JSON and files.

https://discord.com/developers/docs/reference#uploading-files
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from sandbox.errors import (
    ApiError,
    invalid_form,
    invalid_json,
    not_built,
    too_large,
    too_many_attachments,
)
from sandbox.limits.attachments import LARGEST_FILE, LARGEST_REQUEST, MOST_FILES
from sandbox.models import File

NOTHING: Mapping[str, File] = {}
CHUNK = 1 << 16
# As the library complains of a form that is none, of its headers, and of one that is too large.
UNREADABLE = (ValueError, AssertionError, HttpProcessingError, web.HTTPRequestEntityTooLarge)
NUMBERED = re.compile(r"files\[(\d{1,9})\]", re.ASCII)


class _Unread:
    """Stands in the record for a body that is no JSON."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return f"<{self._name}>"


BROKEN = _Unread("broken JSON")


class Sent(NamedTuple):
    """The JSON, the files by their numbers, and why nothing more of it was read."""

    body: Any
    files: Mapping[str, File] = NOTHING
    refusal: ApiError | None = None


async def read(request: web.Request) -> Sent:
    """Never raises for what was sent: a refusal waits until the request is on record."""
    if request.content_type.startswith("multipart/"):
        return await _form(request)
    try:
        text = await request.read()
    except web.HTTPRequestEntityTooLarge:
        return Sent(None, refusal=too_large())
    return _sent(text) if text else Sent(None)


def _sent(text: bytes, files: Mapping[str, File] = NOTHING) -> Sent:
    try:
        return Sent(json.loads(text), files)
    except (ValueError, RecursionError):
        return Sent(BROKEN, refusal=invalid_json())


async def _form(request: web.Request) -> Sent:
    """A form without JSON is one with an empty object."""
    text, files, left = b"{}", dict[str, File](), LARGEST_REQUEST
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                return Sent(BROKEN, refusal=invalid_form())
            content = await _content(part, min(left, LARGEST_FILE))
            left -= len(content)
            if part.name == "payload_json":
                text = content
            else:
                files[_number(part.name)] = File(part.filename or "", content)
    except ApiError as refusal:
        return _sent(text)._replace(refusal=refusal)
    except UNREADABLE:
        return Sent(BROKEN, refusal=invalid_form())
    return _sent(text, files)


async def _content(part: BodyPartReader, most: int) -> bytes:
    content = bytearray()
    while chunk := await part.read_chunk(CHUNK):
        content += chunk
        if len(content) > most:
            raise too_large()
    return bytes(content)


def _number(name: str | None) -> str:
    numbered = NUMBERED.fullmatch(name or "")
    if numbered is None:
        raise not_built(f"the form's field {name}")
    if int(numbered[1]) >= MOST_FILES:
        raise too_many_attachments(MOST_FILES)
    return numbered[1]
