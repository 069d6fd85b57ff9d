"""Which story is owed to which channel, and what became of it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, literal_column, select, update

from news.models import HELD, PENDING, WITHHELD, Delivery, Fate, Pace
from storage import channels
from storage.database import Reader, Transaction
from storage.schema import WAITING, deliveries, posts, stories, story_topics, subscriptions
from storage.schema import channels as channel_rows
from storage.upsert import upsert

_PACES = tuple(Pace)


def _written(fates: Collection[Fate]) -> list[ColumnElement[str]]:
    """Written out, for the same statement owes hundreds."""
    return [literal_column(f"'{fate.value}'") for fate in sorted(fates)]


def _counts_for_more(new: Any) -> ColumnElement[bool]:
    """What was withheld can come to be owed, and what waits to be told faster."""
    was_withheld = deliveries.c.fate.in_(_written(WITHHELD))
    is_slower = WAITING & (deliveries.c.pace > new.pace)
    counts: ColumnElement[bool] = (new.fate == literal_column(f"'{Fate.OWED.value}'")) & (
        was_withheld | is_slower
    )
    return counts


_OWE = upsert(
    deliveries,
    ("subscription_id", "source_id", "fate", "pace", "owed_at", "due_at"),
    where=_counts_for_more,
)


async def owe(tx: Transaction, owed: Sequence[tuple[int, Delivery]]) -> None:
    """Deliveries, each with its story's number. Once per story and channel.

    What is owed or told already stays as it is, but for one that waits for a slower pace; what was
    withheld can come to be owed. Wakes the channels.
    """
    await tx.write(
        _OWE,
        [
            {
                "channel_id": each.channel_id,
                "story_id": story_id,
                "guild_id": each.guild_id,
                "subscription_id": each.subscription_id,
                "source_id": each.source_id,
                "fate": each.fate.value,
                "pace": each.pace.rank,
                "owed_at": each.owed_at,
                "due_at": each.since if each.fate in PENDING else None,
            }
            for story_id, each in owed
        ],
    )
    for at in {each.since for _, each in owed}:
        due = {
            (each.channel_id, each.guild_id)
            for _, each in owed
            if each.fate in PENDING and each.since == at
        }
        await channels.wake(tx, sorted(due), at)


async def channels_of(db: Reader, ids: Collection[int]) -> set[int]:
    """Where any of these stories was told or is to be, by their numbers."""
    statement = select(deliveries.c.channel_id).where(
        deliveries.c.story_id.in_(ids), deliveries.c.fate.in_([*PENDING, Fate.TOLD])
    )
    return {row.channel_id for row in await db.rows(statement)}


async def waiting(
    db: Reader, channel_id: int, now: datetime | None = None, *, most: int | None = None
) -> list[Delivery]:
    """What a channel is to be told and is in no post yet, oldest first.

    now: only what is due by then; most: only the first so many.
    """
    here = WAITING & (deliveries.c.channel_id == channel_id)
    return await _listed(db, here if now is None else here & (deliveries.c.due_at <= now), most)


async def waiting_for(db: Reader, subscription_id: int, channel_id: int) -> list[Delivery]:
    """What is owed because of one subscription and in no post yet, oldest first."""
    here = WAITING & (deliveries.c.channel_id == channel_id)
    return await _listed(db, here & (deliveries.c.subscription_id == subscription_id))


async def followed(db: Reader, post_key: str) -> dict[str, str]:
    """Story key -> the source because of which a post tells it, where that was asked for."""
    statement = (
        select(stories.c.key, subscriptions.c.source_id)
        .join(deliveries, deliveries.c.story_id == stories.c.id)
        .join(posts, posts.c.id == deliveries.c.post_id)
        .join(subscriptions, subscriptions.c.id == deliveries.c.subscription_id)
        .where(posts.c.key == post_key, subscriptions.c.source_id != "")
    )
    return {row.key: row.source_id for row in await db.rows(statement)}


async def hold(tx: Transaction, held: Sequence[Delivery]) -> None:
    """They are to be told later: each has the fate that says why, and when it is due."""
    for each in held:
        await tx.write(
            update(deliveries)
            .where(deliveries.c.channel_id == each.channel_id, _story(each))
            .values(fate=each.fate.value, due_at=each.due_at)
        )


async def replan(tx: Transaction, guild_id: int, now: datetime) -> None:
    """A server has chosen other hours: what it waits for is due anew, to be planned by these."""
    theirs = select(channel_rows.c.id).where(channel_rows.c.guild_id == guild_id)
    held = WAITING & deliveries.c.channel_id.in_(theirs) & deliveries.c.fate.in_(_written(HELD))
    statement = update(deliveries).where(held).values(fate=Fate.OWED.value, due_at=now)
    changed = await tx.rows(statement.returning(deliveries.c.channel_id))
    await channels.wake(tx, sorted({(row.channel_id, guild_id) for row in changed}), now)


async def settle(tx: Transaction, settled: Sequence[Delivery], fate: Fate) -> None:
    """The fate of deliveries that no post tells."""
    for each in settled:
        await tx.write(
            update(deliveries)
            .where(deliveries.c.channel_id == each.channel_id, _story(each))
            .values(fate=fate.value)
        )


async def settle_channel(tx: Transaction, channel_id: int, fate: Fate) -> None:
    """One fate for all that is still to be told in a channel."""
    still = deliveries.c.fate.in_(_written(PENDING))
    await tx.write(
        update(deliveries)
        .where(deliveries.c.channel_id == channel_id, still)
        .values(fate=fate.value)
    )


async def reassign(tx: Transaction, delivery: Delivery, heir: Delivery) -> None:
    """Owed because of another subscription of the same channel from now on."""
    await tx.write(
        update(deliveries)
        .where(deliveries.c.channel_id == delivery.channel_id, _story(delivery))
        .values(subscription_id=heir.subscription_id, pace=heir.pace.rank)
    )


async def fates(db: Reader, channel_id: int) -> dict[str, Fate]:
    """Story key -> what became of it in this channel."""
    statement = select(stories.c.key, deliveries.c.fate).join(
        stories, stories.c.id == deliveries.c.story_id
    )
    rows = await db.rows(statement.where(deliveries.c.channel_id == channel_id))
    return {row.key: Fate(row.fate) for row in rows}


async def _listed(db: Reader, condition: Any, most: int | None = None) -> list[Delivery]:
    first = story_topics.alias()
    statement = (
        select(deliveries, stories.c.key, stories.c.outlets, first.c.topic)
        .join(stories, stories.c.id == deliveries.c.story_id)
        .outerjoin(first, (first.c.story_id == stories.c.id) & (first.c.place == 0))
        .where(condition)
        .order_by(deliveries.c.owed_at, stories.c.told_at, stories.c.id)
        .limit(most)
    )
    return [_delivery(row) for row in await db.rows(statement)]


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        story_key=row.key,
        subscription_id=row.subscription_id,
        owed_at=row.owed_at,
        fate=Fate(row.fate),
        source_id=row.source_id,
        pace=_PACES[row.pace],
        due_at=row.due_at,
        outlets=row.outlets,
        topic=row.topic or "",
    )


def _story(delivery: Delivery) -> Any:
    story_id = select(stories.c.id).where(stories.c.key == delivery.story_key)
    return deliveries.c.story_id == story_id.scalar_subquery()
