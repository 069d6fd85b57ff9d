"""What is owed to a channel -> the posts that tell it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

from news.identity import BURST, digest
from news.models import Delivery, Post, PostKind

EXPIRES = timedelta(days=7)
"""Nobody wants to be told this late; the roundup counts what it leaves out."""

LATE = timedelta(hours=2)
"""Owed longer than this there was an outage: what piled up is told at once, not sprayed."""

CARDS_OF_BURST = 5
"""More than BURST from one reading are so many cards, and the rest one roundup."""

ROUNDUP_LINES = 40
"""As many as one message holds with their links; what is more makes another roundup."""


def expired(owed: Sequence[Delivery], now: datetime) -> list[Delivery]:
    return [delivery for delivery in owed if now - delivery.owed_at > EXPIRES]


def compose(owed: Sequence[Delivery], now: datetime) -> list[Post]:
    """The posts for one channel, in the order in which they are to be sent.

    owed: that channel's deliveries, oldest first.
    """
    too_late = len(expired(owed, now))
    waiting = [delivery for delivery in owed if now - delivery.owed_at <= EXPIRES]
    # Where something expired there was an outage, whatever came since.
    late = [each for each in waiting if too_late or now - each.owed_at > LATE]
    fresh = waiting[len(late) :]
    posts = _roundups(late, too_late)
    for _, batch in groupby(fresh, key=lambda each: (each.owed_at, each.source_id)):
        posts += _batch(list(batch))
    return posts


def _batch(deliveries: list[Delivery]) -> list[Post]:
    if len(deliveries) <= BURST:
        return [_post(PostKind.CARD, [delivery]) for delivery in deliveries]
    cards = [_post(PostKind.CARD, [delivery]) for delivery in deliveries[:CARDS_OF_BURST]]
    return cards + _roundups(deliveries[CARDS_OF_BURST:])


def _roundups(deliveries: list[Delivery], too_late: int = 0) -> list[Post]:
    if len(deliveries) == 1 and not too_late:
        return [_post(PostKind.CARD, deliveries)]
    starts = range(0, len(deliveries), ROUNDUP_LINES)
    return [
        _post(
            PostKind.ROUNDUP,
            deliveries[start : start + ROUNDUP_LINES],
            expired=0 if start else too_late,
        )
        for start in starts
    ]


def _post(kind: PostKind, deliveries: list[Delivery], expired: int = 0) -> Post:
    first = deliveries[0]
    keys = tuple(delivery.story_key for delivery in deliveries)
    return Post(
        key=digest("post", first.channel_id, kind, *keys),
        guild_id=first.guild_id,
        channel_id=first.channel_id,
        kind=kind,
        story_keys=keys,
        expired=expired,
    )
