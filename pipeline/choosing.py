"""What a server chooses, and what follows from it."""

from collections.abc import Mapping

from news.errors import Mistake
from pipeline.room import Room
from storage import channels, deliveries, guilds, notices, posts
from storage.guilds import Chosen


async def choose(
    room: Room, guild_id: int, locale: str, changed: Mapping[str, str | int | None]
) -> Chosen:
    """Sets what is given, by the names that Chosen has; gives all as it is now.

    locale: Discord's, of the server. What was to be told in a former notices channel and has not
    been tried waits for an admin: whoever changes it sees it. What waits for a digest or for the
    end of quiet hours is planned anew by other hours. Raises Mistake for quiet hours without two
    different ends.
    """
    async with room.db.transaction() as tx:
        await guilds.speaks(tx, guild_id, locale)
        before = await guilds.chosen(tx, guild_id)
        channel_id = changed.get("notices_channel_id", before.notices_channel_id)
        if channel_id != before.notices_channel_id:
            await notices.shelve_unsent(tx, guild_id)
        if isinstance(channel_id, int):
            # Whoever chooses it has just been shown that the bot may write there.
            await channels.well(tx, channel_id)
        await guilds.choose(tx, guild_id, changed)
        after = await guilds.chosen(tx, guild_id)
        ends = {after.quiet_from, after.quiet_to}
        if ends != {None} and (None in ends or len(ends) == 1):
            raise Mistake("settings.quiet_needs_both")
        if after.hours != before.hours:
            await posts.replan(tx, guild_id, room.clock())
            await deliveries.replan(tx, guild_id, room.clock())
    room.owed.set()
    return after
