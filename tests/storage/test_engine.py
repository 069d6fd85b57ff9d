"""Statements become SQL once for all connections, and each works on its own."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select

from storage import engine as module
from storage.engine import engine

THINGS = Table("things", MetaData(), Column("id", Integer, primary_key=True))


@pytest.fixture
def files() -> Iterator[tuple[sqlite3.Connection, sqlite3.Connection]]:
    one, other = (sqlite3.connect(":memory:", isolation_level=None) for _ in range(2))
    with closing(one), closing(other):
        for each in (one, other):
            each.execute("CREATE TABLE things (id INTEGER PRIMARY KEY)")
        yield one, other


def test_each_engine_works_on_its_connection_alone(
    files: tuple[sqlite3.Connection, sqlite3.Connection],
) -> None:
    one, other = files
    with engine(lambda: one).connect() as opened:
        opened.execute(insert(THINGS).values(id=1))
        opened.commit()
    with engine(lambda: other).connect() as opened:
        assert opened.execute(select(THINGS)).all() == []
    assert one.execute("SELECT id FROM things").fetchall() == [(1,)], "its owner closes it"


def test_a_statement_becomes_sql_once_for_all_engines(
    files: tuple[sqlite3.Connection, sqlite3.Connection],
) -> None:
    statement = select(THINGS.c.id.label("number"))
    with engine(lambda: files[0]).connect() as opened:
        opened.execute(statement)
    made = len(module._COMPILED)
    with engine(lambda: files[1]).connect() as opened:
        opened.execute(statement)
    assert len(module._COMPILED) == made > 0
