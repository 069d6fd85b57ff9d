"""Pinned messages, by the paths of today and by those before, which Discord still takes."""

from __future__ import annotations

from datetime import datetime

from sandbox.models import Json
from sandbox.rest.call import NOTHING, Call, Reply, Route
from sandbox.rest.query import limit_of, time_of
from sandbox.rules import pins
from sandbox.rules.contents import as_read


def list_pins(call: Call) -> Reply:
    """`before` is a time: what was pinned then or later is left out."""
    limit, before = limit_of(call, 50, 50), time_of(call, "before")
    found = [(since, one) for since, one in _pinned(call) if before is None or since < before]
    items = [{"pinned_at": since.isoformat(), "message": one} for since, one in found[:limit]]
    return Reply(200, {"items": items, "has_more": len(found) > limit})


def list_messages(call: Call) -> Reply:
    return Reply(200, [message for _, message in _pinned(call)[:50]])


def _pinned(call: Call) -> list[tuple[datetime, Json]]:
    bot = call.world.bot
    found = pins.pinned(call.world, bot, call.channel())
    return [(since, as_read(bot, message)) for since, message in found]


def pin(call: Call) -> Reply:
    pins.pin(call.world, call.world.bot, call.channel(), call.id("message_id"))
    return NOTHING


def unpin(call: Call) -> Reply:
    pins.unpin(call.world, call.world.bot, call.channel(), call.id("message_id"))
    return NOTHING


PINS = "/channels/{channel_id}/messages/pins"
BEFORE = "/channels/{channel_id}/pins"

# These come before the routes of single messages, whose ids could be called "pins".
ROUTES = [
    Route("GET", PINS, list_pins),
    Route("PUT", PINS + "/{message_id}", pin),
    Route("DELETE", PINS + "/{message_id}", unpin),
    Route("GET", BEFORE, list_messages),
    Route("PUT", BEFORE + "/{message_id}", pin),
    Route("DELETE", BEFORE + "/{message_id}", unpin),
]
