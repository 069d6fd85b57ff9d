"""What a channel is owed, as posts, or as what waits: step 11 of the straight line."""

from datetime import datetime

from news.compose import Terms, plan
from news.models import Delivery, Fate
from storage import channels, deliveries, guilds, posts, spending, subscriptions
from storage.database import Transaction

MOST = 1000
"""Deliveries that are planned at once; of more, the others come next."""


async def planned(tx: Transaction, channel_id: int, now: datetime) -> None:
    """Writes how a channel is told what is due there, and why and until when the rest waits."""
    owed = await deliveries.due(tx, channel_id, now, most=MOST)
    if not owed:
        return
    made = plan(owed, await _terms(tx, owed[0], now), now)
    await deliveries.settle(tx, made.expired, Fate.EXPIRED)
    await deliveries.hold(tx, made.held)
    await posts.compose(tx, made.posts, now)


async def _terms(tx: Transaction, owed: Delivery, now: datetime) -> Terms:
    standing = await subscriptions.of_channel(tx, owed.channel_id)
    limited = [each.id for each in standing if each.max_per_hour is not None]
    roles = {each.mention for each in standing if each.mention is not None}
    return Terms(
        subscriptions={each.id: each for each in standing},
        hours=(await guilds.chosen(tx, owed.guild_id)).hours,
        place=await channels.place(tx, owed.channel_id),
        spent=await spending.spent(tx, limited, now),
        pinged=await spending.pinged(tx, roles, now),
    )
