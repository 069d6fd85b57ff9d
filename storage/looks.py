"""Several looks at once: the way to the database and back costs more than most of them."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Select,
    Text,
    bindparam,
    literal_column,
    select,
    union_all,
)

from news.models import GuildView
from storage import lists
from storage.database import Reader

Scopes = Sequence[BindParameter[str]]
Look = Callable[[str, Scopes], Select[Any]]
"""A statement that gives ids of these scopes, by the name of the parameter that says of what."""


async def looked(
    db: Reader, view: GuildView, look: Look, sought: Sequence[str], **others: object
) -> list[list[int]]:
    """For each that is sought the ids that the look gives; others: its other parameters."""
    found: list[list[int]] = [[] for _ in sought]
    if not sought:
        return found
    scopes = lists.scopes(view)
    given: Mapping[str, object] = {
        **others,
        **{f"scope{place}": each for place, each in enumerate(scopes)},
        **{f"sought{place}": each for place, each in enumerate(sought)},
    }
    for row in await db.rows(_together(look, len(sought), len(scopes)), given):
        found[row.place].append(row.id)
    return found


@lru_cache(maxsize=128)  # a parameter for each scope: to spell out a list anew costs more than all
def _together(look: Look, count: int, scopes: int) -> CompoundSelect[Any]:
    seen = [bindparam(f"scope{place}", type_=Text) for place in range(scopes)]
    each = [look(f"sought{place}", seen).subquery() for place in range(count)]
    return union_all(
        *(
            select(found.c.id, literal_column(f"{place}").label("place"))
            for place, found in enumerate(each)
        )
    )
