"""Stories by the words of their headlines, the newest first; nothing is ranked."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, literal_column, select

from news.models import GuildView
from news.names import Choice
from storage import headlines, lists
from storage.database import Reader
from storage.looks import looked
from storage.schema import stories
from storage.search.rows import search

OFFERED = 50
RECENT = 30_000
"""What is offered while somebody types is not older than so many stories."""

LOOKED_AT = 60
"""The newest stories that say something: how dense they lie tells how common it is."""

_MATCHES = literal_column("search").op("MATCH")
_LAST = select(func.max(stories.c.id)).scalar_subquery()
_SCOPES: BindParameter[Any] = bindparam("scopes", expanding=True)


async def headlined(
    db: Reader, view: GuildView, words: Sequence[Collection[str]], *, recent: bool = False
) -> list[Choice]:
    """Those that have one of each of these words."""
    wanted = " AND ".join(f"({' OR '.join(map(_quoted, each))})" for each in words)
    found = (
        headlines.LED.join(search, search.c.rowid == stories.c.id)
        .where(_MATCHES(f"title: ({wanted})"))
        .order_by(search.c.rowid.desc())
        .limit(OFFERED)
    )
    if recent:
        found = found.where(search.c.rowid > _LAST - RECENT)
    return await headlines.choices(db, view, found)


async def saying(
    db: Reader, view: GuildView, phrases: Sequence[str], oldest: int
) -> list[list[int]]:
    """For each phrase the numbers of at most 60 that have it, none from before the oldest."""
    sought = [f"title: {_quoted(each)}" for each in phrases]
    return await looked(db, _saying, sought, {"scopes": lists.scopes(view), "oldest": oldest})


def _saying(name: str) -> Select[Any]:
    return (
        select(stories.c.id)
        .select_from(search.join(stories, stories.c.id == search.c.rowid))
        .where(_MATCHES(bindparam(name)), search.c.rowid >= bindparam("oldest"))
        .where(stories.c.scope.in_(_SCOPES), lists.alone(stories.c.id))
        .order_by(search.c.rowid.desc())
        .limit(LOOKED_AT)
    )


def _quoted(phrase: str) -> str:
    return f'"{phrase}"'
