"""Several looks at once: the way to the database and back costs more than most of them."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import CompoundSelect, Select, literal_column, select, union_all

from storage.database import Reader

Look = Callable[[str], Select[Any]]
"""A statement that gives ids, by the name of its one parameter."""


async def looked(
    db: Reader, look: Look, sought: Sequence[str], values: Mapping[str, Any]
) -> list[list[int]]:
    """For each that is sought the ids that the look gives; values: of its other parameters."""
    found: list[list[int]] = [[] for _ in sought]
    if not sought:
        return found
    given = {f"sought{place}": each for place, each in enumerate(sought)}
    for row in await db.rows(_together(look, len(sought)), {**values, **given}):
        found[row.place].append(row.id)
    return found


@lru_cache(maxsize=128)
def _together(look: Look, count: int) -> CompoundSelect[Any]:
    each = [look(f"sought{place}").subquery() for place in range(count)]
    return union_all(
        *(
            select(found.c.id, literal_column(f"{place}").label("place"))
            for place, found in enumerate(each)
        )
    )
