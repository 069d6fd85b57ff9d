"""What a subscription would have posted in the last two weeks, as far as its server sees."""

from news.models import Subscription
from news.rehearsal import NEWEST, Rehearsal, days
from news.view import led_by, seen
from pipeline.room import Room
from storage import guilds, rehearsals


async def rehearse(room: Room, wanted: Subscription) -> Rehearsal:
    """By when stories were told, so what a source held when it was first read has its own day.

    As they would be posted: who follows a source reads its article first.
    """
    view = await guilds.view(room.db, wanted.guild_id)
    per_day, newest = await rehearsals.rehearsed(
        room.db, view, wanted, days(room.clock()), newest=NEWEST
    )
    shown = [led_by(each, wanted.source_id or "") for each in seen(view, newest)]
    return Rehearsal(per_day, shown)
