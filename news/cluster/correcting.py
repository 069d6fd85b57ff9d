"""Which story of an outlet its correction means, where that is an item of its own."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from news.cluster.contradiction import numbered_apart
from news.cluster.likeness import likeness
from news.cluster.subject import subject
from news.corrections.signs import GRAVE, labelled
from news.dates import told_at
from news.gist import Rarities, gist
from news.models import Article, Story

_CLEAR = 2.0
"""As news.cluster.subject counts it: both name one thing, whatever happened to it."""

_NEARER = 0.75
"""In logits: beside a story that is so much likelier the next one is not meant."""

_DAY = timedelta(days=1)


def is_correction(article: Article) -> bool:
    """Whether its headline is marked as what corrects or withdraws."""
    return _is_marked(article.title)


@lru_cache(maxsize=1024)
def _is_marked(headline: str) -> bool:
    return labelled(headline)[0] in GRAVE


def corrects(article: Article, other: Article) -> bool:
    """Whether it is a correction, and names what the other article of its outlet is about.

    What they say of that thing differs, since one of them is wrong: that is no contradiction.
    """
    if article.outlet != other.outlet or not is_correction(article) or is_correction(other):
        return False
    said, told = gist(article), gist(other)
    return not numbered_apart(said, told) and subject(said, told).clear >= _CLEAR


def corrected(
    article: Article, stories: Sequence[Story], rare: Rarities, now: datetime
) -> Story | None:
    """The story in which its outlet tells of the same thing; None: there is none, or several."""
    alike = [
        (max(found), each) for each in stories if (found := [*_alike(article, each, rare, now)])
    ]
    alike.sort(key=lambda each: -each[0])
    if any(one[0] - other[0] < _NEARER for one, other in pairwise(alike[:2])):
        return None
    return alike[0][1] if alike else None


def _alike(article: Article, story: Story, rare: Rarities, now: datetime) -> Iterator[float]:
    """How like it those articles are that it may correct."""
    said, told = gist(article), told_at(article.published_at, now)
    for each in story.articles:
        if corrects(article, each):
            apart = abs(told - told_at(each.published_at, story.first_seen_at))
            yield likeness(said, gist(each), apart / _DAY, rare)
