"""How many stories and articles were told on each of some days."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, func, literal_column, select

from news.models import GuildView
from storage.database import Ask, Reader
from storage.lists import scopes
from storage.schema import FIRST_TOPIC, IS_TOPIC, articles, story_topics

_STORIES = func.count().label("stories")


def _during(told_at: ColumnElement[datetime]) -> ColumnElement[bool]:
    return (told_at >= bindparam("start")) & (told_at < bindparam("end"))


_SEEN = story_topics.c.scope.in_(bindparam("scopes", expanding=True))
# As no index holds it: SQLite would go through all years, to have the topics in order.
_TOPIC = (story_topics.c.topic + literal_column("''")).label("id")
_OF_TOPICS = (
    select(_TOPIC, _STORIES)
    .where(_during(story_topics.c.told_at), IS_TOPIC, _SEEN)
    .group_by(_TOPIC)
)
_TOLD = select(_STORIES).where(_during(story_topics.c.told_at), FIRST_TOPIC, _SEEN)
_OF_SOURCES = (
    select(articles.c.source_id.label("id"), _STORIES)
    .where(
        articles.c.source_id.in_(bindparam("sources", expanding=True)),
        _during(articles.c.told_at),
    )
    .group_by(articles.c.source_id)
)


@dataclass(frozen=True, slots=True)
class Tally:
    """counts: id -> of each day, of what was told at all; totals: of each day."""

    counts: dict[str, list[int]]
    totals: list[int]


async def topics(db: Reader, view: GuildView, begun: Sequence[datetime]) -> Tally:
    """Stories of each topic, between each of these moments and the next; each is once in a total.

    Day by day: whether each of thousands is in each of the days takes longer than to find them.
    """
    seen = {"scopes": scopes(view)}

    def look(ask: Ask) -> Tally:
        days = [seen | {"start": start, "end": end} for start, end in pairwise(begun)]
        totals = [row.stories for day in days for row in ask(_TOLD, day)]
        return Tally(_counts([ask(_OF_TOPICS, day) for day in days]), totals)

    return await db.look(look)


async def sources(db: Reader, source_ids: Iterable[str], begun: Sequence[datetime]) -> Tally:
    """Articles of each of these sources, between each of these moments and the next."""
    wanted = {"sources": sorted(source_ids)}

    def look(ask: Ask) -> Tally:
        days = [wanted | {"start": start, "end": end} for start, end in pairwise(begun)]
        found = [ask(_OF_SOURCES, day) for day in days]
        return Tally(_counts(found), [sum(row.stories for row in rows) for rows in found])

    return await db.look(look)


def _counts(days: Sequence[Sequence[Row[Any]]]) -> dict[str, list[int]]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * len(days))
    for day, rows in enumerate(days):
        for row in rows:
            counts[row.id][day] = row.stories
    return dict(counts)
