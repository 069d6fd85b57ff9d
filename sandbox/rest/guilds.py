"""The server, read only: a bot like this one changes nothing of it."""

from __future__ import annotations

from sandbox.errors import unknown_guild, unknown_member
from sandbox.models import Guild
from sandbox.rest.call import Call, Reply, Route


def guild_of(call: Call) -> Guild:
    """The server of the path; raises ApiError 10004 for any that the bot is not in."""
    if call.id("guild_id") != call.world.guild.id or not call.world.has_bot:
        raise unknown_guild()
    return call.world.guild


def guild(call: Call) -> Reply:
    found = guild_of(call)
    counts = {"approximate_member_count": len(found.members), "approximate_presence_count": 1}
    return Reply(200, found.json() | (counts if call.asks("with_counts") else {}))


def channels(call: Call) -> Reply:
    found = guild_of(call)
    return Reply(200, [channel.json(found.id) for channel in found.channels.values()])


def roles(call: Call) -> Reply:
    return Reply(200, [role.json() for role in guild_of(call).roles.values()])


def member(call: Call) -> Reply:
    found = guild_of(call)
    try:
        return Reply(200, found.members[call.id("user_id")].member_json())
    except KeyError:
        raise unknown_member() from None


ROUTES = [
    Route("GET", "/guilds/{guild_id}", guild),
    Route("GET", "/guilds/{guild_id}/channels", channels),
    Route("GET", "/guilds/{guild_id}/roles", roles),
    Route("GET", "/guilds/{guild_id}/members/{user_id}", member),
]
