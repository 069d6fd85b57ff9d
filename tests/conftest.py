"""What tests share: a real database in a folder of its own, a clock that stands, a parse worker."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from pipeline.parsing import Worker
from storage.database import Database, open_database
from tests.builders import Clock
from tests.dialects import Portability
from tests.house import house, sandbox, served, start

__all__ = ["house", "sandbox", "served", "start"]  # fixtures, too


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def watched() -> Iterator[Portability]:
    """Looks at every statement of the run."""
    with Portability() as watching:
        yield watching


@pytest.fixture(autouse=True)
def portable(watched: Portability) -> Iterator[Portability]:
    """No statement that a test executes is one that PostgreSQL would not take."""
    watched.found.clear()
    yield watched
    assert not watched.found


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(tmp_path / "news.db") as opened:
        yield opened


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def worker() -> AsyncIterator[Worker]:
    """One for the whole run: it takes a second to start, and remembers nothing."""
    async with Worker() as started:
        yield started


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents; tests that read it are skipped without it."""
    folder = os.environ.get("SPACE_NEWS_SHARED")
    if not folder:
        pytest.skip("SPACE_NEWS_SHARED is not set: the shared documents are not here")
    return Path(folder)
