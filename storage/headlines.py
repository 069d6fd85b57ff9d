"""The headlines by which people choose a story: the newest, and older ones that have its words."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Integer, Select, column, func, literal_column, select, table

from news.models import GuildView
from news.names import Choice
from storage import lists
from storage.database import Reader
from storage.schema import articles, seen, stories

NEWEST = 300
MATCHING = 50
RECENT = 100_000
"""Older ones are not offered: to look for words that never stand together takes long."""

_SEARCH = table("search", column("rowid", Integer))
_MATCHES = literal_column("search").op("MATCH")
_LAST = select(func.max(stories.c.id)).scalar_subquery()
_LED = select(stories.c.key, articles.c.title).join(
    articles, (articles.c.story_id == stories.c.id) & (articles.c.place == 0)
)


async def newest(db: Reader, view: GuildView) -> list[Choice]:
    """Newest told first."""
    order = stories.c.told_at.desc(), stories.c.id.desc()
    return await _choices(db, view, _LED.order_by(*order).limit(NEWEST))


async def matching(db: Reader, view: GuildView, words: Sequence[Collection[str]]) -> list[Choice]:
    """The newest that have one of each of these words in their headlines, newest first."""
    wanted = " AND ".join(f"({' OR '.join(_quoted(word) for word in each)})" for each in words)
    found = (
        _LED.join(_SEARCH, _SEARCH.c.rowid == stories.c.id)
        .where(_MATCHES(f"title: ({wanted})"), _SEARCH.c.rowid > _LAST - RECENT)
        .order_by(_SEARCH.c.rowid.desc())
        .limit(MATCHING)
    )
    return await _choices(db, view, found)


async def of_link(db: Reader, sources: Collection[str], link_key: str) -> str | None:
    """The key of the story that one of these sources told at a link (news.identity.link_key)."""
    rows = await db.rows(
        select(stories.c.key)
        .join(articles, articles.c.story_id == stories.c.id)
        .join(seen, seen.c.item == articles.c.key)
        .where(seen.c.source_id.in_(sources), seen.c.key == link_key)
        .order_by(stories.c.told_at.desc())
        .limit(1)
    )
    return rows[0].key if rows else None


async def _choices(db: Reader, view: GuildView, statement: Select[Any]) -> list[Choice]:
    seen_here = lists.in_view(view, stories.c.scope), lists.alone(stories.c.id)
    rows = await db.rows(statement.where(*seen_here))
    return [Choice(row.key, row.title) for row in rows]


def _quoted(word: str) -> str:
    return f'"{word}"'
