"""Discord at a server's largest, a source that publishes all the time, and those who ask."""

import asyncio
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from multiprocessing.connection import Connection
from random import Random
from time import perf_counter
from typing import Any

from benchmarks.surface.asked import Curious
from benchmarks.surface.people import Crowd, Heard
from sandbox.models import Json
from sandbox.server import Sandbox
from tests.feeds import Feeds, rss, serving

WIRE, CLUB = "/wire", "/club"
OLD = "Lander touches down on the Moon"

ON_THE_WIRE = 30
"""Stories that stand in its document."""

PATIENCE = 60.0
"""Seconds for answers that are still to come in the end."""


@dataclass(frozen=True)
class Size:
    """stories: of the archive. seconds: for which people ask.

    Seconds, too: sources are read again after so many; each has told nothing but news after so
    many, one after the other; the wire tells something after so many, and is read as often;
    somebody asks for something.
    """

    stories: int
    sources: int
    channels: int
    seconds: float
    read_every: int = 300  # as often as the bot ever does by itself
    anew_after: float = 7200.0  # of 1,000 sources: four articles a second, 360,000 a day
    told_every: float = 2.2  # 100 channels are told a story in two: Discord allows no more
    asked_every: float = 0.1


@dataclass(frozen=True)
class Place:
    """Where the bot finds all of it."""

    api: str
    gateway: str
    token: str
    wire: str
    guild: int
    channels: Sequence[int]


@dataclass(frozen=True)
class Known:
    """Of stories of the archive."""

    titles: Sequence[str]
    links: Sequence[str]


@dataclass(frozen=True)
class Seen:
    """told: posts. seconds: of all of it."""

    heard: Heard
    told: int
    seconds: float


def serve(there: Connection, size: Size, ahead: timedelta) -> None:
    """ahead: of the clock."""
    asyncio.run(_serve(there, size, ahead))


async def _serve(there: Connection, size: Size, ahead: timedelta) -> None:
    """Says where it is, when the bot has come, and what was seen; then waits for its end."""
    async with serving() as feeds, Sandbox(lambda: datetime.now(UTC) + ahead) as sandbox:
        world = sandbox.world
        made = [world.add_channel(f"news-{number}").id for number in range(size.channels)]
        feeds.publish(CLUB, rss(["Club night"], "https://club.example"))
        wire = feeds.publish(WIRE, rss([OLD]))
        token = world.token
        there.send(Place(sandbox.api, sandbox.gateway, token, wire, world.guild.id, made))
        await sandbox.until(world.commands, 120)
        there.send("ready")
        known: Known = await asyncio.to_thread(there.recv)
        there.send(await Day(sandbox, feeds, size, known).seen())
        await asyncio.to_thread(there.poll, None)


class Day:
    """Everybody asks for everything while the news comes in."""

    def __init__(self, sandbox: Sandbox, feeds: Feeds, size: Size, known: Known) -> None:
        self._sandbox = sandbox
        self._feeds = feeds
        self._size = size
        self._crowd = Crowd(sandbox)
        club = feeds.root + CLUB
        self._curious = Curious(known.titles, known.links, club, size.channels)
        self._headlines = (f"{each}, part {at}" for at in count() for each in known.titles)
        self._random = Random(7)  # noqa: S311 - nothing here is secret
        self._cards = list[Json]()
        self._told = 0
        self._news = {*(f"news-{number}" for number in range(size.channels))}

    async def seen(self) -> Seen:
        began = perf_counter()
        self._sandbox.world.listeners.append(self._hear)
        publishing = asyncio.create_task(self._publish())
        with suppress(TimeoutError):
            async with asyncio.timeout(self._size.seconds + PATIENCE):
                await self._ask(began + self._size.seconds)
        took = perf_counter() - began
        publishing.cancel()
        await asyncio.wait([publishing])
        return Seen(self._crowd.heard, self._told, took)

    def _hear(self, event: str, data: Json) -> None:
        if event == "MESSAGE_CREATE" and self._is_news(data):
            self._told += 1
            self._cards = [*self._cards[-50:], data]
            self._crowd.see(data)

    def _is_news(self, message: Json) -> bool:
        return self._sandbox.world.channel(int(message["channel_id"])).name in self._news

    async def _publish(self) -> None:
        await self._feeds.until(lambda: bool(self._feeds.requests.get(WIRE)), 600)
        titles = [OLD]
        while True:
            titles = [next(self._headlines), *titles][:ON_THE_WIRE]
            self._feeds.publish(WIRE, rss(titles, "https://wire.example"))
            await asyncio.sleep(self._size.told_every)

    async def _ask(self, until: float) -> None:
        """Round after round; at least one when there is something in the channels to press."""
        async with asyncio.TaskGroup() as group:
            had_cards = False
            while perf_counter() < until or not had_cards:
                had_cards = bool(self._cards)
                for asked in self._round():
                    group.create_task(asked)
                    await asyncio.sleep(self._size.asked_every)

    def _round(self) -> Iterator[Coroutine[Any, Any, None]]:
        """Each command, each option that is completed, each kind of button that there is."""
        crowd = self._crowd
        yield from (crowd.ask(each) for each in self._curious.round())
        yield from (crowd.press(*each) for each in crowd.pressing())
        if self._cards:
            yield crowd.menu("Related stories", self._random.choice(self._cards))
