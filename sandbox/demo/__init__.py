"""The stage of the demo: a pretend server with a week behind it, and sources that keep on."""

import asyncio
import logging
import os
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sandbox.demo.newsstand import Newsstand
from sandbox.demo.week import Clock, Week
from sandbox.server import Sandbox
from sandbox.world import World

PORT = 4242
"""Where the page is, unless something else is there already."""

log = logging.getLogger(__name__)


class PortNotFree(Exception):
    """The port that was asked for cannot be had; the text is the system's reason."""


class Demo:
    """An async context manager that leaves nothing behind. `settings` are the bot's here.

    `clock` is the stage's: a week behind the real one at first, the real one when the week has been
    played. `port` None takes PORT, or any free one. Entering raises PortNotFree.
    """

    def __init__(self, real: Callable[[], datetime], port: int | None = None) -> None:
        present = real()
        self.clock = Clock(real)
        self.newsstand = Newsstand(self.clock, present)
        self.settings: dict[str, str] = {}
        self._present = present
        self._port = port
        self._open = AsyncExitStack()

    async def __aenter__(self) -> "Demo":
        try:
            await self._build()
        except BaseException:
            await self._open.aclose()
            raise
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._open.aclose()

    async def _build(self) -> None:
        self.sandbox = await self._serve()
        await self._open.enter_async_context(self.newsstand)
        folder = Path(self._open.enter_context(TemporaryDirectory(prefix="downlink-demo-")))
        catalogue = folder / "catalogue.toml"
        catalogue.write_text(self.newsstand.catalogue(), encoding="utf-8")
        self.settings = {
            "DISCORD_TOKEN": self.sandbox.world.token,
            "DATABASE_URL": f"sqlite:///{folder}/news.db",
            "CATALOGUE": str(catalogue),
            # The clock jumps, and what comes then is to be seen at once.
            "POLL_MINUTES": "0.01",
            "POLL_MAX_MINUTES": "0.01",
            "POLL_MIN_SECONDS": "0.5",
            "POLL_HOST_GAP_SECONDS": "0",
            "FETCH_PRIVATE_NETWORKS": "true",
        }
        play = asyncio.create_task(self._play())
        self._open.push_async_callback(_end, play)

    async def _serve(self) -> Sandbox:
        world = World.default()
        world.bot.joined_at = self.clock()  # it has just been invited
        try:
            sandbox = Sandbox(self.clock, world, port=PORT if self._port is None else self._port)
            return await self._open.enter_async_context(sandbox)
        except OSError as error:
            if self._port is not None:
                raise PortNotFree(os.strerror(error.errno or 0)) from error
        return await self._open.enter_async_context(Sandbox(self.clock, world))

    async def _play(self) -> None:
        week = Week(self.sandbox, self.newsstand, self.clock, self._present)
        try:
            await week.play()
        except Exception:
            log.exception("the play broke off; live news come all the same")
            week.end()


async def _end(play: "asyncio.Task[None]") -> None:
    play.cancel()
    await asyncio.wait([play])
