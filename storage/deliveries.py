"""Which story is owed to which channel, and what became of it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    bindparam,
    case,
    literal_column,
    select,
    union,
    update,
)

from news.models import HELD, PENDING, WITHHELD, Delivery, Fate, Pace
from storage import channels
from storage.database import Reader, Transaction
from storage.schema import (
    WAITING,
    deliveries,
    stories,
    story_joins,
    story_topics,
    subscriptions,
)
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


_COLUMNS = ("subscription_id", "source_id", "fate", "pace", "owed_at", "due_at")
_OWE = upsert(deliveries, _COLUMNS, where=_counts_for_more)
_OWE_ANEW = upsert(deliveries, _COLUMNS)


_OF_STORY = (
    deliveries.c.story_id
    == select(stories.c.id).where(stories.c.key == bindparam("story")).scalar_subquery()
)
_HERE = update(deliveries).where(deliveries.c.channel_id == bindparam("channel"), _OF_STORY)
_SETTLE = _HERE.values(fate=bindparam("its_fate"))
_HOLD = _SETTLE.values(due_at=bindparam("its_due_at"))
_REASSIGN = _HERE.values(subscription_id=bindparam("heir"), pace=bindparam("its_pace"))
_FIRST_TOPIC = story_topics.alias()
LISTED = (
    select(deliveries, stories.c.key, stories.c.outlets, _FIRST_TOPIC.c.topic)
    .join(stories, stories.c.id == deliveries.c.story_id)
    .outerjoin(
        _FIRST_TOPIC, (_FIRST_TOPIC.c.story_id == stories.c.id) & (_FIRST_TOPIC.c.place == 0)
    )
    .order_by(deliveries.c.owed_at, stories.c.told_at, stories.c.id)
)
_WAITING = LISTED.where(WAITING, deliveries.c.channel_id == bindparam("channel"))
_DUE = _WAITING.where(deliveries.c.due_at <= bindparam("now")).limit(bindparam("most"))


_NEW = select(deliveries.c.channel_id, deliveries.c.guild_id).where(
    WAITING, deliveries.c.story_id == bindparam("number"), deliveries.c.due_at == bindparam("at")
)


async def owe(tx: Transaction, owed: Sequence[tuple[int, Delivery]], *, anew: bool = False) -> None:
    """Deliveries, each with its story's number. Once per story and channel.

    What is owed or told already stays as it is, but for one that waits for a slower pace; what was
    withheld can come to be owed. anew: so does whatever else became of it; only for what is
    revivals.untold(). Wakes the channels.
    """
    await tx.write(
        _OWE_ANEW if anew else _OWE,
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
    # Not where it was owed before: a story may grow often, and have many channels.
    for story_id, at in {(number, each.since) for number, each in owed if each.fate in PENDING}:
        new = await tx.rows(_NEW, {"number": story_id, "at": at})
        await channels.wake(tx, [(row.channel_id, row.guild_id) for row in new], at)


async def channels_of(db: Reader, ids: Collection[int]) -> set[int]:
    """Where any of these stories was told or is to be, by their numbers."""
    statement = select(deliveries.c.channel_id).where(
        deliveries.c.story_id.in_(ids), deliveries.c.fate.in_([*PENDING, Fate.TOLD])
    )
    return {row.channel_id for row in await db.rows(statement)}


async def waiting(db: Reader, channel_id: int) -> list[Delivery]:
    """What a channel is to be told some time and is in no post yet, oldest first."""
    return await db.look(lambda ask: made(ask(_WAITING, {"channel": channel_id})))


async def due(db: Reader, channel_id: int, now: datetime, *, most: int) -> list[Delivery]:
    """What a channel is to be told by now and is in no post yet, the oldest first so many."""
    rows = await db.rows(_DUE, {"channel": channel_id, "now": now, "most": most})
    return [delivery(row) for row in rows]


async def waiting_for(db: Reader, subscription_id: int, channel_id: int) -> list[Delivery]:
    """What is owed because of one subscription and in no post yet, oldest first."""
    waits = await waiting(db, channel_id)
    return [each for each in waits if each.subscription_id == subscription_id]


async def hold(tx: Transaction, held: Sequence[Delivery]) -> None:
    """They are to be told later: each has the fate that says why, and when it is due."""
    await tx.write(_HOLD, [{**_named(each), "its_due_at": each.due_at} for each in held])


async def replan(tx: Transaction, guild_id: int, now: datetime) -> None:
    """A server has chosen other hours: what it waits for is due anew, to be planned by these.

    What a night or a budget has held up stays so much: it is rounded up.
    """
    theirs = select(channel_rows.c.id).where(channel_rows.c.guild_id == guild_id)
    held = WAITING & deliveries.c.channel_id.in_(theirs) & deliveries.c.fate.in_(_written(HELD))
    as_new = case(
        (deliveries.c.fate == Fate.DIGEST.value, Fate.OWED.value), else_=deliveries.c.fate
    )
    statement = update(deliveries).where(held).values(fate=as_new, due_at=now)
    changed = await tx.rows(statement.returning(deliveries.c.channel_id))
    await channels.wake(tx, sorted({(row.channel_id, guild_id) for row in changed}), now)


async def settle(tx: Transaction, settled: Sequence[Delivery], fate: Fate) -> None:
    """The fate of deliveries that no post tells."""
    await tx.write(_SETTLE, [_named(replace(each, fate=fate)) for each in settled])


async def pass_on(tx: Transaction, channel_id: int, keys: Collection[str], now: datetime) -> None:
    """These stories are not told there after all: those are that were left out for their sake.

    As far as a subscription that wanted them is still there, and not paused.
    """
    told = select(stories.c.id).where(stories.c.key.in_(keys))
    twins = union(
        select(story_joins.c.public_id).where(story_joins.c.story_id.in_(told)),
        select(story_joins.c.story_id).where(story_joins.c.public_id.in_(told)),
    )
    # Of this channel: a number may be another one's by now.
    going_on = select(subscriptions.c.id).where(
        subscriptions.c.channel_id == channel_id, subscriptions.c.paused_at.is_(None)
    )
    left_out = (
        (deliveries.c.channel_id == channel_id)
        & deliveries.c.story_id.in_(twins)
        & (deliveries.c.fate == Fate.SAME_EVENT.value)
        & deliveries.c.subscription_id.in_(going_on)
    )
    pace = select(subscriptions.c.pace).where(subscriptions.c.id == deliveries.c.subscription_id)
    owed = {
        "fate": Fate.OWED.value,
        "pace": pace.scalar_subquery(),
        "owed_at": now,
        "due_at": now,
    }
    passed = update(deliveries).where(left_out).values(**owed).returning(deliveries.c.guild_id)
    await channels.wake(tx, {(channel_id, row.guild_id) for row in await tx.rows(passed)}, now)


async def settle_channel(tx: Transaction, channel_id: int, fate: Fate) -> None:
    """One fate for all that is still to be told in a channel, or would be after a pause."""
    still = deliveries.c.fate.in_(_written([*PENDING, Fate.PAUSED]))
    await tx.write(
        update(deliveries)
        .where(deliveries.c.channel_id == channel_id, still)
        .values(fate=fate.value)
    )


async def reassign(tx: Transaction, delivery: Delivery, heir: Delivery) -> None:
    """Owed because of another subscription of the same channel from now on."""
    here = {"channel": delivery.channel_id, "story": delivery.story_key}
    passed = {"heir": heir.subscription_id, "its_pace": heir.pace.rank}
    await tx.write(_REASSIGN, here | passed)


async def fates(db: Reader, channel_id: int) -> dict[str, Fate]:
    """Story key -> what became of it in this channel."""
    statement = select(stories.c.key, deliveries.c.fate).join(
        stories, stories.c.id == deliveries.c.story_id
    )
    rows = await db.rows(statement.where(deliveries.c.channel_id == channel_id))
    return {row.key: Fate(row.fate) for row in rows}


def made(rows: Sequence[Row[Any]]) -> list[Delivery]:
    """In the database's thread, for a channel may wait for thousands."""
    return [delivery(row) for row in rows]


def delivery(row: Row[Any]) -> Delivery:
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


def _named(delivery: Delivery) -> dict[str, Any]:
    return {
        "channel": delivery.channel_id,
        "story": delivery.story_key,
        "its_fate": delivery.fate.value,
    }
