"""Which story an article tells. For now each tells its own; clustering comes in here."""

from datetime import datetime

from news.dates import told_at
from news.identity import digest
from news.models import Article, Story


def gather(article: Article, now: datetime) -> Story:
    """The story that this article makes."""
    return Story(
        key=digest("story", article.key),
        scope=article.scope,
        first_seen_at=now,
        told_at=told_at(article.published_at, now),
        topics=article.topics,
        articles=(article,),
    )
