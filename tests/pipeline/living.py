"""A channel that wants one source, and a feed that lives: published, changed, read poll by poll."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape, unescape

from news.models import Fate, Trouble
from pipeline.newsroom import Newsroom
from storage import deliveries, roster, sources, stories, subscriptions
from storage.database import Database
from tests.builders import CHANNEL, Clock, source, subscription
from tests.pipeline.site import Site
from tests.storage.stock import titles

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Channel:
    """A channel that wants one source; `poll` reads it as the site has it now."""

    def __init__(self, newsroom: Newsroom, db: Database, site: Site, clock: Clock) -> None:
        self.newsroom, self.db, self.site, self.clock = newsroom, db, site, clock
        self.source_id = ""
        self.channel_id = CHANNEL
        self.trouble: Trouble | None = None
        self._told = 0

    async def begin(self, source_id: str) -> None:
        """From now on this source is wanted, and no other is there to be read."""
        async with self.db.transaction() as tx:
            await roster.keep(
                tx, [source(source_id, url=f"{self.site.root}/{source_id}")], self.clock.now
            )
            self.source_id, self._told = source_id, 0
            self.channel_id += 1
            wanted = subscription(channel_id=self.channel_id, topic=None, source_id=source_id)
            await subscriptions.add(tx, wanted, self.clock.now)

    async def poll(self, body: str | bytes, after: timedelta = 4 * HOUR) -> list[str]:
        """Some hours later: the headlines that this reading makes the channel owed."""
        new = await self.ask(body, after)
        assert self.trouble is None
        return new

    async def ask(self, body: str | bytes, after: timedelta = 4 * HOUR) -> list[str]:
        """The same of a document that may be refused: `trouble` says why it was."""
        self.site.always(body)
        self.clock.now += after
        assert await self.newsroom.poll_once() == 1
        await self.newsroom.finish()
        found = {each.id: each.reading for each in await sources.everyone(self.db)}
        self.trouble = found[self.source_id].trouble
        owed = [each.story_key for each in await deliveries.waiting(self.db, self.channel_id)]
        new, self._told = owed[self._told :], len(owed)
        return titles(await stories.by_keys(self.db, new))

    async def withheld(self) -> set[str]:
        """The headlines that were found and are not owed."""
        fates = await deliveries.fates(self.db, self.channel_id)
        keys = [key for key, fate in fates.items() if fate is not Fate.OWED]
        return {plain(each) for each in titles(await stories.by_keys(self.db, keys))}

    async def fates(self) -> list[Fate]:
        return list((await deliveries.fates(self.db, self.channel_id)).values())


def plain(headline: str) -> str:
    """The words of a headline, however it is escaped and marked up."""
    said = unescape(unescape(headline))
    return " ".join(re.findall(r"\w+", re.sub(r"<[^<>]*>", "", said).casefold())[:20])


@dataclass(frozen=True)
class Entry:
    """An item of a feed; what is None is left out."""

    title: str
    link: str
    guid: str | None = None
    at: datetime | None = None
    summary: str = ""

    def __str__(self) -> str:
        parts = {
            "title": self.title,
            "link": self.link,
            "guid": self.guid,
            "pubDate": self.at and format_datetime(self.at),
            "description": self.summary,
        }
        said = "".join(
            f"<{name}>{escape(value)}</{name}>" for name, value in parts.items() if value
        )
        return f"<item>{said}</item>"


SUBJECTS = [
    "Aurora over the Arctic",
    "Boulders on a small moon",
    "Comet near the Pleiades",
    "Dunes in a northern crater",
    "Eclipse from the stratosphere",
    "Flare on a red dwarf",
    "Galaxies that nearly touch",
    "Helicopter above the delta",
    "Ice below the south pole",
    "Jets from a young star",
    "Kilonova in late summer",
    "Lava tubes, mapped by radar",
]


def headline(number: int) -> str:
    return f"{SUBJECTS[number % len(SUBJECTS)]}, part {number // len(SUBJECTS) + 1}"


@dataclass
class Feed:
    """A site that publishes an item now and then; its document holds the newest `window` ones."""

    clock: Clock
    window: int = 10
    host: str = "https://orbit.example"
    entries: list[Entry] = field(default_factory=list)

    def publish(self, count: int = 1, *, dated: bool = True) -> list[str]:
        """The headlines, oldest first."""
        made = []
        for _ in range(count):
            number = len(self.entries)
            at = self.clock.now + timedelta(seconds=number) if dated else None
            link = f"{self.host}/story-{number}"
            made.append(Entry(headline(number), link, link, at, f"What is known of {number}."))
            self.entries.append(made[-1])
        return [each.title for each in made]

    def change(self, how: Callable[[int, Entry], Entry]) -> None:
        self.entries = [how(number, each) for number, each in enumerate(self.entries)]

    def document(self, window: int | None = None) -> str:
        newest = self.entries[::-1][: window or self.window]
        return rss(newest, self.host)


def rss(entries: Iterable[Entry], host: str = "https://orbit.example") -> str:
    items = "".join(map(str, entries))
    head = f"<title>Orbit</title><link>{host}/</link>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'
