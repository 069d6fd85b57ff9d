"""Which story an article tells. For now each tells its own; clustering comes in here."""

from datetime import datetime

from news.dates import told_at
from news.identity import digest
from news.models import Article, Source, Story
from news.topics import classify


def gather(article: Article, source: Source, now: datetime) -> Story:
    """The story that this article makes."""
    topics = classify(
        article.title, article.summary, categories=article.categories, defaults=source.topics
    )
    return Story(
        key=digest("story", article.key),
        scope=article.scope,
        first_seen_at=now,
        told_at=told_at(article.published_at, now),
        topics=topics,
        articles=(article,),
    )
