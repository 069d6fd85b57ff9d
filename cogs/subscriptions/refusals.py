"""Why a subscription cannot be had just so, or not there."""

import discord

from cogs.ui.places import Destination, lacks_tags, sort
from news import contradictions
from news.errors import Mistake
from news.models import Subscription


def refuse(wanted: Subscription, place: Destination, mention: discord.Role | None) -> None:
    """Raises Mistake, which says what to choose instead or what to mend."""
    contradictions.refuse(wanted, sort(place))
    if lacks_tags(place):
        raise Mistake("subscribe.lacks_tags", channel=place.mention)
    if mention is not None and mention.is_default():
        raise Mistake("subscribe.never_everyone")
    if mention is not None and not mention.mentionable:
        raise Mistake("subscribe.not_mentionable", role=mention.mention)
