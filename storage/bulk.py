"""One statement for many rows, without what SQLAlchemy would do anew for each of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import UpdateBase
from sqlalchemy.dialects import sqlite

_DIALECT = sqlite.dialect()

Writing = Callable[[Any], Any]
"""What a value of Python is in the database."""


@dataclass(frozen=True, slots=True)
class Bulk:
    """An INSERT or UPDATE as the driver takes it.

    columns: names in the order of its places. constants: what stands in the statement itself.
    """

    sql: str
    columns: tuple[tuple[str, Writing | None], ...]
    constants: Mapping[str, Any]

    def rows(self, values: Iterable[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
        if self.constants:
            values = [{**self.constants, **row} for row in values]
        return [
            tuple([writing(row[name]) if writing else row[name] for name, writing in self.columns])
            for row in values
        ]


def bulk(statement: UpdateBase, values: Sequence[Mapping[str, Any]]) -> Bulk:
    """For values that all have the same names."""
    return _compiled(statement, tuple(values[0]))


@lru_cache(maxsize=64)  # statements are known again where they are built once, in their module
def _compiled(statement: UpdateBase, names: tuple[str, ...]) -> Bulk:
    compiled = statement.compile(dialect=_DIALECT, column_keys=list(names))
    places = compiled.positiontup or ()
    types = ((name, compiled.binds[name].type.dialect_impl(_DIALECT)) for name in places)
    return Bulk(
        str(compiled),
        tuple((name, of.bind_processor(_DIALECT)) for name, of in types),
        {name: compiled.params[name] for name in places if name not in names},
    )
