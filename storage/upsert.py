"""INSERT … ON CONFLICT, the one statement that every database spells its own way."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Table

# SQLite took the clause over from PostgreSQL word for word, so this one serves both;
# the test that compiles every statement for both dialects watches over it.
from sqlalchemy.dialects.postgresql import Insert, insert

Condition = Callable[[Any], ColumnElement[bool]]
Changes = Callable[[Any], Mapping[str, ColumnElement[Any]]]


def insert_new(table: Table) -> Insert:
    """Rows that are there already, by any unique key, stay as they are."""
    return insert(table).on_conflict_do_nothing()


def upsert(table: Table, changed: Iterable[str], where: Condition | None = None) -> Insert:
    """Rows that are there already, by primary key, take the new values of `changed`.

    where: which of them do, given the new row.
    """
    statement = insert(table)
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_={name: statement.excluded[name] for name in changed},
        where=None if where is None else where(statement.excluded),
    )


def upsert_with(table: Table, changed: Changes) -> Insert:
    """Rows that are there already, by primary key, take what `changed` makes of the new row."""
    statement = insert(table)
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key.columns), set_=changed(statement.excluded)
    )


def tally(table: Table, counted: str, most: int) -> Insert:
    """Rows that are there already, by primary key, add the new `counted` to theirs.

    Not where theirs is `most` by then, and so nothing is written.
    """
    statement = insert(table)
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_={counted: table.c[counted] + statement.excluded[counted]},
        where=table.c[counted] < most,
    )
