"""The clock that delivers; Post and Card -> what Discord is asked to do."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import discord

from cogs.clockwork import Clockwork
from cogs.failures import ALREADY_CROSSPOSTED, translated
from cogs.forums import Forums
from cogs.traffic import Act
from cogs.ui import mentions, messages
from news.errors import ChannelForbidden, ChannelGone, MessageDeleted, PostRefused
from news.models import Card, Place, Post, PostKind

if TYPE_CHECKING:
    from cogs.bot import Downlink

log = logging.getLogger(__name__)

HISTORY = 500
"""Messages after a post's start among which it is looked for: it would be one of the first."""

EARLIER = timedelta(minutes=1)
"""Our clock and Discord's may differ by this much."""

_OURS = frozenset((PostKind.NOTICE, PostKind.WELCOME))
"""What is told in no outlet's words: headlines stay as they are."""


class Posting(Clockwork):
    """The Messenger of pipeline.deliver, and the loop that wakes it."""

    def __init__(self, bot: "Downlink") -> None:
        self.bot = bot
        self.forums = Forums(bot)

    async def round(self) -> None:
        await self.bot.newsroom.deliver_once(self)
        await self.bot.newsroom.until_owed()

    async def send(self, post: Post, card: Card) -> int:
        """One message, however often this is called with the same post within the nonce window.

        In a forum, where there are no nonces, each call that does not raise makes one; whether one
        that raises has made one, `find` tells.
        """
        post = self._mentioning(post)
        if post.place is Place.FORUM:
            with translated(Act(repeats_within=0)):
                return await self.forums.begin(post, card)
        with translated(Act()):
            message = await self._channel(post).send(nonce=post.key, **self._parts(post, card))
        return message.id

    async def edit(self, post: Post, card: Card) -> None:
        """The message of an earlier post shows this card now. Raises EditLater, too."""
        try:
            with translated(Act(edits=True)):
                await self._message(post).edit(**messages.changes(post, card))
        except ChannelGone as error:
            if post.place is Place.FORUM:
                # Of its thread; the forum may be as it was.
                raise MessageDeleted("delivery.deleted") from error.__cause__
            raise
        except ChannelForbidden as error:
            if error.key == "delivery.locked":
                # What is closed stays as it is; that is no reason for the channel to wait.
                raise PostRefused("delivery.refused") from error.__cause__
            raise

    async def publish(self, post: Post) -> None:
        """The message of an earlier post is shown in the channels that follow its own."""
        with translated(Act()):
            try:
                await self._message(post).publish()
            except discord.HTTPException as error:
                if error.code != ALREADY_CROSSPOSTED:
                    raise

    async def find(self, post: Post) -> int | None:
        """The message that carries this post's key; in a forum, the thread that begins with it.

        Where history may not be read, none is found: better told twice than never.
        """
        assert post.started_at is not None
        since = post.started_at - EARLIER
        try:
            with translated(Act()):
                if post.place is Place.FORUM:
                    return await self.forums.find(post, since)
                return await self._found(post, since)
        except ChannelForbidden:
            log.warning("channel %d: its history may not be read", post.channel_id)
            return None

    async def _found(self, post: Post, since: datetime) -> int | None:
        channel = self._channel(post)
        async for message in channel.history(after=since, limit=HISTORY, oldest_first=True):
            if messages.told_by(message, post):
                return message.id
        return None

    def _mentioning(self, post: Post) -> Post:
        """Without a role that not everybody may mention: as administrator the bot could."""
        guild = self.bot.get_guild(post.guild_id)
        role = guild and post.mention and guild.get_role(post.mention)
        return replace(post, mention=None) if role and not role.mentionable else post

    def _parts(self, post: Post, card: Card) -> dict[str, Any]:
        """All of its message; the commands that our own words name can be clicked."""
        parts, ids = messages.message(post, card), self.bot.command_ids
        if post.kind in _OURS:
            parts["content"] = mentions.in_content(parts["content"] or "", ids) or None
            parts["embeds"] = mentions.in_embeds(parts["embeds"], ids)
        return parts

    def _channel(self, post: Post) -> discord.PartialMessageable:
        return self.bot.get_partial_messageable(post.channel_id, guild_id=post.guild_id)

    def _message(self, post: Post) -> discord.PartialMessage:
        assert post.message_id is not None
        where = post.message_id if post.place is Place.FORUM else post.channel_id
        channel = self.bot.get_partial_messageable(where, guild_id=post.guild_id)
        return channel.get_partial_message(post.message_id)
