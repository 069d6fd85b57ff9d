"""Channels and threads with their messages, by the bot's permissions in them."""

from __future__ import annotations

from sandbox.models import Thread
from sandbox.rest.call import NOTHING, Call, Reply, Route, snowflake
from sandbox.rest.query import limit_of
from sandbox.rules import messages
from sandbox.rules.access import require, require_sending
from sandbox.rules.contents import as_read
from sandbox.rules.history import history
from sandbox.world.permissions import Permission


def channel(call: Call) -> Reply:
    found = call.channel()
    require(call.world, call.world.bot, found, Permission.VIEW_CHANNEL)
    if isinstance(found, Thread):
        return Reply(200, call.world.threads.told(found))
    return Reply(200, found.json(call.world.guild.id))


def create_message(call: Call) -> Reply:
    body = call.message(call.fields)
    return Reply(200, messages.post(call.world, call.world.bot, call.channel(), body))


def list_messages(call: Call) -> Reply:
    where, limit = call.channel(), limit_of(call, 50, 100)
    bounds = {
        name: snowflake(name, call.query[name])
        for name in ("around", "after", "before")
        if name in call.query
    }
    found = history(call.world, call.world.bot, where, limit, **bounds)
    return Reply(200, [as_read(call.world.bot, one) for one in found])


def message(call: Call) -> Reply:
    where = call.channel()
    require(call.world, call.world.bot, where, Permission.READ_MESSAGE_HISTORY)
    found = messages.message_in(where, call.id("message_id"))
    return Reply(200, as_read(call.world.bot, found))


def edit_message(call: Call) -> Reply:
    world, message_id, body = call.world, call.id("message_id"), call.message(call.fields)
    where = call.channel()
    if message_id in where.messages:
        call.limits.edit(where.messages[message_id])
    return Reply(200, messages.edit(world, world.bot, where, message_id, body))


def delete_message(call: Call) -> Reply:
    messages.delete(call.world, call.world.bot, call.channel(), call.id("message_id"))
    return NOTHING


def crosspost(call: Call) -> Reply:
    world, message_id = call.world, call.id("message_id")
    published = messages.crosspost(world, world.bot, call.channel(), message_id)
    return Reply(200, as_read(world.bot, published))


def typing(call: Call) -> Reply:
    world, where = call.world, call.channel()
    require_sending(world, world.bot, where)
    world.tell(
        "TYPING_START",
        {
            "channel_id": str(where.id),
            "guild_id": str(world.guild.id),
            "user_id": str(world.bot.id),
            "timestamp": int(world.clock().timestamp()),
            "member": world.bot.member_json(),
        },
    )
    return NOTHING


MESSAGES = "/channels/{channel_id}/messages"

ROUTES = [
    Route("GET", "/channels/{channel_id}", channel),
    Route("POST", "/channels/{channel_id}/typing", typing),
    Route("POST", MESSAGES, create_message, files=True),
    Route("GET", MESSAGES, list_messages),
    Route("GET", MESSAGES + "/{message_id}", message),
    Route("PATCH", MESSAGES + "/{message_id}", edit_message, files=True),
    Route("DELETE", MESSAGES + "/{message_id}", delete_message),
    Route("POST", MESSAGES + "/{message_id}/crosspost", crosspost),
]
