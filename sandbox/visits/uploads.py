"""Files on their way from a tab of the page into a command."""

from __future__ import annotations

import asyncio
import secrets
from typing import Any

from aiohttp import web

from sandbox.limits.attachments import LARGEST_FILE, MOST_TEXT
from sandbox.models import File
from sandbox.people.refused import Refused
from sandbox.wire import answer

TAKEN_WITHIN = 60.0
"""Seconds: the command is asked for as soon as its files are here."""
MOST_WAITING = 10


class Uploads:
    """Each is taken once, by the token that its sender was given; what is not, is forgotten."""

    def __init__(self) -> None:
        self._waiting: dict[str, File] = {}

    async def accept(self, request: web.Request) -> web.Response:
        """The body is the file, `name` in the query what it is called."""
        content = bytearray()
        async for chunk in request.content.iter_any():
            content += chunk
            if len(content) > LARGEST_FILE:
                return answer(413, {"refused": f"A file may have {LARGEST_FILE >> 20} MB at most."})
        token = secrets.token_urlsafe()
        self._waiting[token] = File(request.query.get("name", "")[:MOST_TEXT], bytes(content))
        if len(self._waiting) > MOST_WAITING:
            del self._waiting[next(iter(self._waiting))]
        asyncio.get_running_loop().call_later(TAKEN_WITHIN, self._waiting.pop, token, None)
        return answer(200, {"upload": token})

    def taken(self, name: str, value: Any) -> Any:
        """An option's value with the file that it names in the place of the name."""
        if not isinstance(value, dict):
            return value
        file = self._waiting.pop(str(value.get("upload")), None)
        if file is None:
            raise Refused(f"{name}: the file did not arrive. Choose it again.")
        return file
