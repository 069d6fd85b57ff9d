"""The database that is measured: made once, and kept for the next run while what makes it stays."""

import asyncio
import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from time import perf_counter

from sqlalchemy import text

from benchmarks.archive.events import GUILD, NOW, Newswire, sources
from news.models import Delivery, Story, Subscription
from pipeline.gathering import KEPT
from storage import deliveries, marks, migrations, roster, search, stories, subscriptions
from storage.database import Database, Transaction, open_database

FOLDER = Path(tempfile.gettempdir()) / "downlink-archive"

_MADE_BY = ("building.py", "events.py", "language.py", "words.txt")

_AT_ONCE = 5_000
"""Stories that one transaction writes."""

_DELIVERED = timedelta(days=30)
_CHANNELS = 3


def path(count: int) -> Path:
    """Named for all that makes it: the words, the writing, and the schema."""
    made_by = [
        *(Path(__file__).with_name(name) for name in _MADE_BY),
        *Path(migrations.__file__).parent.rglob("v*.py"),
    ]
    digest = hashlib.sha256(b"".join(each.read_bytes() for each in sorted(made_by)))
    return FOLDER / f"{count}-{digest.hexdigest()[:12]}.db"


async def build(count: int) -> float:
    """Makes the database if it is not there; seconds that it took, 0 where it was."""
    wanted, began = path(count), perf_counter()
    if wanted.exists():
        return 0.0
    FOLDER.mkdir(exist_ok=True)
    for former in FOLDER.glob(f"{count}-*"):
        former.unlink()  # each is large, and none of them is asked for again
    unfinished = wanted.with_suffix(".part")
    async with open_database(unfinished) as db:
        await _fill(db, count)
    unfinished.rename(wanted)
    return perf_counter() - began


async def _fill(db: Database, count: int) -> None:
    async with db.transaction() as tx:
        # Keys come in no order, so every page is wanted again and again until the end.
        await tx.write(text("PRAGMA cache_size = -800000"))
        await tx.write(text("PRAGMA wal_autocheckpoint = 200000"))
        await _people(tx)
    told = Newswire().stories(count)
    few = _taken(told)
    while few:
        async with asyncio.TaskGroup() as group:
            group.create_task(_write(db, few))
            few = await asyncio.to_thread(_taken, told)


def _taken(told: Iterator[Story]) -> list[Story]:
    return list(islice(told, _AT_ONCE))


async def _people(tx: Transaction) -> None:
    for source in sources():
        await roster.save(tx, source, NOW)
        if source.private:
            await roster.own(tx, source.id, GUILD, NOW)
    for channel_id in range(_CHANNELS):
        await subscriptions.add(tx, Subscription(GUILD, channel_id, "all"), NOW)


async def _write(db: Database, told: Sequence[Story]) -> None:
    async with db.transaction() as tx:
        numbers = await stories.save(tx, told, told[-1].first_seen_at)
        numbered = dict(zip(numbers, told, strict=True))
        await search.index(tx, numbered)
        await marks.remember(tx, dict(_since(NOW - KEPT, numbered)))
        delivered = dict(_since(NOW - _DELIVERED, numbered))
        await deliveries.owe(tx, [each for one in delivered.items() for each in _owed(*one)])


def _since(then: datetime, numbered: dict[int, Story]) -> Iterator[tuple[int, Story]]:
    return ((number, story) for number, story in numbered.items() if story.first_seen_at >= then)


def _owed(number: int, story: Story) -> Iterator[tuple[int, Delivery]]:
    for channel_id in range(_CHANNELS):
        yield number, Delivery(GUILD, channel_id, story.key, channel_id + 1, story.first_seen_at)
