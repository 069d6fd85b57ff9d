"""How the newsstand answers: with a page, with a feed in full, not again, or not properly."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

from aiohttp import web

from sandbox.demo.documents import CONTENT_TYPES
from sandbox.demo.outlets import Item, Outlet
from sandbox.demo.programme import Trouble

# Nothing runs in a page but its own style, and it shows no other site's pictures.
POLICY = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'"
}


def shown(page: str) -> web.Response:
    return web.Response(text=page, content_type="text/html", headers=POLICY)


def whole(request: web.Request, outlet: Outlet, items: Sequence[Item], body: bytes) -> web.Response:
    """The document, or that it is still the one that was sent last time."""
    etag = hashlib.sha256(body).hexdigest()[:32]
    since = datetime.fromtimestamp(0, UTC)
    modified_at = max((item.updated_at for item in items), default=since).replace(microsecond=0)
    response = (
        web.Response(status=304)
        if _unchanged(request, etag, modified_at)
        else web.Response(body=body, content_type=CONTENT_TYPES[outlet.form], charset="utf-8")
    )
    response.etag, response.last_modified = etag, modified_at
    return response


async def broken(request: web.Request, trouble: Trouble, body: bytes) -> web.StreamResponse:
    """An error page or, where the trouble has no status, half of what was promised."""
    if trouble.status is not None:
        return web.Response(status=trouble.status, text="The press has stopped.")
    response = web.StreamResponse(headers={"Content-Length": str(len(body))})
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return response


def _unchanged(request: web.Request, etag: str, modified_at: datetime) -> bool:
    """Where both validators are sent, the ETag decides alone (RFC 9110 §13.1.3)."""
    if request.if_none_match is not None:
        return any(known.value in (etag, "*") for known in request.if_none_match)
    since = request.if_modified_since
    return since is not None and modified_at <= since
