"""The database as files: private to their owner, claimed by one process, copied before a change."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from news.errors import DatabaseRefused

_OWNER_ONLY = 0o600


@contextmanager
def private(path: Path) -> Iterator[None]:
    """Makes folder and file where they are missing, for nobody else to read."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=_OWNER_ONLY, exist_ok=True)
    except OSError as error:
        raise _not_opened(path, error) from error
    yield


def reachable(path: Path) -> None:
    """Raises DatabaseRefused where the file, or a new one in its folder, could not be written."""
    folder = next(each for each in path.absolute().parents if each.exists())
    if path.exists():
        well = path.is_file() and os.access(path, os.R_OK | os.W_OK) and os.access(folder, os.W_OK)
    else:
        well = folder.is_dir() and os.access(folder, os.W_OK)
    if not well:
        cause = os.strerror(errno.EACCES)
        raise DatabaseRefused("database.not_opened", path=path, cause=cause)


@contextmanager
def claimed(path: Path) -> Iterator[None]:
    """Holds the database against a second process; the system lets go of it if we die."""
    lock = FileLock(path.with_name(path.name + ".lock"), mode=_OWNER_ONLY)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise DatabaseRefused("database.in_use", path=path) from error
    except OSError as error:
        raise _not_opened(path, error) from error
    try:
        yield
    finally:
        lock.release()


def write_ahead(path: Path) -> None:
    """Turns the log on with which readers and the writer do not wait for each other (WAL).

    The file remembers it. Connections that did this as they come would wait for each other.
    """
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")


def copy(path: Path, version: str) -> Path:
    """A copy beside the file, whole although it may be in WAL mode, named for its version."""
    target = path.with_name(f"{path.name}.before-{version}")
    target.touch(mode=_OWNER_ONLY)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copied:
        source.backup(copied)
    return target


def _not_opened(path: Path, error: OSError) -> DatabaseRefused:
    return DatabaseRefused("database.not_opened", path=path, cause=error.strerror or str(error))
