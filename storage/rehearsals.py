"""What a subscription would have posted lately."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, select

from news.filters import Filter, passes, stored
from news.models import GuildView, Story, Subscription
from storage import wanted as wanting
from storage.database import Ask, Reader
from storage.schema import articles, story_joins
from storage.stories import read
from storage.wanted import NAMED, Wanted, is_asked, subject

_TOLD = articles.alias()


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
    found = await wanting.found(db, view, wanted)
    if wanted.query:
        heard = _heard(found, wanted, view)
        return await db.look(lambda ask: _listen(ask, heard, stored(wanted.query), days, newest))
    # Day by day: whether each of thousands is in each of the days takes longer than to find them.
    counted = select(func.count().label("stories")).where(found.matches, found.during)
    last = select(found.number.label("id")).where(found.matches, found.during)
    last = last.order_by(*found.newest_first).limit(newest)

    def look(ask: Ask) -> tuple[list[int], list[Story]]:
        rows = [ask(counted, {"start": start, "end": end}) for start, end in pairwise(days)]
        whole = {"start": days[0], "end": days[-1]}
        told = read(ask, [row.id for row in ask(last, whole)])
        return [row.stories for [row] in rows], told

    return await db.look(look)


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


def _heard(found: Wanted, wanted: Subscription, view: GuildView) -> _Heard:
    spoken = _TOLD.c.title, _TOLD.c.summary
    told = select(found.number, *spoken).where(
        found.matches, found.during, _TOLD.c.story_id == found.number
    )
    told = told.order_by(*found.newest_first)
    twins = _beside(subject(wanted)).add_columns(*spoken)
    return _Heard(told, twins if view.sources and wanted.source_id is None else None)


def _beside(topic: str | None) -> Select[Any]:
    """Private stories, by their numbers, whose event a public one that is asked for tells, too."""
    public = NAMED.c
    asked = exists().where(public.story_id == story_joins.c.public_id, is_asked(public, topic))
    return (
        select(story_joins.c.story_id)
        .where(
            story_joins.c.story_id.in_(bindparam("ids", expanding=True)),
            _TOLD.c.story_id == story_joins.c.public_id,
            asked,
        )
        .order_by(story_joins.c.story_id)
    )
