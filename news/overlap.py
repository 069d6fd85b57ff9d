"""Of a channel's subscriptions, which leave nothing for which to post.

A story is told once, by the fastest of those that want it, then the oldest: news.audience.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from news import topics
from news.entities import lineage
from news.filters import stored
from news.models import ALL, Source, Subscription


@dataclass(frozen=True, slots=True)
class Overlap:
    """by: what tells the stories first. strays: but not those that are not about space."""

    by: Subscription
    strays: bool = False


def idle(
    subscription: Subscription, others: Iterable[Subscription], known: Sequence[Source]
) -> Overlap | None:
    """What tells all that it would, or all but what is not about space; None: nothing does.

    others: of its channel, it may be among them. known: the sources that they name, as far as the
    server sees them.
    """
    first = sorted((each for each in others if _comes_first(each, subscription)), key=_order)
    found = [over for each in first if (over := _covers(each, subscription, known))]
    return min(found, key=lambda each: each.strays, default=None)


def silenced(
    subscription: Subscription, others: Iterable[Subscription], known: Sequence[Source]
) -> list[Subscription]:
    """Those of the others that have nothing left to post because of this one, and of none else."""
    rest = [each for each in others if each.id != subscription.id]
    return [
        each
        for each in rest
        if _takes_all(idle(each, [subscription], known)) and not _takes_all(idle(each, rest, known))
    ]


def _takes_all(found: Overlap | None) -> bool:
    return found is not None and not found.strays


def _order(subscription: Subscription) -> tuple[int, int]:
    return subscription.pace.rank, subscription.id


def _comes_first(one: Subscription, other: Subscription) -> bool:
    together = one.channel_id == other.channel_id and one.paused_at is None
    return together and _order(one) < _order(other)


def _covers(wide: Subscription, narrow: Subscription, known: Sequence[Source]) -> Overlap | None:
    if not (_asks_less(wide.query, narrow.query) and _is_about_all(wide, narrow)):
        return None
    if wide.source_id == narrow.source_id:
        return Overlap(wide)
    if wide.source_id is not None or narrow.source_id is None:
        return None
    languages = {each.language for each in known if each.id == narrow.source_id}
    if not languages or not languages <= wide.languages:
        return None
    # Who asks for a source gets what strays from it, too; under a topic there is no such thing.
    return Overlap(wide, strays=narrow.topic is None or topics.topic(narrow.topic) is None)


def _is_about_all(wide: Subscription, narrow: Subscription) -> bool:
    if wide.topic in (None, ALL):
        return True
    return narrow.topic is not None and wide.topic in lineage([narrow.topic])


def _asks_less(wide: str, narrow: str) -> bool:
    """Whether every story that passes the one query passes the other."""
    if not wide:
        return True
    less, more = stored(wide), stored(narrow)
    says = all(any({*theirs} <= {*group} for theirs in more.wanted) for group in less.wanted)
    return says and {*less.without} <= {*more.without}
