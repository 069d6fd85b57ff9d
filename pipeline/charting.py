"""What the charts beside lists count: the last two weeks, by the clock of the server that asks."""

from collections.abc import Sequence

from news.charts import Chart, drawn, midnights
from news.models import Source
from news.topics import TOPICS
from pipeline.room import Room
from storage import guilds, tallies
from storage.guilds import Chosen


async def of_topics(room: Room, guild_id: int | None) -> Chart:
    """Stories that this server sees, a row a topic, in the order of the vocabulary."""
    view = await guilds.view(room.db, guild_id)
    zone = (await _chosen(room, guild_id)).hours.zone
    begun = midnights(room.clock(), zone)
    tally = await tallies.topics(room.db, view, begun)
    return drawn(begun, zone, tally.counts, [each.id for each in TOPICS], tally.totals)


async def of_sources(room: Room, guild_id: int | None, listed: Sequence[Source]) -> Chart:
    """Articles, a row a source. listed: as this server sees them, and in what order."""
    zone = (await _chosen(room, guild_id)).hours.zone
    begun, ids = midnights(room.clock(), zone), [each.id for each in listed]
    tally = await tallies.sources(room.db, ids, begun)
    return drawn(begun, zone, tally.counts, ids, tally.totals)


async def _chosen(room: Room, guild_id: int | None) -> Chosen:
    return Chosen() if guild_id is None else await guilds.chosen(room.db, guild_id)
