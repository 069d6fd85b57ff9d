"""Private stories and the public ones of the same events: joined for their owners alone."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, select

from news.models import Article
from storage import articles
from storage.database import Reader, Transaction
from storage.schema import story_joins
from storage.upsert import insert_new

_JOIN = insert_new(story_joins)


async def beside(db: Reader, ids: Collection[int]) -> dict[int, tuple[Article, ...]]:
    """The articles of the stories that join these, or that these join."""
    found = await twins(db, ids)
    if not found:
        return {}
    told = await articles.of_stories(db, set().union(*found.values()))
    return {
        number: tuple(article for other in sorted(others) for article in told[other])
        for number, others in found.items()
        if number in ids
    }


def _joining(ids: Collection[int]) -> ColumnElement[bool]:
    return story_joins.c.story_id.in_(ids) | story_joins.c.public_id.in_(ids)


async def save(tx: Transaction, joined: Mapping[int, int]) -> None:
    """Private stories, each with the public one of the same event, by their numbers."""
    await tx.write(
        _JOIN,
        [{"story_id": story_id, "public_id": public_id} for story_id, public_id in joined.items()],
    )


async def twins(db: Reader, ids: Collection[int]) -> dict[int, set[int]]:
    """The stories that join these, or that these join, by their numbers."""
    found: dict[int, set[int]] = defaultdict(set)
    for row in await db.rows(select(story_joins).where(_joining(ids))):
        found[row.story_id].add(row.public_id)
        found[row.public_id].add(row.story_id)
    return found
