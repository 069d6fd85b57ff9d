"""What owners are told of the health of their sources, once an episode."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from news.errors import Mistake
from news.health import Change, Turn, change
from news.identity import digest
from news.models import Notice, Post, PostKind, Reading, Source
from news.render_sources import logged
from pipeline.room import Room
from storage import guilds, notices, posts, sources
from storage.database import Transaction

log = logging.getLogger(__name__)

OPERATOR = 0
"""Stands for a server where it is the operator who is told."""

_KEYS = {
    Turn.FAILING: "notice.failing",
    Turn.STALE: "notice.stale",
    Turn.STOPPED: "notice.stopped",
    Turn.RECOVERED: "notice.recovered",
}


async def tell(tx: Transaction, source: Source, reading: Reading, now: datetime) -> Reading:
    """Tells what this reading of the source changes, if anything; gives it with that noticed.

    source holds the former reading. A private source's owners are told, each for itself; of a
    public one the operator's log is. In the transaction that records the reading, so that each
    is told once; without a change it costs nothing.
    """
    found = change(source.reading, reading, now)
    if found is None:
        return reading
    if source.private:
        for guild_id in sorted(source.owners):
            await _tell(tx, _notice(source, found, now, guild_id))
    else:
        level = logging.INFO if found.turn is Turn.RECOVERED else logging.WARNING
        log.log(level, "%s", logged(_notice(source, found, now, OPERATOR)))
    return replace(reading, noticed=found.noticed)


def _notice(source: Source, found: Change, now: datetime, guild_id: int) -> Notice:
    return Notice(
        guild_id=guild_id,
        source_id=source.id,
        key=_KEYS[found.turn],
        outlet=source.outlet,
        at=now,
        since=found.since,
        trouble=found.trouble,
    )


async def _tell(tx: Transaction, notice: Notice) -> None:
    over = notice.key == _KEYS[Turn.RECOVERED]
    if over and not await _is_worth_ending(tx, notice):
        return
    channel_id = (await guilds.chosen(tx, notice.guild_id)).notices_channel_id
    post = _post(notice, channel_id) if channel_id else None
    if post:
        await posts.compose(tx, [post], notice.at)
    await notices.add(tx, notice, post)


async def _is_worth_ending(tx: Transaction, notice: Notice) -> bool:
    """Whether this server knows that something was wrong; what it does not know yet is dropped."""
    await notices.withdraw(tx, notice.guild_id, notice.source_id)
    last = await notices.last_key(tx, notice.guild_id, notice.source_id)
    return last not in (None, notice.key)


def _post(notice: Notice, channel_id: int) -> Post:
    return Post(
        key=digest("notice", notice.guild_id, notice.source_id, notice.key, notice.at),
        guild_id=notice.guild_id,
        channel_id=channel_id,
        kind=PostKind.NOTICE,
    )


async def waiting(room: Room, guild_id: int) -> list[Notice]:
    """What no channel tells: an admin of this server is to see it."""
    return await notices.shelved(room.db, guild_id)


async def shown(room: Room, told: Sequence[Notice]) -> None:
    """An admin has seen these above an answer."""
    async with room.db.transaction() as tx:
        await notices.told(tx, [each.id for each in told], room.clock())


async def source_of(room: Room, guild_id: int | None, post_key: str) -> Source:
    """The source that a notice's message is about, as it is now. Raises Mistake where it is not."""
    told = await notices.of_post(room.db, post_key)
    about = {each.source_id for each in told if each.guild_id == guild_id}
    for source in await sources.visible(room.db, guild_id):
        if source.id in about:
            return source
    raise Mistake("health.gone")
