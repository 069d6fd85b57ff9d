"""How an answer goes onto the wire."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web


def answer(status: int, body: Any, headers: Mapping[str, str] | None = None) -> web.Response:
    """JSON as Discord sends it: discord.py wants the content type without a charset."""
    if status == 204:
        return web.Response(status=204, headers=headers)
    text = json.dumps(body, separators=(",", ":")).encode()
    return web.Response(status=status, body=text, headers=headers, content_type="application/json")
