"""The schema's versions: what opening does to a file, and what it refuses."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from news.errors import DatabaseRefused
from storage import deliveries, guilds, migrations, posts
from storage.database import open_database
from storage.schema import metadata
from tests.builders import CHANNEL, GUILD, NOON

ANOTHER = """
from alembic import op

revision = "9001"
down_revision = "{head}"


def upgrade() -> None:
    op.execute("CREATE TABLE medals (name TEXT)")
    op.execute("UPDATE command_guilds SET guild_id = guild_id + 1")
    {then}
"""


OWED_BEFORE = (
    "INSERT INTO stories (id, key, scope, first_seen_at, told_at) "
    "VALUES (1, 'one', 'public', {now}, {now})",
    "INSERT INTO posts "
    "(id, key, guild_id, channel_id, kind, state, plain, expired, composed_at) "
    "VALUES (1, 'post', {guild}, {channel}, 'card', 'composed', 0, 0, {now})",
    "INSERT INTO deliveries (channel_id, story_id, guild_id, subscription_id, source_id, fate, "
    "owed_at, post_id, place) VALUES ({channel}, 1, {guild}, 1, 'orbit', 'owed', {now}, 1, 0)",
)
"""A story in a post, as version 0003 wrote it."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


@pytest.fixture
async def ready(path: Path) -> Path:
    """A database of this version with something in it."""
    async with open_database(path) as db, db.transaction() as tx:
        await guilds.set_command_guild(tx, 7)
    return path


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes the program one revision newer; `then` is how that revision ends."""
    shipped = Path(migrations.__file__)

    def make(then: str) -> None:
        folder = tmp_path / "migrations"
        shutil.copytree(shipped.parent, folder, ignore=shutil.ignore_patterns("__pycache__"))
        head = max(each.stem[1:5] for each in (folder / "versions").glob("v*.py"))
        written = folder / "versions" / "v9001_medals.py"
        written.write_text(ANOTHER.format(head=head, then=then), encoding="utf-8")
        monkeypatch.setattr(migrations, "__file__", str(folder / "__init__.py"))

    return make


def listed(path: Path) -> dict[str, str]:
    """Name -> SQL of what is in the file."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql NOT NULL")
        return {name: " ".join(sql.split()) for name, sql in rows}


def command_guild(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        [(guild_id,)] = connection.execute("SELECT guild_id FROM command_guilds")
    return int(guild_id)


def version(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        [(number,)] = connection.execute("SELECT version_num FROM alembic_version")
    return str(number)


def run(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(sql)


def test_the_name_of_a_version_begins_with_its_number() -> None:
    """By the names it is known which is the newest."""
    scripts = ScriptDirectory(Path(migrations.__file__).parent)
    for script in scripts.walk_revisions():
        assert Path(script.path).stem.startswith(f"v{script.revision}_")
    numbers = [script.revision for script in scripts.walk_revisions()]
    assert numbers == sorted(numbers, reverse=True)


def test_the_migrations_make_the_tables_of_the_schema(ready: Path) -> None:
    engine = create_engine(f"sqlite:///{ready}", poolclass=NullPool)
    options = {"compare_type": True, "include_name": lambda name, kind, _: _is_ours(name, kind)}
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_the_migrations_make_indexes_and_constraints_of_the_schema(
    ready: Path, tmp_path: Path
) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'drawn.db'}", poolclass=NullPool)
    metadata.create_all(engine)
    drawn = {name: _parts(sql) for name, sql in listed(tmp_path / "drawn.db").items()}
    migrated = {name: _parts(sql) for name, sql in listed(ready).items()}
    assert {name: migrated.get(name) for name in drawn} == drawn
    others = {name for name in migrated.keys() - drawn.keys() if not name.startswith("search")}
    assert others == {"alembic_version"}


def _is_ours(name: str | None, kind: str) -> bool:
    return kind != "table" or not (name or "").startswith(("search", "alembic_version"))


def _parts(sql: str) -> set[str]:
    """What a CREATE says, in whatever order it says it."""
    head, _, rest = sql.partition("(")
    return {head, *(part.strip(" )") for part in rest.split(", ")), str(sql.count("("))}


async def test_a_new_file_is_made_and_not_copied(path: Path) -> None:
    async with open_database(path):
        pass
    assert [each.name for each in path.parent.glob("*before*")] == []


async def test_a_file_of_this_version_is_not_copied(ready: Path) -> None:
    async with open_database(ready) as db:
        assert await guilds.command_guild(db) == 7
    assert [each.name for each in ready.parent.glob("*before*")] == []


async def test_an_older_file_is_copied_and_then_migrated(
    ready: Path, next_version: Callable[[str], None]
) -> None:
    before = version(ready)
    next_version("")
    async with open_database(ready) as db:
        assert await guilds.command_guild(db) == 8
    assert version(ready) == "9001"
    copy = ready.with_name(f"news.db.before-{before}")
    assert (version(copy), command_guild(copy)) == (before, 7)
    assert "medals" not in listed(copy)


async def test_what_an_older_program_had_composed_is_told_though_it_is_taken_back(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "older"
    newer = shutil.ignore_patterns("__pycache__", "v0004*", "v0005*")
    shutil.copytree(Path(migrations.__file__).parent, folder, ignore=newer)
    with monkeypatch.context() as older:
        older.setattr(migrations, "__file__", str(folder / "__init__.py"))
        migrations.upgrade(path)
    values = {"now": f"'{NOON:%Y-%m-%d %H:%M:%S.%f}'", "guild": GUILD, "channel": CHANNEL}
    for statement in OWED_BEFORE:
        run(path, statement.format_map(values))
    async with open_database(path) as db, db.transaction() as tx:
        await posts.take_back(tx, CHANNEL, NOON)
        [waits] = await deliveries.due(tx, CHANNEL, NOON, most=9)
    assert (waits.story_key, waits.due_at) == ("one", NOON)


async def test_a_failing_migration_leaves_the_file_as_it_was(
    ready: Path, next_version: Callable[[str], None]
) -> None:
    before = (listed(ready), version(ready))
    next_version('raise RuntimeError("half way")')
    with pytest.raises(RuntimeError, match="half way"):
        async with open_database(ready):
            pass
    assert (listed(ready), version(ready)) == before
    assert command_guild(ready) == 7


async def test_a_file_that_cannot_be_migrated_is_said_in_a_sentence(
    ready: Path, next_version: Callable[[str], None]
) -> None:
    before = (listed(ready), version(ready))
    next_version('op.execute("no SQL")')
    with pytest.raises(DatabaseRefused, match="cannot be brought up to date"):
        async with open_database(ready):
            pass
    assert (listed(ready), version(ready)) == before


async def test_a_first_migration_that_fails_leaves_an_empty_file(
    path: Path, next_version: Callable[[str], None]
) -> None:
    next_version('raise RuntimeError("half way")')
    with pytest.raises(RuntimeError, match="half way"):
        async with open_database(path):
            pass
    assert listed(path) == {}
    assert migrations.examine(path) == "new"


async def test_a_file_of_a_newer_program_is_refused_and_left_alone(ready: Path) -> None:
    run(ready, "UPDATE alembic_version SET version_num = '4711'")
    before = ready.read_bytes()
    with pytest.raises(DatabaseRefused) as caught:
        async with open_database(ready):
            pass
    assert caught.value.key == "database.newer"
    assert "4711" in str(caught.value)
    assert ready.read_bytes() == before
    assert [each.name for each in ready.parent.glob("*before*")] == []


def _text(path: Path) -> None:
    path.write_text("Dear diary, today I am no database. " * 50, encoding="utf-8")


def _sqlite_of_others(path: Path) -> None:
    run(path, "CREATE TABLE recipes (name TEXT)")


def _alembic_of_others(path: Path) -> None:
    run(path, "CREATE TABLE alembic_version (version_num TEXT)")
    run(path, "CREATE TABLE recipes (name TEXT)")


@pytest.mark.parametrize("write", [_text, _sqlite_of_others, _alembic_of_others])
async def test_what_is_no_database_of_ours_is_refused_and_left_alone(
    path: Path, write: Callable[[Path], None]
) -> None:
    write(path)
    before = path.read_bytes()
    for open_or_examine in (migrations.upgrade, migrations.examine):
        with pytest.raises(DatabaseRefused) as caught:
            open_or_examine(path)
        assert caught.value.key == "database.not_ours"
    assert path.read_bytes() == before


def test_examining_says_that_there_is_none_and_makes_none(path: Path) -> None:
    assert migrations.examine(path) == "new"
    assert list(path.parent.iterdir()) == []


def test_an_empty_file_is_as_good_as_none(path: Path) -> None:
    path.touch()
    assert migrations.examine(path) == "new"
    assert path.read_bytes() == b""


def test_examining_a_database_of_this_version_changes_nothing(ready: Path) -> None:
    before = (ready.read_bytes(), sorted(ready.parent.iterdir()))
    assert migrations.examine(ready) == "ready"
    assert (ready.read_bytes(), sorted(ready.parent.iterdir())) == before


def test_examining_an_older_database_changes_nothing(
    ready: Path, next_version: Callable[[str], None]
) -> None:
    next_version("")
    before = (ready.read_bytes(), sorted(ready.parent.iterdir()))
    assert migrations.examine(ready) == "older"
    assert (ready.read_bytes(), sorted(ready.parent.iterdir())) == before


async def test_a_database_in_the_middle_of_a_write_can_be_examined(path: Path) -> None:
    async with open_database(path) as db, db.transaction() as tx:
        await guilds.set_command_guild(tx, 1)
        assert migrations.examine(path) == "ready"
