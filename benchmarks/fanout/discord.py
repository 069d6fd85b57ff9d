"""Discord with very many channels, a source and somebody who asks: a process of their own."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle
from multiprocessing.connection import Connection
from time import perf_counter

from sandbox.models import Json
from sandbox.people.person import NoAnswer, Person
from sandbox.rest import Request
from sandbox.server import Sandbox
from tests.feeds import Feeds, rss, serving

FEED = "/orbit"
OLD = "Lander touches down on the Moon"
NEW = (
    "Probe finds water ice at the pole of Mercury",
    "Crew undocks from the space station",
    "Telescope photographs a ring around a distant galaxy",
    "Rocket engine explodes on the test stand",
    "Comet survives its passage around the Sun",
)

ASKED_EVERY = 0.5
"""Seconds between two commands."""

SAMPLED_EVERY = 1.0
LONGEST = 1_800.0


@dataclass(frozen=True)
class Size:
    channels: int
    stories: int

    @property
    def posts(self) -> int:
        return self.channels * self.stories


@dataclass(frozen=True)
class Place:
    """Where the bot finds all of it."""

    api: str
    gateway: str
    token: str
    source: str
    guild: int
    channels: Sequence[int]


@dataclass
class Seen:
    """Seconds since the stories were published, by channel; seconds that commands took."""

    told: list[tuple[float, int]] = field(default_factory=list)
    acknowledged: list[float] = field(default_factory=list)
    silent: int = 0
    statuses: Counter[int | None] = field(default_factory=Counter)


def serve(there: Connection, size: Size) -> None:
    asyncio.run(_serve(there, size))


async def _serve(there: Connection, size: Size) -> None:
    """Says where it is, when the bot has come, and what was seen; then waits for its end."""
    async with serving() as feeds, Sandbox(lambda: datetime.now(UTC)) as sandbox:
        world = sandbox.world
        made = [world.add_channel(f"news-{number}").id for number in range(size.channels)]
        source = feeds.publish(FEED, rss([OLD]))
        there.send(
            Place(sandbox.api, sandbox.gateway, world.token, source, world.guild.id, made),
        )
        await sandbox.until(world.commands, 60)
        await feeds.until(lambda: feeds.unchanged(FEED) > 0, 60)
        there.send("ready")
        await asyncio.to_thread(there.recv)
        there.send(await Watch(sandbox, feeds, size).seen())
        await asyncio.to_thread(there.poll, None)


class Watch:
    """Publishes, and looks on until every channel is told everything."""

    def __init__(self, sandbox: Sandbox, feeds: Feeds, size: Size) -> None:
        self._sandbox = sandbox
        self._feeds = feeds
        self._size = size
        self._seen = Seen()
        self._began = perf_counter()

    async def seen(self) -> Seen:
        sandbox, size, told = self._sandbox, self._size, self._seen.told
        sandbox.world.listeners.append(self._hear)
        self._feeds.publish(FEED, rss([*reversed(NEW[: size.stories]), OLD]))
        self._began = perf_counter()
        watching = [asyncio.create_task(each) for each in (self._ask(), self._sample())]
        await sandbox.until(lambda: len(told) >= size.posts, LONGEST)
        for task in watching:
            task.cancel()
        await asyncio.wait(watching)
        return self._seen

    def _hear(self, event: str, data: Json) -> None:
        if event == "MESSAGE_CREATE":
            self._seen.told.append((perf_counter() - self._began, int(data["channel_id"])))

    async def _ask(self) -> None:
        mia = self._sandbox.person("mia", "general")
        mia.patient = False
        async with asyncio.TaskGroup() as asked:
            for words in cycle(("news latest", "news search")):
                asked.create_task(self._asked(mia, words))
                await asyncio.sleep(ASKED_EVERY)

    async def _asked(self, person: Person, words: str) -> None:
        options = {"query": "ice on a planet"} if words == "news search" else {}
        began = perf_counter()
        try:
            await person.command(words, **options)
            self._seen.acknowledged.append(perf_counter() - began)
        except NoAnswer:
            self._seen.silent += 1

    async def _sample(self) -> None:
        """The sandbox keeps the newest requests alone: they are looked at as they come."""
        open_ones = dict[int, Request]()
        last: Request | None = None
        with suppress(asyncio.CancelledError):
            while True:
                await asyncio.sleep(SAMPLED_EVERY)
                last = self._count(open_ones, last)
        self._count(open_ones, last)

    def _count(self, unanswered: dict[int, Request], last: Request | None) -> Request | None:
        for one in reversed(self._sandbox.requests):
            if one is last:
                break
            unanswered[id(one)] = one
        for key, one in list(unanswered.items()):
            if one.status is not None:
                self._seen.statuses[one.status] += 1
                del unanswered[key]
        return self._sandbox.requests[-1]
