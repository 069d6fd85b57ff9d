"""How a try to send a post ends: what is written of it, and whether its channel goes on."""

import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from news.errors import (
    Blocked,
    ChannelForbidden,
    ChannelGone,
    MessageDeleted,
    PostRefused,
    SendFailed,
)
from news.models import AFTERWARDS, Post, PostKind, PostState
from pipeline import notices, vanishing
from pipeline.room import Room
from storage import channels, crossposts, deliveries, edits, posts
from storage import notices as shelf
from storage.database import Transaction

log = logging.getLogger(__name__)

FORBIDDEN_REST = timedelta(hours=1)
"""Then the bot looks whether somebody has given it the permission."""

FIRST_REST = timedelta(seconds=5)
LONGEST_REST = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Ending:
    """write: to be called once, in a transaction. goes_on: the channel's next post may be sent."""

    write: Callable[[Transaction], Awaitable[None]]
    goes_on: bool = True


def settled(room: Room, post: Post, hidden: Collection[str] = ()) -> Ending:
    """The end of a post, as it says itself; hidden: keys of stories that it did not show."""
    return Ending(partial(_settle, room, post, hidden))


def rests(room: Room, post: Post, trouble: str, rest: timedelta | None) -> Ending:
    """The post stays owed; the channel is left alone for a while, longer each time."""
    return Ending(partial(_rest, room, post, trouble, rest), goes_on=False)


def follows(room: Room, post: Post, failure: SendFailed) -> Ending:
    """What follows from Discord's refusal."""
    match failure:
        case MessageDeleted() if post.kind in AFTERWARDS:
            return settled(room, replace(post, state=PostState.GONE))
        case MessageDeleted():
            return settled(room, replace(post, state=PostState.TOLD))
        case ChannelGone():
            return Ending(partial(_gone, room, post))
        case Blocked():
            room.quiet_until = room.clock() + (failure.retry_after or LONGEST_REST)
            log.error("Discord blocks us: nothing is told before %s", room.quiet_until)
            return rests(room, post, failure.key, failure.retry_after)
        case PostRefused() | ChannelForbidden() if post.kind in AFTERWARDS:
            log.warning("%s %s is refused: %s", post.kind, post.key, failure.__cause__)
            return settled(room, replace(post, state=PostState.REFUSED))
        case ChannelForbidden() if post.kind in (PostKind.WELCOME, PostKind.TEST):
            log.info("%s of server %d is refused: %s", post.kind, post.guild_id, failure.__cause__)
            return settled(room, replace(post, state=PostState.REFUSED))
        case _ if post.kind in AFTERWARDS:
            log.info("%s %s waits: %r", post.kind, post.key, failure.__cause__)
            return Ending(partial(_put_off, room, post, failure.retry_after))
        case PostRefused() if not post.plain:
            log.warning("post %s goes as plain text: %s", post.key, failure.__cause__)
            return Ending(lambda tx: posts.make_plain(tx, post))
        case PostRefused():
            log.error("post %s is refused: %s", post.key, failure.__cause__)
            return settled(room, replace(post, state=PostState.REFUSED))
        case ChannelForbidden():
            is_notice = post.kind is PostKind.NOTICE
            return Ending(partial(_forbidden, room, post, failure), goes_on=is_notice)
        case _:
            log.warning("post %s waits: %r", post.key, failure.__cause__)
            return rests(room, post, failure.key, failure.retry_after)


async def _settle(room: Room, post: Post, hidden: Collection[str], tx: Transaction) -> None:
    now = room.clock()
    if post.kind is PostKind.NOTICE and post.state in (PostState.EXPIRED, PostState.REFUSED):
        await shelf.shelve_post(tx, post)
    elif post.kind is PostKind.NOTICE:
        await shelf.settle(tx, post, now)
    await posts.settle(tx, post, now, hidden)
    untold = post.story_keys if post.state is PostState.HIDDEN else hidden
    if untold and post.kind not in AFTERWARDS:
        await deliveries.pass_on(tx, post.channel_id, untold, now)
    if post.kind in AFTERWARDS and post.state is PostState.GONE:
        await posts.lose_message(tx, post)
    if post.state is not PostState.TOLD or post.message_id is None:
        return
    if post.kind is PostKind.EDIT:
        await edits.settle(tx, post)
    elif post.kind is PostKind.CROSSPOST:
        await crossposts.settle(tx, post, now)
    elif post.publish and post.kind not in AFTERWARDS:
        await crossposts.owe(tx, post, now)


async def _put_off(room: Room, post: Post, wait: timedelta | None, tx: Transaction) -> None:
    """It alone waits: what is done to a message holds up no story.

    But where Discord publishes nothing more for a while, each that is tried would be one too many.
    """
    now = room.clock()
    keys = {post.key}
    if post.kind is PostKind.CROSSPOST and wait:
        keys |= {each.key for each in await crossposts.due(tx, post.channel_id, now)}
    await posts.put_off(tx, keys, now + (wait or LONGEST_REST))


async def _forbidden(room: Room, post: Post, failure: ChannelForbidden, tx: Transaction) -> None:
    """Stories wait until the bot may write there again; notices wait for an admin instead."""
    waiting = await shelf.shelve(tx, post.channel_id)
    if waiting:
        log.warning("channel %d is closed: %d notices wait elsewhere", post.channel_id, waiting)
    if post.kind is PostKind.NOTICE or not await posts.find(tx, post.key):
        return  # or its server has been forgotten while it was sent
    if await channels.trouble(tx, post.channel_id) != failure.key:
        now = room.clock()
        await notices.closed(tx, post.guild_id, post.channel_id, now, failure.key)
    await _rest(room, post, failure.key, FORBIDDEN_REST, tx)


async def _gone(room: Room, post: Post, tx: Transaction) -> None:
    await vanishing.channel_gone(tx, post.channel_id, post.guild_id, room.clock())


async def _rest(
    room: Room, post: Post, trouble: str, rest: timedelta | None, tx: Transaction
) -> None:
    failures = await channels.failures(tx, post.channel_id)
    wait = rest or min(FIRST_REST * 2 ** min(failures, 16), LONGEST_REST)
    retry_at = room.clock() + wait
    await channels.rest(tx, post.channel_id, retry_at, trouble)
