"""Threads: begun, changed, listed, followed; and the forums that some stand in.

https://discord.com/developers/docs/resources/channel#start-thread-from-message
"""

from __future__ import annotations

from sandbox.errors import not_built, unknown_member, wrong_channel_type
from sandbox.models import Forum, Json, Thread, User
from sandbox.rest.call import NOTHING, Call, Reply, Route
from sandbox.rest.guilds import guild_of
from sandbox.rest.query import limit_of, time_of
from sandbox.rules import forums, threads
from sandbox.rules.posts import begin_post
from sandbox.world import World


def begin_from_message(call: Call) -> Reply:
    world, message_id = call.world, call.id("message_id")
    where = call.channel()
    thread = threads.begin_from_message(world, world.bot, where, message_id, call.fields)
    return Reply(201, world.threads.told(thread))


def begin(call: Call) -> Reply:
    """In a forum a post with its first message, elsewhere a thread with none."""
    world, where = call.world, call.channel()
    if not isinstance(where, Forum):
        thread = threads.begin(world, world.bot, where, call.fields)
        return Reply(201, world.threads.told(thread))
    body = call.fields
    if isinstance(body.get("message"), dict):
        body = {**body, "message": call.message(body["message"])}
    thread, message = begin_post(world, world.bot, where, body)
    return Reply(201, {**world.threads.told(thread), "message": message})


def change(call: Call) -> Reply:
    world, where = call.world, call.channel()
    if isinstance(where, Forum):
        forums.change(world, world.bot, where, call.fields)
        return Reply(200, where.json(world.guild.id))
    if not isinstance(where, Thread):
        raise not_built("changes of channels that are neither threads nor forums")
    threads.change(world, world.bot, where, call.fields)
    return Reply(200, world.threads.told(where))


def remove(call: Call) -> Reply:
    world, where = call.world, call.channel()
    if not isinstance(where, Thread):
        raise not_built("the deletion of channels that are no threads")
    threads.remove(world, world.bot, where)
    return Reply(200, world.threads.told(where))


def list_active(call: Call) -> Reply:
    guild_of(call)
    return Reply(200, _listed(call.world, threads.active(call.world, call.world.bot), False))


def list_archived(call: Call) -> Reply:
    """`before` is the time of archiving before which the listed threads were archived."""
    limit, before = limit_of(call, 50, 100), time_of(call, "before")
    found = threads.archived(call.world, call.world.bot, call.channel())
    if before is not None:
        found = [one for one in found if one.archive_timestamp < before]
    return Reply(200, _listed(call.world, found[:limit], len(found) > limit))


def join(call: Call) -> Reply:
    threads.join(call.world, call.world.bot, _thread(call))
    return NOTHING


def member(call: Call) -> Reply:
    found = _thread(call).member_json(call.id("user_id"))
    if found is None:
        raise unknown_member()
    return Reply(200, found)


def leave(call: Call) -> Reply:
    threads.leave(call.world, call.world.bot, _thread(call))
    return NOTHING


def _thread(call: Call) -> Thread:
    where = call.channel()
    if not isinstance(where, Thread):
        raise wrong_channel_type()
    return where


def _listed(world: World, found: list[Thread], more: bool) -> Json:
    """With the bot's membership of those that it follows."""
    bot: User = world.bot
    members = [thread.member_json(bot.id) for thread in found]
    return {
        "threads": [world.threads.told(thread) for thread in found],
        "members": [member for member in members if member],
        "has_more": more,
    }


CHANNEL = "/channels/{channel_id}"

ROUTES = [
    Route("POST", CHANNEL + "/messages/{message_id}/threads", begin_from_message),
    Route("POST", CHANNEL + "/threads", begin, files=True),
    Route("PATCH", CHANNEL, change),
    Route("DELETE", CHANNEL, remove),
    Route("GET", "/guilds/{guild_id}/threads/active", list_active),
    Route("GET", CHANNEL + "/threads/archived/public", list_archived),
    Route("PUT", CHANNEL + "/thread-members/@me", join),
    Route("DELETE", CHANNEL + "/thread-members/@me", leave),
    Route("GET", CHANNEL + "/thread-members/{user_id}", member),
]
