"""Threads by Discord's rules, whoever asked for them.

https://discord.com/developers/docs/topics/threads
"""

from __future__ import annotations

from sandbox.errors import has_thread_already, system_message, wrong_channel_type
from sandbox.limits.threads import check_changes, check_thread, check_type
from sandbox.models import (
    THREAD_TYPES,
    Channel,
    Forum,
    Json,
    MessageType,
    Thread,
    User,
    reference_to,
)
from sandbox.rules.access import require, require_open, require_sending
from sandbox.rules.messages import message_in
from sandbox.rules.notices import add_notice
from sandbox.rules.posts import check_tags, new_thread
from sandbox.world import World
from sandbox.world.permissions import Permission

# What the one who began a thread may change of it; the rest takes Manage Threads.
OF_OWNER = {"name", "archived", "auto_archive_duration", "applied_tags"}


def begin_from_message(
    world: World, user: User, channel: Channel, message_id: int, body: Json
) -> Thread:
    """A thread with the message's id, which begins by showing that message."""
    _require_creating(world, user, channel)
    message = message_in(channel, message_id)
    if MessageType.of_system(message):
        raise system_message()
    if message_id in world.guild.threads:
        raise has_thread_already()
    thread = new_thread(world, user, channel, message_id, check_thread(body))
    world.threads.add(thread)
    shown = {
        "message_reference": reference_to(message, world.server_of(channel)),
        "referenced_message": message,
    }
    add_notice(world, user, thread, MessageType.THREAD_STARTER_MESSAGE, **shown)
    return thread


def begin(world: World, user: User, channel: Channel, body: Json) -> Thread:
    """A thread of no message; the channel gets one that says that it was begun."""
    _require_creating(world, user, channel)
    checked = check_thread(body)
    check_type(channel, body)
    thread = new_thread(world, user, channel, world.next_id(), checked)
    world.threads.add(thread)
    reference = {"type": 0, "channel_id": str(thread.id), "guild_id": str(world.guild.id)}
    words = {"content": thread.name, "message_reference": reference}
    add_notice(world, user, channel, MessageType.THREAD_CREATED, **words)
    return thread


def change(world: World, user: User, thread: Thread, body: Json) -> None:
    """Archive it or open it again, lock it, name it anew.

    Whoever may write there may open it again; nothing else of an archived thread can be changed.
    """
    require(world, user, thread, Permission.VIEW_CHANNEL)
    changes = check_changes(body)
    if changes == {"archived": False}:
        require_sending(world, user, thread)
    elif user.id != thread.owner_id or changes.keys() - OF_OWNER:
        require(world, user, thread, Permission.MANAGE_THREADS)
    if changes.get("archived") is not False:
        require_open(thread)
    elif thread.locked:
        require(world, user, thread, Permission.MANAGE_THREADS)
    if "applied_tags" in changes:
        forum = world.guild.channels[thread.parent_id]
        if not isinstance(forum, Forum):
            raise wrong_channel_type()
        check_tags(world, user, forum, changes["applied_tags"])
    world.threads.change(thread, **changes)


def remove(world: World, user: User, thread: Thread) -> None:
    require(world, user, thread, Permission.MANAGE_THREADS)
    world.threads.remove(thread)


def join(world: World, user: User, thread: Thread) -> None:
    require(world, user, thread, Permission.VIEW_CHANNEL)
    require_open(thread)
    world.threads.join(thread, user.id)


def leave(world: World, user: User, thread: Thread) -> None:
    require(world, user, thread, Permission.VIEW_CHANNEL)
    require_open(thread)
    world.threads.leave(thread, user.id)


def active(world: World, user: User) -> list[Thread]:
    """Those in channels that the user may view, the newest first."""
    found = [one for one in world.guild.threads.values() if not one.archived]
    seen = [one for one in found if world.sees(user, one)]
    return sorted(seen, key=lambda one: one.id, reverse=True)


def archived(world: World, user: User, channel: Channel) -> list[Thread]:
    """The channel's, last archived first."""
    require(world, user, channel, Permission.READ_MESSAGE_HISTORY)
    found = [one for one in world.guild.threads_in(channel) if one.archived]
    return sorted(found, key=lambda one: one.archive_timestamp, reverse=True)


def _require_creating(world: World, user: User, channel: Channel) -> None:
    require(world, user, channel, Permission.VIEW_CHANNEL)
    if channel.type not in THREAD_TYPES:
        raise wrong_channel_type()
    require(world, user, channel, Permission.CREATE_PUBLIC_THREADS)
