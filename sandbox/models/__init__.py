"""The things a server is made of, each able to say itself as Discord's JSON."""

from sandbox.models.attachment import File
from sandbox.models.channel import (
    THREAD_TYPES,
    Channel,
    ChannelFlag,
    ChannelType,
    DirectMessages,
    Forum,
    Overwrite,
    OverwriteType,
    Tag,
)
from sandbox.models.command import FARTHEST, CommandType, Context, Install, OptionType
from sandbox.models.guild import Guild
from sandbox.models.json import Json
from sandbox.models.message import MessageFlag, MessageType, new_message, reference_to
from sandbox.models.people import Role, User
from sandbox.models.thread import Thread

__all__ = [
    "FARTHEST",
    "THREAD_TYPES",
    "Channel",
    "ChannelFlag",
    "ChannelType",
    "CommandType",
    "Context",
    "DirectMessages",
    "File",
    "Forum",
    "Guild",
    "Install",
    "Json",
    "MessageFlag",
    "MessageType",
    "OptionType",
    "Overwrite",
    "OverwriteType",
    "Role",
    "Tag",
    "Thread",
    "User",
    "new_message",
    "reference_to",
]
