"""The end of a reading: what it leaves behind, whom it is held against, when the next one is."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from news import outcome, schedule
from news.errors import Busy, FetchFailed, SourceTrouble, Unreachable
from news.health import change
from news.links import host
from news.models import NotModified, Reading, Source
from pipeline import notices
from pipeline.room import Room
from storage import sources
from storage.database import Transaction
from storage.sources import Record

log = logging.getLogger(__name__)

_LEAST_REST = timedelta(seconds=10)
"""While our own network is out; POLL_MIN_SECONDS is usually longer."""


async def unchanged(room: Room, source: Source, answer: NotModified) -> Reading:
    """There is nothing new: most readings end here, so they are written several at a time."""
    now = room.clock()
    reading = outcome.answered(source.reading, answer, now)
    then = next_check_at(room, source, reading, fresh_for=answer.fresh_for, size=answer.size)
    if change(source.reading, reading, now) is None:
        await room.ledger.write(Record(source.id, reading, then))
        return reading
    async with room.db.transaction() as tx:
        await record(tx, source, reading, then, now)
    room.owed.set()
    return reading


async def failed(room: Room, source: Source, trouble: SourceTrouble) -> None:
    """Counts against the source, unless it is our own network that is out."""
    now, at = room.clock(), host(source.address)
    if isinstance(trouble, Unreachable):
        if innocent := room.network.silent(at, now, source):
            await _acquit(room, innocent, now)
            return
    else:
        room.network.answered(at, now, source)
    reading = outcome.blamed(source.reading, trouble, now)
    retry_after = trouble.retry_after if isinstance(trouble, FetchFailed) else None
    then = next_check_at(room, source, reading, retry_after=retry_after)
    async with room.db.transaction() as tx:
        noticed = await record(tx, source, reading, then, now)
        if isinstance(trouble, Busy):
            # A redirect may have led elsewhere.
            busy = str(trouble.values.get("host") or at)
            # This source's own failures are not held against its neighbours.
            wanted = max(retry_after or room.settings.poll, room.settings.poll_min)
            until = min(then, now + wanted)
            room.hosts.rest(busy, until)
            await sources.put_off(tx, busy, until)
    if noticed:
        room.owed.set()


async def put_off(room: Room, source: Source, until: datetime) -> None:
    """It was not asked, since a host on the way rests; nothing is held against it."""
    then = max(until, room.hosts.rests_until(host(source.address)) or until)
    await room.ledger.write(Record(source.id, source.reading, then))


async def record(
    tx: Transaction, source: Source, reading: Reading, then: datetime, now: datetime
) -> bool:
    """Writes what the reading leaves behind; whether people are to hear of it."""
    told = await notices.tell(tx, source, reading, now)
    await sources.record(tx, [Record(source.id, told, then)])
    return told is not reading


def next_check_at(
    room: Room,
    source: Source,
    reading: Reading,
    *,
    fresh_for: timedelta | None = None,
    retry_after: timedelta | None = None,
    size: int = 0,
) -> datetime:
    """As schedule.next_check_at, but not before the host has rested."""
    then = schedule.next_check_at(
        source.id,
        reading,
        room.clock(),
        room.settings,
        fresh_for=fresh_for,
        retry_after=retry_after,
        size=size,
    )
    return max(then, room.hosts.rests_until(host(source.address)) or then)


async def _acquit(room: Room, innocent: Sequence[Source], now: datetime) -> None:
    """Our network is out: what its sources were blamed for meanwhile is taken back."""
    log.warning("our own network seems to be out: no source is blamed")
    then = now + max(room.settings.poll_min, _LEAST_REST)
    async with room.db.transaction() as tx:
        present = {each.id: each.reading for each in await sources.of(tx, innocent)}
        await sources.record(
            tx,
            [
                # What people were told of it meanwhile, they know.
                Record(each.id, replace(each.reading, noticed=present[each.id].noticed), then)
                for each in innocent
                # One that was read meanwhile, for a server that added it, stays as it is.
                if each.id in present and present[each.id].read_at == each.reading.read_at
            ],
        )
