"""Which story an article tells: one of the last days, grown by it, or its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import inf

from news.cluster.contradiction import contradict
from news.cluster.correcting import corrected, is_correction
from news.cluster.likeness import likeness
from news.cluster.stories import made, own
from news.cluster.weights import SAME
from news.dates import told_at
from news.gist import Rarities, gist, rarities
from news.identity import words
from news.models import PUBLIC, Article, Story

WINDOW = timedelta(days=5)
"""Articles further apart tell two events."""

_DAY = timedelta(days=1)
_COMPARED = 4
"""So many articles of a story say what it tells."""
_REPEATED = 0.8
"""An outlet tells an event once, and again only where so much of the headline is alike."""


@dataclass(frozen=True, slots=True)
class Nearby:
    """What an article may belong to.

    stories: those of the last days that share most with it. shared: of each of its marks
    (news.gist.marks) how many stories of these days have it.
    """

    stories: Sequence[Story] = ()
    shared: Mapping[int, int] = field(default_factory=dict)


def gather(article: Article, nearby: Nearby, now: datetime) -> Story:
    """The nearby story that tells the same event, grown by the article, or a story of its own.

    A grown story keeps its key, when it was first seen and when it was told: by that it is listed.
    """
    story = _corrected(article, nearby, now) or _likeliest(
        article, nearby, now, lambda story: story.scope == article.scope
    )
    if story is None:
        return own(article, now)
    joined = (*story.articles, article)
    return made(story.key, joined, first_seen_at=story.first_seen_at, told=story.told_at)


def twin(article: Article, nearby: Nearby, now: datetime) -> Story | None:
    """The nearby story that tells the same event in the other scope.

    To a private article a public story, to a public article a private one.
    """
    is_public = article.scope == PUBLIC
    return _likeliest(article, nearby, now, lambda story: (story.scope == PUBLIC) is not is_public)


def _corrected(article: Article, nearby: Nearby, now: datetime) -> Story | None:
    if not is_correction(article):
        return None
    told = told_at(article.published_at, now)
    stories = [
        each
        for each in nearby.stories
        if each.scope == article.scope and abs(told - each.told_at) <= WINDOW
    ]
    return corrected(article, stories, rarities(article, nearby.shared), now)


def _likeliest(
    article: Article, nearby: Nearby, now: datetime, eligible: Callable[[Story], bool]
) -> Story | None:
    chosen = [story for story in nearby.stories if eligible(story) and _may_join(article, story)]
    if not chosen:
        return None
    rare = rarities(article, nearby.shared)
    alike = [(_likeness(article, each, rare, now), each) for each in chosen]
    best, story = max(alike, key=lambda each: each[0])
    return story if best >= SAME else None


def _likeness(article: Article, story: Story, rare: Rarities, now: datetime) -> float:
    """To what its articles say, if it contradicts none: to the likest and to all of them."""
    said, told = gist(article), told_at(article.published_at, now)
    found = []
    for each in story.articles[:_COMPARED]:
        other, apart = gist(each), abs(told - told_at(each.published_at, story.first_seen_at))
        if apart > WINDOW or contradict(said, other):
            return -inf
        found.append(likeness(said, other, apart / _DAY, rare))
    return (max(found) + sum(found) / len(found)) / 2


def _may_join(article: Article, story: Story) -> bool:
    its_own = [each for each in story.articles if each.outlet == article.outlet]
    return all(_overlap(article.title, each.title) >= _REPEATED for each in its_own)


def _overlap(one: str, other: str) -> float:
    mine, theirs = set(words(one).split()), set(words(other).split())
    return len(mine & theirs) / max(len(mine | theirs), 1)
