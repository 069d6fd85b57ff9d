"""Stories and their articles, as they were told."""

from collections import defaultdict
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, delete, func, insert, select, update

from news.cluster import made
from news.entities import lineage
from news.models import Story
from storage import articles, joins, seen
from storage.database import Ask, Reader, Transaction
from storage.schema import ENTITY, deliveries, posts, stories, story_topics

# Built once: they are executed for every reading with news.
_INSERT_STORY = insert(stories)
_INSERT_TOPIC = insert(story_topics)
_GROW = (
    update(stories).where(stories.c.id == bindparam("number")).values(outlets=bindparam("outlets"))
)
_NEWEST = select(func.max(stories.c.id).label("id"))
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_BY_KEYS = select(stories.c.key, stories.c.id).where(
    stories.c.key.in_(bindparam("keys", expanding=True))
)
_DELETE_TOPICS = delete(story_topics).where(story_topics.c.story_id.in_(_IDS))
_STORIES = select(stories).where(stories.c.id.in_(_IDS))
_TOPICS = (
    select(story_topics.c.story_id, story_topics.c.topic)
    .where(story_topics.c.story_id.in_(_IDS), story_topics.c.place < ENTITY)
    .order_by(story_topics.c.story_id, story_topics.c.place)
)
_REMADE = articles.OF_STORIES.join(stories).add_columns(
    stories.c.key.label("story_key"),
    stories.c.first_seen_at,
    stories.c.told_at.label("story_told_at"),
)


async def save(tx: Transaction, told: Sequence[Story], now: datetime) -> list[int]:
    """Writes new stories with their articles and keys; their numbers are for the search rows."""
    if not told:
        return []
    # Nobody else writes meanwhile, and to have each number told by the database costs more.
    [newest] = await tx.rows(_NEWEST)
    numbered = dict(enumerate(told, (newest.id or 0) + 1))
    await tx.write(_INSERT_STORY, [_story_row(*each) for each in numbered.items()])
    await _save_parts(tx, numbered, now)
    return list(numbered)


async def grow(tx: Transaction, grown: Mapping[int, Story], now: datetime) -> None:
    """Writes what stories have got since they were read, by their numbers; nothing of them goes."""
    if not grown:
        return
    await tx.write(_GROW, [_grown_row(*each) for each in grown.items()])
    await tx.write(_DELETE_TOPICS, {"ids": list(grown)})
    await _save_parts(tx, grown, now, await articles.keys(tx, grown))


async def _save_parts(
    tx: Transaction, told: Mapping[int, Story], now: datetime, known: Container[str] = ()
) -> None:
    await seen.remember(tx, await articles.save(tx, told, now, known), now)
    await tx.write(_INSERT_TOPIC, [row for each in told.items() for row in _topic_rows(*each)])


async def of_post(db: Reader, post_key: str) -> list[Story]:
    """The stories that a post tells, in its order."""
    rows = await db.rows(
        select(deliveries.c.story_id)
        .join(posts, posts.c.id == deliveries.c.post_id)
        .where(posts.c.key == post_key)
        .order_by(deliveries.c.place)
    )
    return await by_ids(db, [row.story_id for row in rows])


async def by_keys(db: Reader, keys: Sequence[str]) -> list[Story]:
    """The stories in the order of these keys."""
    return await db.look(lambda ask: called(ask, keys))


def called(ask: Ask, keys: Sequence[str]) -> list[Story]:
    """The same, for those who are in the database's thread."""
    ids = {row.key: row.id for row in ask(_BY_KEYS, {"keys": list(keys)})}
    return read(ask, [ids[key] for key in keys if key in ids])


async def numbers(db: Reader, keys: Sequence[str]) -> dict[str, int]:
    """Key -> number, of those that there are."""
    return {row.key: row.id for row in await db.rows(_BY_KEYS, {"keys": list(keys)})}


async def by_ids(db: Reader, ids: Sequence[int]) -> list[Story]:
    """As read()."""
    return await db.look(lambda ask: read(ask, ids))


def read(ask: Ask, ids: Sequence[int]) -> list[Story]:
    """The stories in the order of these ids, with what private ones tell of the same events."""
    found = _numbered(ask, ids)
    beside = joins.beside(ask, found)
    return [replace(found[each], beside=beside.get(each, ())) for each in ids if each in found]


def _numbered(ask: Ask, ids: Collection[int]) -> dict[int, Story]:
    """The stories by their numbers, as far as there are such."""
    if not ids:
        return {}
    asked = {"ids": list(ids)}
    found = {row.id: row for row in ask(_STORIES, asked)}
    told = articles.of_stories(ask, ids)
    topics: dict[int, list[str]] = defaultdict(list)
    for row in ask(_TOPICS, asked):
        topics[row.story_id].append(row.topic)
    return {
        each: Story(
            key=row.key,
            scope=row.scope,
            first_seen_at=row.first_seen_at,
            told_at=row.told_at,
            topics=tuple(topics[each]),
            articles=told[each],
        )
        for each, row in found.items()
    }


def remade(ask: Ask, ids: Collection[int]) -> dict[int, Story]:
    """The stories by their numbers, made anew of their articles: one query, since it is for each
    new article."""
    rows: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in ask(_REMADE, {"ids": list(ids)}) if ids else ():
        rows[row.story_id].append(row)
    return {
        story_id: made(
            own[0].story_key,
            [articles.article(row) for row in own],
            first_seen_at=own[0].first_seen_at,
            told=own[0].story_told_at,
        )
        for story_id, own in rows.items()
    }


def _story_row(story_id: int, story: Story) -> dict[str, Any]:
    return {
        "id": story_id,
        "key": story.key,
        "scope": story.scope,
        "first_seen_at": story.first_seen_at,
        "told_at": story.told_at,
        "outlets": len(story.outlets),
    }


def _grown_row(story_id: int, story: Story) -> dict[str, Any]:
    return {"number": story_id, "outlets": len(story.outlets)}


def _topic_rows(story_id: int, story: Story) -> list[dict[str, Any]]:
    named = [each for each in lineage(story.entities) if each not in story.topics]
    return [
        {
            "story_id": story_id,
            "topic": topic,
            "place": place,
            "scope": story.scope,
            "told_at": story.told_at,
        }
        for place, topic in (*enumerate(story.topics), *enumerate(named, ENTITY))
    ]
