"""What a new article costs, however many stories there are; all of it is taken back."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from sqlalchemy import literal, select

from benchmarks.archive.events import NOW, Newswire
from benchmarks.measures import Cost, clocks, since
from news.cluster import Nearby, gather
from news.models import PUBLIC, Article, GuildView
from news.query import Filter
from pipeline.gathering import KEPT, gathered
from pipeline.room import Room
from storage import lists, marks
from storage.database import Transaction

ARTICLES = 600
SLICE = 30

_NOTHING = select(literal(1))

Work = Callable[[Transaction, Sequence[Article]], Awaitable[object]]


class _Undone(Exception):
    """Takes a transaction back."""


async def growing(room: Room) -> dict[str, list[Cost]]:
    """Of each article; of those in slices, each slice's share."""
    news = await _news(room)
    slices = [news[at : at + SLICE] for at in range(0, len(news), SLICE)]
    alone = [[each] for each in news]
    return {
        "an article alone": await _timed(room, _gather, alone),
        "an article among 30": await _timed(room, _gather, slices),
        "with its writing, alone": await _timed(room, _tell, alone),
        "with its writing, among 30": await _timed(room, _tell, slices),
        "marks of past days forgotten": await _timed(room, _forget, alone[:50]),
    }


async def _news(room: Room) -> list[Article]:
    """Every third tells what was told in the last days; the others tell what is new."""
    wire = Newswire(seed=1)
    found = [wire.article(NOW) for _ in range(ARTICLES)]
    told = await lists.newest(room.db, GuildView(), Filter(), limit=4 * ARTICLES)
    leads = [story.lead for story in told]
    for at in range(0, ARTICLES, 3):
        found[at] = wire.another(leads[at * 4 % len(leads)], NOW)
    return [each for each in found if each.scope == PUBLIC]


async def _gather(tx: Transaction, new: Sequence[Article]) -> None:
    for article, found in zip(new, await marks.candidates(tx, new), strict=True):
        gather(article, Nearby(list(found.stories.values()), found.shared), NOW)


async def _tell(tx: Transaction, new: Sequence[Article]) -> None:
    await gathered(tx, new, NOW)
    await tx.rows(_NOTHING)  # what is written goes along


async def _forget(tx: Transaction, _: Sequence[Article]) -> None:
    await marks.forget(tx, NOW - KEPT)
    await tx.rows(_NOTHING)


async def _timed(room: Room, work: Work, asked: Sequence[Sequence[Article]]) -> list[Cost]:
    await _done(room, work, asked[0])
    return [await _done(room, work, each) for each in asked]


async def _done(room: Room, work: Work, new: Sequence[Article]) -> Cost:
    took = 0.0, 0.0
    with suppress(_Undone):
        async with room.db.transaction() as tx:
            began = clocks()
            await work(tx, new)
            took = since(began)
            raise _Undone
    return took[0] / len(new), took[1] / len(new)
