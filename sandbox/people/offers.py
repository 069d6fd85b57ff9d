"""Which of the application's commands a person is offered in a channel.

https://discord.com/developers/docs/interactions/application-commands#permissions
"""

from __future__ import annotations

from sandbox.desk.inflight import Used
from sandbox.models import Channel, ChannelType, CommandType, Json, OptionType, User
from sandbox.people.refused import Refused
from sandbox.world import World
from sandbox.world.permissions import Permission

GUILD, GUILD_INSTALL = 0, 0


def offered(world: World, user: User, channel: Channel) -> list[Json]:
    """Commands of every type; the server's own come before the global ones."""
    granted = world.permissions(user, channel)
    # In a forum there is nothing to type into; its posts are channels of their own.
    if not granted & Permission.USE_APPLICATION_COMMANDS or channel.type is ChannelType.FORUM:
        return []
    return [one for one in world.commands() if _fits(one) and _permitted(one, granted)]


def typed(commands: list[Json], name: str) -> list[Json]:
    """The slash command, then the groups and subcommands that the words name, or Refused."""
    words = name.split()
    path: list[Json] = []
    offers = [one for one in commands if one["type"] == CommandType.CHAT_INPUT]
    for word in words:
        found = next((one for one in offers if one["name"] == word), None)
        if found is None:
            raise Refused(f"/{name} is not among the commands that you are offered here.")
        path.append(found)
        offers = [one for one in found.get("options", ()) if one["type"] <= OptionType.GROUP]
    if offers or not path:
        raise Refused(f"/{name} is not a whole command.")
    return path


def used(path: list[Json]) -> Used:
    """The slash command under its whole name."""
    return Used(" ".join(part["name"] for part in path))


def picked(commands: list[Json], kind: CommandType, name: str) -> Json:
    """The command of a menu of users or messages, or Refused."""
    for command in commands:
        if (command["type"], command["name"]) == (kind, name):
            return command
    raise Refused(f"{name} is not among the apps that you are offered here.")


def _fits(command: Json) -> bool:
    """Made for servers, installed there, and fit for channels without an age limit."""
    in_servers = command["contexts"] is None or GUILD in command["contexts"]
    return in_servers and GUILD_INSTALL in command["integration_types"] and not command["nsfw"]


def _permitted(command: Json, granted: int) -> bool:
    """`default_member_permissions`: None lets everyone, "0" only administrators."""
    needed = command["default_member_permissions"]
    if granted & Permission.ADMINISTRATOR or needed is None:
        return True
    return needed != "0" and granted & int(needed) == int(needed)
