"""The schema's versions: Alembic's, run when the database is opened."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Literal

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.exc import DatabaseError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from news.errors import DatabaseRefused
from storage import files


def examine(path: Path) -> Literal["new", "ready", "older"]:
    """What opening the database would meet, without changing anything. Raises DatabaseRefused."""
    files.reachable(path)
    if not path.exists() or not path.stat().st_size:
        return "new"
    version, scripts = _versions(path)
    return "ready" if version == scripts.get_current_head() else "older"


def upgrade(path: Path) -> None:
    """Brings the file to the schema of this program, after copying it; blocks.

    Raises DatabaseRefused where the file is newer than this program, no database of ours, or cannot
    be written to.
    """
    version, scripts = _versions(path)
    if version == scripts.get_current_head():
        return
    if version is not None:
        files.copy(path, version)
    try:
        with _connected(path, begin="BEGIN IMMEDIATE") as connection:
            command.upgrade(_config(connection), "head")
    except SQLAlchemyError as error:
        raise DatabaseRefused("database.not_migrated", path=path, cause=error) from error


def _versions(path: Path) -> tuple[str | None, ScriptDirectory]:
    """The version of the schema in the file (None: nothing is in it yet), and those we know."""
    scripts = ScriptDirectory.from_config(_config())
    try:
        # Only reading: a database that is being written to is not to be waited for.
        with _connected(path, begin="BEGIN") as connection:
            version = MigrationContext.configure(connection).get_current_revision()
    except DatabaseError as error:
        raise DatabaseRefused("database.not_ours", path=path) from error
    if version is None:
        _refuse_strangers(path)
    elif version not in {script.revision for script in scripts.walk_revisions()}:
        raise DatabaseRefused("database.newer", path=path, version=version)
    return version, scripts


def _refuse_strangers(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        if connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            raise DatabaseRefused("database.not_ours", path=path)


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _connected(path: Path, *, begin: str) -> Connection:
    engine = create_engine(URL.create("sqlite", database=str(path)), poolclass=NullPool)
    # One transaction around all steps and their record: it is done, or it never was.
    event.listen(engine, "connect", lambda raw, _: setattr(raw, "isolation_level", None))
    event.listen(engine, "begin", lambda each: each.exec_driver_sql(begin))
    return engine.connect()
