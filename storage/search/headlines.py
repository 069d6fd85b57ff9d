"""Stories by the words of their headlines, the newest first; nothing is ranked."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, bindparam, func, literal_column, select

from news.models import GuildView
from news.names.headlines import Headline
from storage import headlines, lists
from storage.database import Reader
from storage.looks import Scopes, looked
from storage.schema import stories
from storage.search.rows import search

OFFERED = 50
RECENT = 30_000
"""What is offered while somebody types is not older than so many stories."""

LOOKED_AT = 60
"""The newest stories that say something: how dense they lie tells how common it is."""

_MATCHES = literal_column("search").op("MATCH")
_LAST = select(func.max(stories.c.id)).scalar_subquery()

# Built once: they are asked for at every key that is typed.
_HEADLINED = (
    headlines.LED.join(search, search.c.rowid == stories.c.id)
    .where(_MATCHES(bindparam("wanted")))
    .order_by(search.c.rowid.desc())
    .limit(OFFERED)
)
_RECENT = _HEADLINED.where(search.c.rowid > _LAST - RECENT)


async def headlined(
    db: Reader, view: GuildView, words: Sequence[Collection[str]], *, recent: bool = False
) -> list[Headline]:
    """Those that have one of each of these words."""
    wanted = " AND ".join(f"({' OR '.join(map(_quoted, each))})" for each in words)
    statement = _RECENT if recent else _HEADLINED
    return await headlines.choices(db, view, statement, {"wanted": f"title: ({wanted})"})


async def saying(
    db: Reader, view: GuildView, phrases: Sequence[str], oldest: int
) -> list[list[int]]:
    """For each phrase the numbers of the newest that have it, none from before the oldest."""
    sought = [f"title: {_quoted(each)}" for each in phrases]
    return await looked(db, view, _saying, sought, oldest=oldest)


def _saying(name: str, scopes: Scopes) -> Select[Any]:
    return (
        select(stories.c.id)
        .select_from(search.join(stories, stories.c.id == search.c.rowid))
        .where(_MATCHES(bindparam(name)), search.c.rowid >= bindparam("oldest"))
        .where(stories.c.scope.in_(scopes), lists.alone(stories.c.id))
        .order_by(search.c.rowid.desc())
        .limit(LOOKED_AT)
    )


def _quoted(phrase: str) -> str:
    return f'"{phrase}"'
