"""What a period brought: what most outlets tell comes first."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from news.models import GuildView, Story, Subscription
from storage import wanted as wanting
from storage.database import Ask, Reader
from storage.schema import stories
from storage.stories import read


@dataclass(frozen=True, slots=True)
class Part:
    """Some of a period's stories; total: how many there are in all of it."""

    stories: list[Story]
    total: int = 0


async def best(
    db: Reader,
    view: GuildView,
    wanted: Subscription,
    period: tuple[datetime, datetime],
    *,
    places: range,
) -> Part:
    """The stories on these places, counted from 0, of those that were told after its beginning.

    Of those that equally many outlets tell the newest comes first.
    """
    found = await wanting.found(db, view, wanted)
    ranked = (
        select(found.number.label("id"), func.count().over().label("total"))
        .where(found.matches, found.during, stories.c.id == found.number)
        .order_by(stories.c.outlets.desc(), *found.newest_first)
        .limit(len(places))
        .offset(places.start)
    )
    start, end = period

    def look(ask: Ask) -> Part:
        rows = ask(ranked, {"start": start, "end": end})
        return Part(read(ask, [row.id for row in rows]), rows[0].total if rows else 0)

    return await db.look(look)
