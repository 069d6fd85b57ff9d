"""One writer, several readers, and what a transaction promises."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import TextClause, func, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage import database
from storage.database import READERS, Database, Reader, Transaction, open_database, unbroken
from storage.schema import articles, command_guilds, source_owners

PATIENCE = 20
"""Seconds after which something that should go on at once counts as stuck."""


async def put(tx: Transaction, *guild_ids: int) -> None:
    for guild_id in guild_ids:
        await tx.write(insert(command_guilds).values(guild_id=guild_id))


async def held(db: Reader) -> list[int]:
    rows = await db.rows(select(command_guilds.c.guild_id).order_by(command_guilds.c.guild_id))
    return [row.guild_id for row in rows]


async def one(db: Reader, pragma: str) -> object:
    return (await db.rows(text(f"PRAGMA {pragma}")))[0][0]


async def test_what_is_committed_is_read(db: Database) -> None:
    async with db.transaction() as tx:
        await put(tx, 1, 2)
    assert await held(db) == [1, 2]


async def test_a_transaction_sees_its_own_writes_and_readers_do_not(db: Database) -> None:
    async with db.transaction() as tx:
        await put(tx, 1)
        assert await held(tx) == [1]
        async with asyncio.timeout(PATIENCE):
            assert await held(db) == []
    assert await held(db) == [1]


async def test_more_readers_than_connections_come_through_beside_a_writer(db: Database) -> None:
    async with db.transaction() as tx, asyncio.timeout(PATIENCE):
        await put(tx, 1)
        found = await asyncio.gather(*(held(db) for _ in range(READERS * 3)))
    assert found == [[]] * (READERS * 3)


async def test_first_readers_and_the_first_writer_may_come_at_once(tmp_path: Path) -> None:
    async with open_database(tmp_path / "news.db") as db:

        async def write(guild_id: int) -> list[int]:
            async with db.transaction() as tx:
                await put(tx, guild_id)
            return []

        work = [write(each) if each % 3 == 0 else held(db) for each in range(24)]
        await asyncio.gather(*work)
        assert await held(db) == [each for each in range(24) if each % 3 == 0]


async def test_a_failed_transaction_leaves_nothing(db: Database) -> None:
    with pytest.raises(IntegrityError):
        async with db.transaction() as tx:
            await put(tx, 1, 1)
    assert await held(db) == []
    async with db.transaction() as tx:
        await put(tx, 2)
    assert await held(db) == [2]


async def begun(db: Database, guild_id: int, inside: asyncio.Event, stay: asyncio.Event) -> None:
    async with db.transaction() as tx:
        await put(tx, guild_id)
        inside.set()
        await stay.wait()


async def test_a_cancelled_task_undoes_its_transaction(db: Database) -> None:
    inside = asyncio.Event()
    task = asyncio.create_task(begun(db, 1, inside, asyncio.Event()))
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await held(db) == []
    async with asyncio.timeout(PATIENCE), db.transaction() as tx:
        await put(tx, 2)
    assert await held(db) == [2]


MANY = 50_000
INSERT_MANY = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many) "
    "INSERT INTO command_guilds SELECT i FROM n"
)


@pytest.mark.parametrize("turns", [0, 2, 10, 20, 30, 50, 100, 300, 1000])
@pytest.mark.parametrize("connected", [True, False])
async def test_a_task_may_be_cancelled_while_it_connects_writes_or_commits(
    db: Database, turns: int, connected: bool
) -> None:
    async def write() -> None:
        async with db.transaction() as tx:
            await tx.write(text(INSERT_MANY), {"many": MANY})

    if connected:
        async with db.transaction():
            pass
    task = asyncio.create_task(write())
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    async with asyncio.timeout(PATIENCE), db.transaction() as tx:
        # All, where the commit was on its way already.
        assert len(await held(tx)) in (0, MANY)
        await put(tx, MANY + 1)


async def test_a_task_cancelled_while_it_waits_for_its_turn_holds_up_nobody(db: Database) -> None:
    stay = asyncio.Event()
    first_inside, second_inside = asyncio.Event(), asyncio.Event()
    first = asyncio.create_task(begun(db, 1, first_inside, stay))
    await first_inside.wait()
    second = asyncio.create_task(begun(db, 2, second_inside, stay))
    await asyncio.sleep(0)
    second.cancel()
    with pytest.raises(asyncio.CancelledError):
        await second
    stay.set()
    await first
    async with asyncio.timeout(PATIENCE), db.transaction() as tx:
        await put(tx, 3)
    assert not second_inside.is_set()
    assert await held(db) == [1, 3]


async def test_the_transactions_of_two_tasks_never_mix(db: Database) -> None:
    inside, stay = asyncio.Event(), asyncio.Event()
    doomed = asyncio.create_task(begun(db, 1, inside, stay))
    await inside.wait()

    async def write() -> list[int]:
        async with db.transaction() as tx:
            await put(tx, 2)
            return await held(tx)

    other = asyncio.create_task(write())
    doomed.cancel()
    seen = await other
    assert seen == [2]
    assert await held(db) == [2]
    assert doomed.cancelled()


async def test_transactions_come_in_the_order_asked_for(db: Database) -> None:
    order: list[int] = []

    async def write(number: int) -> None:
        async with db.transaction() as tx:
            await put(tx, number)
            order.append(number)

    await asyncio.gather(*(write(each) for each in range(10)))
    assert order == list(range(10))


async def test_readers_cannot_write(db: Database) -> None:
    with pytest.raises(DBAPIError, match="readonly"):
        await db.rows(
            insert(command_guilds).values(guild_id=1).returning(command_guilds.c.guild_id)
        )
    assert await held(db) == []


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("foreign_keys", 1), ("synchronous", 2), ("query_only", 0)],
)
async def test_the_writer_is_set_to_lose_nothing(db: Database, pragma: str, value: object) -> None:
    async with db.transaction() as tx:
        assert await one(tx, pragma) == value


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("foreign_keys", 1), ("query_only", 1)]
)
async def test_every_reader_only_reads(db: Database, pragma: str, value: object) -> None:
    found: Sequence[object] = await asyncio.gather(*(one(db, pragma) for _ in range(READERS)))
    assert set(found) == {value}


async def test_a_row_that_refers_to_nothing_is_refused(db: Database) -> None:
    orphan = insert(source_owners).values(source_id="nobody", guild_id=1)
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        async with db.transaction() as tx:
            await tx.write(orphan)


async def test_several_values_are_several_rows_and_none_are_none(db: Database) -> None:
    async with db.transaction() as tx:
        await tx.write(insert(command_guilds), [{"guild_id": 1}, {"guild_id": 2}])
        await tx.write(insert(command_guilds), [])
    assert await held(db) == [1, 2]


async def test_what_was_written_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    async with open_database(path) as first, first.transaction() as tx:
        await put(tx, 1)
    async with open_database(path) as second:
        assert await held(second) == [1]
        assert (await second.rows(select(func.count()).select_from(articles)))[0][0] == 0


async def test_closing_waits_for_the_transaction_that_goes_on(tmp_path: Path) -> None:
    inside, stay = asyncio.Event(), asyncio.Event()
    path = tmp_path / "news.db"
    async with open_database(path) as db:
        writing = asyncio.create_task(begun(db, 1, inside, stay))
        await inside.wait()
        asyncio.get_running_loop().call_soon(stay.set)
    await writing
    async with open_database(path) as again:
        assert await held(again) == [1]


async def test_a_task_cancelled_amid_a_query_leaves_the_next_writer_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 1)
    long = text(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)"
        " SELECT i FROM n"
    )
    async with open_database(tmp_path / "news.db") as db:
        for number in range(1, 6):
            await broken_off(db, long)
            async with db.transaction() as tx:
                await put(tx, number)
        assert await held(db) == [1, 2, 3, 4, 5]


async def broken_off(db: Database, query: TextClause) -> None:
    """A transaction whose task is cancelled while it waits for this query."""
    writing = asyncio.Event()

    async def work() -> None:
        async with db.transaction() as tx:
            await put(tx, 99)
            writing.set()
            await tx.rows(query)

    task = asyncio.create_task(work())
    await writing.wait()
    for _ in range(20):
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_statement_is_done_to_its_end_though_its_task_is_cancelled() -> None:
    go_on, done = asyncio.Event(), asyncio.Event()

    async def statement() -> None:
        await go_on.wait()
        done.set()

    task = asyncio.create_task(unbroken(statement()))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.sleep(0)
    assert not task.done()
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert done.is_set()


async def test_closing_waits_for_what_is_being_read(tmp_path: Path) -> None:
    async with open_database(tmp_path / "news.db") as db:
        async with db.transaction() as tx:
            await put(tx, 7)
        reading = [asyncio.create_task(held(db)) for _ in range(READERS)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    assert [await each for each in reading] == [[7]] * READERS
    with pytest.raises(RuntimeError, match="closed"):
        await held(db)
    with pytest.raises(RuntimeError, match="closed"):
        async with db.transaction():
            pass
