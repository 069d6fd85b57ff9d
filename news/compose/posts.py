"""Deliveries that are told now -> posts."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

from news.compose.manner import Manner
from news.identity import BURST, digest
from news.models import Delivery, Pace, Post, PostKind, Style
from news.render.limits import COMPACT_LINES, DIGEST_LINES

CARDS_OF_BURST = 5
"""More than BURST from one reading are so many cards, and the rest one roundup."""

ROUNDUP_LINES = 25
"""As many as one message holds with their links; what is more makes another roundup."""

Manners = Callable[[Delivery], Manner]


def told_now(deliveries: Sequence[Delivery], manner: Manners) -> list[Post]:
    """What is fresh, in its order: cards, compact lines, and a roundup of what is too much."""
    posts: list[Post] = []
    for how, run in groupby(_together(deliveries, manner), key=manner):
        if how.style is Style.COMPACT:
            posts += _several(PostKind.COMPACT, list(run), how, COMPACT_LINES)
        else:
            posts += _cards(list(run), how)
    return posts


def _together(deliveries: Sequence[Delivery], manner: Manners) -> list[Delivery]:
    """Lines that take of a budget stand where the first one does: each run makes a message."""
    firsts: dict[Manner, int] = {}
    places: dict[str, int] = {}
    for place, each in enumerate(deliveries):
        how = manner(each)
        shares = how.style is Style.COMPACT and how.budget_of is not None
        places[each.story_key] = firsts.setdefault(how, place) if shares else place
    return sorted(deliveries, key=lambda each: places[each.story_key])


def roundups(deliveries: Sequence[Delivery], manner: Manner, too_late: int = 0) -> list[Post]:
    """One message for all of them, as far as one holds them; one story alone is a card."""
    if len(deliveries) == 1 and not too_late:
        return [post(PostKind.CARD, deliveries, manner)]
    posts = _several(PostKind.ROUNDUP, deliveries, manner, ROUNDUP_LINES)
    return [replace(posts[0], expired=too_late), *posts[1:]]


def digests(deliveries: Sequence[Delivery], pace: Pace, manner: Manner) -> list[Post]:
    """A period's stories, grouped by topic and ranked by outlets, in as many parts as it takes."""
    parts = _several(PostKind.DIGEST, _by_topic(deliveries), manner, DIGEST_LINES)
    return [
        replace(each, pace=pace, part=number, parts=len(parts))
        for number, each in enumerate(parts, 1)
    ]


def ranked(deliveries: Sequence[Delivery]) -> list[Delivery]:
    """What most outlets tell comes first; of others the older one."""
    return sorted(deliveries, key=lambda each: -each.outlets)


def _by_topic(deliveries: Sequence[Delivery]) -> list[Delivery]:
    """Topics with the best story first; what has none comes last."""
    topics: dict[str, list[Delivery]] = {}
    for each in ranked(deliveries):
        topics.setdefault(each.topic, []).append(each)
    groups = sorted(topics, key=lambda topic: (not topic, -topics[topic][0].outlets))
    return [each for topic in groups for each in topics[topic]]


def _cards(run: Sequence[Delivery], manner: Manner) -> list[Post]:
    posts: list[Post] = []
    for _, several in groupby(run, key=lambda each: (each.owed_at, each.source_id)):
        batch = list(several)
        many = len(batch) > BURST
        alone = batch[:CARDS_OF_BURST] if many else batch
        posts += [post(PostKind.CARD, [each], manner) for each in alone]
        if many:
            posts += roundups(batch[CARDS_OF_BURST:], manner)
    return posts


def _several(
    kind: PostKind, deliveries: Sequence[Delivery], manner: Manner, most: int
) -> list[Post]:
    starts = range(0, len(deliveries), most)
    return [post(kind, deliveries[start : start + most], manner) for start in starts]


def post(kind: PostKind, deliveries: Sequence[Delivery], manner: Manner) -> Post:
    first = deliveries[0]
    keys = tuple(each.story_key for each in deliveries)
    return Post(
        key=digest("post", first.channel_id, kind, *keys),
        guild_id=first.guild_id,
        channel_id=first.channel_id,
        kind=kind,
        story_keys=keys,
        place=manner.place,
        silent=manner.silent,
        publish=manner.publish,
        budget_of=manner.budget_of,
    )
