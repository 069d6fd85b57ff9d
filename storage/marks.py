"""Which stories of the last days may tell what a new article tells."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from news.gist import marks
from news.models import Article, Story
from storage import stories as _stories
from storage.database import Ask, Transaction
from storage.schema import stories, story_marks
from storage.upsert import insert_new

MOST = 8
"""Stories that an article is compared with: those that share most with it."""

# Built once: they are executed for every reading with news.
_SHARING = select(story_marks.c.mark, story_marks.c.story_id).where(
    story_marks.c.mark.in_(bindparam("marks", expanding=True))
)
_INSERT_NEW = insert_new(story_marks)


async def candidates(tx: Transaction, articles: Sequence[Article]) -> list[dict[int, Story]]:
    """For each article the stories that share marks with it, by number, the likeliest first."""
    marked = [marks(article) for article in articles]
    return await tx.look(lambda ask: _nearby(ask, marked))


def _nearby(ask: Ask, marked: Sequence[Mapping[int, int]]) -> list[dict[int, Story]]:
    holding: dict[int, list[int]] = defaultdict(list)
    for row in ask(_SHARING, {"marks": list(set().union(*marked))}):
        holding[row.mark].append(row.story_id)
    chosen = [_likeliest(each, holding) for each in marked]
    found = _stories.remade(ask, set().union(*chosen))
    return [{story_id: found[story_id] for story_id in each} for each in chosen]


def _likeliest(marked: Mapping[int, int], holding: Mapping[int, list[int]]) -> list[int]:
    """Of those that share as much the newest."""
    shared: dict[int, int] = {}
    for mark, weight in marked.items():
        for story_id in holding.get(mark, ()):
            shared[story_id] = shared.get(story_id, 0) + weight
    enough = [(weight, story_id) for story_id, weight in shared.items() if weight > 1]
    return [story_id for _, story_id in sorted(enough, reverse=True)[:MOST]]


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
    await tx.write(delete(story_marks).where(story_marks.c.story_id < oldest))
