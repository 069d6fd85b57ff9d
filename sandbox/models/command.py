"""What kinds of commands there are, and of options that they take."""

from enum import IntEnum

FARTHEST = 2**53
"""What JSON's readers can be trusted with: numbers between minus and plus this."""


class CommandType(IntEnum):
    CHAT_INPUT = 1
    USER = 2
    MESSAGE = 3


class Install(IntEnum):
    """For whom the app is installed: https://discord.com/developers/docs/resources/application"""

    GUILD = 0
    USER = 1


class Context(IntEnum):
    """Where an interaction begins; groups of friends are not built."""

    GUILD = 0
    BOT_DM = 1


class OptionType(IntEnum):
    SUBCOMMAND = 1
    GROUP = 2
    STRING = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7
    ROLE = 8
    MENTIONABLE = 9
    NUMBER = 10
    ATTACHMENT = 11
