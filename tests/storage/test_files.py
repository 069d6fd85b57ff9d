"""The database as files: whose they are, who may open them, and that one process has them."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from news.errors import DatabaseRefused
from storage import files, guilds
from storage.database import open_database
from storage.schema import command_guilds

# A second process, which says how its opening ended.
OPENS = """
import asyncio, sys
from pathlib import Path
from news.errors import DatabaseRefused
from storage.database import open_database

async def main():
    async with open_database(Path(sys.argv[1])):
        print("opened", flush=True)
        await asyncio.to_thread(sys.stdin.read)

try:
    asyncio.run(main())
except DatabaseRefused as refused:
    print(refused.key)
"""


def another_process(path: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", OPENS, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def open_to_all() -> Iterator[None]:
    """A process that lets everybody read what it makes, unless it says otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_to_all")
async def test_folder_and_files_made_by_us_are_for_nobody_else(tmp_path: Path) -> None:
    path = tmp_path / "data" / "news.db"
    async with open_database(path) as db:
        async with db.transaction() as tx:
            await guilds.set_command_guild(tx, 1)
        assert await db.rows(select(command_guilds))
        made = {each.name: mode(each) for each in path.parent.iterdir()}
    assert mode(path.parent) == 0o700
    assert made == dict.fromkeys(("news.db", "news.db-wal", "news.db-shm", "news.db.lock"), 0o600)


@pytest.mark.usefixtures("open_to_all")
async def test_a_copy_is_for_nobody_else(tmp_path: Path) -> None:
    async with open_database(tmp_path / "news.db"):
        pass
    assert mode(files.copy(tmp_path / "news.db", "0001")) == 0o600


async def test_a_folder_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(0o755)
    async with open_database(folder / "news.db"):
        assert mode(folder) == 0o755


async def test_a_copy_holds_what_is_still_in_the_log(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    async with open_database(path) as db:
        async with db.transaction() as tx:
            await guilds.set_command_guild(tx, 7)
        copied = files.copy(path, "0001")
    assert copied.name == "news.db.before-0001"
    async with open_database(copied) as db:
        assert await guilds.command_guild(db) == 7


async def test_a_second_process_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    async with open_database(path):
        second = another_process(path)
        said, _ = second.communicate(timeout=60)
    assert said.strip() == "database.in_use"


def test_what_another_process_holds_is_refused_until_it_has_died(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with another_process(path) as holder:
        assert holder.stdout
        assert holder.stdout.readline().strip() == "opened"
        with pytest.raises(DatabaseRefused) as caught, files.claimed(path):
            pass
        holder.kill()
        holder.wait(timeout=60)
    assert caught.value.key == "database.in_use"
    assert str(path) in str(caught.value)
    with files.claimed(path):
        pass


async def test_the_same_process_may_open_it_again_after_closing(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    for number in (1, 2):
        async with open_database(path) as db, db.transaction() as tx:
            await guilds.set_command_guild(tx, number)


async def test_a_refused_database_is_not_held(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    path.write_text("Dear diary, today I am no database. " * 50, encoding="utf-8")
    with pytest.raises(DatabaseRefused):
        async with open_database(path):
            pass
    with files.claimed(path):
        pass


def _under_a_file(folder: Path) -> Path:
    (folder / "file").touch()
    return folder / "file" / "news.db"


def _a_folder(folder: Path) -> Path:
    (folder / "news.db").mkdir()
    return folder / "news.db"


def _not_to_be_locked(folder: Path) -> Path:
    (folder / "news.db.lock").mkdir()
    return folder / "news.db"


@pytest.mark.parametrize("place", [_under_a_file, _a_folder, _not_to_be_locked])
async def test_a_place_that_cannot_hold_it_is_said_in_a_sentence(
    tmp_path: Path, place: Callable[[Path], Path]
) -> None:
    path = place(tmp_path)
    with pytest.raises(DatabaseRefused) as caught:
        async with open_database(path):
            pass
    assert str(path) in str(caught.value)
