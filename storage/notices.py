"""What servers are told by us: in a post of a channel, or waiting for an admin."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, select, update

from news.models import Notice, Post, PostKind, PostState, Trouble
from storage.database import Reader, Transaction
from storage.schema import OPEN, SHELVED, notices, posts, source_owners

_UNSENT = posts.c.state == PostState.COMPOSED.value
_UNTOLD = notices.c.told_at.is_(None)


async def add(tx: Transaction, notice: Notice, post: Post | None) -> None:
    """Told by this post, which is written already; None: it waits for an admin."""
    post_id = select(posts.c.id).where(posts.c.key == post.key).scalar_subquery() if post else None
    await tx.write(
        insert(notices).values(
            guild_id=notice.guild_id,
            source_id=notice.source_id or None,
            key=notice.key,
            details=_details(notice),
            at=notice.at,
            post_id=post_id,
        )
    )


async def withdraw(tx: Transaction, guild_id: int, source_id: str) -> None:
    """What this server has not been told yet of the source need not be told any more."""
    theirs = (notices.c.guild_id == guild_id) & (notices.c.source_id == source_id)
    await _withdraw(tx, theirs)


async def withdraw_channel(tx: Transaction, guild_id: int, channel_id: int, key: str) -> None:
    """What this server has not been told yet of the channel, by this sentence, is not told."""
    ids = [each.id for each in await _of_channel(tx, guild_id, channel_id, key, _UNTOLD)]
    if ids:
        await _withdraw(tx, notices.c.id.in_(ids))


async def has_told_channel(
    db: Reader, guild_id: int, channel_id: int, key: str, since: datetime
) -> bool:
    """Whether this server was told of the channel, by this sentence, after then."""
    lately = notices.c.told_at > since
    return bool(await _of_channel(db, guild_id, channel_id, key, lately))


async def _of_channel(
    db: Reader, guild_id: int, channel_id: int, key: str, which: ColumnElement[bool]
) -> list[Notice]:
    of_others = (notices.c.guild_id == guild_id) & notices.c.source_id.is_(None)
    rows = await db.rows(select(notices).where(of_others, notices.c.key == key, which))
    found = [_notice(row) for row in rows]
    return [each for each in found if each.values.get("channel") == channel_id]


async def _withdraw(tx: Transaction, which: ColumnElement[bool]) -> None:
    unsent = select(posts.c.id).where(OPEN, _UNSENT)
    untold = which & _UNTOLD & (notices.c.post_id.is_(None) | notices.c.post_id.in_(unsent))
    statement = delete(notices).where(untold).returning(notices.c.post_id)
    freed = [row.post_id for row in await tx.rows(statement) if row.post_id]
    if freed:
        await tx.write(delete(posts).where(posts.c.id.in_(freed)))


async def last_key(db: Reader, guild_id: int, source_id: str) -> str | None:
    """The key of what this server was told of the source last; None: never anything."""
    theirs = (notices.c.guild_id == guild_id) & (notices.c.source_id == source_id)
    newest = select(notices.c.key).where(theirs).order_by(notices.c.id.desc()).limit(1)
    rows = await db.rows(newest)
    return rows[0].key if rows else None


async def shelved(db: Reader, guild_id: int) -> list[Notice]:
    """What waits for an admin of this server, oldest first; nothing of sources that it has not."""
    return await _listed(db, SHELVED & (notices.c.guild_id == guild_id))


async def of_post(db: Reader, post_key: str) -> list[Notice]:
    """What a post tells; nothing of sources that its server has not any more."""
    post_id = select(posts.c.id).where(posts.c.key == post_key).scalar_subquery()
    return await _listed(db, notices.c.post_id == post_id)


async def told(tx: Transaction, ids: Sequence[int], now: datetime) -> None:
    """An admin has seen these."""
    await tx.write(update(notices).where(notices.c.id.in_(ids)).values(told_at=now))


async def settle(tx: Transaction, post: Post, now: datetime) -> None:
    """The post has told its notices, or there is nobody left to tell."""
    post_id = select(posts.c.id).where(posts.c.key == post.key).scalar_subquery()
    await tx.write(update(notices).where(notices.c.post_id == post_id).values(told_at=now))


async def shelve_post(tx: Transaction, post: Post) -> None:
    """The post is given up: what it was to tell waits for an admin."""
    await _shelve(tx, posts.c.key == post.key)


async def shelve(tx: Transaction, channel_id: int) -> int:
    """The channel takes no notices: what it was to tell waits for an admin; how many those are."""
    return await _shelve(tx, posts.c.channel_id == channel_id)


async def shelve_unsent(tx: Transaction, guild_id: int) -> None:
    """The server has chosen another channel: what was not tried in the old one waits."""
    await _shelve(tx, (posts.c.guild_id == guild_id) & _UNSENT)


async def _shelve(tx: Transaction, where: ColumnElement[bool]) -> int:
    found = await tx.rows(
        select(posts.c.id).where(OPEN, posts.c.kind == PostKind.NOTICE.value, where)
    )
    ids = [row.id for row in found]
    if ids:
        freed = update(notices).where(notices.c.post_id.in_(ids))
        await tx.write(freed.values(post_id=None))
        await tx.write(delete(posts).where(posts.c.id.in_(ids)))
    return len(ids)


async def _listed(db: Reader, condition: ColumnElement[bool]) -> list[Notice]:
    theirs = (source_owners.c.source_id == notices.c.source_id) & (
        source_owners.c.guild_id == notices.c.guild_id
    )
    of_others = notices.c.source_id.is_(None)
    has_it = source_owners.c.source_id.is_not(None)
    statement = select(notices).outerjoin(source_owners, theirs).where(condition)
    statement = statement.where(of_others | has_it)
    return [_notice(row) for row in await db.rows(statement.order_by(notices.c.id))]


def _details(notice: Notice) -> str:
    trouble = notice.trouble
    return json.dumps(
        {
            "outlet": notice.outlet,
            "since": notice.since.isoformat(),
            "trouble": [trouble.key, dict(trouble.values)] if trouble else None,
            "values": dict(notice.values),
        }
    )


def _notice(row: Row[Any]) -> Notice:
    details = json.loads(row.details)
    trouble = details["trouble"]
    return Notice(
        guild_id=row.guild_id,
        source_id=row.source_id or "",
        key=row.key,
        outlet=details["outlet"],
        at=row.at,
        since=datetime.fromisoformat(details["since"]).astimezone(UTC),
        trouble=Trouble(*trouble) if trouble else None,
        values=details.get("values", {}),
        id=row.id,
    )
