"""Who may do what where, asked before anything is done; the refusals are Discord's."""

from __future__ import annotations

from sandbox.errors import (
    ApiError,
    missing_access,
    missing_permissions,
    no_text_channel,
    thread_archived,
    thread_locked,
)
from sandbox.models import THREAD_TYPES, Channel, Forum, Json, Thread, User
from sandbox.world import World
from sandbox.world.permissions import Permission


def has(world: World, user: User, channel: Channel, permission: Permission) -> bool:
    return bool(world.permissions(user, channel) & permission)


def require(world: World, user: User, channel: Channel, permission: Permission) -> None:
    """Raise ApiError 50001 if they cannot see the channel, 50013 if they lack the permission."""
    if not world.sees(user, channel):
        raise missing_access()
    if not has(world, user, channel, permission):
        raise missing_permissions()


def require_sending(world: World, user: User, channel: Channel) -> None:
    """Raise ApiError if they may not write there; Send Messages counts for nothing in threads."""
    if not isinstance(channel, Thread):
        require(world, user, channel, Permission.SEND_MESSAGES)
        if isinstance(channel, Forum):
            raise no_text_channel()
        return
    require(world, user, channel, Permission.SEND_MESSAGES_IN_THREADS)
    if channel.locked and not has(world, user, channel, Permission.MANAGE_THREADS):
        raise thread_archived() if channel.archived else thread_locked()


def may_write(world: World, user: User, channel: Channel) -> bool:
    """Whether they may write messages there, or posts where it is a forum."""
    if isinstance(channel, Forum):
        return has(world, user, channel, Permission.SEND_MESSAGES)
    try:
        require_sending(world, user, channel)
    except ApiError:
        return False
    return True


def may_begin_threads(world: World, user: User, channel: Channel) -> bool:
    """Whether they may begin threads from messages there, which neither forums nor threads have."""
    return channel.type in THREAD_TYPES and has(
        world, user, channel, Permission.CREATE_PUBLIC_THREADS
    )


def require_open(channel: Channel) -> None:
    """Raise ApiError 50083 for an archived thread, in which nothing may be changed."""
    if isinstance(channel, Thread) and channel.archived:
        raise thread_archived()


def is_author(user: User, message: Json) -> bool:
    return bool(message["author"]["id"] == str(user.id))
