"""Messages that are to be published to the channels that follow theirs."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, literal_column, select, update

from news.identity import digest
from news.models import Post, PostKind, PostState
from news.publishing import HOUR, Candidate, due_at
from storage import channels
from storage.database import Reader, Transaction
from storage.schema import OPEN, PUBLISHED, deliveries, posts, stories

_CROSSPOST = posts.c.kind == literal_column(f"'{PostKind.CROSSPOST.value}'")
_posted = posts.alias("posted")

# Built once: the first is executed for every reading that makes a story grow.
_WAITING = (
    select(posts.c.id, posts.c.channel_id, posts.c.guild_id)
    .join(deliveries, deliveries.c.post_id == posts.c.edits_id)
    .where(OPEN, _CROSSPOST, deliveries.c.story_id.in_(bindparam("grown", expanding=True)))
    .distinct()
)
_DUE = (
    select(posts.c.key, _posted.c.settled_at, func.max(stories.c.outlets).label("outlets"))
    .join(_posted, _posted.c.id == posts.c.edits_id)
    .outerjoin(deliveries, deliveries.c.post_id == _posted.c.id)
    .outerjoin(stories, stories.c.id == deliveries.c.story_id)
    .where(
        OPEN,
        _CROSSPOST,
        posts.c.channel_id == bindparam("channel"),
        posts.c.due_at <= bindparam("now"),
    )
    .group_by(posts.c.id, posts.c.key, _posted.c.settled_at)
    .order_by(posts.c.id)
)


async def owe(tx: Transaction, told: Post, now: datetime) -> None:
    """The message of a post that was just told is to be published; news.publishing says when."""
    its_stories = select(func.max(stories.c.outlets)).where(stories.c.key.in_(told.story_keys))
    outlets = its_stories.scalar_subquery().label("outlets")
    found = await tx.rows(select(posts.c.id, outlets).where(posts.c.key == told.key))
    if not found:
        return  # its server has been forgotten while it was sent
    then = due_at(found[0].outlets or 1, now)
    await tx.write(
        insert(posts).values(
            key=digest("crosspost", told.key),
            guild_id=told.guild_id,
            channel_id=told.channel_id,
            kind=PostKind.CROSSPOST.value,
            state=PostState.COMPOSED.value,
            plain=False,
            expired=0,
            composed_at=now,
            due_at=then,
            edits_id=found[0].id,
        )
    )
    await channels.wake(tx, [(told.channel_id, told.guild_id)], then)


async def hasten(tx: Transaction, grown: Collection[int], now: datetime) -> int:
    """These stories, by their numbers, need not wait any longer; how many messages that makes."""
    rows = await tx.rows(_WAITING, {"grown": list(grown)}) if grown else []
    if rows:
        ids = [row.id for row in rows]
        await tx.write(update(posts).where(posts.c.id.in_(ids)).values(due_at=now))
        await channels.wake(tx, [(row.channel_id, row.guild_id) for row in rows], now)
    return len(rows)


async def due(db: Reader, channel_id: int, now: datetime) -> list[Candidate]:
    """What may be published there by now, oldest first."""
    rows = await db.rows(_DUE, {"channel": channel_id, "now": now})
    return [_candidate(row, now) for row in rows]


async def published(db: Reader, channel_id: int, now: datetime) -> list[datetime]:
    """When messages of this channel were published within the last hour, oldest first."""
    recent = PUBLISHED & (posts.c.channel_id == channel_id) & (posts.c.published_at > now - HOUR)
    rows = await db.rows(select(posts.c.published_at).where(recent).order_by(posts.c.published_at))
    return [row.published_at for row in rows]


async def settle(tx: Transaction, post: Post, now: datetime) -> None:
    """The message of the post that this one publishes is published."""
    told = posts.c.key == post.edits
    await tx.write(update(posts).where(told).values(published_at=now))


def _candidate(row: Row[Any], now: datetime) -> Candidate:
    return Candidate(row.key, row.settled_at or now, row.outlets or 1)
