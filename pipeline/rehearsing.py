"""What a subscription would have posted in the last two weeks, as far as its server sees."""

from news.models import Subscription
from news.rehearsal import NEWEST, Rehearsal, days
from news.view import seen
from pipeline.room import Room
from storage import guilds, rehearsals


async def rehearse(room: Room, wanted: Subscription) -> Rehearsal:
    """By when stories were told, so what a source held when it was first read has its own day."""
    view = await guilds.view(room.db, wanted.guild_id)
    per_day, newest = await rehearsals.rehearsed(
        room.db, view, wanted, days(room.clock()), newest=NEWEST
    )
    return Rehearsal(per_day, seen(view, newest))
