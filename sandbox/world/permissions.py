"""Discord's permissions: their bits, and who has which in a channel.

https://discord.com/developers/docs/topics/permissions
"""

from collections.abc import Iterable
from enum import IntFlag

from sandbox.models import Channel, DirectMessages, Guild, Thread, User


class Permission(IntFlag):
    """Only the permissions that a text bot or its members can meet have a name here."""

    KICK_MEMBERS = 1 << 1
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    USE_EXTERNAL_APPS = 1 << 50
    PIN_MESSAGES = 1 << 51


ALL = (1 << 53) - 1

IN_PRIVATE = (
    Permission.ADD_REACTIONS
    | Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.USE_EXTERNAL_APPS
)
"""What the two may do who write to each other; to pin is not built there."""

AS_GUEST = Permission.EMBED_LINKS | Permission.ATTACH_FILES
"""What an app may do in answers where it is no member."""


def bits(names: Iterable[str]) -> int:
    """The sum of permissions named as in Discord's documentation, in any case.

    Raises KeyError for a name that Permission does not know.
    """
    total = 0
    for name in names:
        total |= Permission[name.upper()]
    return total


def permissions(guild: Guild, user: User, channel: Channel | None = None) -> int:
    """The bits a member has in a channel, or in the server where none is given.

    The algorithm is Discord's own, from the page above; a channel that one cannot view gives
    nothing, nor does a server in which one is no member. A thread's are its parent's; but see
    `sandbox.rules.access` for who may write there.
    """
    if isinstance(channel, DirectMessages):
        return int(IN_PRIVATE) if user.bot or user is channel.recipient else 0
    if user.id not in guild.members:
        return 0
    if isinstance(channel, Thread):
        return permissions(guild, user, guild.channels[channel.parent_id])
    base = guild.roles[guild.id].permissions
    for role in user.roles:
        base |= guild.roles[role].permissions
    if user.id == guild.owner_id or base & Permission.ADMINISTRATOR:
        return ALL
    if channel is None:
        return base
    granted = _overwritten(base, guild, user, channel)
    return granted if granted & Permission.VIEW_CHANNEL else 0


def _overwritten(base: int, guild: Guild, user: User, channel: Channel) -> int:
    everyone = channel.overwrites.get(guild.id)
    if everyone is not None:
        base = base & ~everyone.deny | everyone.allow
    theirs = [channel.overwrites[role] for role in user.roles if role in channel.overwrites]
    deny = allow = 0
    for overwrite in theirs:
        deny |= overwrite.deny
        allow |= overwrite.allow
    base = base & ~deny | allow
    own = channel.overwrites.get(user.id)
    return base if own is None else base & ~own.deny | own.allow
