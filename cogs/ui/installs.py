"""Where a command is offered: the bot's own default is in servers that have it, and there alone."""

from typing import TypeVar

from discord import app_commands

_Command = TypeVar("_Command")


def everywhere(command: _Command) -> _Command:
    """Also to those who have the bot in their own account: in direct messages and in any server."""
    in_all = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    for_all = app_commands.allowed_installs(guilds=True, users=True)
    return for_all(in_all(command))
