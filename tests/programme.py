"""The bot as another process, which can be killed and started again."""

import asyncio
import os
import signal
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

from sandbox.faults import Fault
from sandbox.server import Sandbox
from tests import bot_process, feeds

OLD = "Lander touches down on the Moon"
FEED = "/orbit"


class Programme:
    """Before a sandbox and a source; its database and catalogue are in the folder.

    At each start its clock is `minutes_ahead`. What it logs goes to `log`, or to where ours goes.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        served: feeds.Feeds,
        folder: Path,
        log: IO[bytes] | int | None = None,
    ) -> None:
        self.sandbox = sandbox
        self.feeds = served
        self.database = folder / "news.db"
        self.catalogue = folder / "catalogue.toml"
        self.catalogue.write_text(feeds.catalogue(("orbit", f"{served.root}{FEED}")))
        self.minutes_ahead = 0.0
        self.process: asyncio.subprocess.Process | None = None
        self._log = log

    def clock(self) -> datetime:
        return datetime.now(UTC) + timedelta(minutes=self.minutes_ahead)

    async def start(self) -> None:
        await self.spawn()
        await self.sandbox.until(lambda: self.sandbox.connected, 30)

    async def spawn(self) -> None:
        """Begin to start it, and wait for nothing."""
        sandbox = self.sandbox
        known = bot_process.environment(sandbox.world.token, self.database, self.catalogue)
        self.process = await asyncio.create_subprocess_exec(
            *bot_process.command(sandbox.api, sandbox.gateway, self.minutes_ahead),
            env=os.environ | known,
            stderr=self._log,
        )

    async def kill(self, number: int = signal.SIGKILL) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        return await self.process.wait()

    async def subscribed(self, *channels: str) -> None:
        """Running, its first reading done, these channels subscribed to everything."""
        await self.start()
        await self.sandbox.until(self.sandbox.world.commands, 30)
        ada = self.sandbox.person("ada", "space-news")
        for channel in channels:
            answer = await ada.command("subscribe", topic="all", channel=channel)
            assert answer.content.startswith("Done")
        await self.until_read(1)

    def publish(self, *new: str) -> None:
        """The source tells these, the last one last, and OLD."""
        self.feeds.publish(FEED, feeds.rss([*reversed(new), OLD]))

    async def until_read(self, times: int, seconds: float = 30) -> None:
        await self.feeds.until(lambda: self.feeds.unchanged(FEED) >= times, seconds)

    async def until_told(self, channel: str, count: int) -> None:
        await self.sandbox.until(lambda: len(self.titles(channel)) >= count, 30)

    async def until_befallen(self, fault: Fault) -> None:
        await self.sandbox.until(lambda: fault.hits, 30)

    def titles(self, channel: str = "space-news") -> list[str]:
        return [each["embeds"][0]["title"] for each in self.sandbox.world.messages(channel)]

    def fates(self) -> list[str]:
        """What became of all that was owed."""
        owed = "SELECT fate FROM deliveries WHERE fate <> 'first reading'"
        with closing(sqlite3.connect(self.database)) as connection:
            return [fate for (fate,) in connection.execute(owed)]
