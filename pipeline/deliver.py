"""What is owed to one channel, from database to a `send`: steps 11 to 15 of the straight line."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from news.compose import EXPIRES, LATE
from news.errors import SendFailed
from news.hours import quiet_until
from news.models import AFTERWARDS, STORYLESS, Card, Place, Post, PostKind, PostState
from pipeline import afterwards, showing
from pipeline.endings import LONGEST_REST, Ending, follows, settled
from pipeline.planning import planned
from pipeline.room import Room
from storage import channels, guilds, posts, spending
from storage.database import Transaction

log = logging.getLogger(__name__)

NONCE_WINDOW = timedelta(minutes=2)
"""Discord drops the twin of a message for "the past few minutes"; this long we rely on it."""


class Messenger(Protocol):
    """Discord, as far as delivering needs it; raises the SendFailed family."""

    async def send(self, post: Post, card: Card) -> int:
        """The message's id. Within the nonce window the same post makes one message only.

        In a forum, which knows no nonces, each call makes one post: it has its thread's id.
        """

    async def edit(self, post: Post, card: Card) -> None:
        """The message with that id shows this card from now on."""

    async def publish(self, post: Post) -> None:
        """The message with that id is crossposted, or has been already."""

    async def find(self, post: Post) -> int | None:
        """The message that tells this post already, looked for in the channel's history."""


async def tell(room: Room, channel_id: int, messenger: Messenger) -> None:
    """Sends the post that a channel is owed first; then it is the turn of those that waited."""
    try:
        await _tell_first(room, channel_id, messenger)
    except Exception:
        # A mistake of ours that this channel has found, before or after a post is sent.
        log.exception("channel %d could not be told", channel_id)
        until = room.clock() + LONGEST_REST
        async with room.db.transaction() as tx:
            await channels.rest(tx, channel_id, until, "delivery.our_mistake")


async def _tell_first(room: Room, channel_id: int, messenger: Messenger) -> None:
    async with room.db.transaction() as tx:
        post = await _next(room, tx, channel_id)
        if post is None:
            await channels.settle(tx, channel_id)
            return
    ending = await _told(room, post, messenger)
    async with room.db.transaction() as tx:
        await ending.write(tx)
        if ending.goes_on:
            await channels.settle(tx, channel_id)


async def _next(room: Room, tx: Transaction, channel_id: int) -> Post | None:
    """The post to send now: written as started, given with the state it had before."""
    now = room.clock()
    post = await _composed(tx, channel_id, now)
    if post is None:
        await planned(tx, channel_id, now)
        post = await posts.following(tx, channel_id, now)
    if post is None:
        post = await afterwards.following(tx, channel_id, now)
    if post and post.state is PostState.COMPOSED:
        post = await _started(tx, post, now)
    return post


async def _composed(tx: Transaction, channel_id: int, now: datetime) -> Post | None:
    """What was composed before; after an outage and in quiet hours it is to be composed anew.

    But not what was tried: its message may be there. In quiet hours it waits for their end.
    """
    post = await posts.following(tx, channel_id, now)
    if post is None or post.kind in STORYLESS:
        return post
    if until := quiet_until((await guilds.chosen(tx, post.guild_id)).hours, now):
        await posts.take_back(tx, channel_id, now)
        await posts.wait(tx, channel_id, until)
    elif _is_stale(post, now):
        await posts.take_back(tx, channel_id, now - LATE)
    else:
        return post
    return await posts.following(tx, channel_id, now)


def _is_stale(post: Post, now: datetime) -> bool:
    composed_at = post.composed_at or now
    return post.state is PostState.COMPOSED and composed_at <= now - LATE


async def _started(tx: Transaction, post: Post, now: datetime) -> Post:
    """Its role may have been mentioned elsewhere since it was composed."""
    role = None if post.kind in AFTERWARDS else post.mention
    if role is not None and await spending.pinged(tx, {role}, now):
        await posts.hush(tx, post)
        post = replace(post, mention=None)
    await posts.start(tx, post, now)
    return post


async def _told(room: Room, post: Post, messenger: Messenger) -> Ending:
    try:
        return await _tell(room, post, messenger)
    except SendFailed as failure:
        return follows(room, post, failure)
    except Exception:
        # A mistake of ours that this post has found: it waits, the other channels do not.
        log.exception("post %s could not be told", post.key)
        if _is_too_late(room, post):
            return settled(room, replace(post, state=PostState.EXPIRED))
        mistake = SendFailed("delivery.our_mistake", retry_after=LONGEST_REST)
        return follows(room, post, mistake)


async def _tell(room: Room, post: Post, messenger: Messenger) -> Ending:
    if post.kind is PostKind.CROSSPOST:
        return await afterwards.published(room, post, messenger)
    card = await showing.card(room, post)
    if post.kind is PostKind.EDIT:
        return await afterwards.edited(room, post, card, messenger)
    if card is None:
        return settled(room, replace(post, state=PostState.HIDDEN))
    await room.pace.turn()
    message_id = await _sent(room, post, card, messenger)
    if message_id is None:
        return settled(room, replace(post, state=PostState.EXPIRED))
    told = replace(post, state=PostState.TOLD, message_id=message_id, lead=card.lead)
    return settled(room, told, hidden=set(post.story_keys) - set(card.shown))


async def _sent(room: Room, post: Post, card: Card, messenger: Messenger) -> int | None:
    """The message's id, be it sent now or found where it may have been sent before.

    None: it is too late to send it.
    """
    # Looked at after the turn, which may have been long in coming.
    age = room.clock() - (post.started_at or room.clock())
    tried = post.state is PostState.STARTED
    if age > NONCE_WINDOW or (tried and post.place is Place.FORUM):
        message_id = await messenger.find(post)
        if message_id is not None or _is_too_late(room, post):
            return message_id
        if age > NONCE_WINDOW:
            post = await _begun_anew(room, post)
        await room.pace.turn()
    return await messenger.send(post, card)


async def _begun_anew(room: Room, post: Post) -> Post:
    """It is nowhere, so only from now on it may be: that is where it is looked for the next time.

    It pings nobody: another one may have come since.
    """
    async with room.db.transaction() as tx:
        await posts.hush(tx, post)
        await posts.start(tx, post, room.clock())
    return replace(post, mention=None)


def _is_too_late(room: Room, post: Post) -> bool:
    now = room.clock()
    return now - (post.composed_at or now) > EXPIRES
