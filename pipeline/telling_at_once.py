"""The stories that a rehearsal has shown are told now, whatever the pace of their subscription."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from news.audience import recipients
from news.errors import Mistake
from news.hours import quiet_until
from news.models import Delivery, Fate, Pace, Subscription
from news.view import seen
from pipeline.room import Room
from pipeline.sharing import told_as_another
from pipeline.subscribing import standing
from storage import deliveries, guilds, revivals, stories
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Owed:
    """count: how many are told now. already: the rest was told before, or is on its way.

    until: when they are told, if these are quiet hours.
    """

    count: int
    already: int
    until: datetime | None


async def tell(room: Room, wanted: Subscription, keys: Sequence[str]) -> Owed:
    """Owes these stories to the subscription's channel, those that it wants and was not told.

    Raises Mistake where the subscription has ended or rests, or its server sees none of them.
    """
    now = room.clock()
    async with room.db.transaction() as tx:
        current = await standing(tx, wanted)
        if current.paused_at:
            raise Mistake("subscription.paused")
        owed = await _wanted(tx, current, keys, now)
        if not owed:
            raise Mistake("posting.none")
        new = await _untold(tx, current.channel_id, owed)
        await deliveries.owe(tx, [*new.items()], anew=True)
        hours = (await guilds.chosen(tx, current.guild_id)).hours
    room.owed.set()
    return Owed(len(new), len(owed) - len(new), quiet_until(hours, now))


async def _wanted(
    tx: Transaction, current: Subscription, keys: Sequence[str], now: datetime
) -> list[Delivery]:
    """Of the stories that the server sees, the oldest first."""
    told = await stories.by_keys(tx, keys)
    visible = {each.key for each in seen(await guilds.view(tx, current.guild_id), told)}
    owed = [
        delivery
        for story in told
        if story.key in visible
        for delivery in recipients(story, [current], now)
    ]
    return [replace(each, pace=Pace.INSTANT) for each in owed if each.fate is Fate.OWED]


async def _untold(
    tx: Transaction, channel_id: int, owed: Sequence[Delivery]
) -> dict[int, Delivery]:
    """By the numbers of their stories."""
    numbers = await stories.numbers(tx, [each.story_key for each in owed])
    free = await revivals.untold(tx, channel_id, numbers.values())
    free -= await told_as_another(tx, channel_id, free)
    by_number = {numbers[each.story_key]: each for each in owed}
    return {number: each for number, each in by_number.items() if number in free}
