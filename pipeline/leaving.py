"""Servers that the bot has left: marked, gone on with when it is back, or forgotten."""

import logging
from collections.abc import Callable, Collection
from datetime import datetime

from pipeline.room import Room
from storage import channels, forgetting

log = logging.getLogger(__name__)


async def compare(room: Room, here: Callable[[], Collection[int]]) -> None:
    """Marks the servers that the bot is not in any more, and goes on in those where it is again.

    here: the servers that it is in, asked at a moment after which nobody writes before this does.
    """
    async with room.db.transaction() as tx:
        known = await forgetting.known(tx)
        present = here()
        lost = [each for each, left_at in known.items() if not left_at and each not in present]
        back = [each for each, left_at in known.items() if left_at and each in present]
        await forgetting.leave(tx, lost, room.clock())
        await forgetting.come_back(tx, back)
        for each in lost:
            await channels.sleep(tx, each)
        for each in back:
            await channels.rouse(tx, each)
    _note(lost, back)
    if back:
        room.owed.set()
    if lost and not room.settings.forget_after:
        await forget(room)


def _note(lost: Collection[int], back: Collection[int]) -> None:
    if lost:
        log.warning("the bot was removed from these servers: %s", lost)
    if back:
        log.info("the bot is back in these servers: %s", back)


async def forget(room: Room) -> None:
    """Deletes all that is kept of servers that were left long enough ago, a little at a time."""
    before = room.clock() - room.settings.forget_after
    for guild_id in await forgetting.due(room.db, before):
        more = True
        while more:
            # Others' turn to write comes between.
            more = await _forgets(room, guild_id, before)
        log.info("server %d is forgotten", guild_id)


async def _forgets(room: Room, guild_id: int, before: datetime) -> bool:
    async with room.db.transaction() as tx:
        return await forgetting.forget(tx, guild_id, before)
