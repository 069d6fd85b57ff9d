"""Which story an article tells: one of the last days, grown by it, or its own."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from news.cluster.contradiction import contradict
from news.cluster.likeness import likeness
from news.cluster.stories import made, own
from news.cluster.weights import SAME
from news.dates import told_at
from news.gist import gist
from news.identity import words
from news.models import PUBLIC, Article, Story

WINDOW = timedelta(days=5)
"""Articles further apart tell two events."""

_DAY = timedelta(days=1)
_REPEATED = 0.8
"""An outlet tells an event once, and again only where so much of the headline is alike."""


def gather(article: Article, candidates: Sequence[Story], now: datetime) -> Story:
    """The candidate that tells the same event, grown by the article, or a story of its own.

    A grown story keeps its key, when it was first seen and when it was told: by that it is listed.
    """
    own_scope = [story for story in candidates if story.scope == article.scope]
    story = _likeliest(article, own_scope, now)
    if story is None:
        return own(article, now)
    joined = (*story.articles, article)
    return made(story.key, joined, first_seen_at=story.first_seen_at, told=story.told_at)


def twin(article: Article, candidates: Sequence[Story], now: datetime) -> Story | None:
    """The candidate that tells the same event in the other scope.

    To a private article a public story, to a public article a private one.
    """
    is_public = article.scope == PUBLIC
    other_scope = [story for story in candidates if (story.scope == PUBLIC) is not is_public]
    return _likeliest(article, other_scope, now)


def _likeliest(article: Article, candidates: Iterable[Story], now: datetime) -> Story | None:
    alike = [(_likeness(article, each, now), each) for each in candidates]
    best, story = max(alike, key=lambda each: each[0], default=(0, None))
    return story if best >= SAME else None


def _likeness(article: Article, story: Story, now: datetime) -> float:
    """To the article that is likest, if it contradicts none."""
    if not _may_join(article, story):
        return 0
    said, told = gist(article), told_at(article.published_at, now)
    best = 0.0
    for each in story.articles:
        other, apart = gist(each), abs(told - told_at(each.published_at, story.first_seen_at))
        if apart > WINDOW or contradict(said, other):
            return 0
        best = max(best, likeness(said, other, apart / _DAY))
    return best


def _may_join(article: Article, story: Story) -> bool:
    its_own = [each for each in story.articles if each.outlet == article.outlet]
    return all(_overlap(article.title, each.title) >= _REPEATED for each in its_own)


def _overlap(one: str, other: str) -> float:
    mine, theirs = set(words(one).split()), set(words(other).split())
    return len(mine & theirs) / max(len(mine | theirs), 1)
