"""A subscription comes, changes or goes, and with it what is owed because of it."""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from news.audience import recipients
from news.errors import Mistake
from news.models import HELD, Delivery, Fate, Place, Subscription
from pipeline.room import Room
from storage import channels, deliveries, guilds, posts, roster, stories, subscriptions
from storage.database import Transaction


class Subscribed(NamedTuple):
    """is_new: else the channel had one that wants the same, which is told otherwise now."""

    subscription: Subscription
    is_new: bool


async def subscribe(room: Room, wanted: Subscription, place: Place, locale: str) -> Subscribed:
    """From now on; what was told before stays as it was. locale: the server's.

    Raises Mistake where the channel has just this already.
    """
    now = room.clock()
    async with room.db.transaction() as tx:
        await guilds.speaks(tx, wanted.guild_id, locale)
        # Whoever subscribes has just been shown that the bot may write there.
        await channels.put(tx, wanted.channel_id, wanted.guild_id, place)
        await channels.well(tx, wanted.channel_id)
        added = await subscriptions.add(tx, wanted, now)
        made = Subscribed(added, True) if added else await _change(tx, wanted, now)
    room.owed.set()
    if made is None:
        raise Mistake("subscribe.already", channel=f"<#{wanted.channel_id}>")
    return made


async def unsubscribe(room: Room, subscription: Subscription) -> None:
    """What is owed because of it stays owed where another subscription of the channel wants it."""
    async with room.db.transaction() as tx:
        await _end(tx, subscription, room.clock())
    room.owed.set()


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
    room.owed.set()
    return len(ended)


async def _change(tx: Transaction, wanted: Subscription, now: datetime) -> Subscribed | None:
    """None: it is told just so already."""
    before = await subscriptions.same(tx, wanted)
    assert before is not None, "what was not added is there"
    changed = replace(
        wanted, id=before.id, languages=before.languages, created_by=before.created_by
    )
    if changed == before:
        return None
    await subscriptions.change(tx, changed)
    await _share_out(tx, before, now)
    return Subscribed(changed, False)


async def _end(tx: Transaction, subscription: Subscription, now: datetime) -> None:
    await subscriptions.remove(tx, subscription)
    await _share_out(tx, subscription, now)


async def _share_out(tx: Transaction, subscription: Subscription, now: datetime) -> None:
    """What waits because of it waits for those that want it now, as they want it told."""
    channel_id, guild_id = subscription.channel_id, subscription.guild_id
    await posts.take_back(tx, channel_id, now)
    others = await subscriptions.of_channel(tx, channel_id)
    for owed in await deliveries.waiting_for(tx, subscription.id, channel_id):
        await _reassign(tx, owed, others, now)
    await channels.wake(tx, [(channel_id, guild_id)], now)


async def _reassign(
    tx: Transaction, owed: Delivery, others: list[Subscription], now: datetime
) -> None:
    [story] = await stories.by_keys(tx, [owed.story_key])
    wanted = recipients(story, others, owed.owed_at)
    heirs = [each for each in wanted if each.fate is Fate.OWED]
    if not heirs:
        await deliveries.settle(tx, [owed], Fate.UNSUBSCRIBED)
        return await deliveries.pass_on(tx, owed.channel_id, [owed.story_key], now)
    await deliveries.reassign(tx, owed, heirs[0])
    if owed.fate in HELD:  # perhaps it need not wait any more
        await deliveries.hold(tx, [replace(owed, fate=Fate.OWED, due_at=now)])
    return None
