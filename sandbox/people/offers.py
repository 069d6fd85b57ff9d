"""Which of the application's commands a person is offered in a channel.

https://discord.com/developers/docs/interactions/application-commands#permissions
"""

from __future__ import annotations

from sandbox.desk.inflight import Used
from sandbox.models import (
    Channel,
    ChannelType,
    CommandType,
    Context,
    DirectMessages,
    Install,
    Json,
    OptionType,
    User,
)
from sandbox.people.refused import Refused
from sandbox.world import World
from sandbox.world.permissions import Permission


def offered(world: World, user: User, channel: Channel) -> list[Json]:
    """Commands of every type; the server's own come before the global ones."""
    granted = world.permissions(user, channel)
    # In a forum there is nothing to type into; its posts are channels of their own.
    if not granted & Permission.USE_APPLICATION_COMMANDS or channel.type is ChannelType.FORUM:
        return []
    fitting = [one for one in world.all_commands() if _fits(one, channel)]
    return [
        one
        for one in fitting
        if _is_the_servers(world, one, channel, granted) or _is_their_own(world, one, user)
    ]


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
    name = " ".join(part["name"] for part in path)
    return Used(name, installs=tuple(path[0]["integration_types"]))


def called(choice: Json, locale: str) -> str:
    """The name under which a client in this language shows the choice."""
    translations = choice.get("name_localizations") or {}
    return str(translations.get(locale, choice["name"]))


def picked(commands: list[Json], kind: CommandType, name: str) -> Json:
    """The command of a menu of users or messages, or Refused."""
    for command in commands:
        if (command["type"], command["name"]) == (kind, name):
            return command
    raise Refused(f"{name} is not among the apps that you are offered here.")


def _fits(command: Json, channel: Channel) -> bool:
    """Made for such a place, and fit for channels without an age limit."""
    if command["nsfw"]:
        return False
    if not isinstance(channel, DirectMessages):
        return command["contexts"] is None or Context.GUILD in command["contexts"]
    if command["contexts"] is None:
        return bool(command["dm_permission"]) and "guild_id" not in command
    return Context.BOT_DM in command["contexts"] and "guild_id" not in command


def _is_the_servers(world: World, command: Json, channel: Channel, granted: int) -> bool:
    """Offered because the app is in the server; its direct messages ask for no permission."""
    if not world.has_bot or Install.GUILD not in command["integration_types"]:
        return False
    return isinstance(channel, DirectMessages) or _permitted(command, granted)


def _is_their_own(world: World, command: Json, user: User) -> bool:
    """Offered because this person has added the app to their account."""
    return Install.USER in command["integration_types"] and user.id in world.accounts


def _permitted(command: Json, granted: int) -> bool:
    """`default_member_permissions`: None lets everyone, "0" only administrators."""
    needed = command["default_member_permissions"]
    if granted & Permission.ADMINISTRATOR or needed is None:
        return True
    return needed != "0" and granted & int(needed) == int(needed)
