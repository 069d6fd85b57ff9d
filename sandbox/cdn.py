"""Serves the files of messages and commands, as Discord's CDN does."""

from __future__ import annotations

from aiohttp import web

from sandbox.faults import Broken, Faults
from sandbox.models.pictures import measured
from sandbox.world import World
from sandbox.world.attachments import PREFIX

OTHERWISE = "application/octet-stream"
# They come from strangers, and from the page's own origin: nothing of them may ever run.
POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


class Cdn:
    """Only pictures are served as what they are: whatever else there is, a browser saves."""

    def __init__(self, world: World, faults: Faults) -> None:
        self._world = world
        self._faults = faults

    def add_to(self, app: web.Application) -> None:
        app.router.add_get(f"{PREFIX}{{path:.+}}", self._serve)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        async def respond() -> web.StreamResponse:
            return self._respond(request.path)

        fault = self._faults.of(request.method, request.path)
        try:
            return await (fault.befall(request, respond) if fault else respond())
        except Broken:
            return web.Response()

    def _respond(self, path: str) -> web.Response:
        file = self._world.attachments.find(path)
        if file is None:
            raise web.HTTPNotFound(text="This content is no longer available.")
        picture = measured(file.content)
        headers = {
            "Content-Type": picture[0] if picture else OTHERWISE,
            "Content-Disposition": f'attachment; filename="{file.filename}"',
            "Content-Security-Policy": POLICY,
        }
        return web.Response(body=file.content, headers=headers)
