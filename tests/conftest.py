"""What tests share: a real database in a folder of its own, a clock that stands, a parse worker."""

import gc
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from pipeline.parsing import Worker
from sandbox.server import Sandbox
from storage import migrations
from storage.database import Database, open_database
from tests.builders import Clock
from tests.dialects import Portability
from tests.discord_api import described
from tests.feeds import Feeds
from tests.house import House, Start, furnish, serve_feeds, serve_sandbox, start
from tests.openapi import Description

__all__ = ["start"]  # a fixture, too


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: some tests wait, for processes and for the clock."""
    return (os.cpu_count() or 1) + 1


WAITING = (
    "tests/test_chaos.py",
    "tests/test_kill.py",
    "tests/sandbox/test_demo.py",
    "tests/test_benchmarks.py",
)
"""Whose tests wait for processes of their own: they come first, while there is other work."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(WAITING))


def pytest_collection() -> None:
    """What is loaded and collected stays to the end: none of it is garbage yet."""
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Nor is it looked through time and again later on, as in the bot itself (keep_loaded)."""
    gc.freeze()
    gc.set_threshold(5_000, 10, 10)
    gc.enable()


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


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of today's schema and nothing in it: a copy is made in no time."""
    path = tmp_path_factory.mktemp("migrated") / "news.db"
    migrations.upgrade(path)
    return path


@pytest.fixture
async def db(migrated: Path, tmp_path: Path) -> AsyncIterator[Database]:
    shutil.copyfile(migrated, tmp_path / "news.db")
    async with open_database(tmp_path / "news.db") as opened:
        yield opened


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def worker() -> AsyncIterator[Worker]:
    """One for the whole run: it takes a second to start, and remembers nothing."""
    async with Worker() as started:
        yield started


@pytest.fixture(scope="session")
def discord_api() -> Description | None:
    """Discord's own description, where it is at hand."""
    folder = os.environ.get("SPACE_NEWS_SHARED")
    return described(Path(folder)) if folder else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents; tests that read it are skipped without it."""
    folder = os.environ.get("SPACE_NEWS_SHARED")
    if not folder:
        pytest.skip("SPACE_NEWS_SHARED is not set: the shared documents are not here")
    return Path(folder)


@pytest.fixture
async def served() -> AsyncIterator[Feeds]:
    async with serve_feeds() as started:
        yield started


@pytest.fixture
async def sandbox(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, discord_api: Description | None
) -> AsyncIterator[Sandbox]:
    async with serve_sandbox(clock, monkeypatch, discord_api) as running:
        yield running


@pytest.fixture
async def house(start: Start) -> AsyncIterator[House]:
    async with furnish(start) as started:
        yield started
