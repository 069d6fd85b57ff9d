"""Posts: composed and started before their first request, settled after Discord's answer."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Select,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from news.models import STORYLESS, Fate, Post, PostState
from storage import channels, post_rows
from storage.database import Ask, Reader, Transaction
from storage.schema import OPEN, deliveries, posts, stories

_FATES = {
    PostState.TOLD: Fate.TOLD,
    PostState.REFUSED: Fate.REFUSED,
    PostState.EXPIRED: Fate.EXPIRED,
    PostState.HIDDEN: Fate.HIDDEN,
    PostState.GONE: Fate.GONE,
}

# Built once: most of these are executed for every post.
_KEY: BindParameter[Any] = bindparam("its_key")
_ITS_ID = select(posts.c.id).where(posts.c.key == _KEY).scalar_subquery()
_HERE = posts.c.channel_id == bindparam("channel")
_TELLS_STORIES = posts.c.kind.not_in([each.value for each in sorted(STORYLESS)])
_INSERT = insert(posts)
_PUT_IN = (
    update(deliveries)
    .where(
        deliveries.c.channel_id == bindparam("channel"),
        deliveries.c.story_id
        == select(stories.c.id).where(stories.c.key == bindparam("story")).scalar_subquery(),
    )
    .values(post_id=_ITS_ID, place=bindparam("position"))
)
_FOLLOWING = (
    select(posts).where(OPEN, _HERE, posts.c.edits_id.is_(None)).order_by(posts.c.id).limit(1)
)
_DUE = _FOLLOWING.where(posts.c.due_at.is_(None) | (posts.c.due_at <= bindparam("now")))
_BY_KEY = select(posts).where(posts.c.key == _KEY)
_BY_ID = select(posts).where(posts.c.id == bindparam("number"))
_STORIES = (
    select(stories.c.key)
    .join(deliveries, deliveries.c.story_id == stories.c.id)
    .where(deliveries.c.post_id == bindparam("number"))
    .order_by(deliveries.c.place)
)
_START = (
    update(posts)
    .where(posts.c.key == _KEY)
    .values(state=PostState.STARTED.value, started_at=bindparam("now"))
)
_SETTLE_STORIES = (
    update(deliveries).where(deliveries.c.post_id == _ITS_ID).values(fate=bindparam("its_fate"))
)
_SETTLE = (
    update(posts)
    .where(posts.c.key == _KEY)
    .values(
        state=bindparam("its_state"),
        settled_at=bindparam("now"),
        message_id=bindparam("its_message"),
        lead=bindparam("its_lead"),
    )
)


async def compose(tx: Transaction, composed: Sequence[Post], now: datetime) -> None:
    """Writes posts in the order in which they are to be sent, and puts their deliveries in."""
    await tx.write(_INSERT, [post_rows.row(each, now) for each in composed])
    places = [
        {"channel": each.channel_id, "story": key, "its_key": each.key, "position": place}
        for each in composed
        for place, key in enumerate(each.story_keys)
    ]
    await tx.write(_PUT_IN, places)
    for each in composed:
        await channels.wake(tx, [(each.channel_id, each.guild_id)], each.due_at or now)


async def take_back(tx: Transaction, channel_id: int, before: datetime) -> None:
    """What was composed until then and never started is none: its stories wait as they did.

    A post that counts the expired stays, they are counted nowhere else; so does what tells no
    story, which is never composed anew.
    """
    stale = (
        OPEN
        & (posts.c.channel_id == channel_id)
        & (posts.c.state == PostState.COMPOSED.value)
        & (posts.c.composed_at <= before)
        & (posts.c.expired == 0)
        & _TELLS_STORIES
        & posts.c.edits_id.is_(None)
    )
    await tx.write(
        update(deliveries)
        .where(deliveries.c.post_id.in_(select(posts.c.id).where(stale)))
        .values(post_id=None, place=None)
    )
    await tx.write(delete(posts).where(stale))


async def following(db: Reader, channel_id: int, now: datetime | None = None) -> Post | None:
    """The post that this channel is owed first; None: none is composed. now: of what is due."""
    if now is None:
        return await _found(db, _FOLLOWING, {"channel": channel_id})
    return await _found(db, _DUE, {"channel": channel_id, "now": now})


async def find(db: Reader, key: str) -> Post | None:
    return await _found(db, _BY_KEY, {"its_key": key})


async def start(tx: Transaction, post: Post, now: datetime) -> None:
    """Before a request: from now on the message may be there, whatever we hear of it.

    Again where it was found to be nowhere, whatever was tried before.
    """
    await tx.write(_START, {"its_key": post.key, "now": now})


async def hush(tx: Transaction, post: Post) -> None:
    """It pings nobody."""
    await tx.write(update(posts).where(posts.c.key == post.key).values(mention=None))


async def wait(tx: Transaction, channel_id: int, until: datetime) -> None:
    """No story that this channel is owed is tried before then."""
    theirs = OPEN & (posts.c.channel_id == channel_id) & posts.c.edits_id.is_(None)
    stories = theirs & _TELLS_STORIES
    await tx.write(update(posts).where(stories).values(due_at=until))


async def replan(tx: Transaction, guild_id: int, now: datetime) -> None:
    """A server has chosen other hours: what waits for the end of the former ones waits no more."""
    waits = OPEN & (posts.c.guild_id == guild_id) & (posts.c.due_at > now)
    statement = update(posts).where(waits, posts.c.edits_id.is_(None)).values(due_at=None)
    freed = await tx.rows(statement.returning(posts.c.channel_id))
    await channels.wake(tx, sorted({(row.channel_id, guild_id) for row in freed}), now)


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
    fate = {"its_key": post.key, "its_fate": _FATES[post.state].value}
    await tx.write(_SETTLE_STORIES, fate)
    if hidden:
        unseen = deliveries.c.story_id.in_(select(stories.c.id).where(stories.c.key.in_(hidden)))
        await tx.write(_SETTLE_STORIES.where(unseen), {**fate, "its_fate": Fate.HIDDEN.value})
    end = {
        "its_key": post.key,
        "its_state": post.state.value,
        "now": now,
        "its_message": post.message_id,
        "its_lead": post.lead or None,
    }
    await tx.write(_SETTLE, end)


async def lose_message(tx: Transaction, change: Post) -> None:
    """The message that an edit or a crosspost was for is not there any more."""
    await tx.write(update(posts).where(posts.c.key == change.edits).values(message_id=None))


async def settle_channel(tx: Transaction, channel_id: int, now: datetime) -> None:
    """The channel is gone: so is all that was composed for it."""
    await tx.write(
        update(posts)
        .where(OPEN, posts.c.channel_id == channel_id)
        .values(state=PostState.GONE.value, settled_at=now)
    )


async def _found(db: Reader, statement: Select[Any], asked: Mapping[str, Any]) -> Post | None:
    """In one go: the post, what it tells, and the post whose message it changes."""
    return await db.look(lambda ask: _looked(ask, statement, asked))


def _looked(ask: Ask, statement: Select[Any], asked: Mapping[str, Any]) -> Post | None:
    rows = ask(statement, asked)
    if not rows:
        return None
    [row] = rows
    if row.edits_id is None:
        return post_rows.post(row, ask(_STORIES, {"number": row.id}))
    [edited] = ask(_BY_ID, {"number": row.edits_id})
    whole = post_rows.post(edited, ask(_STORIES, {"number": edited.id}))
    return post_rows.edit(row, whole)
