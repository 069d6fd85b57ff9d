"""Articles of stories, as they were told."""

from collections import defaultdict
from collections.abc import Collection, Container, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from news.dates import told_at
from news.models import Amendment, Article, ArticleKeys, Kind, Story
from storage.database import Ask, Reader, Transaction
from storage.schema import articles, sources

_KNOWN = select(articles.c.key).where(articles.c.story_id.in_(bindparam("ids", expanding=True)))
_READ = (
    *("key", "source_id", "url", "title", "scope", "language", "summary", "image", "image_credit"),
    *("byline", "credit", "topics", "entities", "published_at", "amended"),
)
OF_STORIES = (
    select(
        articles.c.story_id,
        *(articles.c[name] for name in _READ),
        sources.c.outlet,
        sources.c.kind,
    )
    .join(sources, sources.c.id == articles.c.source_id)
    .where(articles.c.story_id.in_(bindparam("ids", expanding=True)))
    .order_by(articles.c.story_id, articles.c.place)
)
_INSERT = insert(articles)
_MOVE = update(articles).where(articles.c.key == bindparam("article")).values(place=bindparam("at"))


def of_stories(ask: Ask, ids: Collection[int]) -> dict[int, tuple[Article, ...]]:
    """By the stories' numbers, the lead first."""
    found: dict[int, list[Article]] = defaultdict(list)
    for row in ask(OF_STORIES, {"ids": list(ids)}) if ids else ():
        found[row.story_id].append(article(row))
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


def article(row: Sequence[Any]) -> Article:
    """Of a row of OF_STORIES, whatever stands behind."""
    # To ask the row for each by its name costs more than all the rest.
    _, key, source_id, url, title, scope, language, summary, image, image_credit, *rest = row
    byline, credit, topics, entities, published_at, amended, outlet, kind, *_ = rest
    return Article(
        key=key,
        keys=ArticleKeys(),  # they did their work when the article came
        source_id=source_id,
        outlet=outlet,
        url=url,
        title=title,
        scope=scope,
        kind=Kind(kind),
        language=language,
        summary=summary,
        image=image,
        image_credit=image_credit,
        byline=byline,
        credit=credit,
        topics=tuple(topics.split()),
        entities=tuple(entities.split()),
        published_at=published_at,
        amended=Amendment(amended),
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
