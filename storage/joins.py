"""Private stories and the public ones of the same events: joined for their owners alone."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from news.models import Article
from storage import articles
from storage.database import Ask, Reader, Transaction
from storage.schema import story_joins
from storage.upsert import insert_new

# Built once: each list of stories and each reading with news asks it.
_JOIN = insert_new(story_joins)
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_JOINING = select(story_joins.c.story_id, story_joins.c.public_id).where(
    story_joins.c.story_id.in_(_IDS) | story_joins.c.public_id.in_(_IDS)
)


def beside(ask: Ask, ids: Collection[int]) -> dict[int, tuple[Article, ...]]:
    """The articles of the stories that join these, or that these join."""
    found = _twins(ask, ids)
    if not found:
        return {}
    told = articles.of_stories(ask, set().union(*found.values()))
    return {
        number: tuple(article for other in sorted(others) for article in told[other])
        for number, others in found.items()
        if number in ids
    }


async def save(tx: Transaction, joined: Mapping[int, int]) -> None:
    """Private stories, each with the public one of the same event, by their numbers."""
    await tx.write(
        _JOIN,
        [{"story_id": story_id, "public_id": public_id} for story_id, public_id in joined.items()],
    )


async def twins(db: Reader, ids: Collection[int]) -> dict[int, set[int]]:
    """The stories that join these, or that these join, by their numbers."""
    return await db.look(lambda ask: _twins(ask, ids))


def _twins(ask: Ask, ids: Collection[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for row in ask(_JOINING, {"ids": list(ids)}) if ids else ():
        found[row.story_id].add(row.public_id)
        found[row.public_id].add(row.story_id)
    return found
