"""Full-text search: SQLite's FTS5. The one module that another database will spell differently."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Text,
    column,
    func,
    insert,
    literal_column,
    select,
    table,
)

from news.models import GuildView, Story
from news.query import Filter, Query
from news.text import END, START
from storage import lists
from storage import stories as _stories
from storage.database import Reader, Transaction
from storage.schema import stories

search = table(
    "search",
    column("rowid", Integer),
    column("title", Text),
    column("summary", Text),
    column("outlet", Text),
    column("scope", Text),
)
_INSERT = insert(search)
_MATCHES = literal_column("search").op("MATCH")
_RANK: ColumnElement[float] = literal_column(
    "bm25(search, 4.0, 1.0, 2.0)"
)  # a headline says more than a summary

RANKED = 1000
"""Only the newest matches are ranked: a common word costs this much, whatever the archive."""


ANY = Filter()
STRANGER = GuildView()


class Way(StrEnum):
    """How the words must be there, the strictest first: a looser way is for where it finds none."""

    WORDS = "all words"
    BEGINNING = "all words, the last one begun"  # people search while they type
    SOME = "some of the words"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched for, among what, by whom, and how."""

    query: Query
    wanted: Filter = ANY
    view: GuildView = STRANGER
    way: Way = Way.WORDS


@dataclass(frozen=True, slots=True)
class Match:
    """A story found; its lead's title with the matched words between START and END."""

    story: Story
    title: str


async def index(tx: Transaction, told: Mapping[int, Story]) -> None:
    """The stories' search rows, by their numbers, each with its scope."""
    await tx.write(
        _INSERT,
        [
            {
                "rowid": story_id,
                "title": story.lead.title,
                "summary": story.lead.summary,
                "outlet": " ".join(dict.fromkeys(each.outlet for each in story.articles)),
                "scope": story.scope,
            }
            for story_id, story in told.items()
        ],
    )


async def find(db: Reader, asked: Asked, *, limit: int, offset: int = 0) -> list[Match]:
    """Best first."""
    oldest = await _oldest(db, asked)
    if oldest is None:
        return []
    title = func.highlight(literal_column("search"), 0, START, END).label("title")
    ranked = (
        _matching(asked, stories.c.id, title)
        .where(search.c.rowid >= oldest)
        .order_by(_RANK, stories.c.told_at.desc())
        .limit(limit)
        .offset(offset)
    )
    titles = {row.id: row.title for row in await db.rows(ranked)}
    found = await _stories.by_ids(db, list(titles))
    return [Match(story, title) for story, title in zip(found, titles.values(), strict=True)]


async def _oldest(db: Reader, asked: Asked) -> int | None:
    """The number of the oldest match that is ranked; None: nothing matches."""
    newest = _matching(asked, search.c.rowid).order_by(search.c.rowid.desc()).limit(RANKED)
    rows = await db.rows(select(func.min(newest.subquery().c.rowid).label("oldest")))
    oldest: int | None = rows[0].oldest
    return oldest


def _matching(asked: Asked, *columns: ColumnElement[Any]) -> Select[Any]:
    statement = select(*columns).select_from(search.join(stories, stories.c.id == search.c.rowid))
    matches = _MATCHES(_expression(asked.query, asked.way))
    seen = lists.in_view(asked.view, stories.c.scope)
    return lists.narrowed(statement, asked.wanted).where(matches, seen)


def _expression(query: Query, way: Way) -> str:
    """FTS5's language; each word is quoted, so nothing that was typed is read as an operator."""
    terms = [_term(words) for words in query.wanted]
    if way is Way.BEGINNING and len(query.wanted[-1]) == 1:
        # Of the stem, too: "mars" begins "march", so this is never the first way to look.
        terms[-1] += "*"
    expression = (" OR " if way is Way.SOME else " AND ").join(terms)
    for words in query.without:
        expression = f"({expression}) NOT {_term(words)}"
    return expression


def _term(words: tuple[str, ...]) -> str:
    return '"' + " ".join(words) + '"'
