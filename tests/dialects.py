"""Watches over the promise that all SQL but the search's also runs on PostgreSQL."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ClauseElement, Engine, FunctionElement, TableClause, event
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import CompileError
from sqlalchemy.sql import visitors
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.sql.operators import custom_op

POSTGRESQL = postgresql.dialect()  # type: ignore[no-untyped-call]

STANDARD = frozenset({"length", "row_number"})
"""Functions that PostgreSQL has as well, and SQLAlchemy does not know by name."""


class Portability:
    """While entered, each statement that any engine executes is compiled for PostgreSQL, too.

    Once for each text of it. `found` says what is wrong with those that are not portable; `seen`
    counts the others.
    """

    def __init__(self) -> None:
        self.found: list[str] = []
        self.seen = 0
        self._known: dict[str, list[str] | None] = {}

    def __enter__(self) -> "Portability":
        event.listen(Engine, "before_cursor_execute", self._look)
        return self

    def __exit__(self, *_error: object) -> None:
        event.remove(Engine, "before_cursor_execute", self._look)

    def _look(
        self, _connection: object, _cursor: object, sql: str, _values: object, context: Any, *_: Any
    ) -> None:
        statement = _statement(context) if context else None
        if not isinstance(statement, ClauseElement):
            return
        if sql not in self._known:
            self._known[sql] = None if _is_search(statement) else troubles(statement)
        if (known := self._known[sql]) is not None:
            self.seen += 1
            self.found += known


def _statement(context: Any) -> object:
    # What is written for many rows at once is text already; what it was made of goes along.
    written = context.execution_options.get("statement")
    return getattr(context.compiled, "statement", written)


def troubles(statement: ClauseElement) -> list[str]:
    """Why PostgreSQL would not take this statement, as far as SQLAlchemy can tell."""
    try:
        sql = str(statement.compile(dialect=POSTGRESQL))
    except CompileError as error:
        return [str(error)]
    return [f"{own} in {sql}" for own in _of_one_database(statement)]


def _of_one_database(statement: ClauseElement) -> Iterator[str]:
    # A function or an operator that SQLAlchemy does not know by name is some database's own.
    for element in _elements(statement):
        own = isinstance(element, FunctionElement) and not isinstance(element, GenericFunction)
        if own and element.name not in STANDARD:
            yield f"the function {element.name}"
        operator = getattr(element, "operator", None)
        if isinstance(operator, custom_op):
            yield f"the operator {operator.opstring}"


def _is_search(statement: ClauseElement) -> bool:
    return any(
        isinstance(element, TableClause) and element.name == "search"
        for element in _elements(statement)
    )


def _elements(statement: ClauseElement) -> Iterator[Any]:
    yield getattr(statement, "table", None)
    if hasattr(statement, "get_children"):
        yield from visitors.iterate(statement)
