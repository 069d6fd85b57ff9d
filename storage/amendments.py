"""What sources change in articles that they have told."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, update

from news.corrections import Change, Told
from news.models import Amendment
from storage import search, stories
from storage.database import Reader, Transaction
from storage.schema import articles

# Built once: it is executed for every reading of a document that has changed.
_TOLD = select(
    articles.c.key,
    articles.c.story_id,
    articles.c.title,
    articles.c.summary,
    articles.c.amended,
    articles.c.told_at,
).where(
    articles.c.key.in_(bindparam("keys", expanding=True)), articles.c.told_at > bindparam("since")
)
_AMEND = (
    update(articles)
    .where(articles.c.key == bindparam("article"))
    .values(
        title=bindparam("its_title"),
        summary=bindparam("its_summary"),
        amended=bindparam("its_state"),
        amended_at=bindparam("now"),
    )
)


async def told(db: Reader, keys: Collection[str], since: datetime) -> list[Told]:
    """Of these articles those that were told since then."""
    rows = await db.rows(_TOLD, {"keys": list(keys), "since": since}) if keys else []
    return [
        Told(
            key=row.key,
            story_id=row.story_id,
            title=row.title,
            summary=row.summary,
            amended=Amendment(row.amended),
            told_at=row.told_at,
        )
        for row in rows
    ]


async def save(tx: Transaction, changes: Sequence[Change], now: datetime) -> None:
    """The articles read so from now on, and are found by what they say now."""
    await tx.write(_AMEND, [_row(each, now) for each in changes])
    ids = sorted({each.story_id for each in changes})
    await search.index(tx, dict(zip(ids, await stories.by_ids(tx, ids), strict=True)))


def _row(change: Change, now: datetime) -> dict[str, object]:
    return {
        "article": change.key,
        "its_title": change.title,
        "its_summary": change.summary,
        "its_state": change.amended.value,
        "now": now,
    }
