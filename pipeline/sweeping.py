"""What is done once an hour: forgetting what is not needed, waking what was forgotten."""

from pipeline import gathering, leaving, undoing
from pipeline.room import Room
from storage import channels


async def sweep(room: Room) -> None:
    """Marks and Undos of past days, servers that were left; channels that nothing looks after."""
    await gathering.forget(room)
    await undoing.forget(room)
    await leaving.forget(room)
    async with room.db.transaction() as tx:
        await channels.mend(tx, room.clock())
