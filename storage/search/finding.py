"""Which stories are found by which words, by whom: a bounded set of them is ranked."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, literal_column, select

from news.marking import marked
from news.models import PUBLIC, GuildView, Story
from news.query import Filter, Query
from news.ranking import Candidate, ranked
from news.terms import Term, tag, terms
from storage import stories as _stories
from storage.database import Ask, Reader
from storage.schema import stories
from storage.search import expression
from storage.search.rows import search, source_tag

NEWEST = 300
"""Of the newest matches this many are ranked: a common word costs this much, whatever the
archive."""

HEADLINES = 100
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

    def found(ask: Ask) -> list[Match]:
        return load(ask, hits(ask, asked)[offset : offset + limit], asked.parts)

    return await db.look(found)


def load(ask: Ask, found: Sequence[Hit], parts: Sequence[Term]) -> list[Match]:
    """The stories that were hit, what was asked for marked in their headlines."""
    told = _stories.read(ask, [hit.id for hit in found])
    return [Match(story, marked(parts, story.lead.title)) for story in told]


def hits(ask: Ask, asked: Asked) -> list[Hit]:
    """Best first, of the newest that match and of those whose headline says it all."""
    parts = asked.parts
    whole = _EXPRESSIONS[asked.way](parts)
    found = _candidates(ask, asked, whole, NEWEST)
    if len(found) == NEWEST and not any(term.near for term in parts):
        headline = expression.in_headline(expression.every(parts))
        found |= _candidates(ask, asked, headline, HEADLINES)
    strict = asked.way is Way.ALL
    best = ranked(parts, found.values(), strict=strict)
    return [Hit(each, found[each].title) for each in best]


def near(ask: Ask, asked: Asked, *, enough: int) -> list[Hit]:
    """Best first: those that have all terms, then of ever fewer, until there are enough."""
    parts = asked.parts
    found: dict[int, Candidate] = {}
    telling = [term for term in parts if term.weight == 1] or parts
    for whole in dict.fromkeys(_EXPRESSIONS[way](telling) for way in Way):
        found |= _candidates(ask, asked, whole, NEWEST)
        if len(found) >= enough:
            break
    return [Hit(each, found[each].title) for each in ranked(parts, found.values(), strict=False)]


def some(ask: Ask, asked: Asked, *, most: int = 1) -> int:
    """How many stories match, counted up to `most`."""
    whole = expression.every(asked.parts)
    [row] = ask(_statements(asked)[1], _values(asked, whole, most))
    return int(row.found)


def _candidates(ask: Ask, asked: Asked, whole: str, most: int) -> dict[int, Candidate]:
    rows = ask(_statements(asked)[0], _values(asked, whole, most))
    return {row[0]: Candidate._make(row) for row in rows}


def _statements(asked: Asked) -> tuple[Select[Any], Select[Any]]:
    return _built(since=asked.wanted.since is not None)


@cache
def _built(*, since: bool) -> tuple[Select[Any], Select[Any]]:
    """The newest stories that match, and how many do; built once, for that takes its time."""
    matching = (
        select(
            stories.c.id,
            search.c.title,
            func.julianday(stories.c.told_at),
            search.c.others,
            search.c.tags,
            stories.c.outlets,
        )
        .select_from(search.join(stories, stories.c.id == search.c.rowid))
        .where(literal_column("search").op("MATCH")(bindparam("whole")))
        .where(stories.c.scope.in_(bindparam("scopes", expanding=True)))
        .limit(bindparam("most"))
    )
    if since:
        # Numbers follow the order of coming, and no story was told before it came.
        came = select(stories.c.id).where(stories.c.first_seen_at >= bindparam("since"))
        first = came.order_by(stories.c.first_seen_at, stories.c.id).limit(1).scalar_subquery()
        told = stories.c.told_at >= bindparam("since")
        matching = matching.where(search.c.rowid >= first, told)
    few = matching.with_only_columns(search.c.rowid).subquery()
    newest = matching.order_by(search.c.rowid.desc())
    return newest, select(func.count().label("found")).select_from(few)


def _values(asked: Asked, whole: str, most: int) -> dict[str, Any]:
    without = [expression.quoted(words) for words in asked.query.without]
    without += [f'"{each}"' for each in asked.without]
    values = {
        "whole": expression.narrowed(whole, _tags(asked), without),
        "scopes": [PUBLIC, *sorted(asked.view.sources)],
        "most": most,
    }
    since = asked.wanted.since
    return values | {"since": since} if since else values


def _tags(asked: Asked) -> Sequence[str]:
    topic, source = asked.wanted.topic, asked.wanted.source_id
    own = [tag(topic)] if topic else []
    return [*asked.tags, *own, *([source_tag(source)] if source else [])]
