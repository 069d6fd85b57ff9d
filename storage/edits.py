"""Messages that are to show what their story has grown by."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, literal_column, select

from news.identity import digest
from news.models import PostKind, PostState
from storage import channels
from storage.database import Transaction
from storage.schema import deliveries, posts
from storage.upsert import insert_new

EDITABLE = timedelta(hours=1)
"""Of a message's age. Discord counts the edits of older ones (30046), and who looks at them?"""

_edits = posts.alias("edits")
_COMPOSED: ColumnElement[str] = literal_column("'composed'")
# As the index over open posts says it, or SQLite would not see that it serves.
_WAITING = _edits.c.state.in_((_COMPOSED, literal_column("'started'"))) & (
    _edits.c.state == _COMPOSED
)


# Built once: they are executed for every reading that makes a story grow.
_EDIT = insert_new(posts)
_YOUNG = (
    select(posts)
    .join(deliveries, deliveries.c.post_id == posts.c.id)
    .where(
        deliveries.c.story_id.in_(bindparam("grown", expanding=True)),
        posts.c.kind == PostKind.CARD.value,
        (posts.c.state == PostState.STARTED.value)
        | (posts.c.state == PostState.TOLD.value) & (posts.c.settled_at > bindparam("since")),
        ~select(_edits.c.id)
        .where(_WAITING, _edits.c.channel_id == posts.c.channel_id, _edits.c.edits_id == posts.c.id)
        .exists(),
    )
)
"""Cards that are sent now, or were not long ago, and have no edit waiting."""


async def owe(tx: Transaction, grown: Collection[int], now: datetime) -> int:
    """An edit for each young card of these stories, by their numbers; how many that makes.

    It is owed to the message, not to the change: one that waits shows what came since, too.
    """
    if not grown:
        return 0
    edited = await tx.rows(_YOUNG, {"grown": list(grown), "since": now - EDITABLE})
    await tx.write(_EDIT, [_edit(row, now) for row in edited])
    await channels.wake(tx, [(row.channel_id, row.guild_id) for row in edited], now)
    return len(edited)


def _edit(card: Row[Any], now: datetime) -> dict[str, Any]:
    return {
        "key": digest("edit", card.key, now.isoformat()),
        "guild_id": card.guild_id,
        "channel_id": card.channel_id,
        "kind": PostKind.EDIT.value,
        "state": PostState.COMPOSED.value,
        "plain": card.plain,
        "expired": 0,
        "composed_at": now,
        "edits_id": card.id,
    }
