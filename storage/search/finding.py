"""Which stories are found by which words, by whom: a bounded set of them is ranked."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, literal_column, select

from news.models import GuildView, Story
from news.query import Filter, Query
from news.ranking import Candidate, marked, ranked
from news.terms import Term, terms
from storage import lists
from storage import stories as _stories
from storage.database import Reader
from storage.schema import stories
from storage.search import expression
from storage.search.rows import ids, search, source_tag, topic_tag

NEWEST = 400
"""Of the newest matches this many are ranked: a common word costs this much, whatever the
archive."""

HEADLINES = 200
"""And of the newest whose headline says it all this many."""

ANY = Filter()
STRANGER = GuildView()


class Way(StrEnum):
    """How many of the words must be there, the strictest first."""

    ALL = "all words"
    MOST = "all but one of the words"
    ANY = "any of the words"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched for, among what, by whom, and how.

    terms: what the query's words stand for, where that is more than the words. tags: what else
    each story must carry, and what none may (storage.search.rows).
    """

    query: Query
    wanted: Filter = ANY
    view: GuildView = STRANGER
    way: Way = Way.ALL
    terms: tuple[Term, ...] = ()
    tags: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[Term, ...]:
        return self.terms or terms(self.query)


@dataclass(frozen=True, slots=True)
class Hit:
    """A story found, by its number."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class Match:
    """A story found; its lead's title with the matched words between START and END."""

    story: Story
    title: str


_EXPRESSIONS = {
    Way.ALL: expression.every,
    Way.MOST: expression.most,
    Way.ANY: expression.any_of,
}


async def find(db: Reader, asked: Asked, *, limit: int, offset: int = 0) -> list[Match]:
    """Best first."""
    found = await hits(db, asked)
    return await load(db, found[offset : offset + limit], asked.parts)


async def load(db: Reader, found: Sequence[Hit], parts: Sequence[Term]) -> list[Match]:
    """The stories that were hit, what was asked for marked in their headlines."""
    told = await _stories.by_ids(db, [hit.id for hit in found])
    return [Match(story, marked(parts, story.lead.title)) for story in told]


async def hits(db: Reader, asked: Asked) -> list[Hit]:
    """Best first, of the newest that match and of those whose headline says it all."""
    parts = asked.parts
    whole = _EXPRESSIONS[asked.way](parts)
    found = await _candidates(db, asked, whole, NEWEST)
    if len(found) == NEWEST:
        headline = expression.in_headline(expression.every(parts))
        found |= await _candidates(db, asked, headline, HEADLINES)
    strict = asked.way is Way.ALL
    best = ranked(parts, found.values(), strict=strict)
    return [Hit(each, found[each].title) for each in best]


async def some(db: Reader, asked: Asked, *, most: int = 1) -> int:
    """How many stories match, counted up to `most`."""
    whole = expression.every(asked.parts)
    few = _matching(asked, whole).with_only_columns(search.c.rowid).limit(most)
    [row] = await db.rows(select(func.count().label("found")).select_from(few.subquery()))
    return int(row.found)


async def _candidates(db: Reader, asked: Asked, whole: str, most: int) -> dict[int, Candidate]:
    newest = _matching(asked, whole).order_by(search.c.rowid.desc()).limit(most)
    return {
        row.id: Candidate(
            id=row.id,
            title=row.title,
            day=row.day,
            others=row.others,
            about=ids(row.tags),
            outlets=row.outlets,
        )
        for row in await db.rows(newest)
    }


def _matching(asked: Asked, whole: str) -> Select[Any]:
    """Stories of this FTS5 expression that may be seen and are asked for."""
    without = [expression.quoted(words) for words in asked.query.without]
    without += [f'"{tag}"' for tag in asked.without]
    narrowed = expression.narrowed(whole, _tags(asked), without)
    statement = (
        select(
            stories.c.id,
            func.julianday(stories.c.told_at).label("day"),
            stories.c.outlets,
            search.c.title,
            search.c.others,
            search.c.tags,
        )
        .select_from(search.join(stories, stories.c.id == search.c.rowid))
        .where(literal_column("search").op("MATCH")(narrowed))
        .where(lists.in_view(asked.view, stories.c.scope))
    )
    since = asked.wanted.since
    if since is not None:
        # Numbers follow the order of coming, and no story was told before it came.
        came = select(stories.c.id).where(stories.c.first_seen_at >= since)
        first = came.order_by(stories.c.first_seen_at, stories.c.id).limit(1).scalar_subquery()
        statement = statement.where(search.c.rowid >= first, stories.c.told_at >= since)
    return statement


def _tags(asked: Asked) -> Sequence[str]:
    topic, source = asked.wanted.topic, asked.wanted.source_id
    own = [topic_tag(topic)] if topic else []
    return [*asked.tags, *own, *([source_tag(source)] if source else [])]
