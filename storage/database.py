"""One file, one writer, several readers: nobody sees half a transaction or waits for a reader."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

import aiosqlite
from sqlalchemy import Connection, CursorResult, Executable, Row, UpdateBase, event

from storage import files, migrations
from storage.bulk import bulk
from storage.engine import engine

READERS = 4
BUSY_SECONDS = 30
"""How long a statement waits for another program's lock on the file, a backup's say."""

Values = Mapping[str, Any] | Sequence[Mapping[str, Any]]
Ask = Callable[[Executable, Mapping[str, Any] | None], Sequence[Row[Any]]]
"""What rows() does, for those who are in the thread already."""

T = TypeVar("T")


class Reader(Protocol):
    """What a function that only looks asks for: a Database or a Transaction."""

    async def rows(
        self, statement: Executable, values: Mapping[str, Any] | None = None
    ) -> Sequence[Row[Any]]: ...

    async def look(self, work: Callable[[Ask], T]) -> T:
        """What the work makes of several queries, all of it done in the database's thread."""


class Seat(aiosqlite.Connection):
    """A connection in a thread of its own, on which SQLAlchemy works there.

    SQLAlchemy's own way through aiosqlite goes to the thread and back four times a statement; this
    goes once.
    """

    def __init__(self, path: Path, pragmas: Sequence[str], begin: str | None = None) -> None:
        super().__init__(partial(_connect, path, pragmas), iter_chunk_size=64)
        self._engine = engine(lambda: self._conn)
        if begin:
            event.listen(self._engine, "begin", lambda opened: opened.exec_driver_sql(begin))

    def sit(self) -> Connection:
        """To be called in the thread alone."""
        return self._engine.connect()

    async def run(self, work: Callable[[], T]) -> T:
        """Done to its end, whatever happens to the task meanwhile."""
        result: T = await unbroken(self._execute(work))  # type: ignore[no-untyped-call]
        return result


def _connect(path: Path, pragmas: Sequence[str]) -> sqlite3.Connection:
    # The driver would begin transactions at moments of its own; SQLAlchemy says when.
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    for pragma in ("foreign_keys=ON", *pragmas):
        connection.execute(f"PRAGMA {pragma}")
    return connection


class Transaction:
    """A reader that sees its own writes, and the only thing that writes.

    What is written goes along with the next query or the commit, and the beginning with the first
    of them: each way to the thread and back costs as much as a statement.
    """

    def __init__(self, writer: Seat) -> None:
        self._writer = writer
        self._connection: Connection | None = None
        self._waiting: list[Callable[[], None]] = []

    async def rows(
        self, statement: Executable, values: Mapping[str, Any] | None = None
    ) -> Sequence[Row[Any]]:
        return await self._run(lambda: self._execute(statement, values).all())

    async def look(self, work: Callable[[Ask], T]) -> T:
        return await self._run(lambda: work(lambda *asked: self._execute(*asked).all()))

    async def write(self, statement: Executable, values: Values | None = None) -> None:
        """Runs the statement once, or once for each of several values with the same names.

        What the database refuses of it, it refuses with the next query or the commit.
        """
        if values is None or isinstance(values, Mapping):
            self._waiting.append(lambda: self._execute(statement, values).close())
        elif values:
            self._waiting.append(lambda: self._execute_all(statement, values))

    async def number(self, statement: Executable) -> int:
        """Runs an INSERT … RETURNING of one number."""
        return int(await self._run(lambda: self._execute(statement, None).scalar_one()))

    async def commit(self) -> None:
        if self._connection or self._waiting:
            await self._run(self._commit)

    async def end(self) -> None:
        """Undoes what was not committed."""
        if self._connection:
            await self._writer.run(self._connection.close)

    async def _run(self, work: Callable[[], T]) -> T:
        def all_of_it() -> T:
            while self._waiting:
                self._waiting[0]()
                # Not before: what was refused is refused again, so the rest is not committed.
                del self._waiting[0]
            return work()

        return await self._writer.run(all_of_it)

    def _execute(
        self, statement: Executable, values: Mapping[str, Any] | None
    ) -> CursorResult[Any]:
        return self._begun().execute(statement, values)

    def _execute_all(self, statement: Executable, values: Sequence[Mapping[str, Any]]) -> None:
        assert isinstance(statement, UpdateBase)
        form = bulk(statement, values)
        # The statement goes along for whoever looks at what is executed.
        options = {"statement": statement}
        self._begun().exec_driver_sql(form.sql, form.rows(values), options).close()

    def _begun(self) -> Connection:
        if self._connection is None:
            # Held before it begins: that can fail, and then it must be given back all the same.
            self._connection = self._writer.sit()
            self._connection.begin()
        return self._connection

    def _commit(self) -> None:
        assert self._connection
        self._connection.commit()
        self._connection.close()
        self._connection = None


class Database:
    """Open with open_database()."""

    def __init__(self, path: Path) -> None:
        self._writer = Seat(path, ["synchronous=FULL"], begin="BEGIN IMMEDIATE")
        # Each reads with single statements, which SQLite wraps in transactions by itself.
        self._readers = [Seat(path, ["query_only=ON"]) for _ in range(READERS)]
        self._free = list(self._readers)
        self._turn = asyncio.Lock()
        self._reading = asyncio.Semaphore(READERS)
        self._closed = False

    async def open(self) -> None:
        for seat in (self._writer, *self._readers):
            await seat

    async def rows(
        self, statement: Executable, values: Mapping[str, Any] | None = None
    ) -> Sequence[Row[Any]]:
        return await self.look(lambda ask: ask(statement, values))

    async def look(self, work: Callable[[Ask], T]) -> T:
        async with self._reading:
            self._check_open()
            seat = self._free.pop()
            try:
                return await seat.run(lambda: _looked(seat, work))
            finally:
                self._free.append(seat)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """One at a time, in the order asked for; undone on any error, a cancelled task included."""
        async with self._turn:
            self._check_open()
            tx = Transaction(self._writer)
            try:
                yield tx
                await tx.commit()
            finally:
                await tx.end()

    async def close(self) -> None:
        """After what is being read and written now; nothing can be read or written any more."""
        self._closed = True
        async with AsyncExitStack() as ended:
            await ended.enter_async_context(self._turn)
            for _ in range(READERS):
                await ended.enter_async_context(self._reading)
            for seat in (self._writer, *self._readers):
                await seat.close()

    def _check_open(self) -> None:
        if self._closed:
            raise RuntimeError("the database is closed")


async def unbroken(work: Awaitable[T]) -> T:
    """The work's result, with the work done to its end even where the task is cancelled meanwhile.

    A statement that is broken off leaves its cursor, and with it SQLite's lock, to nobody.
    """
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait([task])
        if not task.cancelled():
            task.exception()  # looked at, so that nobody misses it
        raise


@asynccontextmanager
async def open_database(path: Path) -> AsyncIterator[Database]:
    """The database at this path, made or migrated as needed, ours alone while it is open.

    Raises DatabaseRefused: another process has it, it is newer than this program, or it is none.
    """
    with files.private(path), files.claimed(path):
        files.reachable(path)
        await asyncio.to_thread(migrations.upgrade, path)
        await asyncio.to_thread(files.write_ahead, path)
        database = Database(path)
        try:
            await database.open()
            yield database
        finally:
            await database.close()


def _looked(seat: Seat, work: Callable[[Ask], T]) -> T:
    with seat.sit() as connection:
        return work(lambda *asked: connection.execute(*asked).all())
