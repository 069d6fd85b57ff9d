"""What Discord itself writes into a channel, in the name of whoever did something there."""

from __future__ import annotations

from typing import Any

from sandbox.models import Channel, MessageType, User, new_message
from sandbox.world import World


def add_notice(world: World, doer: User, channel: Channel, kind: MessageType, **parts: Any) -> None:
    parts = {"type": int(kind), **parts}
    notice = new_message(world.next_id(), channel.id, doer, world.clock(), **parts)
    world.add_message(channel, notice)
