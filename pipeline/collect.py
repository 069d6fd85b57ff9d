"""One source, from network to database: steps 3 to 10 of the straight line."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from news import outcome, schedule
from news.audience import asked, fates, once, recipients
from news.errors import NotAFeed, SourceTrouble
from news.links import host
from news.models import (
    Article,
    Document,
    Fate,
    Fetched,
    Source,
    Subscription,
)
from pipeline import amending, gathering, moving, recording
from pipeline.fetch import fetch
from pipeline.pacing import HostRests
from pipeline.room import Room
from storage import deliveries, joins, seen, sources, subscriptions
from storage.database import Transaction

log = logging.getLogger(__name__)

SLICE = 100
"""Stories gathered and written at once: what keeps the event loop free."""

AUDIENCE = 200
"""Subscriptions asked at once, for the same reason."""


async def collect(room: Room, source: Source) -> None:
    """Reads a source and writes down what is new. Whatever goes wrong stays with this source."""
    try:
        await _collect(room, source)
    except HostRests as rests:
        log.debug("%s waits: its host wants to be left alone", source.id)
        await recording.put_off(room, source, rests.until)
    except SourceTrouble as trouble:
        _log(source, trouble)
        await recording.failed(room, source, trouble)
    except Exception:
        # A mistake of ours that this source has found. It must not cost us the others.
        log.exception("%s could not be read", source.id)
        await recording.failed(room, source, SourceTrouble("source.our_mistake"))


async def _collect(room: Room, source: Source) -> None:
    now = room.clock()
    whole = schedule.wants_whole(source.reading, now)
    fetched = await fetch(room.session, source, whole=whole, now=now, turn=room.hosts.turn)
    now = room.clock()
    room.network.answered(host(source.address), now, source)
    if isinstance(fetched, Fetched):
        await keep(room, source, fetched, await room.worker.parse(fetched, source, now))
        return
    reading = await recording.unchanged(room, source, fetched)
    await moving.follow(room, source, reading)


async def keep(room: Room, source: Source, fetched: Fetched, document: Document) -> None:
    """Writes what is new in a document and whom it is owed to, then that it was read.

    Raises NotAFeed where the document seems to be cut short: what is not there is not gone. One
    that has ended meanwhile, going on as another source, tells nothing any more: that one does.
    """
    if schedule.is_cut_short(source.reading, document):
        raise _cut_short(document.items, source.reading.items)
    now, owed = room.clock(), 0
    async with room.db.transaction() as tx:
        [source] = await sources.of(tx, [source])
        if source.reading.stopped:
            return
        found = await seen.sort(tx, source.id, document.articles, now)
        owed += await amending.amend(tx, found.again, now)
        # Feeds stand newest first; what happened first is told first.
        new = found.new[::-1]
        withheld = fates(new, source.reading, now)
        for start in range(0, len(new), SLICE):
            few = slice(start, start + SLICE)
            owed += await _tell(tx, new[few], withheld[few], now)
        reading = outcome.read(source.reading, fetched, document, now)
        if new:
            times = await sources.told(tx, source.id)
            reading = replace(reading, gap=schedule.gap(times), news_at=max(times))
        then = recording.next_check_at(
            room, source, reading, fresh_for=fetched.fresh_for, size=len(fetched.body)
        )
        noticed = await recording.record(tx, source, reading, then, now)
    _report(source, withheld, owed)
    if owed or noticed:
        room.owed.set()
    await moving.follow(room, source, reading)


def _cut_short(items: int, before: int) -> NotAFeed:
    if not before:
        return NotAFeed("source.broken_answer")
    return NotAFeed("source.cut_short", items=items, before=before)


async def _tell(
    tx: Transaction,
    new: Sequence[Article],
    withheld: Sequence[Fate],
    now: datetime,
) -> int:
    """Stories, new and grown, and whom they are owed to; how many messages that makes."""
    gathered = await gathering.gathered(tx, new, now)
    numbered = gathered.told
    count = gathered.acts + await amending.correct(tx, new, numbered, now)
    told = [story for _, story in numbered]
    elsewhere = await _told_as_another(tx, [story_id for story_id, _ in numbered])
    last: Subscription | None = None
    # Fastest and oldest subscriptions first, and what a channel is owed already stays as it is: so
    # however many there are, the first one tells it.
    while few := await subscriptions.wanting(tx, told, after=last, most=AUDIENCE):
        last = few[-1]
        for article, fate, (story_id, story) in zip(new, withheld, numbered, strict=True):
            source_id, those = article.source_id, asked(few, story, article, now)
            owed = recipients(story, those, now, fate=fate, source_id=source_id)
            owed = once(owed, elsewhere.get(story_id, ()))
            await deliveries.owe(tx, [(story_id, delivery) for delivery in owed])
            count += sum(delivery.fate is Fate.OWED for delivery in owed)
    return count


async def _told_as_another(tx: Transaction, ids: Sequence[int]) -> dict[int, set[int]]:
    """For stories that are joined with others: the channels that those are for."""
    twins = await joins.twins(tx, ids)
    return {each: await deliveries.channels_of(tx, twins[each]) for each in ids if each in twins}


def _log(source: Source, trouble: SourceTrouble) -> None:
    cause = trouble.__cause__
    why: object = cause or trouble.key
    if cause and source.private:
        # It may name the address, and that hold a password of its owner's.
        why = type(cause).__name__
    log.warning("%s: %s (%s)", source.id, trouble, why)
    log.debug("the address was %s", source.address, exc_info=trouble)


def _report(source: Source, withheld: Sequence[Fate], owed: int) -> None:
    if withheld:
        log.info("%s: %d new stories, %d messages owed", source.id, len(withheld), owed)
    if republished := withheld.count(Fate.REPUBLISHED):
        log.warning("%s gave out %d old items anew; none is told", source.id, republished)
