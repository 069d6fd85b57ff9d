"""What was written in a channel, page by page."""

from __future__ import annotations

from itertools import islice

from sandbox.models import Channel, Json, User
from sandbox.rules.access import has, require
from sandbox.world import World
from sandbox.world.permissions import Permission


def history(world: World, user: User, channel: Channel, limit: int, **bounds: int) -> list[Json]:
    """Newest first; none without Read Message History.

    Of the bounds around, after and before, the first one named here wins; `after` gives the oldest
    that follow.
    """
    require(world, user, channel, Permission.VIEW_CHANNEL)
    if not has(world, user, channel, Permission.READ_MESSAGE_HISTORY):
        return []
    messages = channel.messages
    newest_first = reversed(messages.items())
    if "around" in bounds:
        middle = bounds["around"]
        newer = [one for key, one in messages.items() if key > middle][: limit // 2]
        older = (one for key, one in newest_first if key <= middle)
        return [*reversed(newer), *islice(older, limit - len(newer))]
    if "after" in bounds:
        newer = [one for key, one in messages.items() if key > bounds["after"]]
        return newer[:limit][::-1]
    before = bounds.get("before")
    return list(islice((one for key, one in newest_first if not before or key < before), limit))
