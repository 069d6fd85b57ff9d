"""What is done to messages that stand in a channel: edited, crossposted. It holds up no story."""

import logging
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from news.growth import due_at
from news.models import Card, Post, PostState
from news.publishing import choose
from pipeline.endings import Ending, settled
from pipeline.room import Room
from storage import crossposts, edits, posts
from storage.database import Transaction

log = logging.getLogger(__name__)


class Editor(Protocol):
    """The part of deliver.Messenger that is needed here."""

    async def edit(self, post: Post, card: Card) -> None: ...

    async def publish(self, post: Post) -> None: ...


async def following(tx: Transaction, channel_id: int, now: datetime) -> Post | None:
    """What is to be done next, once a channel is owed no message: edits, then crossposts."""
    return await _edit(tx, channel_id, now) or await _crosspost(tx, channel_id, now)


async def _edit(tx: Transaction, channel_id: int, now: datetime) -> Post | None:
    """The first that may be made now; what cannot any more is settled, the others wait."""
    for edit in await edits.due(tx, channel_id, now):
        then = due_at(edit, now)
        if then == now:
            return await posts.find(tx, edit.key)
        if then:
            await posts.put_off(tx, [edit.key], then)
        elif late := await posts.find(tx, edit.key):
            log.info("post %s stays as it is: it is too old for an edit", late.edits)
            await posts.settle(tx, replace(late, state=PostState.EXPIRED), now)
    return None


async def _crosspost(tx: Transaction, channel_id: int, now: datetime) -> Post | None:
    due = await crossposts.due(tx, channel_id, now)
    if not due:
        return None
    choice = choose(due, await crossposts.published(tx, channel_id, now), now)
    waiting = {each.key for each in due} - set(choice.late)
    for key in choice.late:
        if late := await posts.find(tx, key):
            log.info("post %s stays unpublished: it is too late for it", late.edits)
            await posts.settle(tx, replace(late, state=PostState.EXPIRED), now)
    if choice.until:
        await posts.put_off(tx, waiting, choice.until)
    return await posts.find(tx, choice.chosen) if choice.chosen else None


async def edited(room: Room, post: Post, card: Card | None, editor: Editor) -> Ending:
    if card is None or post.message_id is None:
        return settled(room, replace(post, state=PostState.HIDDEN))
    await room.pace.turn()
    await editor.edit(post, card)
    return settled(room, replace(post, state=PostState.TOLD))


async def published(room: Room, post: Post, editor: Editor) -> Ending:
    if post.message_id is None:
        return settled(room, replace(post, state=PostState.HIDDEN))
    await room.pace.turn()
    await editor.publish(post)
    return settled(room, replace(post, state=PostState.TOLD))
