"""Who is owed a story."""

from collections.abc import Iterable
from datetime import datetime

from news.models import Delivery, Fate, Story, Subscription


def recipients(
    story: Story, subscriptions: Iterable[Subscription], now: datetime, *, first_reading: bool
) -> list[Delivery]:
    """One delivery a channel, by the oldest of its subscriptions that want the story.

    A first reading is owed to nobody: what stood in the feed before we came is not news.
    """
    oldest: dict[int, Subscription] = {}
    for subscription in sorted(subscriptions, key=lambda each: each.id):
        if subscription.wants(story):
            oldest.setdefault(subscription.channel_id, subscription)
    return [
        Delivery(
            guild_id=subscription.guild_id,
            channel_id=subscription.channel_id,
            story_key=story.key,
            subscription_id=subscription.id,
            owed_at=now,
            fate=Fate.FIRST_READING if first_reading else Fate.OWED,
            source_id=story.lead.source_id,
        )
        for subscription in oldest.values()
    ]
