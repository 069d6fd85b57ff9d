"""What became of one story in one server's channels, and of what one subscription wanted."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select

from news.models import Delivery, Fate, Outcome, Pace, Place, Subscription
from storage import joins
from storage.database import Reader
from storage.schema import channels, deliveries, posts, sources, stories

_PACES = tuple(Pace)
_NUMBER = select(stories.c.id).where(stories.c.key == bindparam("key"))
_OUTCOMES = (
    select(
        deliveries,
        stories.c.key,
        sources.c.outlet,
        posts.c.place.label("sort"),
        posts.c.message_id,
        posts.c.settled_at,
        channels.c.trouble,
        channels.c.retry_at,
    )
    .join(stories, stories.c.id == deliveries.c.story_id)
    .outerjoin(sources, sources.c.id == deliveries.c.source_id)
    .outerjoin(posts, posts.c.id == deliveries.c.post_id)
    .outerjoin(channels, channels.c.id == deliveries.c.channel_id)
    .where(
        deliveries.c.story_id.in_(bindparam("ids", expanding=True)),
        deliveries.c.guild_id == bindparam("guild"),
    )
    .order_by(deliveries.c.owed_at, deliveries.c.channel_id)
)

# Numbers grow with time: so the key of deliveries leads to those of the last days alone.
_OLDEST = (
    select(stories.c.id)
    .where(stories.c.first_seen_at >= bindparam("since"))
    .order_by(stories.c.first_seen_at, stories.c.id)
    .limit(1)
    .scalar_subquery()
)
_COUNTED = (
    select(deliveries.c.fate, func.count().label("stories"))
    .where(
        deliveries.c.channel_id == bindparam("channel"),
        deliveries.c.story_id >= _OLDEST,
        deliveries.c.subscription_id == bindparam("subscription"),
    )
    .group_by(deliveries.c.fate)
)


async def of_subscription(db: Reader, wanted: Subscription, since: datetime) -> Mapping[Fate, int]:
    """How many stories it brought its channel, of those that were first seen since then."""
    asked = {"channel": wanted.channel_id, "subscription": wanted.id, "since": since}
    return {Fate(row.fate): row.stories for row in await db.rows(_COUNTED, asked)}


async def of_story(db: Reader, guild_id: int, key: str) -> list[Outcome]:
    """By channel, oldest first; with those of the private and the public story of the event."""
    ids = {row.id for row in await db.rows(_NUMBER, {"key": key})}
    twins = await joins.twins(db, ids)
    asked = {"guild": guild_id, "ids": sorted(ids.union(*twins.values()))}
    return [_outcome(row) for row in await db.rows(_OUTCOMES, asked)]


def _outcome(row: Row[Any]) -> Outcome:
    owed = Delivery(
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        story_key=row.key,
        subscription_id=row.subscription_id,
        owed_at=row.owed_at,
        fate=Fate(row.fate),
        source_id=row.source_id,
        pace=_PACES[row.pace],
        due_at=row.due_at,
    )
    return Outcome(
        delivery=owed,
        outlet=row.outlet or "",
        place=Place(row.sort) if row.sort else Place.TEXT,
        message_id=row.message_id,
        told_at=row.settled_at,
        trouble=row.trouble,
        retry_at=row.retry_at,
    )
