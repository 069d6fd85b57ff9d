"""Posts in a forum: a thread each, under tags, and no nonce against twins."""

import logging
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import discord
from aiohttp import ClientError

from cogs.failures import TAG_REQUIRED, UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, UNKNOWN_TAG
from cogs.traffic import Act, Limited, RepeatRefused, acting
from cogs.ui import messages
from news import tags, text, topics
from news.errors import ChannelForbidden
from news.models import Card, Post, Topic

if TYPE_CHECKING:
    from cogs.bot import Downlink

log = logging.getLogger(__name__)

NAME_LIMIT = 100
"""Discord: of a thread's name."""

LOOKED_AT = 50
"""Threads of ours, begun since, whose first message is read: it would be the newest."""

REMEMBERED = 500
"""First messages of threads."""

ARCHIVED = 200
"""Archived threads that are listed for that, the last archived first."""


class Forums:
    """Begins a post and looks for one; raises what discord.py does."""

    def __init__(self, bot: "Downlink") -> None:
        self._bot = bot
        self._takes_none: set[int] = set()
        self._first: dict[int, discord.Message] = {}

    async def begin(self, post: Post, card: Card) -> int:
        """The new thread's id, which is its first message's, too."""
        known = self._bot.get_channel(post.channel_id)
        forum = _forum(known) if known else await self._fetched(post.channel_id)
        try:
            return await self._begin(forum, post, card)
        except discord.HTTPException as error:
            if error.code not in (UNKNOWN_TAG, TAG_REQUIRED):
                raise
            # Its tags are others than we knew; nothing has been posted.
            return await self._begin(await self._fetched(post.channel_id), post, card)

    async def find(self, post: Post, since: datetime) -> int | None:
        """The thread, begun since then, whose first message tells this post."""
        forum = await self._fetched(post.channel_id)
        looked_at = 0
        async for thread in self._ours(forum, since):
            message = self._first.get(thread.id) or await _first_message(thread)
            if message:
                self._remember(message)
            if message and messages.told_by(message, post):
                return thread.id
            looked_at += 1
            if looked_at == LOOKED_AT:
                break
        return None

    async def _fetched(self, channel_id: int) -> discord.ForumChannel:
        with acting(Act()):
            return _forum(await self._bot.fetch_channel(channel_id))

    async def _begin(self, forum: discord.ForumChannel, post: Post, card: Card) -> int:
        begun = await forum.create_thread(
            name=_name(card),
            applied_tags=await self._tags(forum, card),
            **messages.message(post, card),
        )
        self._remember(begun.message)
        return begun.thread.id

    def _remember(self, first: discord.Message) -> None:
        """What a thread begins with: its buttons stay, so it need not be read for the next post."""
        self._first[first.id] = first
        while len(self._first) > REMEMBERED:
            del self._first[next(iter(self._first))]

    async def _tags(self, forum: discord.ForumChannel, card: Card) -> list[discord.ForumTag]:
        known = self._known(forum)
        chosen = tags.choice(known, card.topics)
        if chosen.made and (changed := await self._with(forum, _made(chosen.made, card.locale))):
            forum, known = changed, self._known(changed)
            chosen = tags.choice(known, card.topics)
        if chosen.made:
            chosen = tags.choice(_unchanging(known), card.topics)
        there = {tag.id: tag for tag in forum.available_tags}
        return [there[each] for each in chosen.given]

    def _known(self, forum: discord.ForumChannel) -> tags.Forum:
        me = self._bot.user and forum.guild.get_member(self._bot.user.id)
        # Of a server that has not been heard of since a start, we know nothing.
        ours = forum.permissions_for(me) if me else discord.Permissions.none()
        return tags.Forum(
            tuple(tags.Tag(each.id, each.name, each.moderated) for each in forum.available_tags),
            required=forum.flags.require_tag,
            may_moderate=ours.manage_threads,
            may_create=ours.manage_channels and forum.id not in self._takes_none,
        )

    async def _with(
        self, forum: discord.ForumChannel, new: Sequence[discord.ForumTag]
    ) -> discord.ForumChannel | None:
        """The forum with these tags, too; None: it takes none, which hurts no post."""
        try:
            # All its tags are written anew: one that we have not heard of would be lost.
            fresh = await self._fetched(forum.id)
            with acting(Act(repeats_within=0)):
                return await fresh.edit(available_tags=[*fresh.available_tags, *new])
        except discord.HTTPException as error:
            if error.status < 500:
                self._takes_none.add(forum.id)
            log.warning("forum %d takes no tags of ours: %s", forum.id, error)
        except (Limited, RepeatRefused, discord.RateLimited, ClientError, OSError) as error:
            log.warning("forum %d takes no tags of ours now: %s", forum.id, error)
        return None

    async def _ours(
        self, forum: discord.ForumChannel, since: datetime
    ) -> AsyncIterator[discord.Thread]:
        """The bot's own threads there, begun since then: the open ones, newest first, the rest."""
        active = await forum.guild.active_threads()
        for thread in sorted(active, key=lambda each: each.id, reverse=True):
            if thread.parent_id == forum.id and self._may_be(thread, since):
                yield thread
        async for thread in forum.archived_threads(limit=ARCHIVED):
            if thread.archive_timestamp < since:
                return
            if self._may_be(thread, since):
                yield thread

    def _may_be(self, thread: discord.Thread, since: datetime) -> bool:
        ours = self._bot.user is not None and thread.owner_id == self._bot.user.id
        return ours and discord.utils.snowflake_time(thread.id) > since


def _made(new: Sequence[Topic], locale: str) -> list[discord.ForumTag]:
    return [discord.ForumTag(name=topics.name(each, locale), emoji=each.emoji) for each in new]


def _forum(channel: object) -> discord.ForumChannel:
    if isinstance(channel, discord.ForumChannel):
        return channel
    raise ChannelForbidden("delivery.forbidden")


def _name(card: Card) -> str:
    return text.clip(card.subject or card.title.replace("\\", ""), NAME_LIMIT)


def _unchanging(forum: tags.Forum) -> tags.Forum:
    return tags.Forum(forum.tags, required=forum.required, may_moderate=forum.may_moderate)


async def _first_message(thread: discord.Thread) -> discord.Message | None:
    try:
        return await thread.fetch_message(thread.id)
    except discord.NotFound as error:
        if error.code in (UNKNOWN_MESSAGE, UNKNOWN_CHANNEL):
            return None
        raise
