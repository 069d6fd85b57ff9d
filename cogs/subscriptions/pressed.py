"""Who presses a button of a subscription, and of which: looked at anew, whatever its id says."""

import discord

from cogs.ui import places
from cogs.ui.answers import Asked
from cogs.ui.places import Destination
from news.errors import Mistake
from news.identity import digest
from news.models import Subscription
from storage import subscriptions

MARK = r"(?P<mark>[0-9a-f]{12})"


def mark(subscription: Subscription) -> str:
    """By which buttons know it: a number may be another one's by now, what it wants may not."""
    wanted = subscription.topic, subscription.source_id, subscription.query
    return digest("subscription", subscription.channel_id, *wanted)[:12]


async def marked(asked: Asked, mark_of_it: str) -> Subscription:
    """As it stands in this server, for somebody who manages it. Raises Mistake."""
    require_admin(asked)
    found = await subscriptions.of_guild(asked.room.db, asked.guild_id)
    for each in found:
        if mark(each.subscription) == mark_of_it:
            return each.subscription
    raise Mistake("subscription.ended")


def require_admin(asked: Asked) -> None:
    """The button outlives the right to use it. Who may use a command is for the server to say."""
    if not asked.knows_server:
        raise Mistake("answer.server_unknown")
    is_command = asked.interaction.type is discord.InteractionType.application_command
    if not is_command and not asked.interaction.permissions.manage_guild:
        raise Mistake("answer.for_admins")


async def place(asked: Asked, channel_id: int) -> Destination:
    """Where somebody has something told, who may write there, as the bot may. Raises Mistake."""
    found = await places.standing(asked.interaction, channel_id)
    return places.writable(asked.interaction, found, "subscribe.you_may_not")
