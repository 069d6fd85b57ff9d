"""Which story is owed to which channel, and what became of it."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, literal_column, select, update

from news.models import WITHHELD, Delivery, Fate
from storage.database import Reader, Transaction
from storage.schema import WAITING, deliveries, posts, stories, subscriptions
from storage.upsert import upsert

# Written out, for the same statement owes hundreds.
_WITHHELD: list[ColumnElement[str]] = [
    literal_column(f"'{fate.value}'") for fate in sorted(WITHHELD)
]
_OWE = upsert(
    deliveries,
    ("subscription_id", "source_id", "fate", "owed_at"),
    where=lambda new: (
        deliveries.c.fate.in_(_WITHHELD) & (new.fate == literal_column(f"'{Fate.OWED.value}'"))
    ),
)


async def owe(tx: Transaction, owed: Sequence[tuple[int, Delivery]]) -> None:
    """Deliveries, each with its story's number. Once per story and channel.

    What is owed or told already stays as it is; what was withheld can come to be owed.
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
                "owed_at": each.owed_at,
            }
            for story_id, each in owed
        ],
    )


async def channels_of(db: Reader, ids: Collection[int]) -> set[int]:
    """Where any of these stories was told or is owed, by their numbers."""
    statement = select(deliveries.c.channel_id).where(
        deliveries.c.story_id.in_(ids), deliveries.c.fate.in_([Fate.OWED, Fate.TOLD])
    )
    return {row.channel_id for row in await db.rows(statement)}


async def waiting(db: Reader, channel_id: int) -> list[Delivery]:
    """What is owed to a channel and in no post yet, oldest first."""
    return await _listed(db, WAITING & (deliveries.c.channel_id == channel_id))


async def waiting_for(db: Reader, subscription_id: int) -> list[Delivery]:
    """What is owed because of one subscription and in no post yet, oldest first."""
    return await _listed(db, WAITING & (deliveries.c.subscription_id == subscription_id))


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


async def settle(tx: Transaction, settled: Sequence[Delivery], fate: Fate) -> None:
    """The fate of deliveries that no post tells."""
    for each in settled:
        await tx.write(
            update(deliveries)
            .where(deliveries.c.channel_id == each.channel_id, _story(each))
            .values(fate=fate.value)
        )


async def settle_channel(tx: Transaction, channel_id: int, fate: Fate) -> None:
    """One fate for all that is still owed to a channel."""
    await tx.write(
        update(deliveries)
        .where(deliveries.c.channel_id == channel_id, deliveries.c.fate == Fate.OWED.value)
        .values(fate=fate.value)
    )


async def reassign(tx: Transaction, delivery: Delivery, subscription_id: int) -> None:
    """Owed because of another subscription of the same channel from now on."""
    await tx.write(
        update(deliveries)
        .where(deliveries.c.channel_id == delivery.channel_id, _story(delivery))
        .values(subscription_id=subscription_id)
    )


async def fates(db: Reader, channel_id: int) -> dict[str, Fate]:
    """Story key -> what became of it in this channel."""
    statement = select(stories.c.key, deliveries.c.fate).join(
        stories, stories.c.id == deliveries.c.story_id
    )
    rows = await db.rows(statement.where(deliveries.c.channel_id == channel_id))
    return {row.key: Fate(row.fate) for row in rows}


async def _listed(db: Reader, condition: Any) -> list[Delivery]:
    statement = (
        select(deliveries, stories.c.key)
        .join(stories, stories.c.id == deliveries.c.story_id)
        .where(condition)
        .order_by(deliveries.c.owed_at, stories.c.told_at, stories.c.id)
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
    )


def _story(delivery: Delivery) -> Any:
    story_id = select(stories.c.id).where(stories.c.key == delivery.story_key)
    return deliveries.c.story_id == story_id.scalar_subquery()
