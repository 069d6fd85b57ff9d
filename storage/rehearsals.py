"""What a subscription would have posted: in SQL what news.audience says of single stories."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, literal_column, select

from news.filters import Filter, passes, stored
from news.models import ALL, PUBLIC, GuildView, Story, Subscription
from storage.database import Ask, Reader
from storage.lists import in_view
from storage.schema import ENTITY, articles, sources, story_joins, story_topics
from storage.stories import read

_ON_TOPIC = story_topics.alias()
_NAMED = story_topics.alias()
_EARLIER = articles.alias()
_TOLD = articles.alias()


class _Wanted(NamedTuple):
    """Rows of an index over just the stories that are wanted, one a story."""

    told_at: ColumnElement[datetime]
    number: ColumnElement[int]
    matches: ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class _Heard:
    """What reads the words of stories: no index knows what passes a query.

    Both give the number of a story, headline and summary for each of its articles. told: of what
    was told between two moments. twins: of private stories the public ones beside them, which count
    in their place; None where each counts.
    """

    told: Select[Any]
    twins: Select[Any] | None


async def rehearsed(
    db: Reader, view: GuildView, wanted: Subscription, days: Sequence[datetime], *, newest: int
) -> tuple[list[int], list[Story]]:
    """How many stories between each of these moments and the next, and the newest few of all.

    By when each was told; if a source is wanted, by when that source told it first.
    """
    found = await _found(db, view, wanted)
    if wanted.query:
        heard = _heard(found, wanted, view)
        return await db.look(lambda ask: _listen(ask, heard, stored(wanted.query), days, newest))
    # Day by day: whether each of thousands is in each of the days takes longer than to find them.
    counted = select(func.count().label("stories")).where(found.matches, _during(found))
    last = select(found.number.label("id")).where(found.matches, _during(found))
    last = last.order_by(*_newest_first(found)).limit(newest)

    def look(ask: Ask) -> tuple[list[int], list[Story]]:
        rows = [ask(counted, {"start": start, "end": end}) for start, end in pairwise(days)]
        whole = {"start": days[0], "end": days[-1]}
        told = read(ask, [row.id for row in ask(last, whole)])
        return [row.stories for [row] in rows], told

    return await db.look(look)


def _during(found: _Wanted) -> ColumnElement[bool]:
    return (found.told_at > bindparam("start")) & (found.told_at <= bindparam("end"))


def _newest_first(found: _Wanted) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    return found.told_at.desc(), found.number.desc()


def _listen(
    ask: Ask, heard: _Heard, query: Filter, days: Sequence[datetime], newest: int
) -> tuple[list[int], list[Story]]:
    counts: list[int] = []
    last: list[int] = []
    for start, end in pairwise(days):
        passed = _passing(ask(heard.told, {"start": start, "end": end}), query)
        if passed and heard.twins is not None:
            told_already = set(_passing(ask(heard.twins, {"ids": passed}), query))
            passed = [each for each in passed if each not in told_already]
        counts.append(len(passed))
        last = [*passed[:newest], *last][:newest]
    return counts, read(ask, last)


def _passing(rows: Iterable[Sequence[Any]], query: Filter) -> list[int]:
    """In the order of the rows, of which those of one story stand together."""
    return [
        number
        for number, said in groupby(rows, key=itemgetter(0))
        if passes(query, [text for _, title, summary in said for text in (title, summary)])
    ]


def _heard(found: _Wanted, wanted: Subscription, view: GuildView) -> _Heard:
    spoken = _TOLD.c.title, _TOLD.c.summary
    told = select(found.number, *spoken).where(
        found.matches, _during(found), _TOLD.c.story_id == found.number
    )
    told = told.order_by(*_newest_first(found))
    twins = _beside(_topic(wanted)).add_columns(*spoken)
    return _Heard(told, twins if view.sources and wanted.source_id is None else None)


def _beside(topic: str | None) -> Select[Any]:
    """Private stories, by their numbers, whose event a public one that is asked for tells, too."""
    public = _NAMED.c
    asked = exists().where(public.story_id == story_joins.c.public_id, _is_asked(public, topic))
    return (
        select(story_joins.c.story_id)
        .where(
            story_joins.c.story_id.in_(bindparam("ids", expanding=True)),
            _TOLD.c.story_id == story_joins.c.public_id,
            asked,
        )
        .order_by(story_joins.c.story_id)
    )


async def _found(db: Reader, view: GuildView, wanted: Subscription) -> _Wanted:
    if wanted.source_id is not None:
        return _of_source(view, wanted.source_id, _topic(wanted))
    found = _of_topic(view, _topic(wanted))
    if view.sources and not wanted.query:
        found = found._replace(matches=found.matches & _is_told_once(_topic(wanted)))
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
    return _Wanted(theirs.told_at, theirs.story_id, matches)


def _is_told_once(topic: str | None) -> ColumnElement[bool]:
    """Not a private story whose event a public one that is asked for tells as well."""
    theirs, public = story_topics.c, _NAMED.c
    told_already = exists().where(
        story_joins.c.story_id == theirs.story_id,
        public.story_id == story_joins.c.public_id,
        _is_asked(public, topic),
    )
    return (theirs.scope == PUBLIC) | ~told_already


def _topic(wanted: Subscription) -> str | None:
    """None: any."""
    return None if wanted.topic == ALL else wanted.topic


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
