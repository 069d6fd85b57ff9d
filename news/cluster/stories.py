"""A story made of its articles: which leads, what it is about, when it was told."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from news.cluster.correcting import is_correction
from news.dates import told_at
from news.entities import entity, lineage
from news.identity import digest
from news.models import Article, Kind, Story
from news.topics import MOST

_RANK = {
    kind: rank
    for rank, kind in enumerate(
        (Kind.OFFICIAL, Kind.PRESS, Kind.COMPANY, Kind.AGGREGATOR, Kind.OPINION, Kind.PREPRINT)
    )
}


def own(article: Article, now: datetime) -> Story:
    """The story that an article makes by itself."""
    key = digest("story", article.key)
    return made(key, (article,), first_seen_at=now, told=told_at(article.published_at, now))


def made(
    key: str, articles: Iterable[Article], *, first_seen_at: datetime, told: datetime
) -> Story:
    """The same whatever the order of the articles."""
    ordered = tuple(sorted(articles, key=lambda each: _place(each, first_seen_at)))
    return Story(
        key=key,
        scope=ordered[0].scope,
        first_seen_at=first_seen_at,
        told_at=told,
        topics=_topics(ordered),
        articles=ordered,
    )


def _place(article: Article, first_seen_at: datetime) -> tuple[bool, bool, int, datetime, str]:
    """Whose own news it is leads, else the better kind; of several the first one.

    What corrects or withdraws says too little by itself to lead.
    """
    told = article.published_at or first_seen_at
    rank = _RANK[article.kind]
    return is_correction(article), not _is_own_news(article), rank, told, article.key


def _is_own_news(article: Article) -> bool:
    """An agency or a company that tells of itself, or of what belongs to it."""
    if article.kind not in {Kind.OFFICIAL, Kind.COMPANY}:
        return False
    outlet = article.outlet.casefold()
    about = (entity(each) for each in lineage(article.entities))
    return any(each.name.casefold() in outlet for each in about if each)


def _topics(articles: Sequence[Article]) -> tuple[str, ...]:
    """Those that most of them carry; of equals the lead's first."""
    votes = Counter(topic for article in articles for topic in article.topics)
    return tuple(topic for topic, _ in votes.most_common(MOST))


def without(story: Story, article_key: str) -> tuple[Story, Story]:
    """What is left of a story when an article never belonged to it, and the story of that article.

    What is left keeps its key and times, by which readers know it. Needs two articles, one of
    that key.
    """
    [taken] = [each for each in story.articles if each.key == article_key]
    left = [each for each in story.articles if each.key != article_key]
    seen = story.first_seen_at
    alone = own(taken, seen)
    if alone.key == story.key:
        alone = made(
            digest("story", "apart", taken.key), (taken,), first_seen_at=seen, told=alone.told_at
        )
    return made(story.key, left, first_seen_at=seen, told=story.told_at), alone
