"""Which stories are found by which words, by whom: a bounded set of them is ranked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, literal_column, select

from news.marking import marked
from news.models import GuildView, Story
from news.query import Filter, Query
from news.ranking import Candidate, ranked
from news.terms import Term, tag, terms
from storage import stories as _stories
from storage.database import Ask
from storage.lists import scopes
from storage.schema import stories
from storage.search import expression
from storage.search.rows import search, source_tag

NEWEST = 200
"""Of the newest matches this many are ranked: a common word costs this much, whatever the
archive."""

HEADLINES = 30
"""And of older ones whose headline says it all this many."""

RECENT, NEAR = 100_000, 100
"""Of so many of the newest stories so many are ranked that say something like it."""

_END = 2**62
"""Behind the newest story."""

_EVER = datetime.min.replace(tzinfo=UTC)

ANY = Filter()
STRANGER = GuildView()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched for, among what, and by whom.

    terms: what the query's words stand for, where that is more than the words. tags: what else
    each story must carry, and what none may (storage.search.rows).
    """

    query: Query
    wanted: Filter = ANY
    view: GuildView = STRANGER
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


# Built once, for that takes its time.
_LAST = select(func.max(stories.c.id).label("id"))
_CAME = (
    select(stories.c.id)
    .where(stories.c.first_seen_at >= bindparam("since"))
    .order_by(stories.c.first_seen_at, stories.c.id)
    .limit(1)
)
_FOUND = (
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
    # One of each, for SQLite heeds no more: numbers follow the order of coming.
    .where(search.c.rowid >= bindparam("first"), search.c.rowid < bindparam("before"))
    .where(stories.c.told_at >= bindparam("since"))
    .where(stories.c.scope.in_(bindparam("scopes", expanding=True)))
    .limit(bindparam("most"))
)
_FEW = _FOUND.with_only_columns(search.c.rowid).subquery()
_COUNTED = select(func.count().label("found")).select_from(_FEW)
_MATCHING = _FOUND.order_by(search.c.rowid.desc())
_EVER_FEWER = (expression.every, expression.most, expression.any_of)
"""How many of the terms must be there, the strictest first."""


def load(ask: Ask, found: Sequence[Hit], parts: Sequence[Term]) -> list[Match]:
    """The stories that were hit, what was asked for marked in their headlines."""
    told = _stories.read(ask, [hit.id for hit in found])
    return [Match(story, marked(parts, story.lead.title)) for story in told]


class _Look(NamedTuple):
    """The newest stories that an expression matches: at most so many, and between these numbers."""

    whole: str
    most: int
    first: int = 0
    before: int = _END


def hits(ask: Ask, asked: Asked) -> list[Hit]:
    """Best first, of the newest that match and of older ones whose headline says it all."""
    parts = asked.parts
    found = _candidates(ask, asked, _Look(expression.every(parts), NEWEST))
    if len(found) == NEWEST and not any(term.near for term in parts):
        headline = expression.in_headline(expression.every(parts))
        found |= _candidates(ask, asked, _Look(headline, HEADLINES, before=min(found)))
    return [Hit(each, found[each].title) for each in ranked(parts, found.values(), strict=True)]


def near(ask: Ask, asked: Asked, *, enough: int) -> list[Hit]:
    """Best first: those that have all terms, then of ever fewer, until there are enough.

    Of old stories only where no new one has any: what means the same is dozens of words, and to
    go through all that have one of them takes long.
    """
    parts = asked.parts
    telling = [term for term in parts if term.weight >= 1] or parts
    [row] = ask(_LAST, None)
    recent = max(0, (row.id or 0) - RECENT)
    found: dict[int, Candidate] = {}
    for first in dict.fromkeys((recent, 0)):
        for whole in dict.fromkeys(having(telling) for having in _EVER_FEWER):
            found |= _candidates(ask, asked, _Look(whole, NEAR, first))
            if len(found) >= enough:
                break
        if found:
            break
    return [Hit(each, found[each].title) for each in ranked(parts, found.values(), strict=False)]


def some(ask: Ask, asked: Asked, *, most: int = 1) -> int:
    """How many stories match, counted up to `most`."""
    [row] = ask(_COUNTED, _values(ask, asked, _Look(expression.every(asked.parts), most)))
    return int(row.found)


def _candidates(ask: Ask, asked: Asked, look: _Look) -> dict[int, Candidate]:
    rows = ask(_MATCHING, _values(ask, asked, look))
    return {row[0]: Candidate._make(row) for row in rows}


def _values(ask: Ask, asked: Asked, look: _Look) -> dict[str, Any]:
    without = [expression.quoted(words) for words in asked.query.without]
    without += [f'"{each}"' for each in asked.without]
    since = asked.wanted.since
    return {
        **look._asdict(),
        "whole": expression.narrowed(look.whole, _tags(asked), without),
        "first": max(look.first, _came(ask, since)) if since else look.first,
        "since": since or _EVER,
        "scopes": scopes(asked.view),
    }


def _came(ask: Ask, since: datetime) -> int:
    """The number of the first story that came since then: none was told before it came."""
    rows = ask(_CAME, {"since": since})
    return rows[0].id if rows else _END


def _tags(asked: Asked) -> Sequence[str]:
    topic, source = asked.wanted.topic, asked.wanted.source_id
    own = [tag(topic)] if topic else []
    return [*asked.tags, *own, *([source_tag(source)] if source else [])]
