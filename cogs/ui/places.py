"""Where stories may be posted: what sort of place it is, and whether one may write there."""

from typing import TypeVar

import discord
from discord import app_commands

from cogs.failures import translated
from cogs.traffic import Act
from news.errors import ChannelForbidden, ChannelGone, Mistake, SendFailed
from news.models import Place
from news.words import join, say

Destination = discord.TextChannel | discord.ForumChannel | discord.Thread

Offered = discord.TextChannel | discord.ForumChannel | app_commands.AppCommandThread
"""What Discord lets people choose. Threads as they were sent: no cache holds an archived one."""

_IN_CHANNELS = ("view_channel", "send_messages")
_IN_THREADS = ("view_channel", "send_messages_in_threads")
_IN_LOCKED_THREADS = (*_IN_THREADS, "manage_threads")
"""What it takes to write there; in a forum: to begin posts."""

_OURS = ("embed_links", "read_message_history")
"""What the bot needs besides: the last to look for a post before it sends it again."""

NEEDED = frozenset({*_IN_CHANNELS, *_IN_LOCKED_THREADS, *_OURS})
"""The permissions that may be asked for."""

_Writable = TypeVar("_Writable", discord.TextChannel, Destination)


async def chosen(interaction: discord.Interaction, offered: Offered | None) -> Destination:
    """The place, or the one in which this is asked. Raises Mistake."""
    place = offered or interaction.channel
    if isinstance(place, app_commands.AppCommandThread | discord.Thread):
        return await _thread(interaction, place)
    if not isinstance(place, discord.TextChannel | discord.ForumChannel) or _is_media(place):
        raise Mistake("subscribe.no_such_place")
    return place


async def standing(interaction: discord.Interaction, channel_id: int) -> Destination:
    """Of a subscription the place, also where it is a thread that is archived. Raises Mistake."""
    assert interaction.guild is not None
    guild, channel = interaction.guild, f"<#{channel_id}>"
    try:
        with translated(Act()):
            place = guild.get_channel_or_thread(channel_id) or await guild.fetch_channel(channel_id)
            if isinstance(place, discord.Thread):
                await _require_presence(interaction, place)
    except ChannelForbidden as error:
        raise Mistake("subscribe.not_in_thread", channel=channel) from error
    except ChannelGone as error:
        raise Mistake("subscribe.channel_gone") from error
    except SendFailed as error:
        raise Mistake("subscribe.no_answer", channel=channel) from error
    if not isinstance(place, Destination):
        raise Mistake("subscribe.no_such_place")
    return place


def known(guild: discord.Guild, channel_id: int) -> Destination | None:
    """None: it is gone, or a thread that is archived or closed to the bot."""
    place = guild.get_channel_or_thread(channel_id)
    return place if isinstance(place, Destination) else None


def sort(place: Destination) -> Place:
    if isinstance(place, discord.Thread):
        return Place.THREAD
    if isinstance(place, discord.ForumChannel):
        return Place.FORUM
    return Place.ANNOUNCEMENT if place.is_news() else Place.TEXT


def writable(interaction: discord.Interaction, place: _Writable, you_may_not: str) -> _Writable:
    """The place, if both the person and the bot may write there. Raises Mistake.

    you_may_not: the key of what a person is told who may not: {channel}, {missing}.
    """
    assert isinstance(interaction.user, discord.Member)
    locale = str(interaction.locale)
    # The bot lends nobody its rights.
    if lacking := _lacking(place, interaction.user, _writing(place), locale):
        raise Mistake(you_may_not, channel=place.mention, missing=lacking)
    if lacking := missing(place, locale):
        raise Mistake("subscribe.i_may_not", channel=place.mention, missing=lacking)
    if is_shut_out(place):
        raise Mistake("subscribe.not_in_thread", channel=place.mention)
    return place


def missing(place: discord.abc.GuildChannel | discord.Thread, locale: str) -> str:
    """The permissions that the bot lacks there, in words; empty: none."""
    return _lacking(place, place.guild.me, (*_writing(place), *_OURS), locale)


def is_locked_out(place: Destination) -> bool:
    """A locked thread is for those who manage threads."""
    if not isinstance(place, discord.Thread) or not place.locked:
        return False
    return not place.permissions_for(place.guild.me).manage_threads


def is_shut_out(place: Destination) -> bool:
    """A private thread is for its members, and for those who manage threads."""
    if not isinstance(place, discord.Thread) or not place.is_private():
        return False
    return place.me is None and not place.permissions_for(place.guild.me).manage_threads


def lacks_tags(place: Destination) -> bool:
    """A forum that wants a tag on every post has none that the bot may give."""
    if not isinstance(place, discord.ForumChannel) or not place.flags.require_tag:
        return False
    moderates = place.permissions_for(place.guild.me).manage_threads
    return not any(moderates or not tag.moderated for tag in place.available_tags)


def _writing(place: discord.abc.GuildChannel | discord.Thread) -> tuple[str, ...]:
    if not isinstance(place, discord.Thread):
        return _IN_CHANNELS
    return _IN_LOCKED_THREADS if place.locked else _IN_THREADS


def _lacking(
    place: discord.abc.GuildChannel | discord.Thread,
    member: discord.Member,
    needed: tuple[str, ...],
    locale: str,
) -> str:
    theirs = place.permissions_for(member)
    lacking = [say(f"permission.{each}", locale) for each in needed if not getattr(theirs, each)]
    return join(lacking, locale) if lacking else ""


def _is_media(place: discord.TextChannel | discord.ForumChannel) -> bool:
    """Its posts are pictures and films of their own, which stories are not."""
    return isinstance(place, discord.ForumChannel) and place.is_media()


async def _thread(
    interaction: discord.Interaction, offered: app_commands.AppCommandThread | discord.Thread
) -> discord.Thread:
    """As the bot knows it, or as Discord tells of it. Raises Mistake."""
    guild, locale = interaction.guild, str(interaction.locale)
    assert guild is not None
    try:
        with translated(Act()):
            thread = guild.get_thread(offered.id) or await guild.fetch_channel(offered.id)
            assert isinstance(thread, discord.Thread)
            await _require_presence(interaction, thread)
    except ChannelForbidden as error:
        raise _unseen(offered, guild, locale) from error
    except ChannelGone as error:
        raise Mistake("subscribe.no_such_place") from error
    except SendFailed as error:
        raise Mistake("subscribe.no_answer", channel=offered.mention) from error
    return thread


async def _require_presence(interaction: discord.Interaction, thread: discord.Thread) -> None:
    """A private thread is not for whoever knows its id. Where it is asked, the person sees it."""
    assert isinstance(interaction.user, discord.Member)
    if thread.id == interaction.channel_id or not thread.is_private() or is_shut_out(thread):
        return
    if thread.permissions_for(interaction.user).manage_threads:
        return
    try:
        await thread.fetch_member(interaction.user.id)
    except discord.NotFound as error:
        raise Mistake("subscribe.you_are_not_in_thread", channel=thread.mention) from error


def _unseen(
    thread: app_commands.AppCommandThread | discord.Thread, guild: discord.Guild, locale: str
) -> Mistake:
    """Why the bot cannot see it: who cannot see a channel has no rights there at all."""
    parent = guild.get_channel(thread.parent_id)
    if parent is None or parent.permissions_for(guild.me).view_channel:
        return Mistake("subscribe.not_in_thread", channel=thread.mention)
    lacking = _lacking(parent, guild.me, (*_IN_THREADS, *_OURS), locale)
    return Mistake("subscribe.i_may_not", channel=thread.mention, missing=lacking)
