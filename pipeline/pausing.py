"""A subscription that rests for a while: nothing new is owed because of it meanwhile."""

from dataclasses import replace
from datetime import datetime

from news.errors import Mistake
from pipeline.room import Room
from pipeline.sharing import share_out
from storage import subscriptions
from storage.database import Transaction


async def pause(room: Room, guild_id: int, number: int) -> None:
    """Others of its channel take over what it waited for. Raises Mistake where it has ended."""
    now = room.clock()
    async with room.db.transaction() as tx:
        await _change(tx, guild_id, number, now, paused_at=now)
    room.owed.set()


async def resume(room: Room, guild_id: int, number: int) -> int:
    """How many stories that waited when it was paused are told now; what came since is not.

    Raises Mistake where it has ended.
    """
    async with room.db.transaction() as tx:
        told = await _change(tx, guild_id, number, room.clock(), paused_at=None)
    room.owed.set()
    return told


async def _change(
    tx: Transaction, guild_id: int, number: int, now: datetime, *, paused_at: datetime | None
) -> int:
    found = await subscriptions.find(tx, guild_id, number)
    if found is None:
        raise Mistake("subscription.ended")
    before = found.subscription
    if (before.paused_at is None) == (paused_at is None):
        return 0  # another admin was faster
    await subscriptions.change(tx, replace(before, paused_at=paused_at))
    return (await share_out(tx, before, now)).resumed
