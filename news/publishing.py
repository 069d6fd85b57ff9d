"""Which messages of an announcement channel are published to its followers, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from news.models import Story

HOUR = timedelta(hours=1)

AN_HOUR = 10
"""Crossposts that Discord takes of a channel; it tells no bot beforehand, but all have met it."""

WAIT = timedelta(minutes=20)
"""Until then outlets show how much a story is worth, and the card names them."""

WORTH_IT = 3
"""A story of so many outlets need not wait."""

LATEST = timedelta(hours=3)
"""After that, followers have it from elsewhere."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A message that waits to be published; key: of the post that does it."""

    key: str
    told_at: datetime
    outlets: int = 1


@dataclass(frozen=True, slots=True)
class Choice:
    """chosen: the key of the next; late: those that stay unpublished; until: when to look again."""

    chosen: str | None = None
    late: Sequence[str] = ()
    until: datetime | None = None


def is_worth_it(story: Story) -> bool:
    """It is published at once."""
    return len(story.outlets) >= WORTH_IT


def due_at(outlets: int, now: datetime) -> datetime:
    """When a message that was told now is to be published; outlets: of its best story."""
    return now if outlets >= WORTH_IT else now + WAIT


def choose(due: Sequence[Candidate], published: Sequence[datetime], now: datetime) -> Choice:
    """The best of what is due, as far as Discord takes any.

    due: oldest first. published: when messages of the channel were within the last hour, oldest
    first.
    """
    late = [each.key for each in due if now - each.told_at > LATEST]
    timely = [each for each in due if now - each.told_at <= LATEST]
    if not timely:
        return Choice(late=late)
    if len(published) >= AN_HOUR:
        return Choice(late=late, until=published[-AN_HOUR] + HOUR)
    return Choice(max(timely, key=lambda each: each.outlets).key, late)
