"""The posts of a forum: threads that begin with a message of their own.

https://discord.com/developers/docs/topics/threads#forums
"""

from __future__ import annotations

from sandbox.errors import missing_permissions, tag_required, unknown_tag
from sandbox.limits.threads import check_post
from sandbox.models import (
    THREAD_TYPES,
    Channel,
    ChannelFlag,
    ChannelType,
    Forum,
    Json,
    Thread,
    User,
)
from sandbox.rules.access import has, require
from sandbox.rules.attachments import attach
from sandbox.rules.messages import compose, permitted, refuse_empty
from sandbox.world import World
from sandbox.world.permissions import Permission


def begin_post(world: World, user: User, forum: Forum, body: Json) -> tuple[Thread, Json]:
    """The thread and its first message, which have one id; it takes Send Messages to do it."""
    require(world, user, forum, Permission.SEND_MESSAGES)
    attributes, parts = check_post(body, forum.default_auto_archive_duration)
    check_tags(world, user, forum, attributes["applied_tags"])
    thread = new_thread(world, user, forum, world.next_id(), attributes)
    parts = permitted(world, user, forum, parts)
    # The permissions that decide whom it pings are the forum's; the thread is not there yet.
    composed = compose(world, forum, user, parts, body["message"])
    placed = {**composed, "id": str(thread.id), "channel_id": str(thread.id)}
    message = attach(world, placed, parts)
    refuse_empty(message)
    world.threads.add(thread)
    world.add_message(thread, message)
    return thread, message


def new_thread(
    world: World, owner: User, parent: Channel, thread_id: int, attributes: Json
) -> Thread:
    """One that nobody knows of yet, of a forum or of another channel."""
    now = world.clock()
    return Thread(
        thread_id,
        type=THREAD_TYPES.get(parent.type, ChannelType.PUBLIC_THREAD),
        parent_id=parent.id,
        owner_id=owner.id,
        created_at=now,
        archive_timestamp=now,
        members={owner.id: now},
        **attributes,
    )


def check_tags(world: World, user: User, forum: Forum, tags: list[int]) -> None:
    """Raises ApiError for a tag that the forum lacks, or that this user may not give."""
    if not tags and forum.flags & ChannelFlag.REQUIRE_TAG:
        raise tag_required()
    for tag in tags:
        if tag not in forum.tags:
            raise unknown_tag()
        moderator = has(world, user, forum, Permission.MANAGE_THREADS)
        if forum.tags[tag].moderated and not moderator:
            raise missing_permissions()
