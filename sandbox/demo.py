"""The stage of the demo: a pretend server, sources that keep publishing, people who type."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sandbox.newsstand import Newsstand
from sandbox.server import Sandbox
from sandbox.terminal import Terminal

CHANNEL = "space-news"
ADMIN = "ada"
EVERY = timedelta(seconds=20)
"""Between two new items: time to read one, and no time to be bored."""


class Demo:
    """An async context manager that leaves nothing behind. `settings` are the bot's here."""

    def __init__(self, clock: Callable[[], datetime], every: timedelta = EVERY) -> None:
        self.sandbox = Sandbox(clock)
        self.newsstand = Newsstand(clock, every)
        self.settings: dict[str, str] = {}
        self._open = AsyncExitStack()

    async def __aenter__(self) -> "Demo":
        folder = Path(self._open.enter_context(TemporaryDirectory(prefix="downlink-demo-")))
        await self._open.enter_async_context(self.sandbox)
        await self._open.enter_async_context(self.newsstand)
        catalogue = folder / "catalogue.toml"
        catalogue.write_text(self.newsstand.catalogue(), encoding="utf-8")
        self.settings = {
            "DISCORD_TOKEN": self.sandbox.world.token,
            "DATABASE_URL": f"sqlite:///{folder}/news.db",
            "CATALOGUE": str(catalogue),
            "POLL_MINUTES": "0.05",
            "POLL_MIN_SECONDS": "2",
            "POLL_HOST_GAP_SECONDS": "0",
            "FETCH_PRIVATE_NETWORKS": "true",
        }
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._open.aclose()

    @property
    def api(self) -> str:
        return self.sandbox.api

    @property
    def gateway(self) -> str:
        return self.sandbox.gateway

    async def play(self) -> None:
        """Subscribes the channel as an admin would, then shows it and takes commands typed here."""
        world = self.sandbox.world
        await self.sandbox.until(lambda: world.commands() and self.sandbox.connected, 60)
        admin = self.sandbox.person(ADMIN, CHANNEL)
        await admin.command("subscribe", topic="all")
        await Terminal(self.sandbox, CHANNEL).run()
