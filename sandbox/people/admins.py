"""What admins do to channels and to the bot's being here; all of it raises Refused."""

from __future__ import annotations

from sandbox.models import Channel, Thread, User
from sandbox.people.refused import Refused
from sandbox.world import World
from sandbox.world.permissions import Permission

WRITING = ("send_messages", "send_messages_in_threads")


def let_bot_write(world: World, user: User, channel: Channel, may: bool) -> None:
    """Allow the bot to write in a channel and its threads whatever its roles say, or forbid it."""
    _require(world, user, Permission.MANAGE_ROLES, channel)
    if isinstance(channel, Thread):
        raise Refused("A thread has the permissions of its channel.")
    if not world.has_bot:
        raise Refused(_away(world))
    (world.allow if may else world.deny)(channel, *WRITING)


def delete_channel(world: World, user: User, channel: Channel) -> None:
    """A channel with all its threads, or a thread."""
    _require(world, user, deleting(channel), channel)
    if [channel] == list(world.guild.channels.values()):
        raise Refused("A server keeps one channel at least.")
    world.remove_channel(channel)


def deleting(channel: Channel) -> Permission:
    """The permission that it takes."""
    thread = isinstance(channel, Thread)
    return Permission.MANAGE_THREADS if thread else Permission.MANAGE_CHANNELS


def remove_bot(world: World, user: User) -> None:
    _require(world, user, Permission.KICK_MEMBERS)
    if not world.has_bot:
        raise Refused(_away(world))
    world.kick_bot()


def invite_bot(world: World, user: User) -> None:
    _require(world, user, Permission.MANAGE_GUILD)
    if world.has_bot:
        raise Refused(f"{world.bot.display_name} is in this server.")
    world.invite_bot()


def _require(
    world: World, user: User, permission: Permission, channel: Channel | None = None
) -> None:
    if not world.permissions(user, channel) & permission:
        raise Refused("You do not have permission to do this here.")


def _away(world: World) -> str:
    return f"{world.bot.display_name} is not in this server."
