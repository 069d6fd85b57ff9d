"""Stories and their articles, as they were told."""

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, func, insert, select, update

from news.dates import told_at
from news.entities import lineage
from news.models import Article, ArticleKeys, Kind, Story
from storage import seen
from storage.database import Reader, Transaction
from storage.schema import ENTITY, articles, deliveries, posts, sources, stories, story_topics

# Built once: they are executed for every reading with news.
_INSERT_STORY = insert(stories)
_INSERT_ARTICLE = insert(articles)
_INSERT_TOPIC = insert(story_topics)
_KNOWN = select(articles.c.key).where(articles.c.story_id.in_(bindparam("ids", expanding=True)))
_GROW = (
    update(stories).where(stories.c.id == bindparam("number")).values(outlets=bindparam("outlets"))
)
_MOVE = (
    update(articles).where(articles.c.key == bindparam("article")).values(place=bindparam("place"))
)
_NEWEST = select(func.max(stories.c.id).label("id"))


async def save(tx: Transaction, told: Sequence[Story]) -> list[int]:
    """Writes new stories with their articles and keys; their numbers are for the search rows."""
    if not told:
        return []
    # Nobody else writes meanwhile, and to have each number told by the database costs more.
    [newest] = await tx.rows(_NEWEST)
    numbered = list(enumerate(told, (newest.id or 0) + 1))
    rows = [row for each in numbered for row in _article_rows(*each, each[1].first_seen_at)]
    await tx.write(_INSERT_STORY, [_story_row(*each) for each in numbered])
    await tx.write(_INSERT_ARTICLE, rows)
    await tx.write(_INSERT_TOPIC, [row for each in numbered for row in _topic_rows(*each)])
    await seen.remember(
        tx, [article for story in told for article in story.articles], told[0].first_seen_at
    )
    return [story_id for story_id, _ in numbered]


async def grow(tx: Transaction, grown: Mapping[int, Story], now: datetime) -> None:
    """Writes what stories have got since they were read, by their numbers; nothing of them goes."""
    if not grown:
        return
    known = {row.key for row in await tx.rows(_KNOWN, {"ids": list(grown)})}
    rows = [row for each in grown.items() for row in _article_rows(*each, now)]
    await tx.write(_GROW, [_grown_row(*each) for each in grown.items()])
    await tx.write(_MOVE, [_moved_row(row) for row in rows if row["key"] in known])
    await tx.write(_INSERT_ARTICLE, [row for row in rows if row["key"] not in known])
    await tx.write(delete(story_topics).where(story_topics.c.story_id.in_(list(grown))))
    await tx.write(_INSERT_TOPIC, [row for each in grown.items() for row in _topic_rows(*each)])
    await seen.remember(tx, _only(grown.values(), known), now)


def _only(grown: Iterable[Story], known: Container[str]) -> list[Article]:
    return [each for story in grown for each in story.articles if each.key not in known]


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
    rows = await db.rows(select(stories.c.key, stories.c.id).where(stories.c.key.in_(keys)))
    ids = {row.key: row.id for row in rows}
    return await by_ids(db, [ids[key] for key in keys if key in ids])


async def by_ids(db: Reader, ids: Sequence[int]) -> list[Story]:
    """The stories in the order of these ids."""
    found = await numbered(db, ids)
    return [found[each] for each in ids if each in found]


async def numbered(db: Reader, ids: Collection[int]) -> dict[int, Story]:
    """The stories by their numbers, as far as there are such."""
    if not ids:
        return {}
    found = {row.id: row for row in await db.rows(select(stories).where(stories.c.id.in_(ids)))}
    told = await _grouped(db, _articles_of(ids))
    topics = await _grouped(db, _topics_of(ids))
    return {
        each: Story(
            key=row.key,
            scope=row.scope,
            first_seen_at=row.first_seen_at,
            told_at=row.told_at,
            topics=tuple(named.topic for named in topics.get(each, ())),
            articles=tuple(_article(article) for article in told[each]),
        )
        for each, row in found.items()
    }


def _articles_of(ids: Collection[int]) -> Select[Any]:
    return (
        select(articles, sources.c.outlet, sources.c.kind)
        .join(sources, sources.c.id == articles.c.source_id)
        .where(articles.c.story_id.in_(ids))
        .order_by(articles.c.story_id, articles.c.place)
    )


def _topics_of(ids: Collection[int]) -> Select[Any]:
    chosen = select(story_topics).where(
        story_topics.c.story_id.in_(ids), story_topics.c.place < ENTITY
    )
    return chosen.order_by(story_topics.c.story_id, story_topics.c.place)


async def _grouped(db: Reader, statement: Select[Any]) -> dict[int, list[Row[Any]]]:
    groups: dict[int, list[Row[Any]]] = {}
    for row in await db.rows(statement):
        groups.setdefault(row.story_id, []).append(row)
    return groups


def _article(row: Row[Any]) -> Article:
    return Article(
        key=row.key,
        keys=ArticleKeys(),  # they did their work when the article came
        source_id=row.source_id,
        outlet=row.outlet,
        url=row.url,
        title=row.title,
        scope=row.scope,
        kind=Kind(row.kind),
        language=row.language,
        summary=row.summary,
        image=row.image,
        image_credit=row.image_credit,
        byline=row.byline,
        credit=row.credit,
        topics=tuple(row.topics.split()),
        entities=tuple(row.entities.split()),
        published_at=row.published_at,
    )


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


def _moved_row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"article": row["key"], "place": row["place"]}


def _article_rows(story_id: int, story: Story, seen_at: datetime) -> list[dict[str, Any]]:
    return [
        {
            "key": article.key,
            "story_id": story_id,
            "place": place,
            "source_id": article.source_id,
            "scope": article.scope,
            "url": article.url,
            "title": article.title,
            "summary": article.summary,
            "image": article.image,
            "image_credit": article.image_credit,
            "byline": article.byline,
            "credit": article.credit,
            "language": article.language,
            "published_at": article.published_at,
            "topics": " ".join(article.topics),
            "entities": " ".join(article.entities),
            "told_at": told_at(article.published_at, seen_at),
        }
        for place, article in enumerate(story.articles)
    ]


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
