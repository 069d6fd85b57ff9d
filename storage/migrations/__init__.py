"""The schema's versions: Alembic's, run when the database is opened.

Most databases are of today's version, for which Alembic, slow to load, is not needed.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Literal

from storage import files


def examine(path: Path) -> Literal["new", "ready", "older"]:
    """What opening the database would meet, without changing anything. Raises DatabaseRefused."""
    files.reachable(path)
    if not path.exists() or not path.stat().st_size:
        return "new"
    if _is_ready(path):
        return "ready"
    from storage.migrations import steps

    steps.version(path, _folder())
    return "older"


def upgrade(path: Path) -> None:
    """Brings the file to the schema of this program, after copying it; blocks.

    Raises DatabaseRefused where the file is newer than this program, no database of ours, or cannot
    be written to.
    """
    if _is_ready(path):
        return
    from storage.migrations import steps

    if (version := steps.version(path, _folder())) is not None:
        files.copy(path, version)
    steps.take(path, _folder())


def _is_ready(path: Path) -> bool:
    """Whether its version is the newest; what is wrong with it otherwise, Alembic finds out."""
    newest = max(each.stem for each in (_folder() / "versions").glob("v*.py"))
    try:
        with closing(sqlite3.connect(path)) as connection:
            versions = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    except sqlite3.Error:
        return False
    return [f"v{number}" for (number,) in versions] == [newest.partition("_")[0]]


def _folder() -> Path:
    return Path(__file__).parent
