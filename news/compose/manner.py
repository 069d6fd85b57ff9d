"""How a message is sent, as far as the subscriptions of its stories say."""

from collections.abc import Sequence
from dataclasses import dataclass

from news.models import Delivery, Place, Style, Subscription


@dataclass(frozen=True, slots=True)
class Manner:
    """Stories of one manner may share a message. mention: the role that may be pinged."""

    place: Place
    style: Style = Style.CARD
    silent: bool = False
    publish: bool = False
    mention: int | None = None
    budget_of: int | None = None


def manner(subscription: Subscription, place: Place) -> Manner:
    """Of a subscription's own messages. In a forum each story is a post of its own."""
    limited = subscription.max_per_hour is not None
    return Manner(
        place,
        Style.CARD if place is Place.FORUM else subscription.style,
        silent=subscription.silent,
        publish=subscription.publish and place is Place.ANNOUNCEMENT,
        mention=subscription.mention,
        budget_of=subscription.id if limited else None,
    )


def shared(deliveries: Sequence[Delivery], manners: Sequence[Manner], place: Place) -> Manner:
    """Of a message with stories of several: it does what all of them allow, and pings nobody."""
    assert len(deliveries) == len(manners)
    return Manner(
        place,
        silent=all(each.silent for each in manners),
        publish=all(each.publish for each in manners),
    )
