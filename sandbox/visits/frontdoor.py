"""Who is let in: programs of this machine, and the page that is served here; no other site's page.

The Host header is checked because another site's name may be made to lead here (DNS rebinding), the
Origin because any page may send requests here, and a browser then says whose page it was.
"""

from __future__ import annotations

from pathlib import Path

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler
from yarl import URL

PAGE = Path(__file__).resolve().parent.parent / "page"
LIVE = "/live"
UPLOAD = "/upload"
FOR_BOTS = "/api/"
NAMES = ("127.0.0.1", "localhost")

CONTENT_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
# Pictures come from wherever an embed says, as with Discord's clients; all else from here alone.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' http: https: data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


@web.middleware
async def admit(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses with 403 whoever comes by another name, or from another site's page.

    What a browser may be shown forbids it to do more with that than the page needs; bots, who need
    no such telling, are answered faster without.
    """
    try:
        _refuse_strangers(request)
        response = await handler(request)
    except web.HTTPException as refusal:
        refusal.headers.update(HEADERS)
        raise
    if not response.prepared and not request.path.startswith(FOR_BOTS):
        # What is served under a policy of its own keeps that.
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
    return response


def _refuse_strangers(request: web.Request) -> None:
    if not _by_our_name(request):
        raise web.HTTPForbidden(text="The sandbox answers to 127.0.0.1 and localhost alone.")
    origin = request.headers.get(hdrs.ORIGIN)
    # Bots send no Origin; browsers send it with every WebSocket, and with all that is posted.
    if origin is None and request.path not in (LIVE, UPLOAD):
        return
    if origin != f"http://{request.host}":
        raise web.HTTPForbidden(text="The sandbox talks to its own page alone.")


def _by_our_name(request: web.Request) -> bool:
    assert request.transport is not None, "a request that is being answered"
    port = request.transport.get_extra_info("sockname")[1]
    try:
        asked = URL(f"http://{request.host}")
    except ValueError:
        return False
    return asked.host in NAMES and asked.port == port


def add_page(app: web.Application) -> None:
    app.router.add_get("/", _index)
    app.router.add_get("/page/{file:.+}", _file)


async def _index(_request: web.Request) -> web.StreamResponse:
    return _served(PAGE / "index.html")


async def _file(request: web.Request) -> web.StreamResponse:
    try:
        path = (PAGE / request.match_info["file"]).resolve()
        there = path.is_relative_to(PAGE) and path.is_file()
    except (ValueError, OSError):  # no name that a file could have
        raise web.HTTPNotFound from None
    if not there or path.suffix not in CONTENT_TYPES:
        raise web.HTTPNotFound
    return _served(path)


def _served(path: Path) -> web.StreamResponse:
    # Some systems' tables say that a module is plain text, which browsers then refuse to run.
    return web.FileResponse(path, headers={"Content-Type": CONTENT_TYPES[path.suffix]})
