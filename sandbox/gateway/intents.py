"""What a bot is told of: as far as it asked for it, and where it may look.

https://discord.com/developers/docs/events/gateway#gateway-intents
"""

from __future__ import annotations

from enum import IntFlag

from sandbox.models import Json
from sandbox.world import World


class Intent(IntFlag):
    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    GUILD_MESSAGE_TYPING = 1 << 11
    DIRECT_MESSAGES = 1 << 12
    MESSAGE_CONTENT = 1 << 15


PRIVILEGED = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT

# Which intent a bot needs to be told; interactions need none, nor does what befalls itself.
NEEDED = {
    "GUILD_CREATE": Intent.GUILDS,
    "GUILD_DELETE": Intent.GUILDS,
    "GUILD_ROLE_CREATE": Intent.GUILDS,
    "GUILD_ROLE_UPDATE": Intent.GUILDS,
    "GUILD_ROLE_DELETE": Intent.GUILDS,
    "CHANNEL_CREATE": Intent.GUILDS,
    "CHANNEL_UPDATE": Intent.GUILDS,
    "CHANNEL_DELETE": Intent.GUILDS,
    "CHANNEL_PINS_UPDATE": Intent.GUILDS,
    "THREAD_CREATE": Intent.GUILDS,
    "THREAD_UPDATE": Intent.GUILDS,
    "THREAD_DELETE": Intent.GUILDS,
    "THREAD_LIST_SYNC": Intent.GUILDS,
    "THREAD_MEMBERS_UPDATE": Intent.GUILDS,
    "MESSAGE_CREATE": Intent.GUILD_MESSAGES,
    "MESSAGE_UPDATE": Intent.GUILD_MESSAGES,
    "MESSAGE_DELETE": Intent.GUILD_MESSAGES,
    "TYPING_START": Intent.GUILD_MESSAGE_TYPING,
    "GUILD_MEMBER_UPDATE": Intent(0),
    "INTERACTION_CREATE": Intent(0),
}

# Events about something in the channel that their `channel_id` names.
PLACED = ("MESSAGE_", "TYPING_", "CHANNEL_PINS_")


def needed(event: str, data: Json) -> Intent:
    """The same, of what is told here: messages in no server are direct ones."""
    is_direct = event.startswith("MESSAGE_") and "guild_id" not in data
    return Intent.DIRECT_MESSAGES if is_direct else NEEDED[event]


def visible(world: World, event: str, data: Json) -> bool:
    """Of messages and threads a bot is told only in channels that it may view.

    And of who follows a thread, or has which roles, only when it does so itself: the others need
    the privileged intent for members. Of a server that it is not in it hears nothing but what
    people there ask, who have it in their own accounts.
    """
    if event == "INTERACTION_CREATE":
        return True
    if not world.has_bot:
        return event == "GUILD_DELETE" or needed(event, data) is Intent.DIRECT_MESSAGES
    if event == "GUILD_MEMBER_UPDATE":
        return bool(data["user"]["id"] == str(world.bot.id))
    if event == "THREAD_MEMBERS_UPDATE":
        added = [one["user_id"] for one in data.get("added_members", ())]
        return str(world.bot.id) in [*added, *data.get("removed_member_ids", ())]
    where = data.get("channel_id") if event.startswith(PLACED) else data.get("parent_id")
    if where is None:
        return True
    channel = world.find(int(where))
    return channel is not None and world.sees(world.bot, channel)
