"""So many messages an hour: what is more waits, and is folded into one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from news.compose.posts import ROUNDUP_LINES
from news.models import Delivery, Fate, Style, Subscription
from news.render.limits import COMPACT_LINES

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Spending:
    """alone: told as always; folded: in one message; held: when the budget allows it again."""

    alone: Sequence[Delivery] = ()
    folded: Sequence[Delivery] = ()
    held: Sequence[Delivery] = ()


def spend(
    subscription: Subscription,
    deliveries: Sequence[Delivery],
    spent: Sequence[datetime],
    now: datetime,
) -> Spending:
    """What a subscription may be told now.

    deliveries: oldest first; those that waited for the budget are folded. spent: when its messages
    of the last hour were composed, oldest first.
    """
    most = subscription.max_per_hour
    if most is None:
        return Spending(deliveries)
    free = most - len(spent)
    if free <= 0:
        return Spending(held=_held(deliveries, spent[-most] + HOUR))
    if subscription.style is Style.COMPACT:
        room = free * COMPACT_LINES
        return Spending(deliveries[:room], held=_held(deliveries[room:], now + HOUR))
    return _folded(deliveries, free, now)


def _folded(deliveries: Sequence[Delivery], free: int, now: datetime) -> Spending:
    waited = [each for each in deliveries if each.fate is Fate.BUDGET]
    fresh = [each for each in deliveries if each.fate is not Fate.BUDGET]
    if not waited and len(fresh) <= free:
        return Spending(fresh)
    alone, rest = fresh[: free - 1], [*waited, *fresh[free - 1 :]]
    return Spending(alone, rest[:ROUNDUP_LINES], _held(rest[ROUNDUP_LINES:], now + HOUR))


def _held(deliveries: Sequence[Delivery], until: datetime) -> list[Delivery]:
    return [replace(each, fate=Fate.BUDGET, due_at=until) for each in deliveries]
