"""Channels and their messages, with the bot's permissions in them."""

from __future__ import annotations

from itertools import islice

from sandbox.errors import missing_permissions, other_author, unknown_message
from sandbox.limits.form import Form
from sandbox.limits.messages import check_message
from sandbox.messages import amended, compose, message_in, refuse_empty, require, without_embeds
from sandbox.models import Channel, Json
from sandbox.nonces import Sent
from sandbox.permissions import Permission
from sandbox.rest.call import NOTHING, Call, Reply, Route, snowflake
from sandbox.world import World


def channel(call: Call) -> Reply:
    found = call.channel()
    require(call.world, found, Permission.VIEW_CHANNEL)
    return Reply(200, found.json(call.world.guild.id))


def create_message(call: Call) -> Reply:
    world, where, body = call.world, call.channel(), call.fields
    require(world, where, Permission.SEND_MESSAGES)
    parts = without_embeds(world, where, check_message(body))
    nonce = body.get("nonce")
    if nonce is not None and body.get("enforce_nonce"):
        twin = world.nonces.find(world.bot, nonce, world.clock())
        if twin is not None:
            return Reply(200, _sent_before(world, twin))
    message = compose(world, where, world.bot, parts, body)
    refuse_empty(message)
    world.add_message(where, message)
    if nonce is not None:
        world.nonces.remember(world.bot, nonce, message, world.clock())
    return Reply(200, message)


def _sent_before(world: World, sent: Sent) -> Json:
    """The message of an enforced nonce; where it was deleted since, Discord knows no message."""
    where = world.guild.channels.get(sent.channel_id)
    if where is None:
        raise unknown_message()
    return message_in(where, sent.message_id)


def history(call: Call) -> Reply:
    """Newest first; empty without Read Message History."""
    where = call.channel()
    require(call.world, where, Permission.VIEW_CHANNEL)
    limit = _limit(call.query.get("limit", "50"))
    granted = call.world.permissions(call.world.bot, where)
    if not granted & Permission.READ_MESSAGE_HISTORY:
        return Reply(200, [])
    return Reply(200, _page(where, limit, call))


def _limit(text: str) -> int:
    form = Form()
    with form.at("limit"):
        limit = form.integer(int(text) if text.isdecimal() else text, 1, 100)
    form.done()
    return limit


def _page(where: Channel, limit: int, call: Call) -> list[Json]:
    """After wins over before, and around over both; `after` gives the oldest that follow."""
    bounds = {
        name: snowflake(name, call.query[name])
        for name in ("around", "after", "before")
        if name in call.query
    }
    newest_first = reversed(where.messages.items())
    if "around" in bounds:
        middle = bounds["around"]
        newer = [one for key, one in where.messages.items() if key > middle][: limit // 2]
        older = (one for key, one in newest_first if key <= middle)
        return [*reversed(newer), *islice(older, limit - len(newer))]
    if "after" in bounds:
        newer = [one for key, one in where.messages.items() if key > bounds["after"]]
        return newer[:limit][::-1]
    before = bounds.get("before")
    return list(islice((one for key, one in newest_first if not before or key < before), limit))


def message(call: Call) -> Reply:
    where = call.channel()
    require(call.world, where, Permission.READ_MESSAGE_HISTORY)
    return Reply(200, message_in(where, call.id("message_id")))


def edit_message(call: Call) -> Reply:
    world, where = call.world, call.channel()
    require(world, where, Permission.VIEW_CHANNEL)
    old = message_in(where, call.id("message_id"))
    if old["author"]["id"] != str(world.bot.id):
        raise other_author()
    parts = check_message(call.fields)
    if "embeds" in parts:
        parts = without_embeds(world, where, parts)
    edited = amended(world, where, old, parts, call.fields)
    world.replace_message(where, edited)
    return Reply(200, edited)


def delete_message(call: Call) -> Reply:
    world, where = call.world, call.channel()
    require(world, where, Permission.VIEW_CHANNEL)
    old = message_in(where, call.id("message_id"))
    granted = world.permissions(world.bot, where)
    if old["author"]["id"] != str(world.bot.id) and not granted & Permission.MANAGE_MESSAGES:
        raise missing_permissions()
    world.delete_message(where, old["id"])
    return NOTHING


def typing(call: Call) -> Reply:
    world, where = call.world, call.channel()
    require(world, where, Permission.SEND_MESSAGES)
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
    Route("POST", MESSAGES, create_message),
    Route("GET", MESSAGES, history),
    Route("GET", MESSAGES + "/{message_id}", message),
    Route("PATCH", MESSAGES + "/{message_id}", edit_message),
    Route("DELETE", MESSAGES + "/{message_id}", delete_message),
]
