"""One source, from network to database: steps 3 to 10 of the straight line."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from news.audience import recipients
from news.cluster import gather
from news.errors import SourceTrouble
from news.links import host
from news.models import Article, Fate, Fetched, NotModified, Reading, Source, Trouble
from news.schedule import next_check_at
from pipeline.fetch import fetch
from pipeline.room import Room
from storage import deliveries, search, sources, stories, subscriptions
from storage.database import Transaction

log = logging.getLogger(__name__)

SLICE = 20
"""Stories gathered and written at once: what keeps the event loop free."""

AUDIENCE = 200
"""Subscriptions asked at once, for the same reason."""


async def collect(room: Room, source: Source) -> None:
    """Reads a source and writes down what is new. Whatever goes wrong stays with this source."""
    try:
        await _collect(room, source)
    except SourceTrouble as trouble:
        log.warning("%s: %s (%s)", source.id, trouble, trouble.__cause__ or trouble.key)
        await _failed(room, source, Trouble(trouble.key, trouble.values))
    except Exception:
        # A mistake of ours that this source has found. It must not cost us the others.
        log.exception("%s could not be read", source.id)
        await _failed(room, source, Trouble("source.our_mistake"))


async def _collect(room: Room, source: Source) -> None:
    async with room.hosts.turn(host(source.url)):
        fetched = await fetch(room.session, source)
    if isinstance(fetched, NotModified):
        now = room.clock()
        reading = replace(_succeeded(source, now), validators=fetched.validators)
        async with room.db.transaction() as tx:
            await _record(tx, room, source, reading, now)
        return
    document = await room.worker.parse(fetched, source, room.clock())
    await _keep(room, source, fetched, document.articles)


async def _keep(room: Room, source: Source, fetched: Fetched, articles: Sequence[Article]) -> None:
    now, owed = room.clock(), 0
    reading = replace(
        _succeeded(source, now), validators=fetched.validators, body_hash=fetched.body_hash
    )
    async with room.db.transaction() as tx:
        new = await stories.unseen(tx, source.id, articles, now)
        # Feeds stand newest first; what happened first is told first.
        oldest_first = list(reversed(new))
        for start in range(0, len(new), SLICE):
            owed += await _tell(tx, source, oldest_first[start : start + SLICE], now)
        await _record(tx, room, source, reading, now)
    if new:
        log.info("%s: %d new, owed %d times", source.id, len(new), owed)
    if owed:
        room.owed.set()


async def _tell(tx: Transaction, source: Source, new: Sequence[Article], now: datetime) -> int:
    """Stories, their search rows and whom they are owed to; how many deliveries that makes."""
    told = [gather(article, source, now) for article in new]
    ids = await stories.save(tx, told)
    await search.index(tx, dict(zip(ids, told, strict=True)))
    numbered = list(zip(ids, told, strict=True))
    first_reading = source.reading.read_at is None
    count = last = 0
    # Oldest subscriptions first, and what a channel is owed already stays as it is: so however
    # many there are, a channel is told by its oldest one.
    while few := await subscriptions.wanting(tx, told, after=last, most=AUDIENCE):
        last = few[-1].id
        for story_id, story in numbered:
            owed = recipients(story, few, now, first_reading=first_reading)
            await deliveries.owe(tx, [(story_id, delivery) for delivery in owed])
            count += sum(delivery.fate is Fate.OWED for delivery in owed)
    return count


async def _failed(room: Room, source: Source, trouble: Trouble) -> None:
    reading = source.reading
    reading = replace(reading, failures=reading.failures + 1, trouble=trouble)
    async with room.db.transaction() as tx:
        await _record(tx, room, source, reading, room.clock())


async def _record(
    tx: Transaction, room: Room, source: Source, reading: Reading, now: datetime
) -> None:
    then = next_check_at(source.id, reading.failures, now, room.settings)
    await sources.record(tx, [sources.Record(source.id, reading, then)])


def _succeeded(source: Source, now: datetime) -> Reading:
    return replace(source.reading, read_at=now, failures=0, trouble=None)
