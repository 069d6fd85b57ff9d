"""Alembic's door: what is done to a database that is not of today's version, and to a new one."""

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.exc import DatabaseError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from news.errors import DatabaseRefused


def version(path: Path, scripts: Path) -> str | None:
    """Of the schema in the file; None: nothing is in it yet.

    Raises DatabaseRefused where it is none that we know.
    """
    try:
        # Only reading: a database that is being written to is not to be waited for.
        with _connected(path, begin="BEGIN") as connection:
            found = MigrationContext.configure(connection).get_current_revision()
    except DatabaseError as error:
        raise DatabaseRefused("database.not_ours", path=path) from error
    if found is None:
        _refuse_strangers(path)
    elif found not in _known(scripts):
        raise DatabaseRefused("database.newer", path=path, version=found)
    return found


def take(path: Path, scripts: Path) -> None:
    """All that are missing. Raises DatabaseRefused where the file cannot be written to."""
    try:
        with _connected(path, begin="BEGIN IMMEDIATE") as connection:
            command.upgrade(_config(scripts, connection), "head")
    except SQLAlchemyError as error:
        raise DatabaseRefused("database.not_migrated", path=path, cause=error) from error


def _known(scripts: Path) -> set[str]:
    directory = ScriptDirectory.from_config(_config(scripts))
    return {script.revision for script in directory.walk_revisions()}


def _refuse_strangers(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        if connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            raise DatabaseRefused("database.not_ours", path=path)


def _config(scripts: Path, connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _connected(path: Path, *, begin: str) -> Connection:
    engine = create_engine(URL.create("sqlite", database=str(path)), poolclass=NullPool)
    # One transaction around all steps and their record: it is done, or it never was.
    event.listen(engine, "connect", lambda raw, _: setattr(raw, "isolation_level", None))
    event.listen(engine, "begin", lambda each: each.exec_driver_sql(begin))
    return engine.connect()
