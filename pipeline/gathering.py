"""New articles come to their stories: steps 6 and 7 of the straight line."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from news.cluster import Nearby, gather, twin
from news.models import PUBLIC, Article, Story
from news.publishing import is_worth_it
from pipeline.room import Room
from storage import crossposts, edits, joins, marks, search, stories
from storage.database import Transaction
from storage.marks import Candidates

KEPT = timedelta(days=6)
"""How long a story's marks are: a day longer than articles of one event may lie apart."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """For each article its story, with its number, as all of them have made it.

    acts: how many messages are to show more than they do, or to be published now.
    """

    told: Sequence[tuple[int, Story]]
    acts: int


async def gathered(tx: Transaction, new: Sequence[Article], now: datetime) -> Gathered:
    """The stories that one source's new articles tell; all is written."""
    nearby = await marks.candidates(tx, new)
    numbers = {story.key: number for each in nearby for number, story in each.stories.items()}
    now_told: dict[str, Story] = {}
    keys = []
    for article, each in zip(new, nearby, strict=True):
        keys.append(_tell(article, each, now_told, now))
        await asyncio.sleep(0)  # others' turn: a source may tell a hundred things
    grown = {numbers[key]: story for key, story in now_told.items() if key in numbers}
    fresh = [story for key, story in now_told.items() if key not in numbers]
    saved = await stories.save(tx, fresh, now)
    await stories.grow(tx, grown, now)
    numbers |= {story.key: number for number, story in zip(saved, fresh, strict=True)}
    told = {numbers[key]: story for key, story in now_told.items()}
    await search.index(tx, told)
    await marks.remember(tx, told)
    await joins.save(tx, _joined(zip(new, keys, nearby, strict=True), numbers, now))
    acts = await edits.owe(tx, grown, now)
    acts += await crossposts.hasten(tx, [each for each in grown if is_worth_it(grown[each])], now)
    return Gathered([(numbers[key], now_told[key]) for key in keys], acts)


def _tell(article: Article, nearby: Candidates, now_told: dict[str, Story], now: datetime) -> str:
    current = [now_told.get(each.key, each) for each in nearby.stories.values()]
    story = gather(article, Nearby(current, nearby.shared), now)
    now_told[story.key] = story
    return story.key


def _joined(
    gathered: Iterable[tuple[Article, str, Candidates]], numbers: Mapping[str, int], now: datetime
) -> dict[int, int]:
    """Private stories, each with the public one that tells the same event, by their numbers."""
    joined: dict[int, int] = {}
    for article, key, nearby in gathered:
        found = list(nearby.stories.values())
        if article.scope != PUBLIC:
            if public := twin(article, Nearby(found, nearby.shared), now):
                joined[numbers[key]] = numbers[public.key]
            continue
        for number, story in nearby.stories.items():
            if story.scope != PUBLIC and twin(article, Nearby([story], nearby.shared), now):
                joined[number] = numbers[key]
    return joined


async def forget(room: Room) -> None:
    """Forgets by what stories of past days would be known: nothing is compared with them."""
    async with room.db.transaction() as tx:
        await marks.forget(tx, room.clock() - KEPT)
