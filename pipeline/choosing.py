"""What a server chooses, and what follows from it."""

from collections.abc import Mapping

from pipeline.room import Room
from storage import channels, guilds, notices
from storage.guilds import Chosen


async def choose(
    room: Room, guild_id: int, locale: str, changed: Mapping[str, str | int | None]
) -> Chosen:
    """Sets what is given, by the names that Chosen has; gives all as it is now.

    locale: Discord's, of the server. What was to be told in a former notices channel and has not
    been tried waits for an admin: whoever changes it sees it.
    """
    async with room.db.transaction() as tx:
        await guilds.speaks(tx, guild_id, locale)
        before = (await guilds.chosen(tx, guild_id)).notices_channel_id
        channel_id = changed.get("notices_channel_id", before)
        if channel_id != before:
            await notices.shelve_unsent(tx, guild_id)
        if isinstance(channel_id, int):
            # Whoever chooses it has just been shown that the bot may write there.
            await channels.well(tx, channel_id)
        await guilds.choose(tx, guild_id, changed)
        return await guilds.chosen(tx, guild_id)
