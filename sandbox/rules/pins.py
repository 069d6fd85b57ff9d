"""Pins by Discord's rules, whoever asked for them.

https://discord.com/developers/docs/resources/message#pin-message
"""

from __future__ import annotations

from datetime import datetime

from sandbox.errors import system_message, too_many_pins
from sandbox.models import Channel, Json, MessageType, User, reference_to
from sandbox.rules.access import has, require, require_open
from sandbox.rules.messages import message_in
from sandbox.rules.notices import add_notice
from sandbox.world import World
from sandbox.world.permissions import Permission

MOST_PINS = 250


def pin(world: World, user: User, channel: Channel, message_id: int) -> None:
    """Also says in the channel who did it; what is pinned already stays as it is."""
    message = _pinnable(world, user, channel, message_id)
    if message["pinned"]:
        return
    if len(channel.pins) >= MOST_PINS:
        raise too_many_pins(MOST_PINS)
    channel.pins[message_id] = world.clock()
    _tell(world, channel, {**message, "pinned": True})
    kind, server = MessageType.CHANNEL_PINNED_MESSAGE, world.server_of(channel)
    add_notice(world, user, channel, kind, message_reference=reference_to(message, server))


def unpin(world: World, user: User, channel: Channel, message_id: int) -> None:
    message = _pinnable(world, user, channel, message_id)
    if message["pinned"]:
        del channel.pins[message_id]
        _tell(world, channel, {**message, "pinned": False})


def pinned(world: World, user: User, channel: Channel) -> list[tuple[datetime, Json]]:
    """What is pinned and since when, the newest pin first; none without Read Message History."""
    require(world, user, channel, Permission.VIEW_CHANNEL)
    if not has(world, user, channel, Permission.READ_MESSAGE_HISTORY):
        return []
    return [(since, channel.messages[key]) for key, since in reversed(channel.pins.items())]


def _pinnable(world: World, user: User, channel: Channel, message_id: int) -> Json:
    require(world, user, channel, Permission.PIN_MESSAGES)
    message = message_in(channel, message_id)
    if MessageType.of_system(message):
        raise system_message()
    require_open(channel)
    return message


def _tell(world: World, channel: Channel, message: Json) -> None:
    world.replace_message(channel, message)
    ids = {"guild_id": str(world.guild.id), "channel_id": str(channel.id)}
    last_pin = channel.json(world.guild.id)["last_pin_timestamp"]
    world.tell("CHANNEL_PINS_UPDATE", {**ids, "last_pin_timestamp": last_pin})
