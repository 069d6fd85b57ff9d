"""What is done once an hour: forgetting what is not needed, waking what was forgotten."""

from pipeline import gathering, leaving
from pipeline.room import Room
from storage import channels


async def sweep(room: Room) -> None:
    """Marks of past days, servers that were left; channels that nothing would look after."""
    await gathering.forget(room)
    await leaving.forget(room)
    async with room.db.transaction() as tx:
        await channels.mend(tx, room.clock())
