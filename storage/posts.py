"""Posts: composed and started before their first request, settled after Discord's answer."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from news.models import Fate, Pace, Place, Post, PostKind, PostState
from storage import channels
from storage.database import Reader, Transaction
from storage.schema import BUDGETED, MENTIONS, OPEN, deliveries, posts, stories

HOUR = timedelta(hours=1)

_FATES = {
    PostState.TOLD: Fate.TOLD,
    PostState.REFUSED: Fate.REFUSED,
    PostState.EXPIRED: Fate.EXPIRED,
    PostState.HIDDEN: Fate.HIDDEN,
    PostState.GONE: Fate.GONE,
}


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
            place=post.place.value,
            pace=post.pace.value,
            part=post.part,
            parts=post.parts,
            silent=post.silent,
            publish=post.publish,
            mention=post.mention,
            budget_of=post.budget_of,
            composed_at=now,
            due_at=post.due_at,
        )
        post_id = await tx.number(statement.returning(posts.c.id))
        await _put_in(tx, post, post_id)
        await channels.wake(tx, [(post.channel_id, post.guild_id)], post.due_at or now)


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
        & posts.c.edits_id.is_(None)
    )
    await tx.write(
        update(deliveries)
        .where(deliveries.c.post_id.in_(select(posts.c.id).where(stale)))
        .values(post_id=None, place=None)
    )
    await tx.write(delete(posts).where(stale))


async def following(db: Reader, channel_id: int) -> Post | None:
    """The post that this channel is owed first; None: none is composed."""
    here = (posts.c.channel_id == channel_id) & posts.c.edits_id.is_(None)
    rows = await db.rows(select(posts).where(OPEN, here).order_by(posts.c.id).limit(1))
    return await _post(db, rows[0]) if rows else None


async def edit_due(db: Reader, channel_id: int, now: datetime) -> Post | None:
    """The first edit that is due in a channel; None: none is."""
    here = (posts.c.channel_id == channel_id) & (posts.c.kind == PostKind.EDIT.value)
    is_due = posts.c.due_at.is_(None) | (posts.c.due_at <= now)
    rows = await db.rows(select(posts).where(OPEN, here, is_due).order_by(posts.c.id).limit(1))
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


async def put_off(tx: Transaction, keys: Collection[str], until: datetime) -> None:
    """These posts alone wait until then; what else the channel is owed does not."""
    await tx.write(
        update(posts)
        .where(posts.c.key.in_(keys))
        .values(state=PostState.COMPOSED.value, due_at=until)
    )


async def make_plain(tx: Transaction, post: Post) -> None:
    """Discord refused the card: the next try is plain text."""
    await tx.write(update(posts).where(posts.c.key == post.key).values(plain=True))


async def settle(tx: Transaction, post: Post, now: datetime, hidden: Collection[str] = ()) -> None:
    """The end of a post, as it says itself, and so the fate of its deliveries.

    hidden: keys of stories that it was to tell and did not show, for the server may not see them.
    """
    post_id = select(posts.c.id).where(posts.c.key == post.key).scalar_subquery()
    its_own = deliveries.c.post_id == post_id
    await tx.write(update(deliveries).where(its_own).values(fate=_FATES[post.state].value))
    if hidden:
        unseen = deliveries.c.story_id.in_(select(stories.c.id).where(stories.c.key.in_(hidden)))
        await tx.write(update(deliveries).where(its_own, unseen).values(fate=Fate.HIDDEN.value))
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


async def of_last_hour(
    db: Reader, budgets: Collection[int], now: datetime
) -> dict[int, list[datetime]]:
    """Subscription -> when each message of the last hour was composed that took of its budget."""
    statement = (
        select(posts.c.budget_of, posts.c.composed_at)
        .where(BUDGETED, posts.c.budget_of.in_(budgets), posts.c.composed_at > now - HOUR)
        .order_by(posts.c.composed_at)
    )
    found: dict[int, list[datetime]] = {}
    for row in await db.rows(statement) if budgets else ():
        found.setdefault(row.budget_of, []).append(row.composed_at)
    return found


async def pinged(db: Reader, roles: Collection[int], now: datetime) -> set[int]:
    """Those of these roles that were mentioned within the last hour."""
    recent = MENTIONS & posts.c.mention.in_(roles) & (posts.c.composed_at > now - HOUR)
    rows = await db.rows(select(posts.c.mention).where(recent).distinct()) if roles else []
    return {row.mention for row in rows}


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
        place=Place(row.place),
        expired=row.expired,
        pace=Pace(row.pace),
        part=row.part,
        parts=row.parts,
        plain=row.plain,
        silent=row.silent,
        publish=row.publish,
        mention=row.mention,
        budget_of=row.budget_of,
        due_at=row.due_at,
        state=PostState(row.state),
        composed_at=row.composed_at,
        started_at=row.started_at,
        message_id=row.message_id,
        lead=row.lead or "",
        published=row.published_at is not None,
    )


async def _edit(db: Reader, row: Row[Any]) -> Post:
    """As the post that it edits or publishes, but for what is its own."""
    [edited] = await db.rows(select(posts).where(posts.c.id == row.edits_id))
    whole = await _post(db, edited)
    return replace(
        whole,
        key=row.key,
        kind=PostKind(row.kind),
        state=PostState(row.state),
        due_at=row.due_at,
        started_at=row.started_at,
        edits=whole.key,
    )
