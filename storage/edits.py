"""Messages that are to show what their story has grown by, or what became of their article."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, literal_column, select, update

from news.corrections import CORRECTABLE, GRAVE, Change, graver
from news.growth import EDITABLE, HOUR, Edit
from news.identity import digest
from news.models import Amendment, Post, PostKind, PostState
from storage import channels, joins
from storage.database import Ask, Reader, Transaction
from storage.schema import OPEN, deliveries, posts
from storage.upsert import insert_new

_cards = posts.alias("cards")
_edits = posts.alias("edits")
_EDITING: ColumnElement[str] = literal_column(f"'{PostKind.EDIT.value}'")
_IS_EDIT = posts.c.kind == _EDITING
_COMPOSED: ColumnElement[str] = literal_column("'composed'")
# As the index over open posts says it, or SQLite would not see that it serves.
_WAITING = (
    _edits.c.state.in_((_COMPOSED, literal_column("'started'")))
    & (_edits.c.state == _COMPOSED)
    & (_edits.c.kind == _EDITING)  # and no crosspost
)

# Built once: they are executed for every reading that makes a story grow, and for every edit.
_EDIT = insert_new(posts)
_MARK = update(posts).where(posts.c.id == bindparam("number")).values(amended=bindparam("its_mark"))
_SHOWN = (
    select(posts, _edits.c.id.label("waiting"), _edits.c.amended.label("waits_to_mark"))
    .join(deliveries, deliveries.c.post_id == posts.c.id)
    .outerjoin(
        _edits,
        _WAITING & (_edits.c.channel_id == posts.c.channel_id) & (_edits.c.edits_id == posts.c.id),
    )
    .where(
        deliveries.c.story_id.in_(bindparam("ids", expanding=True)),
        posts.c.kind == PostKind.CARD.value,
        (posts.c.state == PostState.STARTED.value)
        | (posts.c.state == PostState.TOLD.value)
        & (posts.c.settled_at > bindparam("since"))
        & posts.c.message_id.is_not(None),
    )
)
"""Cards that are sent now, or were since then, each with the edit that waits for it."""
_GROWN = _SHOWN.where(_edits.c.id.is_(None))
# What is sent now may show the article or not: nobody knows before Discord has answered.
_CHANGED = _SHOWN.where((posts.c.lead == bindparam("article")) | posts.c.lead.is_(None))
_DUE = (
    select(posts.c.key, posts.c.edits_id, posts.c.amended, _cards.c.settled_at)
    .add_columns(_cards.c.published_at)
    .join(_cards, _cards.c.id == posts.c.edits_id)
    .where(
        OPEN,
        _IS_EDIT,
        posts.c.channel_id == bindparam("channel"),
        posts.c.due_at.is_(None) | (posts.c.due_at <= bindparam("now")),
    )
    .order_by(posts.c.id)
)
_EDITED = (
    select(posts.c.edits_id, posts.c.settled_at)
    .where(
        posts.c.edits_id.in_(bindparam("cards", expanding=True)),
        _IS_EDIT,
        posts.c.state == PostState.TOLD.value,
        posts.c.settled_at > bindparam("since"),
    )
    .order_by(posts.c.settled_at)
)
_SETTLE = (
    update(posts).where(posts.c.key == bindparam("card")).values(amended=bindparam("its_mark"))
)


async def owe(tx: Transaction, grown: Collection[int], now: datetime) -> int:
    """An edit for each young card of these stories, by their numbers; how many that makes.

    It is owed to the message, not to the change: one that waits shows what came since, too.
    """
    if not grown:
        return 0
    cards = await tx.rows(_GROWN, {"ids": list(grown), "since": now - EDITABLE})
    return await _owe(tx, cards, Amendment.NONE, now)


async def mark(tx: Transaction, change: Change, now: datetime) -> int:
    """An edit for each card that shows the article; how many messages that changes.

    For young ones, as of growth; corrections and withdrawals are marked on older ones, too, but
    not again where the message shows that already.
    """
    since = now - (CORRECTABLE if change.shows in GRAVE else EDITABLE)
    twins = await joins.twins(tx, [change.story_id])
    ids = [change.story_id, *twins.get(change.story_id, ())]
    values = {"ids": ids, "since": since, "article": change.key}
    cards = [
        card
        for card in await tx.rows(_CHANGED, values)
        if change.shows not in GRAVE or card.amended != change.shows.value
    ]
    waiting = [card for card in cards if card.waiting is not None]
    await tx.write(_MARK, [_marked(card, change.shows) for card in waiting])
    new = [card for card in cards if card.waiting is None]
    return len(waiting) + await _owe(tx, new, change.shows, now)


async def due(db: Reader, channel_id: int, now: datetime) -> list[Edit]:
    """The edits that are due in a channel, oldest first; news.growth says which may be made."""
    return await db.look(lambda ask: _due(ask, channel_id, now))


async def settle(tx: Transaction, post: Post) -> None:
    """The message shows from now on what the edit was to mark."""
    if post.amended:
        await tx.write(_SETTLE, {"card": post.edits, "its_mark": post.amended.value})


async def _owe(tx: Transaction, cards: Sequence[Row[Any]], shows: Amendment, now: datetime) -> int:
    await tx.write(_EDIT, [_edit(card, shows, now) for card in cards])
    await channels.wake(tx, [(card.channel_id, card.guild_id) for card in cards], now)
    return len(cards)


def _due(ask: Ask, channel_id: int, now: datetime) -> list[Edit]:
    rows = ask(_DUE, {"channel": channel_id, "now": now})
    edited = _edited(ask, {row.edits_id for row in rows}, now - HOUR) if rows else {}
    return [
        Edit(
            key=row.key,
            told_at=row.settled_at or now,
            edited=edited.get(row.edits_id, ()),
            published_at=row.published_at,
            marks=Amendment(row.amended) in GRAVE,
        )
        for row in rows
    ]


def _edited(ask: Ask, cards: Iterable[int], since: datetime) -> dict[int, list[datetime]]:
    """Message -> when it was edited since then, oldest first."""
    found: dict[int, list[datetime]] = defaultdict(list)
    for row in ask(_EDITED, {"cards": list(cards), "since": since}):
        found[row.edits_id].append(row.settled_at)
    return found


def _marked(card: Row[Any], shows: Amendment) -> dict[str, Any]:
    return {"number": card.waiting, "its_mark": graver(Amendment(card.waits_to_mark), shows).value}


def _edit(card: Row[Any], shows: Amendment, now: datetime) -> dict[str, Any]:
    return {
        "key": digest("edit", card.key, now.isoformat()),
        "guild_id": card.guild_id,
        "channel_id": card.channel_id,
        "kind": PostKind.EDIT.value,
        "state": PostState.COMPOSED.value,
        "plain": card.plain,
        "expired": 0,
        "amended": shows.value,
        "composed_at": now,
        "edits_id": card.id,
    }
