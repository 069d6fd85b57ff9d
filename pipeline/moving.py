"""A source that has proved to have moved for good is read where it is now."""

import logging

from news.models import Reading, Source
from news.schedule import is_proven
from pipeline.room import Room
from storage import roster, sources

log = logging.getLogger(__name__)


async def follow(room: Room, source: Source, reading: Reading) -> None:
    """After a reading: does nothing unless the move is proven, but then once."""
    if reading.move is None or not is_proven(reading.move, room.clock()):
        return
    await _follow(room, source, reading.move.url)


async def _follow(room: Room, source: Source, url: str) -> None:
    async with room.db.transaction() as tx:
        [source] = await sources.of(tx, [source])  # its owners may have changed meanwhile
        if source.reading.stopped:
            return
        other = await sources.at(tx, url)
        if other is None or other.id == source.id:
            await roster.move(tx, source, url)
            log.info("%s has moved for good", source.id)
            return
        # Two sources are one from now on; what every server sees is the one that stays.
        stays_put = source.private or not other.private
        former, heir = (source, other) if stays_put else (other, source)
        await roster.merge(tx, former, heir)
        if heir is source:
            await roster.move(tx, source, url)
    log.info("%s goes on as %s: they are at one address", former.id, heir.id)
