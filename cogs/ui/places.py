"""Channels that may be written to: by the bot, and by whoever asks it to."""

import discord

from news.errors import Mistake
from news.words import join, say

NEEDED = ("view_channel", "send_messages", "embed_links", "read_message_history")
"""What the bot needs in a channel: the last one to look for a post before it sends it again."""


def writable(
    interaction: discord.Interaction, channel: discord.TextChannel | None, you_may_not: str
) -> discord.TextChannel:
    """The channel, or this one, if both the person and the bot may write there. Raises Mistake.

    you_may_not: the key of what a person is told who may not; it has a place for the channel.
    """
    place = channel or interaction.channel
    if not isinstance(place, discord.TextChannel) or not isinstance(
        interaction.user, discord.Member
    ):
        raise Mistake("subscribe.no_text_channel")
    theirs = place.permissions_for(interaction.user)
    # The bot lends nobody its rights.
    if not (theirs.view_channel and theirs.send_messages):
        raise Mistake(you_may_not, channel=place.mention)
    if lacking := missing(place, str(interaction.locale)):
        raise Mistake("subscribe.i_may_not", channel=place.mention, missing=lacking)
    return place


def missing(place: discord.abc.GuildChannel, locale: str) -> str:
    """The permissions that the bot lacks there, in words; empty: none."""
    ours = place.permissions_for(place.guild.me)
    lacking = [say(f"permission.{each}", locale) for each in NEEDED if not getattr(ours, each)]
    return join(lacking, locale) if lacking else ""
