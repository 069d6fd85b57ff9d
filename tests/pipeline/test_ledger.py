"""Readings without news are written together, and each is written when its writer goes on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from news.models import Reading
from pipeline.ledger import Ledger
from storage import sources
from storage.database import Database, Transaction
from storage.sources import Record
from tests.builders import NOON, source
from tests.storage.stock import keep

LATER = NOON + timedelta(hours=1)
NAMES = [f"s{number}" for number in range(30)]


class Counted:
    """A database that counts its transactions, and fails those that it is told to."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.transactions = 0
        self.full = False

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        async with self._db.transaction() as tx:
            self.transactions += 1
            if self.full:
                await asyncio.sleep(0)
                raise OSError("the disk is full")
            yield tx


@pytest.fixture
async def counted(db: Database) -> Counted:
    await keep(db, *(source(name) for name in NAMES))
    return Counted(db)


def record(name: str) -> Record:
    return Record(name, Reading(read_at=NOON), LATER)


async def read_at(db: Database) -> set[str]:
    return {each.id for each in await sources.everyone(db) if each.next_check_at == LATER}


async def test_readings_that_end_together_are_written_together(
    db: Database, counted: Counted
) -> None:
    ledger = Ledger(counted)  # type: ignore[arg-type]
    await asyncio.gather(*(ledger.write(record(name)) for name in NAMES))
    assert await read_at(db) == set(NAMES)
    # The first goes alone, all others wait for it and go with the second.
    assert counted.transactions == 2


async def test_who_goes_on_has_been_written(db: Database, counted: Counted) -> None:
    ledger = Ledger(counted)  # type: ignore[arg-type]

    async def write(name: str) -> bool:
        await ledger.write(record(name))
        return name in await read_at(db)

    assert all(await asyncio.gather(*map(write, NAMES[:8])))


async def test_what_could_not_be_written_is_told_to_each_who_waits(
    db: Database, counted: Counted
) -> None:
    ledger = Ledger(counted)  # type: ignore[arg-type]
    counted.full = True
    waiting = (ledger.write(record(name)) for name in NAMES[:5])
    ended = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(each) for each in ended] == [OSError] * 5
    counted.full = False
    await ledger.write(record(NAMES[9]))
    assert await read_at(db) == {NAMES[9]}


async def test_who_is_broken_off_takes_nobody_with_it(db: Database, counted: Counted) -> None:
    ledger = Ledger(counted)  # type: ignore[arg-type]
    async with db.transaction():
        # Nobody else may write now: the first waits for that, the others for the first.
        tasks = [asyncio.create_task(ledger.write(record(name))) for name in NAMES[:5]]
        await asyncio.sleep(0)
        tasks[0].cancel()
        await asyncio.wait(tasks[:1])
        # Now the second one has the turn, with all the others on its page.
        await asyncio.sleep(0)
        tasks[1].cancel()
        await asyncio.wait(tasks[1:2])
    await asyncio.gather(*tasks[2:])
    assert await read_at(db) >= set(NAMES[2:5])
