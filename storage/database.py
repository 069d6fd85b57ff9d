"""One file, one writer, several readers: nobody sees half a transaction or waits for a reader."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar

from sqlalchemy import URL, Executable, Row, event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage import files, migrations

READERS = 4
BUSY_SECONDS = 30
"""How long a statement waits for another program's lock on the file, a backup's say."""

Values = Mapping[str, Any] | Sequence[Mapping[str, Any]]
T = TypeVar("T")


class Reader(Protocol):
    """What a function that only looks asks for: a Database or a Transaction."""

    async def rows(
        self, statement: Executable, values: Mapping[str, Any] | None = None
    ) -> Sequence[Row[Any]]: ...


class Transaction:
    """A reader that sees its own writes, and the only thing that writes."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def rows(self, statement: Executable, values: Values | None = None) -> Sequence[Row[Any]]:
        """What a query gives, or an INSERT … RETURNING for each of several values, in any order."""
        return (await unbroken(self._connection.execute(statement, values))).all()

    async def write(self, statement: Executable, values: Values | None = None) -> None:
        """Runs the statement once, or once for each of several values."""
        if values is None or isinstance(values, Mapping) or values:
            await unbroken(self._connection.execute(statement, values))

    async def number(self, statement: Executable) -> int:
        """Runs an INSERT … RETURNING of one number."""
        return int((await unbroken(self._connection.execute(statement))).scalar_one())


class Database:
    """Open with open_database()."""

    def __init__(self, path: Path) -> None:
        self._writer = _engine(path, 1, begin="BEGIN IMMEDIATE", pragmas=("synchronous=FULL",))
        self._readers = _engine(path, READERS, begin="BEGIN", pragmas=("query_only=ON",))
        self._turn = asyncio.Lock()
        self._reading = asyncio.Semaphore(READERS)
        self._closed = False

    async def rows(
        self, statement: Executable, values: Mapping[str, Any] | None = None
    ) -> Sequence[Row[Any]]:
        return await unbroken(self._rows(statement, values))

    async def _rows(
        self, statement: Executable, values: Mapping[str, Any] | None
    ) -> Sequence[Row[Any]]:
        async with self._reading:
            self._check_open()
            async with self._readers.connect() as connection:
                return (await connection.execute(statement, values)).all()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """One at a time, in the order asked for; undone on any error, a cancelled task included."""
        async with self._turn:
            self._check_open()
            connection = self._writer.connect()
            try:
                await unbroken(connection.start())
                await unbroken(connection.begin().start())
                yield Transaction(connection)
                await unbroken(connection.commit())
            finally:
                await unbroken(connection.close())

    async def close(self) -> None:
        """After what is being read and written now; nothing can be read or written any more."""
        self._closed = True
        async with AsyncExitStack() as ended:
            await ended.enter_async_context(self._turn)
            for _ in range(READERS):
                await ended.enter_async_context(self._reading)
            await self._writer.dispose()
            await self._readers.dispose()

    def _check_open(self) -> None:
        if self._closed:
            raise RuntimeError("the database is closed")


async def unbroken(work: Awaitable[T]) -> T:
    """The work's result, with the work done to its end even where the task is cancelled meanwhile.

    A statement that is broken off leaves its cursor, and with it SQLite's lock, to nobody.
    """
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is None:
        return task.result()
    task.exception()  # looked at, so that nobody misses it
    raise cancelled


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
            yield database
        finally:
            await database.close()


def _engine(path: Path, size: int, *, begin: str, pragmas: Sequence[str]) -> AsyncEngine:
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        pool_size=size,
        max_overflow=0,
        connect_args={"timeout": BUSY_SECONDS},
    )

    def connect(connection: Any, _record: object) -> None:
        # The driver would begin transactions at moments of its own; SQLAlchemy says when.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("foreign_keys=ON", *pragmas):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    event.listen(engine.sync_engine, "connect", connect)
    event.listen(engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine
