"""What a subscription would have posted: in SQL what news.audience says of single stories."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, exists, func, literal_column, select

from news.models import ALL, PUBLIC, GuildView, Story, Subscription
from storage.database import Ask, Reader
from storage.lists import in_view
from storage.schema import ENTITY, articles, sources, story_joins, story_topics
from storage.stories import read

_ON_TOPIC = story_topics.alias()
_NAMED = story_topics.alias()
_EARLIER = articles.alias()


class _Wanted(NamedTuple):
    """Rows of an index over just the stories that are wanted, one a story."""

    told_at: ColumnElement[datetime]
    number: ColumnElement[int]
    matches: ColumnElement[bool]


async def rehearsed(
    db: Reader, view: GuildView, wanted: Subscription, days: Sequence[datetime], *, newest: int
) -> tuple[list[int], list[Story]]:
    """How many stories between each of these moments and the next, and the newest few of all.

    By when each was told; if a source is wanted, by when that source told it first.
    """
    found = await _found(db, view, wanted)
    during = (found.told_at > bindparam("start")) & (found.told_at <= bindparam("end"))
    # Day by day: whether each of thousands is in each of the days takes longer than to find them.
    counted = select(func.count().label("stories")).where(found.matches, during)
    last = select(found.number.label("id")).where(found.matches, during)
    last = last.order_by(found.told_at.desc(), found.number.desc()).limit(newest)

    def look(ask: Ask) -> tuple[list[int], list[Story]]:
        rows = [ask(counted, {"start": start, "end": end}) for start, end in pairwise(days)]
        whole = {"start": days[0], "end": days[-1]}
        told = read(ask, [row.id for row in ask(last, whole)])
        return [row.stories for [row] in rows], told

    return await db.look(look)


async def _found(db: Reader, view: GuildView, wanted: Subscription) -> _Wanted:
    topic = None if wanted.topic == ALL else wanted.topic
    if wanted.source_id is not None:
        return _of_source(view, wanted.source_id, topic)
    found = _of_topic(view, topic)
    if not await _has_others(db, view, wanted.languages):
        return found
    told = exists().where(
        articles.c.story_id == found.number, articles.c.language.in_(sorted(wanted.languages))
    )
    return found._replace(matches=found.matches & told)


def _of_source(view: GuildView, source_id: str, topic: str | None) -> _Wanted:
    theirs, named = articles.c, _NAMED.c
    # As no index holds it: SQLite would look among all that the source has told, not the story.
    their_name = _EARLIER.c.source_id + literal_column("''")
    is_first = ~exists().where(
        _EARLIER.c.story_id == theirs.story_id,
        their_name == theirs.source_id,
        (_EARLIER.c.told_at < theirs.told_at)
        | (_EARLIER.c.told_at == theirs.told_at) & (_EARLIER.c.id < theirs.id),
    )
    matches = (theirs.source_id == source_id) & in_view(view, theirs.scope) & is_first
    if topic is not None:
        matches &= exists().where(named.story_id == theirs.story_id, named.topic == topic)
    return _Wanted(theirs.told_at, theirs.story_id, matches)


def _of_topic(view: GuildView, topic: str | None) -> _Wanted:
    """Off topic is what has no first topic, whatever it names."""
    theirs, first = story_topics.c, _ON_TOPIC.c
    matches = in_view(view, theirs.scope) & _is_asked(theirs, topic)
    if topic is not None:
        on_topic = exists().where(first.story_id == theirs.story_id, first.place < ENTITY)
        matches &= (theirs.place < ENTITY) | on_topic
    if view.sources:
        public = _NAMED.c
        told_already = exists().where(
            story_joins.c.story_id == theirs.story_id,
            public.story_id == story_joins.c.public_id,
            _is_asked(public, topic),
        )
        matches &= (theirs.scope == PUBLIC) | ~told_already
    return _Wanted(theirs.told_at, theirs.story_id, matches)


def _is_asked(row: Any, topic: str | None) -> ColumnElement[bool]:
    """Of a row of story_topics; each story that is on topic has one."""
    # Written out: SQLite cannot see that a parameter fulfils the condition of its index.
    asked: ColumnElement[bool] = (
        row.place == literal_column("0") if topic is None else row.topic == topic
    )
    return asked


async def _has_others(db: Reader, view: GuildView, languages: frozenset[str]) -> bool:
    """Whether any source tells in another language: else no article need be looked at."""
    other = exists().where(
        sources.c.language.not_in(sorted(languages)),
        ~sources.c.private | sources.c.id.in_(sorted(view.sources)),
    )
    rows: Sequence[Any] = await db.rows(select(other.label("there")))
    return bool(rows[0].there)
