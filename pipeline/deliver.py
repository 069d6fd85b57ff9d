"""What is owed to one channel, from database to a `send`: steps 11 to 15 of the straight line."""

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Protocol

from news.compose import EXPIRES, LATE, compose, expired
from news.errors import (
    Blocked,
    ChannelForbidden,
    ChannelGone,
    MessageDeleted,
    PostRefused,
    SendFailed,
)
from news.models import Card, Fate, Post, PostKind, PostState
from pipeline import showing
from pipeline.room import Room
from storage import channels, deliveries, guilds, notices, posts, subscriptions

log = logging.getLogger(__name__)

NONCE_WINDOW = timedelta(minutes=2)
"""Discord drops the twin of a message for "the past few minutes"; this long we rely on it."""

FORBIDDEN_REST = timedelta(hours=1)
"""Then the bot looks whether somebody has given it the permission."""

FIRST_REST = timedelta(seconds=5)
LONGEST_REST = timedelta(minutes=10)


class Messenger(Protocol):
    """Discord, as far as delivering needs it; raises the SendFailed family."""

    async def send(self, post: Post, card: Card) -> int:
        """The message's id. Within the nonce window the same post makes one message only."""

    async def edit(self, post: Post, card: Card) -> None:
        """The message with that id shows this card from now on."""

    async def find(self, post: Post) -> int | None:
        """The message that tells this post already, looked for in the channel's history."""


async def tell(room: Room, channel_id: int, messenger: Messenger) -> None:
    """Sends what is owed to a channel, a post at a time, until all is told or one must wait."""
    async with room.db.transaction() as tx:
        await posts.take_back(tx, channel_id, room.clock() - LATE)
    while not room.is_quiet and (post := await _next(room, channel_id)):
        try:
            await _tell(room, post, messenger)
        except SendFailed as failure:
            if not await _settled(room, post, failure):
                return
        except Exception:
            # A mistake of ours that this post has found: it waits, the other channels do not.
            log.exception("post %s could not be told", post.key)
            await _rest(room, post, "delivery.our_mistake", LONGEST_REST)
            return


async def _next(room: Room, channel_id: int) -> Post | None:
    """The post to send now: written as started, given with the state it had before."""
    now = room.clock()
    async with room.db.transaction() as tx:
        post = await posts.following(tx, channel_id)
        if post is None:
            owed = await deliveries.waiting(tx, channel_id)
            await deliveries.settle(tx, expired(owed, now), Fate.EXPIRED)
            await posts.compose(tx, compose(owed, now), now)
            post = await posts.following(tx, channel_id)
        if post and post.state is PostState.COMPOSED:
            await posts.start(tx, post, now)
    return post


async def _tell(room: Room, post: Post, messenger: Messenger) -> None:
    card = await showing.card(room, post)
    if card is None or (post.kind is PostKind.EDIT and post.message_id is None):
        await _settle(room, post, PostState.HIDDEN)
        return
    await room.pace.turn()
    if post.kind is PostKind.EDIT:
        await messenger.edit(post, card)
        await _settle(room, post, PostState.TOLD)
        return
    message_id = await _sent(room, post, card, messenger)
    if message_id is None:
        await _settle(room, post, PostState.EXPIRED)
    else:
        told = replace(post, message_id=message_id, lead=card.lead)
        await _settle(room, told, PostState.TOLD)


async def _sent(room: Room, post: Post, card: Card, messenger: Messenger) -> int | None:
    """The message's id, be it sent now or found where it may have been sent before.

    None: it is too late to send it.
    """
    # Looked at after the turn, which may have been long in coming.
    age = room.clock() - (post.started_at or room.clock())
    if age > NONCE_WINDOW:
        message_id = await messenger.find(post)
        if message_id is not None or age > EXPIRES:
            return message_id
        await room.pace.turn()
    return await messenger.send(post, card)


async def _settled(room: Room, post: Post, failure: SendFailed) -> bool:
    """What follows from Discord's refusal; whether the channel's next post may go at once."""
    match failure:
        case MessageDeleted():
            await _settle(room, post, PostState.TOLD)
        case PostRefused() if not post.plain and post.kind is not PostKind.EDIT:
            log.warning("post %s goes as plain text: %s", post.key, failure.__cause__)
            async with room.db.transaction() as tx:
                await posts.make_plain(tx, post)
        case PostRefused():
            log.error("post %s is refused: %s", post.key, failure.__cause__)
            await _settle(room, post, PostState.REFUSED)
        case ChannelGone():
            await _gone(room, post)
        case ChannelForbidden():
            await _forbidden(room, post, failure)
            return post.kind is PostKind.NOTICE
        case Blocked():
            room.quiet_until = room.clock() + (failure.retry_after or LONGEST_REST)
            log.error("Discord blocks us: nothing is told before %s", room.quiet_until)
            await _rest(room, post, failure.key, failure.retry_after)
            return False
        case _:
            log.warning("post %s waits: %r", post.key, failure.__cause__)
            await _rest(room, post, failure.key, failure.retry_after)
            return False
    return True


async def _settle(room: Room, post: Post, state: PostState) -> None:
    async with room.db.transaction() as tx:
        if post.kind is PostKind.NOTICE and state in (PostState.EXPIRED, PostState.REFUSED):
            await notices.shelve_post(tx, post)
        elif post.kind is PostKind.NOTICE:
            await notices.settle(tx, post, room.clock())
        await posts.settle(tx, replace(post, state=state), room.clock())
        await channels.well(tx, post.channel_id)


async def _forbidden(room: Room, post: Post, failure: ChannelForbidden) -> None:
    """Stories wait until the bot may write there again; notices wait for an admin instead."""
    async with room.db.transaction() as tx:
        waiting = await notices.shelve(tx, post.channel_id)
    if waiting:
        log.warning("channel %d is closed: %d notices wait elsewhere", post.channel_id, waiting)
    if post.kind is not PostKind.NOTICE:
        await _rest(room, post, failure.key, FORBIDDEN_REST)


async def _gone(room: Room, post: Post) -> None:
    log.info("channel %d is gone, and its subscriptions with it", post.channel_id)
    async with room.db.transaction() as tx:
        await notices.shelve(tx, post.channel_id)
        await guilds.forget_channel(tx, post.channel_id)
        await posts.settle_channel(tx, post.channel_id, room.clock())
        await deliveries.settle_channel(tx, post.channel_id, Fate.GONE)
        await subscriptions.remove_channel(tx, post.channel_id)
        await channels.well(tx, post.channel_id)


async def _rest(room: Room, post: Post, trouble: str, rest: timedelta | None) -> None:
    """The post stays owed; the channel is left alone for a while, longer each time."""
    async with room.db.transaction() as tx:
        failures = await channels.failures(tx, post.channel_id)
        wait = rest or min(FIRST_REST * 2 ** min(failures, 16), LONGEST_REST)
        retry_at = room.clock() + wait
        await channels.rest(tx, post.channel_id, post.guild_id, retry_at, trouble)
