"""A server adds a feed of its own: found, read once, and from then on read like any other."""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

from news.allowance import ADDRESSES
from news.audience import told_all_of
from news.errors import Mistake, SourceTrouble
from news.identity import digest
from news.links import host
from news.models import SeenStory, Source
from news.newcomers import asked_for_by, said, spellings
from news.query import Filter
from pipeline import finding
from pipeline.collect import keep
from pipeline.room import Room
from pipeline.seeking import Feed, Several, Wanted, is_read, seek, standing
from storage import roster, sources, subscriptions
from storage.database import Reader

log = logging.getLogger(__name__)

AT_ONCE = 2
"""Additions of one server that may go on at the same time."""

OFFERED = 500
"""Long addresses that are remembered for those who have yet to choose one."""

NEWEST = 3
"""Stories that the answer shows."""
_UNTIL_READ = timedelta(minutes=2)
"""How long the first reading may take before a usual one would begin."""


@dataclass(frozen=True, slots=True)
class Added:
    """A source that the server has now, with the newest of what it holds.

    called: what it is asked for by. channels: those that get its new stories already.
    """

    source: Source
    newest: Sequence[SeenStory]
    called: str
    channels: Sequence[int] = ()


class Adding:
    """Who adds how much: in memory, since a restart comes more seldom than the limits pass."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._tries: dict[int, list[datetime]] = {}
        self._going_on: dict[int, int] = {}
        self._addresses: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._offered: dict[str, str] = {}

    @contextmanager
    def place(self, guild_id: int) -> Iterator[None]:
        """One addition of a server while it goes on. Raises Mistake where there are too many.

        Where servers may add none at all, this says so.
        """
        if not self._room.settings.server_feeds:
            raise Mistake("feeds.none_allowed")
        if self._going_on.get(guild_id, 0) >= AT_ONCE:
            raise Mistake("feeds.busy")
        self._going_on[guild_id] = self._going_on.get(guild_id, 0) + 1
        try:
            yield
        finally:
            self._going_on[guild_id] -= 1
            if not self._going_on[guild_id]:
                del self._going_on[guild_id]

    def offer(self, url: str) -> str:
        """A short word for an address, understood until the next restart."""
        word = digest(url)
        self._offered[word] = url
        while len(self._offered) > OFFERED:
            del self._offered[next(iter(self._offered))]
        return word

    def offered(self, word: str) -> str | None:
        return self._offered.get(word)

    async def add(self, guild_id: int, typed: str, topics: tuple[str, ...] = ()) -> Added | Several:
        """The feed at the address, or those of the page there. Raises Mistake.

        Somebody else's source is this server's, too, without the site being asked again.
        """
        room = self._room
        private = room.settings.private_networks
        wanted = Wanted(guild_id, spellings(typed, private_networks=private), topics)
        for address in wanted.addresses:
            await standing(room.db, address, guild_id)
        await self._check_space(room.db, guild_id, wanted.addresses)
        self._count(guild_id)
        lock = self._addresses.setdefault(wanted.addresses[0], asyncio.Lock())
        async with lock:
            try:
                found = await seek(room, wanted)
            except SourceTrouble as trouble:
                _log(guild_id, wanted.addresses[0], trouble)
                raise said(trouble, room.clock()) from trouble
            return found if isinstance(found, Several) else await self._kept(guild_id, found)

    async def _kept(self, guild_id: int, found: Feed) -> Added:
        room, source = self._room, found.source
        due_at = room.clock() + max(room.settings.poll_min, _UNTIL_READ)
        async with room.db.transaction() as tx:
            await self._check_space(tx, guild_id, (source.url,))
            there = await standing(tx, source.url, guild_id)
            if there:
                await roster.own(tx, there.id, guild_id, due_at)
            elif not await roster.add(tx, source, due_at):
                raise Mistake("feeds.nothing_there")
        read = there or source
        if read.id == source.id and not is_read(read):
            await self._read(guild_id, read, found)
        log.info("server %d added %s", guild_id, read.id)
        return await _added(room, guild_id, read)

    async def _read(self, guild_id: int, source: Source, found: Feed) -> None:
        if found.fetched is None or found.document is None:
            return
        try:
            await keep(self._room, source, found.fetched, found.document)
        except SourceTrouble as trouble:
            # It is the server's all the same, and read again before long.
            _log(guild_id, source.url, trouble)

    async def _check_space(self, db: Reader, guild_id: int, addresses: Sequence[str]) -> None:
        """Raises Mistake. What the server has at these addresses needs no place of its own."""
        most = self._room.settings.server_feeds
        others = [each for each in await sources.own(db, guild_id) if each.url not in addresses]
        if len(others) >= most:
            raise Mistake("feeds.too_many", count=most)

    def _count(self, guild_id: int) -> None:
        now = self._room.clock()
        for each, tries in list(self._tries.items()):
            self._tries[each] = ADDRESSES.counted(tries, now)
            if not self._tries[each]:
                del self._tries[each]
        tries = self._tries.setdefault(guild_id, [])
        if free_at := ADDRESSES.free_at(tries, now):
            raise Mistake("feeds.too_often", count=ADDRESSES.tries, at=free_at)
        tries.append(now)


async def _added(room: Room, guild_id: int, source: Source) -> Added:
    stored = await sources.at(room.db, source.url) or source
    called = asked_for_by(stored, await sources.visible(room.db, guild_id))
    subscribed = await subscriptions.of_guild(room.db, guild_id)
    channels = told_all_of(stored, [each.subscription for each in subscribed])
    try:
        found = await finding.newest(room, guild_id, Filter(source_id=stored.id), 0)
    except Mistake:  # it holds nothing yet
        return Added(stored, (), called, channels)
    return Added(stored, found.stories[:NEWEST], called, channels)


def _log(guild_id: int, url: str, trouble: SourceTrouble) -> None:
    # An address may hold a password of its owner's: it is no operator's business.
    cause = trouble.__cause__
    why = type(cause).__name__ if cause else trouble.key
    log.info("server %d: nothing was read at %s: %s (%s)", guild_id, host(url), trouble, why)
    log.debug("the address was %s", url, exc_info=trouble)
