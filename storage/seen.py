"""What a source has told before: its keys are kept far longer than its stories."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select

from news import identity, recognition
from news.likeness import Known
from news.models import Article
from news.recognition import Match
from storage.database import Reader, Transaction
from storage.schema import articles, seen
from storage.upsert import insert_new, upsert

ARCHIVE = 2000
"""The newest articles of a source among which a suspicious document's headlines are looked for."""

# Built once: they are executed for every reading of a document.
_KNOWN = select(seen.c.key, seen.c.item).where(
    seen.c.source_id == bindparam("source"), seen.c.key.in_(bindparam("keys", expanding=True))
)
_REMEMBER = insert_new(seen)
_TAKE_OVER = upsert(seen, ("item", "seen_at"))
_ITEMS = (
    select(
        articles.c.key,
        articles.c.title,
        articles.c.published_at,
        articles.c.summary,
        articles.c.url,
    )
    .order_by(articles.c.told_at.desc())
    .limit(ARCHIVE)
)
_OF_KEYS = _ITEMS.where(articles.c.key.in_(bindparam("keys", expanding=True)))
_OF_SOURCE = _ITEMS.where(articles.c.source_id == bindparam("source"))


@dataclass(frozen=True, slots=True)
class Sorted:
    """The articles of a document, in its order: new to its source, or told again.

    Those are left out that are known by what they say alone.
    """

    new: list[Article]
    again: list[Match]


async def sort(
    tx: Transaction, source_id: str, document: Sequence[Article], now: datetime
) -> Sorted:
    """Which articles of a document its source had not told before.

    All keys of what was known already are remembered with it: a changed guid is adopted.
    """
    keys = [key for article in document for key in identity.evidence(article) if key]
    rows = await tx.rows(_KNOWN, {"source": source_id, "keys": keys})
    known = {row.key: row.item for row in rows}
    matches = await _matched(tx, source_id, document, known)
    adopted = [
        _row(source_id, key, match.item, now)
        for match in matches
        if match.item
        for key in identity.evidence(match.article)
        if key and key not in known
    ]
    await tx.write(_REMEMBER, adopted)
    # The same in all its keys is the same, though another item of the document was matched to it.
    new = [match.article for match in matches if not match.item and match.article.key not in known]
    await tx.write(_TAKE_OVER, _taken_over(source_id, new, known, now))
    return Sorted(new, [match for match in matches if match.item and match.by is not None])


async def remember(tx: Transaction, told: Sequence[Article], now: datetime) -> None:
    """From now on these articles are known."""
    rows = [
        _row(article.source_id, key, article.key, now)
        for article in reversed(
            told
        )  # of namesakes the newest, which stays in the document longest
        for key in identity.evidence(article)
        if key
    ]
    await tx.write(_REMEMBER, rows)


def _taken_over(
    source_id: str, new: Sequence[Article], known: Mapping[str, str], now: datetime
) -> list[dict[str, Any]]:
    """Guids, headlines and links that another item had before: they lead to the newest one."""
    return [
        _row(source_id, key, article.key, now)
        for article in new
        for key in identity.evidence(article)
        if key and key in known
    ]


async def _matched(
    tx: Transaction, source_id: str, document: Sequence[Article], known: Mapping[str, str]
) -> list[Match]:
    """The articles with what they are; where the keys alone may be wrong, by what was said."""
    remembered: dict[str, Known] = {}
    if doubtful := recognition.doubtful(document, known):
        found = await _known(tx, _OF_KEYS, keys=doubtful)
        remembered = {each.item: each for each in found}
    matches = recognition.matched(document, known, remembered)
    if recognition.is_suspicious(matches) and (
        archive := await _known(tx, _OF_SOURCE, source=source_id)
    ):
        matches = recognition.recognised(matches, archive)
    return matches


async def _known(db: Reader, statement: Select[Any], **values: object) -> list[Known]:
    rows = await db.rows(statement, values)
    return [Known(row.key, row.title, row.published_at, row.summary, row.url) for row in rows]


def _row(source_id: str, key: str, item: str, now: datetime) -> dict[str, Any]:
    return {"source_id": source_id, "key": key, "item": item, "seen_at": now}
