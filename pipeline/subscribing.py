"""A subscription comes or goes, and with it what is owed because of it."""

from datetime import datetime

from news.audience import recipients
from news.errors import Mistake
from news.models import Delivery, Fate, Subscription
from pipeline.room import Room
from storage import channels, deliveries, guilds, posts, roster, stories, subscriptions
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
        await _end(tx, subscription, room.clock())


async def give_up(room: Room, guild_id: int, source_id: str) -> int:
    """A server has its own source no longer; how many of its subscriptions end with that.

    What is owed from it because of others is not shown: the server does not see it any more.
    """
    async with room.db.transaction() as tx:
        standing = await subscriptions.of_guild(tx, guild_id)
        ended = [each.subscription for each in standing if each.subscription.source_id == source_id]
        for each in ended:
            await _end(tx, each, room.clock())
        await roster.disown(tx, source_id, guild_id)
    return len(ended)


async def _end(tx: Transaction, subscription: Subscription, now: datetime) -> None:
    await subscriptions.remove(tx, subscription)
    await posts.take_back(tx, subscription.channel_id, now)
    others = await subscriptions.of_channel(tx, subscription.channel_id)
    for owed in await deliveries.waiting_for(tx, subscription.id):
        await _reassign(tx, owed, others)


async def _reassign(tx: Transaction, owed: Delivery, others: list[Subscription]) -> None:
    [story] = await stories.by_keys(tx, [owed.story_key])
    wanted = recipients(story, others, owed.owed_at)
    heirs = [each for each in wanted if each.fate is Fate.OWED]
    if heirs:
        await deliveries.reassign(tx, owed, heirs[0].subscription_id)
    else:
        await deliveries.settle(tx, [owed], Fate.UNSUBSCRIBED)
