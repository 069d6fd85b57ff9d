"""A real newsroom's database, to which headlines come as articles do."""

import re
import tempfile
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from benchmarks.evaluate.material import Headline
from news import identity, settings
from news.entities import named
from news.models import Article, Source
from news.topics import classify
from pipeline.gathering import KEPT, gathered
from pipeline.parsing import Worker
from pipeline.room import Room
from pipeline.session import open_session
from storage import marks, roster
from storage.database import Database, Transaction, open_database


@dataclass(frozen=True, slots=True)
class Archive:
    """Headlines that have come to their stories. stories: by a headline's id its story's key."""

    room: Room
    stories: Mapping[str, str]


class Newsdesk:
    """Where headlines come to: the archive of all of them is made when it is first asked for."""

    def __init__(self, told: Iterable[Headline]) -> None:
        self._told = list(told)
        self._archive: Archive | None = None
        self._open = AsyncExitStack()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._open.aclose()

    async def archive(self) -> Archive:
        """Whoever asks its room something asks it an hour after the last headline."""
        if self._archive is None:
            db = await self._open.enter_async_context(_opened())
            stories = await _take(db, self._told)
            now = max(each.at for each in self._told if each.at) + timedelta(hours=1)
            self._archive = Archive(await self._open.enter_async_context(_room(db, now)), stories)
        return self._archive


async def gathered_apart(told: Iterable[Headline]) -> dict[str, str]:
    """By the id of each of these its story's key, in a newsroom that knows no others."""
    async with _opened() as db:
        return await _take(db, told)


@asynccontextmanager
async def _opened() -> AsyncIterator[Database]:
    with tempfile.TemporaryDirectory() as folder:
        async with open_database(Path(folder) / "news.db") as db:
            yield db


@asynccontextmanager
async def _room(db: Database, now: datetime) -> AsyncIterator[Room]:
    """Nothing is read from outside."""
    chosen = settings.load({})
    async with open_session(chosen) as session:
        yield Room(db, session, Worker(), chosen, lambda: now)


async def _take(db: Database, told: Iterable[Headline]) -> dict[str, str]:
    """Each headline comes at its own time, one after the other; by its id its story's key."""
    arriving = [(each, each.at) for each in told if each.at]
    stories: dict[str, str] = {}
    async with db.transaction() as tx:
        await _know(tx, arriving)
        day = None
        for each, at in arriving:
            if at.date() != day:
                day = at.date()
                await marks.forget(tx, at - KEPT)
            [(_, story)] = (await gathered(tx, [article(each)], at)).told
            stories[each.id] = story.key
    return stories


async def _know(tx: Transaction, arriving: Sequence[tuple[Headline, datetime]]) -> None:
    """Each outlet is one source."""
    sources = {_source_id(told.outlet): (told, at) for told, at in reversed(arriving)}
    for source_id, (told, at) in sources.items():
        url = f"https://{source_id}.example/feed"
        await roster.save(tx, Source(source_id, url, told.outlet, told.kind), at)


def article(told: Headline) -> Article:
    """As reading it would make it, without defaults of its source."""
    source_id = _source_id(told.outlet)
    day = told.at.date().isoformat() if told.at else ""
    keys = identity.keys(told.url, told.url, told.title, day, usable_link=True)
    entities = named(told.title, told.summary)
    return Article(
        key=identity.digest(source_id, *keys),
        keys=keys,
        source_id=source_id,
        outlet=told.outlet,
        url=told.url,
        title=told.title,
        kind=told.kind,
        summary=told.summary,
        categories=told.categories,
        topics=classify(
            told.title,
            told.summary,
            categories=told.categories,
            kind=told.kind,
            url=told.url,
            entities=entities,
        ),
        entities=entities,
        published_at=told.at,
    )


def _source_id(outlet: str) -> str:
    return re.sub(r"\W+", "-", outlet.lower()).strip("-")[:24]
