"""Servers that the bot has left: marked, come back to in time, or forgotten with all of theirs."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Table, delete, select, union, update

from news.words import DEFAULT
from storage import roster
from storage.database import Reader, Transaction
from storage.schema import (
    channels,
    deliveries,
    guilds,
    notices,
    posts,
    source_owners,
    subscriptions,
    undos,
)
from storage.upsert import upsert

SLICE = 500
"""Rows that one transaction deletes at most: others wait for their turn meanwhile."""


async def known(db: Reader) -> dict[int, datetime | None]:
    """All servers that something is kept of, and when each was left; None: the bot is there."""
    parts = (
        select(guilds.c.id),
        select(subscriptions.c.guild_id),
        select(source_owners.c.guild_id),
    )
    kept = union(*parts).subquery()
    marked = select(kept.c.id, guilds.c.left_at).outerjoin(guilds, guilds.c.id == kept.c.id)
    return {row.id: row.left_at for row in await db.rows(marked)}


async def leave(tx: Transaction, guild_ids: Collection[int], now: datetime) -> None:
    """The bot is not in these servers any more."""
    left = [{"id": each, "locale": DEFAULT, "left_at": now} for each in guild_ids]
    await tx.write(upsert(guilds, ["left_at"]), left)


async def come_back(tx: Transaction, guild_ids: Collection[int]) -> None:
    """The bot is in these servers again."""
    here = guilds.c.id.in_(guild_ids)
    await tx.write(update(guilds).where(here).values(left_at=None))


async def is_left(db: Reader, guild_id: int) -> bool:
    gone = select(guilds.c.id).where(guilds.c.id == guild_id, guilds.c.left_at.is_not(None))
    return bool(await db.rows(gone))


async def due(db: Reader, before: datetime) -> list[int]:
    """Servers that were left by then, the first one first."""
    left = select(guilds.c.id).where(guilds.c.left_at <= before).order_by(guilds.c.left_at)
    return [row.id for row in await db.rows(left)]


async def forget(tx: Transaction, guild_id: int, before: datetime) -> bool:
    """Deletes some of what is kept of a server that was left by then; whether more may be there.

    What is left when it is called for the last time is nothing: the server itself goes last.
    """
    if guild_id not in await due(tx, before):
        return False
    for slice_of in _SLICES:
        if await slice_of(tx, guild_id):
            return True
    await tx.write(delete(guilds).where(guilds.c.id == guild_id))
    return False


async def _notices(tx: Transaction, guild_id: int) -> bool:
    return await _deleted(tx, notices, notices.c.guild_id == guild_id)


async def _deliveries(tx: Transaction, guild_id: int) -> bool:
    """Those of one channel: they are found by it alone."""
    for channel_id in await _channels_of(tx, guild_id):
        here = deliveries.c.channel_id == channel_id
        some = select(deliveries.c.story_id).where(here).limit(SLICE)
        gone = delete(deliveries).where(here, deliveries.c.story_id.in_(some))
        if await tx.rows(gone.returning(deliveries.c.story_id)):
            return True
    return False


async def _posts(tx: Transaction, guild_id: int) -> bool:
    return await _deleted(tx, posts, posts.c.guild_id == guild_id)


async def _undos(tx: Transaction, guild_id: int) -> bool:
    return await _deleted(tx, undos, undos.c.guild_id == guild_id)


async def _subscriptions(tx: Transaction, guild_id: int) -> bool:
    return await _deleted(tx, subscriptions, subscriptions.c.guild_id == guild_id)


async def _sources(tx: Transaction, guild_id: int) -> bool:
    """Its own are not read any more where nobody else has them, nor is it known where they were."""
    owned = select(source_owners.c.source_id).where(source_owners.c.guild_id == guild_id)
    found = await tx.rows(owned.limit(SLICE))
    for row in found:
        await roster.disown(tx, row.source_id, guild_id)
        await roster.efface(tx, row.source_id)
    return bool(found)


async def _channels(tx: Transaction, guild_id: int) -> bool:
    return await _deleted(tx, channels, channels.c.guild_id == guild_id)


async def _channels_of(db: Reader, guild_id: int) -> Sequence[int]:
    subscribed = select(subscriptions.c.channel_id).where(subscriptions.c.guild_id == guild_id)
    told = select(channels.c.id).where(channels.c.guild_id == guild_id)
    return sorted(row.id for row in await db.rows(union(told, subscribed)))


async def _deleted(tx: Transaction, table: Table, where: ColumnElement[bool]) -> bool:
    [key] = table.primary_key.columns
    some = select(key).where(where).limit(SLICE)
    gone = delete(table).where(key.in_(some)).returning(key)
    return bool(await tx.rows(gone))


_SLICES = (_notices, _undos, _deliveries, _posts, _subscriptions, _sources, _channels)
