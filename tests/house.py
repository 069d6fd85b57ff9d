"""The whole bot, in this process, before a pretend Discord and sources on loopback."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import discord
import pytest
import yarl

import bot as program
from cogs.bot import Downlink
from cogs.posting import Posting
from cogs.registration import Registration
from cogs.ui import acknowledging
from news import catalogue, settings
from news.settings import Settings
from pipeline.newsroom import Newsroom
from pipeline.parsing import Worker
from pipeline.session import open_session
from sandbox.people.person import Answer
from sandbox.server import Sandbox
from storage import channels, roster
from storage.database import Database, open_database
from tests import feeds
from tests.bot_process import LIFTED
from tests.builders import Clock
from tests.discord_api import wrong_answers, wrong_requests
from tests.leftovers import events_ended
from tests.openapi import Description

acknowledging.PATIENCE_SECONDS = 1.5
"""However busy the machine is: what is quick is seen to be answered at once."""

READY_WITHIN = 60
"""Seconds; the test's own time-out cannot end a loop that never rests."""


@dataclass
class House:
    """A running bot, and what a test looks at."""

    bot: Downlink
    newsroom: Newsroom
    db: Database
    sandbox: Sandbox
    feeds: feeds.Feeds
    clock: Clock

    async def read(self) -> None:
        """Two minutes later: reads what is due and tells what is owed, to the end."""
        # The bot's own loop may be reading what stood there before.
        await self.newsroom.finish()
        self.clock.move(minutes=2)
        await self.newsroom.poll_once()
        await self.newsroom.finish()
        await self.tell()

    async def tell(self) -> None:
        """Tells what is owed, to the end."""
        posting = self.bot.get_cog("Posting")
        assert isinstance(posting, Posting)
        while not self.newsroom.room.is_quiet and await channels.due(self.db, self.clock()):
            # A channel is told one post, then it is another's turn.
            await self.newsroom.deliver_once(posting)
            await self.newsroom.finish()

    def titles(self, channel: str = "space-news") -> list[str]:
        """The headlines that stand in a channel, oldest first."""
        return [
            embed["title"]
            for message in self.sandbox.world.messages(channel)
            for embed in message["embeds"]
        ]

    async def admin(self, name: str, **options: Any) -> Answer:
        return await self.sandbox.person("ada", "space-news").command(name, **options)

    async def member(self, name: str, **options: Any) -> Answer:
        return await self.sandbox.person("mia", "space-news").command(name, **options)


class Start(Protocol):
    """Starts the bot; with other settings than the usual ones, if any are given."""

    def __call__(self, **env: str) -> AbstractAsyncContextManager[House]: ...


@asynccontextmanager
async def serve_feeds() -> AsyncIterator[feeds.Feeds]:
    """With a story each, which had been there before the bot came."""
    async with feeds.serving() as started:
        started.publish("/orbit", feeds.rss(["Lander touches down on the Moon"]))
        started.publish("/perigee", feeds.rss(["Old comet returns"], "https://perigee.example"))
        yield started


@asynccontextmanager
async def serve_sandbox(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, discord_api: Description | None
) -> AsyncIterator[Sandbox]:
    """In the end, nothing may have been said that Discord's own description does not allow."""
    async with Sandbox(clock, limits=False, answer_within=10) as running:
        monkeypatch.setattr(discord.http.Route, "BASE", running.api)
        gateway = yarl.URL(running.gateway)
        monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", gateway)
        yield running
    if discord_api:
        said = running.requests
        wrong = [*wrong_requests(discord_api, said), *wrong_answers(discord_api, said)]
        assert not wrong, "\n".join(wrong)


@asynccontextmanager
async def furnish(start: Start) -> AsyncIterator[House]:
    """A bot that has read its sources once, and is subscribed to nothing."""
    async with start() as started:
        await started.read()
        yield started


@pytest.fixture
def start(
    sandbox: Sandbox,
    served: feeds.Feeds,
    worker: Worker,
    clock: Clock,
    migrated: Path,
    tmp_path: Path,
) -> Start:
    @asynccontextmanager
    async def started(**env: str) -> AsyncIterator[House]:
        path = tmp_path / "catalogue.toml"
        if not path.exists():
            known = [("orbit", f"{served.root}/orbit"), ("perigee", f"{served.root}/perigee")]
            path.write_text(feeds.catalogue(*known))
        chosen = settings.load(_settings(sandbox, path, tmp_path) | env)
        if not chosen.database.exists():
            shutil.copyfile(migrated, chosen.database)
        async with open_database(chosen.database) as db, open_session(chosen) as session:
            async with db.transaction() as tx:
                await roster.keep(tx, catalogue.parse(path.read_text(), str(path)), clock())
            newsroom = Newsroom(db, session, worker, chosen, clock)
            async with running(newsroom, chosen) as bot:
                yield House(bot, newsroom, db, sandbox, served, clock)

    return started


@asynccontextmanager
async def running(newsroom: Newsroom, chosen: Settings) -> AsyncIterator[Downlink]:
    async with Downlink(newsroom, chosen) as bot:
        # Discord has two seconds to name all servers; here there is one, at once.
        bot._connection.guild_ready_timeout = 0.05
        bot.costs.allowed = LIFTED
        connected = asyncio.create_task(program.connect(bot, chosen.token or ""))
        ready = asyncio.create_task(_ready(bot))
        await asyncio.wait([connected, ready], return_when=asyncio.FIRST_COMPLETED)
        assert ready.done(), connected.exception()
        await ready
        yield bot
        await bot.close()
        await connected
        await events_ended()


async def _ready(bot: Downlink) -> None:
    async with asyncio.timeout(READY_WITHIN):
        while bot.http.token is None or not bot.get_cog("Registration"):
            await asyncio.sleep(0)
        await bot.wait_until_ready()
        registration = bot.get_cog("Registration")
        assert isinstance(registration, Registration)
        await registration.task


def _settings(sandbox: Sandbox, path: Path, folder: Path) -> dict[str, str]:
    return {
        "DISCORD_TOKEN": sandbox.world.token,
        "DATABASE_URL": f"sqlite:///{folder}/news.db",
        "CATALOGUE": str(path),
        "POLL_MINUTES": "1",
        "POLL_MAX_MINUTES": "1",
        "POLL_MIN_SECONDS": "0",
        "POLL_HOST_GAP_SECONDS": "0",
        "FETCH_PRIVATE_NETWORKS": "true",
    }
