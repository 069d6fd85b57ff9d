"""The clock that delivers; Card -> message; Discord's errors -> ours."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import discord
from aiohttp import ClientError

from cogs.clockwork import Clockwork
from cogs.ui import cards
from news.errors import (
    Blocked,
    ChannelForbidden,
    ChannelGone,
    MessageDeleted,
    PostRefused,
    SendFailed,
    TokenRefused,
)
from news.models import Card, Post

if TYPE_CHECKING:
    from cogs.bot import Downlink

log = logging.getLogger(__name__)

# https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
UNKNOWN_CHANNEL = 10003
UNKNOWN_MESSAGE = 10008
EDITED_TOO_OFTEN = 30046
HARMFUL_LINK = 240000

HISTORY = 500
"""Messages after a post's start among which it is looked for: it would be one of the first."""

EARLIER = timedelta(minutes=1)
"""Our clock and Discord's may differ by this much."""


class Posting(Clockwork):
    """The Messenger of pipeline.deliver, and the loop that wakes it."""

    def __init__(self, bot: "Downlink") -> None:
        self.bot = bot

    async def round(self) -> None:
        await self.bot.newsroom.deliver_once(self)
        await self.bot.newsroom.until_owed()

    async def send(self, post: Post, card: Card) -> int:
        """One message, however often this is called with the same post within the nonce window."""
        channel = self.bot.get_partial_messageable(post.channel_id, guild_id=post.guild_id)
        view = cards.buttons(post, card)
        async with self._translated():
            if post.plain:
                message = await channel.send(card.text, view=view, nonce=post.key)
            else:
                message = await channel.send(embeds=cards.embeds(card), view=view, nonce=post.key)
        return message.id

    async def edit(self, post: Post, card: Card) -> None:
        """The message of an earlier post shows this card now."""
        channel = self.bot.get_partial_messageable(post.channel_id, guild_id=post.guild_id)
        assert post.message_id is not None
        message = channel.get_partial_message(post.message_id)
        view = cards.buttons(post, card)
        async with self._translated():
            if post.plain:
                await message.edit(content=card.text, view=view)
            else:
                await message.edit(embeds=cards.embeds(card), view=view)

    async def find(self, post: Post) -> int | None:
        """The message in the channel's history that carries this post's key.

        Where history may not be read, none is found: better told twice than never.
        """
        assert post.started_at is not None
        channel = self.bot.get_partial_messageable(post.channel_id, guild_id=post.guild_id)
        history = channel.history(after=post.started_at - EARLIER, limit=HISTORY, oldest_first=True)
        try:
            async with self._translated():
                async for message in history:
                    if cards.told_by(message, post):
                        return message.id
        except ChannelForbidden:
            log.warning("channel %d: its history may not be read", post.channel_id)
        return None

    @asynccontextmanager
    async def _translated(self) -> AsyncIterator[None]:
        try:
            yield
        except discord.RateLimited as error:
            wait = timedelta(seconds=error.retry_after)
            raise SendFailed("delivery.rate_limited", retry_after=wait) from error
        except discord.HTTPException as error:
            if error.status == 401:
                self.bot.stop_for(TokenRefused("token.refused"))
            raise failure(error) from error
        except (ClientError, OSError, TimeoutError) as error:
            raise SendFailed("delivery.no_connection") from error


def failure(error: discord.HTTPException) -> SendFailed:
    """Our error for Discord's: the code decides before the status does."""
    if error.code == UNKNOWN_CHANNEL:
        return ChannelGone("delivery.gone")
    # A 404 is not enough: it also says that a message with our nonce was deleted.
    if error.code == UNKNOWN_MESSAGE:
        return MessageDeleted("delivery.deleted")
    if error.status in (400, 413) or error.code in (HARMFUL_LINK, EDITED_TOO_OFTEN):
        return PostRefused("delivery.refused")
    if error.status == 403:
        return ChannelForbidden("delivery.forbidden")
    if error.status == 429:
        # discord.py waits for Discord's own limits; this one is Cloudflare's, on all requests.
        return Blocked("delivery.rate_limited", retry_after=_retry_after(error))
    return SendFailed("delivery.discord_fails")


def _retry_after(error: discord.HTTPException) -> timedelta | None:
    seconds = error.response.headers.get("Retry-After", "")
    return timedelta(seconds=int(seconds)) if seconds.isdecimal() else None
