"""Articles of stories, as they were told."""

from collections import defaultdict
from collections.abc import Collection, Container, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, insert, select, update

from news.dates import told_at
from news.models import Article, ArticleKeys, Kind, Story
from storage.database import Reader, Transaction
from storage.schema import articles, sources

_KNOWN = select(articles.c.key).where(articles.c.story_id.in_(bindparam("ids", expanding=True)))
_INSERT = insert(articles)
_MOVE = update(articles).where(articles.c.key == bindparam("article")).values(place=bindparam("at"))


async def of_stories(db: Reader, ids: Collection[int]) -> dict[int, tuple[Article, ...]]:
    """By the stories' numbers, the lead first."""
    found: dict[int, list[Article]] = defaultdict(list)
    for row in await db.rows(_of_stories(ids)) if ids else ():
        found[row.story_id].append(_article(row))
    return {story_id: tuple(told) for story_id, told in found.items()}


async def keys(db: Reader, ids: Collection[int]) -> set[str]:
    """Of all articles of these stories, given by their numbers."""
    return {row.key for row in await db.rows(_KNOWN, {"ids": list(ids)})}


async def save(
    tx: Transaction, told: Mapping[int, Story], now: datetime, known: Container[str] = ()
) -> list[Article]:
    """Writes the articles of stories but those with a known key; those that it wrote."""
    placed = [
        (story_id, place, article)
        for story_id, story in told.items()
        for place, article in enumerate(story.articles)
    ]
    new = [each for each in placed if each[-1].key not in known]
    await tx.write(
        _MOVE,
        [{"article": told.key, "at": place} for _, place, told in placed if told.key in known],
    )
    await tx.write(_INSERT, [_row(*each, now) for each in new])
    return [article for *_, article in new]


def _of_stories(ids: Collection[int]) -> Select[Any]:
    return (
        select(articles, sources.c.outlet, sources.c.kind)
        .join(sources, sources.c.id == articles.c.source_id)
        .where(articles.c.story_id.in_(ids))
        .order_by(articles.c.story_id, articles.c.place)
    )


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


def _row(story_id: int, place: int, article: Article, now: datetime) -> dict[str, Any]:
    return {
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
        "told_at": told_at(article.published_at, now),
    }
