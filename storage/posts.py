"""Posts: composed and started before their first request, settled after Discord's answer."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, insert, select, update

from news.models import Fate, Post, PostKind, PostState
from storage.database import Reader, Transaction
from storage.schema import OPEN, WAITING, channels, deliveries, posts, stories

_FATES = {
    PostState.TOLD: Fate.TOLD,
    PostState.REFUSED: Fate.REFUSED,
    PostState.EXPIRED: Fate.EXPIRED,
    PostState.HIDDEN: Fate.HIDDEN,
    PostState.GONE: Fate.GONE,
}


async def due(
    db: Reader, now: datetime, *, busy: Collection[int] = (), most: int = 100
) -> list[int]:
    """Channels with something to tell, whose last failure is long enough ago.

    busy: channels that are being told already; most: how many are wanted.
    """
    resting = select(channels.c.id).where(_rests(now))
    found: list[int] = []
    for channel_id, condition in ((posts.c.channel_id, OPEN), (deliveries.c.channel_id, WAITING)):
        ready = condition & channel_id.not_in([*busy, *found]) & channel_id.not_in(resting)
        statement = select(channel_id.label("id")).where(ready).distinct()
        found += [row.id for row in await db.rows(statement.limit(most - len(found)))]
    return found


async def wakes_at(db: Reader, now: datetime) -> datetime | None:
    """When the next resting channel may be tried again; None: none rests."""
    rows = await db.rows(select(func.min(channels.c.retry_at).label("at")).where(_rests(now)))
    at: datetime | None = rows[0].at
    return at


def _rests(now: datetime) -> ColumnElement[bool]:
    return channels.c.retry_at > now


async def compose(tx: Transaction, composed: Sequence[Post], now: datetime) -> None:
    """Writes posts in the order in which they are to be sent, and puts their deliveries in."""
    for post in composed:
        statement = insert(posts).values(
            key=post.key,
            guild_id=post.guild_id,
            channel_id=post.channel_id,
            kind=post.kind.value,
            state=PostState.COMPOSED.value,
            plain=post.plain,
            expired=post.expired,
            composed_at=now,
        )
        post_id = await tx.number(statement.returning(posts.c.id))
        await _put_in(tx, post, post_id)


async def _put_in(tx: Transaction, post: Post, post_id: int) -> None:
    for place, key in enumerate(post.story_keys):
        story_id = select(stories.c.id).where(stories.c.key == key).scalar_subquery()
        await tx.write(
            update(deliveries)
            .where(deliveries.c.channel_id == post.channel_id, deliveries.c.story_id == story_id)
            .values(post_id=post_id, place=place)
        )


async def take_back(tx: Transaction, channel_id: int, before: datetime) -> None:
    """What was composed until then and never started is none: its stories wait as they did.

    A post that counts the expired stays, they are counted nowhere else; so does a notice, which
    is never composed anew.
    """
    stale = (
        OPEN
        & (posts.c.channel_id == channel_id)
        & (posts.c.state == PostState.COMPOSED.value)
        & (posts.c.composed_at <= before)
        & (posts.c.expired == 0)
        & (posts.c.kind != PostKind.NOTICE.value)
    )
    await tx.write(
        update(deliveries)
        .where(deliveries.c.post_id.in_(select(posts.c.id).where(stale)))
        .values(post_id=None, place=None)
    )
    await tx.write(delete(posts).where(stale))


async def following(db: Reader, channel_id: int) -> Post | None:
    """The post that this channel is owed first; None: none is composed."""
    rows = await db.rows(
        select(posts).where(OPEN, posts.c.channel_id == channel_id).order_by(posts.c.id).limit(1)
    )
    return await _post(db, rows[0]) if rows else None


async def find(db: Reader, key: str) -> Post | None:
    rows = await db.rows(select(posts).where(posts.c.key == key))
    return await _post(db, rows[0]) if rows else None


async def start(tx: Transaction, post: Post, now: datetime) -> None:
    """Before its first request: from now on the message may be there, whatever we hear of it."""
    await tx.write(
        update(posts)
        .where(posts.c.key == post.key)
        .values(state=PostState.STARTED.value, started_at=now)
    )


async def make_plain(tx: Transaction, post: Post) -> None:
    """Discord refused the card: the next try is plain text."""
    await tx.write(update(posts).where(posts.c.key == post.key).values(plain=True))


async def settle(tx: Transaction, post: Post, now: datetime) -> None:
    """The end of a post, as it says itself, and so the fate of its deliveries."""
    post_id = select(posts.c.id).where(posts.c.key == post.key).scalar_subquery()
    await tx.write(
        update(deliveries)
        .where(deliveries.c.post_id == post_id)
        .values(fate=_FATES[post.state].value)
    )
    await tx.write(
        update(posts)
        .where(posts.c.key == post.key)
        .values(
            state=post.state.value,
            settled_at=now,
            message_id=post.message_id,
            lead=post.lead or None,
        )
    )


async def settle_channel(tx: Transaction, channel_id: int, now: datetime) -> None:
    """The channel is gone: so is all that was composed for it."""
    await tx.write(
        update(posts)
        .where(OPEN, posts.c.channel_id == channel_id)
        .values(state=PostState.GONE.value, settled_at=now)
    )


async def _post(db: Reader, row: Row[Any]) -> Post:
    if row.edits_id is not None:
        return await _edit(db, row)
    keys = await db.rows(
        select(stories.c.key)
        .join(deliveries, deliveries.c.story_id == stories.c.id)
        .where(deliveries.c.post_id == row.id)
        .order_by(deliveries.c.place)
    )
    return Post(
        key=row.key,
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        kind=PostKind(row.kind),
        story_keys=tuple(each.key for each in keys),
        expired=row.expired,
        plain=row.plain,
        state=PostState(row.state),
        started_at=row.started_at,
        message_id=row.message_id,
        lead=row.lead or "",
    )


async def _edit(db: Reader, row: Row[Any]) -> Post:
    """As the post that it edits, but for what is its own."""
    [edited] = await db.rows(select(posts).where(posts.c.id == row.edits_id))
    whole = await _post(db, edited)
    return replace(
        whole,
        key=row.key,
        kind=PostKind(row.kind),
        state=PostState(row.state),
        started_at=row.started_at,
        edits=whole.key,
    )
