"""Which stories of the last days may tell what a new article tells."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest

from sqlalchemy import (
    BigInteger,
    Text,
    bindparam,
    cast,
    column,
    delete,
    func,
    select,
    values,
)

from news.gist import Marks, marks, rarity
from news.models import PUBLIC, Article, Story
from storage import stories as _stories
from storage.database import Ask, Transaction
from storage.schema import stories, story_marks
from storage.upsert import insert_new

MOST = 6
"""Stories of one scope that an article is compared with: those that share what says most."""

LEAST = 2.5
"""Who shares less tells something else: one word alone that five stories of these days have."""

BESIDE = 0.5
"""Beside one with which it shares so much more a story is not the one."""

NEWEST = 60
"""Of the stories that share a mark so many, the newest: what more of them share says little."""

# Built once: they are executed for every reading with news. So many marks are asked for at once; a
# place that is left over asks for a mark that none is.
_AT_ONCE = 64
_PLACES = [f"mark_{place}" for place in range(_AT_ONCE)]
_NO_MARK = -1
_ASKED = (
    values(column("mark", BigInteger), name="asked")
    .data([(bindparam(place, type_=BigInteger),) for place in _PLACES])
    .cte()
)
_HOLDING = (
    select(cast(story_marks.c.story_id, Text).label("story_id"))
    .where(story_marks.c.mark == _ASKED.c.mark)
    .order_by(story_marks.c.story_id.desc())
    .limit(NEWEST)
    .correlate(_ASKED)
    .subquery("holding")
)
_SHARING = select(
    _ASKED.c.mark,
    select(func.aggregate_strings(_HOLDING.c.story_id, ",")).scalar_subquery().label("stories"),
)
_SCOPES = select(stories.c.id, stories.c.scope).where(
    stories.c.id.in_(bindparam("ids", expanding=True))
)
_INSERT_NEW = insert_new(story_marks)
_BEHIND_ALL = 2**62
"""No story has such a number."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The stories that an article may belong to, by number, the likeliest first.

    shared: of each of its marks how many stories of the last days have it, up to NEWEST; without
    private ones that are like it.
    """

    stories: Mapping[int, Story]
    shared: Mapping[int, int]


async def candidates(tx: Transaction, articles: Sequence[Article]) -> list[Candidates]:
    """For each article the stories of the last days that share marks with it."""
    # Reading thirty headlines takes a while: in the database's thread, too.
    return await tx.look(lambda ask: _nearby(ask, [marks(article) for article in articles]))


def _nearby(ask: Ask, marked: Sequence[Marks]) -> list[Candidates]:
    holding = dict(_holding(ask, list(set().union(*marked))))
    shared = [{mark: len(holding[mark]) for mark in each if mark in holding} for each in marked]
    alike = [_alike(each, counts, holding) for each, counts in zip(marked, shared, strict=True)]
    chosen = [_likeliest(each) for each in alike]
    found = _stories.remade(ask, set().union(*chosen))
    if any(each.scope != PUBLIC for each in found.values()):
        # What only some see neither takes the place of what all see, nor makes it look common.
        scopes = {row.id: row.scope for row in ask(_SCOPES, {"ids": list(set().union(*alike))})}
        hidden = {story_id for story_id, scope in scopes.items() if scope != PUBLIC}
        shared = [{mark: len(set(holding[mark]) - hidden) for mark in each} for each in shared]
        chosen = [_likeliest_of_each_scope(each, scopes) for each in alike]
        found = _stories.remade(ask, set().union(*chosen))
    return [
        Candidates({story_id: found[story_id] for story_id in each}, counts)
        for each, counts in zip(chosen, shared, strict=True)
    ]


def _holding(ask: Ask, asked: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Of each mark that any story has the newest of those that have it."""
    for start in range(0, len(asked), _AT_ONCE):
        few = dict.fromkeys(_PLACES, _NO_MARK)
        few |= zip(_PLACES, asked[start : start + _AT_ONCE], strict=False)
        for row in ask(_SHARING, few):
            if row.stories:
                yield row.mark, [int(each) for each in row.stories.split(",")]


def _alike(
    marked: Marks, shared: Mapping[int, int], holding: Mapping[int, Sequence[int]]
) -> dict[int, float]:
    """The stories that share enough, and how much that says."""
    says: dict[int, float] = {}
    for mark, stories_with_it in shared.items():
        much = rarity(*marked[mark], stories_with_it)
        for story_id in holding[mark]:
            says[story_id] = says.get(story_id, 0.0) + much
    return {story_id: much for story_id, much in says.items() if much >= LEAST}


def _likeliest(alike: Mapping[int, float]) -> list[int]:
    """Of those that share as much the newest."""
    least = max(alike.values(), default=0) * BESIDE
    enough = [(much, story_id) for story_id, much in alike.items() if much >= least]
    return [story_id for _, story_id in nlargest(MOST, enough)]


def _likeliest_of_each_scope(alike: Mapping[int, float], scopes: Mapping[int, str]) -> list[int]:
    of: dict[str, dict[int, float]] = defaultdict(dict)
    for story_id, much in alike.items():
        of[scopes[story_id]][story_id] = much
    return [story_id for each in of.values() for story_id in _likeliest(each)]


async def remember(tx: Transaction, told: Mapping[int, Story]) -> None:
    """By what the stories would be known, by their numbers."""
    await tx.write(
        _INSERT_NEW,
        [
            {"mark": mark, "story_id": story_id}
            for story_id, story in told.items()
            for mark in _marks_of(story)
        ],
    )


def _marks_of(story: Story) -> Iterable[int]:
    return {mark for article in story.articles for mark in marks(article)}


async def forget(tx: Transaction, before: datetime) -> None:
    """The marks of stories that came before then: no article is compared with them any more."""
    kept = select(stories.c.id).where(stories.c.first_seen_at >= before)
    # Not the least number of them: SQLite would go through all stories, from the first one on.
    oldest = kept.order_by(stories.c.first_seen_at, stories.c.id).limit(1).scalar_subquery()
    first_kept = func.coalesce(oldest, _BEHIND_ALL)
    await tx.write(delete(story_marks).where(story_marks.c.story_id < first_kept))
