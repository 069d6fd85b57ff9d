"""python -m benchmarks.archive.measured PATH: asks a database that is there, as the bot does.

In a process of its own that holds what the bot's holds; prints its figures as JSON. What it writes
it takes back.
"""

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

from sqlalchemy import func, select

import bot
from benchmarks import measures
from benchmarks.archive.asked import CALLS, Asker, Search
from benchmarks.archive.events import GUILD, NOW
from benchmarks.archive.growing import growing
from news import filters, names, settings
from news.errors import Mistake
from news.models import SeenStory, Subscription
from news.query import Filter
from news.view import seen
from news.words import DEFAULT
from pipeline import charting, finding, rehearsing, relating, searching
from pipeline.parsing import Worker
from pipeline.room import Room
from pipeline.session import open_session
from storage import guilds, lists, schema, sources
from storage.database import Database, open_database

Costs = dict[str, list[measures.Cost]]
T = TypeVar("T")


async def main(path: Path) -> dict[str, Any]:
    _leave_memory(path)
    began = perf_counter()
    chosen = settings.load({"DATABASE_URL": f"sqlite:///{path}"})
    async with (
        open_database(path) as db,
        open_session(chosen) as session,
        Worker() as worker,
    ):
        room = Room(db, session, worker, chosen, lambda: NOW)
        await finding.newest(room, None, Filter(), 0)
        opened = perf_counter() - began
        bot.keep_loaded()
        found = await figures(room)
        load = os.getloadavg()[1]
        return {"opened": opened, "memory": measures.resident(), "load": load, **found}


async def figures(room: Room) -> dict[str, Costs]:
    """By what is done, then of what kind."""
    asker = Asker(await _titles(room.db))
    return {
        "searching": await _searching(room, asker),
        "choosing": await _choosing(room, asker),
        "listing": await _listing(room, asker),
        "charting": await _charting(room),
        "rehearsing": await _rehearsing(room, asker),
        "relating": await _relating(room),
        "gathering": await growing(room),
    }


def _leave_memory(path: Path) -> None:
    """The system forgets what it holds of the file, as after a restart of the machine."""
    file = os.open(path, os.O_RDONLY)
    os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(file)


async def _titles(db: Database) -> list[str]:
    """Of a few hundred stories, from all years."""
    [row] = await db.rows(select(func.max(schema.articles.c.id).label("last")))
    numbers = range(1, row.last, max(1, row.last // 500))
    chosen = select(schema.articles.c.title).where(schema.articles.c.id.in_(numbers))
    return [each.title for each in await db.rows(chosen)]


async def _searching(room: Room, asker: Asker) -> Costs:
    async def find(search: Search) -> None:
        with suppress(Mistake):  # that nothing was found is an answer, too
            await searching.matching(room, GUILD, search.typed, search.wanted, 0)

    return {kind: await timed(find, asked) for kind, asked in asker.searches().items()}


async def _choosing(room: Room, asker: Asker) -> Costs:
    async def subject(typed: str) -> None:
        names.best_subjects(names.subject_choices(), typed)

    async def source(typed: str) -> None:
        names.best(await sources.choices(room.db, GUILD), typed)

    async def story(typed: str) -> None:
        await relating.choices(room, GUILD, typed, DEFAULT)

    typed = asker.beginnings()
    return {
        "topics, entities": await timed(subject, typed),
        "sources": await timed(source, typed),
        "stories": await timed(story, asker.headlines()),
    }


async def _relating(room: Room) -> Costs:
    """For the newest stories, and for those of years ago."""

    async def related(story: SeenStory) -> None:
        await relating.relations(room, GUILD, story)

    view = await guilds.view(room.db, GUILD)
    newest = await lists.newest(room.db, view, Filter(), limit=CALLS)
    old = await lists.newest(room.db, view, Filter(), limit=CALLS, offset=100 * CALLS)
    found = {"of a new story": seen(view, newest), "of an old one": seen(view, old)}
    return {kind: await timed(related, asked) for kind, asked in found.items() if asked}


async def _listing(room: Room, asker: Asker) -> Costs:
    async def newest(wanted: Filter) -> None:
        with suppress(Mistake):
            await finding.newest(room, GUILD, wanted, 0)

    async def rehearsed(wanted: Filter) -> None:
        await rehearsing.rehearse(
            room, Subscription(GUILD, 9, wanted.topic or "all", wanted.source_id)
        )

    async def counted(_: Filter) -> None:
        await finding.counts(room, GUILD)

    filters = asker.filters()
    found = {kind: await timed(newest, asked) for kind, asked in filters.items()}
    found["stories of each topic"] = await timed(counted, filters["everything"])
    for kind in ("everything", "a topic", "an entity", "a source"):
        found[f"rehearsal: {kind}"] = await timed(rehearsed, filters[kind])
    return found


async def _charting(room: Room) -> Costs:
    """Counting alone: what is painted does not depend on the archive."""
    listed = await sources.visible(room.db, GUILD)

    async def of_topics(_: int) -> None:
        await charting.of_topics(room, GUILD)

    async def of_sources(_: int) -> None:
        await charting.of_sources(room, GUILD, listed)

    return {
        "stories of each topic and day": await timed(of_topics, range(CALLS)),
        f"articles of {len(listed)} sources, a day each": await timed(of_sources, range(CALLS)),
    }


async def _rehearsing(room: Room, asker: Asker) -> Costs:
    """Queries read all that was told in two weeks."""

    async def rehearsed(typed: str) -> None:
        query = filters.canonical(filters.parse(typed))
        await rehearsing.rehearse(room, Subscription(GUILD, 9, query=query))

    return {kind: await timed(rehearsed, asked) for kind, asked in asker.queries().items()}


async def timed(call: Callable[[T], Awaitable[None]], asked: Sequence[T]) -> list[measures.Cost]:
    """What each call costs; the first is made beforehand, too."""
    await call(asked[0])
    found = []
    for each in asked:
        began = measures.clocks()
        await call(each)
        found.append(measures.since(began))
    return found


if __name__ == "__main__":
    bot.write_log(settings.load({"LOG_LEVEL": "WARNING"}))
    print(json.dumps(asyncio.run(main(Path(sys.argv[1])))))
