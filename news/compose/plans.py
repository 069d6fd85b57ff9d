"""A channel's deliveries and its terms -> the posts that tell them now, and what waits for what."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from news.compose.budget import Spending, spend
from news.compose.manner import Manner, manner, shared
from news.compose.mentions import mentioning
from news.compose.posts import digests, ranked, roundups, told_now
from news.hours import Hours, next_digest, quiet_until
from news.models import Delivery, Fate, Pace, Place, Post, Subscription

EXPIRES = timedelta(days=7)
"""Nobody wants to be told this late; the roundup counts what it leaves out."""

LATE = timedelta(hours=2)
"""Owed longer than this there was an outage: what piled up is told at once, not sprayed."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What decides how a channel is told.

    subscriptions: the channel's, by number. spent: of those with a budget, when the messages of the
    last hour were composed, oldest first. pinged: roles that were mentioned within the last hour.
    """

    subscriptions: Mapping[int, Subscription]
    hours: Hours = field(default=Hours())
    place: Place = Place.TEXT
    spent: Mapping[int, Sequence[datetime]] = field(default_factory=dict)
    pinged: Collection[int] = ()

    def of(self, delivery: Delivery) -> Subscription:
        """The subscription because of which something is owed; of one that is gone, a plain one."""
        gone = Subscription(delivery.guild_id, delivery.channel_id, pace=delivery.pace)
        return self.subscriptions.get(delivery.subscription_id, gone)

    def manner(self, delivery: Delivery) -> Manner:
        return manner(self.of(delivery), self.place)

    def manner_of_all(self, deliveries: Sequence[Delivery]) -> Manner:
        return shared(deliveries, [self.manner(each) for each in deliveries], self.place)


@dataclass(frozen=True, slots=True)
class Plan:
    """posts: in the order in which they are to be sent. held: each with why and until when.

    Every delivery is in exactly one of the three.
    """

    posts: Sequence[Post] = ()
    held: Sequence[Delivery] = ()
    expired: Sequence[Delivery] = ()


def plan(owed: Sequence[Delivery], terms: Terms, now: datetime) -> Plan:
    """owed: what a channel is to be told by now and is in no post, oldest first."""
    waiting, held = _for_digests(owed, terms, now)
    if until := quiet_until(terms.hours, now):
        return Plan(held=[*held, *_for_the_morning(waiting, until)])
    expired = [each for each in waiting if now - each.since > EXPIRES]
    due = [each for each in waiting if now - each.since <= EXPIRES]
    made = _told(due, len(expired), terms, now)
    return Plan(made.posts, [*held, *made.held], expired)


def _told(due: Sequence[Delivery], too_late: int, terms: Terms, now: datetime) -> Plan:
    at_once = [each for each in due if each.fate is not Fate.DIGEST]
    # Where something expired there was an outage, whatever came since.
    behind = at_once if too_late else [each for each in at_once if _is_behind(each, now)]
    late = {each.story_key for each in behind}
    fresh = [each for each in at_once if each.story_key not in late]
    waited: list[Delivery] = []
    if not too_late and _is_limited(behind, terms):
        waited, behind = [replace(each, fate=Fate.BUDGET) for each in _caught_up(behind)], []
    spent = _spent([*waited, *fresh], terms, now)
    posts = [
        *_behind(behind, too_late, terms),
        *_digests([each for each in due if each.fate is Fate.DIGEST], terms),
        *(post for each in spent for post in _folded(each.folded, terms)),
        *told_now(_in_order(due, [each for one in spent for each in one.alone]), terms.manner),
    ]
    roles = {each.story_key: terms.of(each).mention for each in fresh}
    held = [each for one in spent for each in one.held]
    return Plan(mentioning(posts, roles, terms.pinged), held)


def _for_digests(
    owed: Sequence[Delivery], terms: Terms, now: datetime
) -> tuple[list[Delivery], list[Delivery]]:
    """What is told now in some way, and what waits for the first digest since it was owed."""
    waiting: list[Delivery] = []
    held: list[Delivery] = []
    for each in owed:
        # It may be wanted at once though its subscription waits for digests.
        if each.pace is Pace.INSTANT or each.fate is Fate.DIGEST:
            waiting.append(each)
            continue
        # Not the next one from now on: this may be late, and a week is long.
        then = next_digest(terms.hours, each.pace, each.since)
        then = quiet_until(terms.hours, then) or then
        (held if then > now else waiting).append(replace(each, fate=Fate.DIGEST, due_at=then))
    return waiting, held


def _for_the_morning(waiting: Sequence[Delivery], until: datetime) -> list[Delivery]:
    """A digest that comes into the quiet hours comes at their end, and stays one."""
    return [
        replace(each, due_at=until, fate=Fate.DIGEST if each.fate is Fate.DIGEST else Fate.QUIET)
        for each in waiting
    ]


def _is_behind(delivery: Delivery, now: datetime) -> bool:
    """Others have come since: all of it is told at once."""
    return delivery.fate is Fate.QUIET or now - delivery.since > LATE


def _is_limited(behind: Sequence[Delivery], terms: Terms) -> bool:
    """It is all of one subscription that has a budget; of several, it is the channel's own."""
    ids = {each.subscription_id for each in behind}
    return len(ids) == 1 and terms.of(behind[0]).max_per_hour is not None


def _behind(behind: Sequence[Delivery], too_late: int, terms: Terms) -> list[Post]:
    if not behind:
        return []
    return roundups(_caught_up(behind), terms.manner_of_all(behind), too_late)


def _caught_up(behind: Sequence[Delivery]) -> list[Delivery]:
    """What an outage held up in its order, then what the night did, ranked."""
    night = ranked([each for each in behind if each.fate is Fate.QUIET])
    return [*(each for each in behind if each.fate is not Fate.QUIET), *night]


def _digests(due: Sequence[Delivery], terms: Terms) -> list[Post]:
    """One for each pace, however many subscriptions have it."""
    by_pace: dict[Pace, list[Delivery]] = defaultdict(list)
    for each in due:
        by_pace[each.pace].append(each)
    return [
        post
        for pace in sorted(by_pace, key=lambda each: each.rank)
        for post in digests(by_pace[pace], pace, terms.manner_of_all(by_pace[pace]))
    ]


def _spent(fresh: Sequence[Delivery], terms: Terms, now: datetime) -> list[Spending]:
    by_subscription: dict[int, list[Delivery]] = defaultdict(list)
    for each in fresh:
        by_subscription[each.subscription_id].append(each)
    return [
        spend(terms.of(deliveries[0]), deliveries, terms.spent.get(number, ()), now)
        for number, deliveries in by_subscription.items()
    ]


def _folded(folded: Sequence[Delivery], terms: Terms) -> list[Post]:
    """What one subscription's budget has no room for."""
    return roundups(folded, terms.manner(folded[0])) if folded else []


def _in_order(due: Sequence[Delivery], chosen: Sequence[Delivery]) -> list[Delivery]:
    keys = {each.story_key for each in chosen}
    return [each for each in due if each.story_key in keys]
