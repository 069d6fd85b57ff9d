"""SQLAlchemy upon connections that are there; what a statement becomes, it becomes once for all."""

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import URL, Dialect, Engine, create_engine
from sqlalchemy.pool import StaticPool
from sqlalchemy.util import LRUCache

_MEMORY = URL.create("sqlite")
_COMPILED: LRUCache[object, object] = LRUCache(500)
"""Statements as SQL: to make one takes longer than to run it, and an engine's own cache ends at
the engine."""


def engine(connection: Callable[[], Any]) -> Engine:
    """Works on this connection alone, whose owner closes it."""
    pool = StaticPool(connection, dialect=_dialect())
    return Engine(pool, _dialect(), _MEMORY, execution_options={"compiled_cache": _COMPILED})


@cache
def _dialect() -> Dialect:
    """The SQLite of this machine, as SQLAlchemy finds it when it first connects."""
    first = create_engine(_MEMORY)
    first.connect().close()
    first.dispose()
    return first.dialect
