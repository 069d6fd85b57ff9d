"""A subscription comes or goes, and with it what is owed because of it."""

from news.audience import recipients
from news.errors import Mistake
from news.models import Delivery, Fate, Subscription
from pipeline.room import Room
from storage import channels, deliveries, guilds, posts, stories, subscriptions
from storage.database import Transaction


async def subscribe(room: Room, wanted: Subscription, locale: str) -> Subscription:
    """From now on; what was told before stays as it was. Raises Mistake where it exists already."""
    async with room.db.transaction() as tx:
        await guilds.speaks(tx, wanted.guild_id, locale)
        added = await subscriptions.add(tx, wanted, room.clock())
        # Whoever subscribes has just been shown that the bot may write there.
        await channels.well(tx, wanted.channel_id)
    room.owed.set()
    if added is None:
        raise Mistake("subscribe.already", channel=f"<#{wanted.channel_id}>")
    return added


async def unsubscribe(room: Room, subscription: Subscription) -> None:
    """What is owed because of it stays owed where another subscription of the channel wants it."""
    async with room.db.transaction() as tx:
        await subscriptions.remove(tx, subscription)
        await posts.take_back(tx, subscription.channel_id, room.clock())
        others = await subscriptions.of_channel(tx, subscription.channel_id)
        for owed in await deliveries.waiting_for(tx, subscription.id):
            await _reassign(tx, owed, others)


async def _reassign(tx: Transaction, owed: Delivery, others: list[Subscription]) -> None:
    [story] = await stories.by_keys(tx, [owed.story_key])
    heirs = recipients(story, others, owed.owed_at, first_reading=False)
    if heirs:
        await deliveries.reassign(tx, owed, heirs[0].subscription_id)
    else:
        await deliveries.settle(tx, [owed], Fate.UNSUBSCRIBED)
