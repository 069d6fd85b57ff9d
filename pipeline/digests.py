"""/news digest: what a day or a week brought, as a topic's subscribers would have had it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from news.errors import Mistake
from news.languages import understood
from news.models import ALL, SeenStory, Subscription
from news.periods import Period
from news.render import DIGEST_LINES
from news.view import seen
from pipeline.room import Room
from storage import digests, guilds


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of which topic or entity (None: any), and of what time. locale: of whoever asks."""

    topic: str | None
    period: Period
    until: datetime
    locale: str


@dataclass(frozen=True, slots=True)
class Digest:
    """A page of it; total: the stories of all its pages."""

    stories: Sequence[SeenStory]
    total: int
    more: bool


async def digest(room: Room, guild_id: int | None, wanted: Wanted, page: int) -> Digest:
    """What most outlets tell comes first. page: counted from 0. Raises Mistake if it is empty."""
    asked = Subscription(
        guild_id=guild_id or 0,
        channel_id=0,
        topic=wanted.topic or ALL,
        languages=await _languages(room, guild_id, wanted.locale),
    )
    view = await guilds.view(room.db, guild_id)
    places = range(page * DIGEST_LINES, (page + 1) * DIGEST_LINES)
    period = wanted.period.ending(wanted.until)
    found = await digests.best(room.db, view, asked, period, places=places)
    if not found.stories:
        raise Mistake("page.end" if page else f"nothing.{wanted.period}")
    return Digest(seen(view, found.stories), found.total, more=found.total > places.stop)


async def _languages(room: Room, guild_id: int | None, locale: str) -> frozenset[str]:
    """Those of the server's news; outside of servers English and one's own."""
    if guild_id is None:
        return guilds.languages(locale, None)
    return understood((await guilds.chosen(room.db, guild_id)).reads)
