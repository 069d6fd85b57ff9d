"""The queue, by channel: when each is to be looked after next, how it fares, what sort it is."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import BindParameter, Select, bindparam, case, func, select, update

from news.models import Place
from storage.database import Reader, Transaction
from storage.schema import OPEN, WAITING, channels, deliveries, guilds, posts
from storage.upsert import upsert, upsert_with

# Built once: they are executed for every reading with news and after every post.
_WAKE = upsert_with(
    channels,
    lambda new: {
        "wakes_at": case(
            (channels.c.retry_at > new.wakes_at, channels.c.retry_at),
            (channels.c.wakes_at < new.wakes_at, channels.c.wakes_at),
            else_=new.wakes_at,
        )
    },
)
_CHANNEL: BindParameter[int] = bindparam("channel")
_NEXT_POST = select(func.min(func.coalesce(posts.c.due_at, posts.c.composed_at))).where(
    OPEN, posts.c.channel_id == _CHANNEL
)
_NEXT_OWED = select(func.min(deliveries.c.due_at)).where(
    WAITING, deliveries.c.channel_id == _CHANNEL
)
_NEXT = select(
    _NEXT_POST.scalar_subquery().label("post_at"), _NEXT_OWED.scalar_subquery().label("owed_at")
)
_IS_THERE = channels.c.guild_id.not_in(select(guilds.c.id).where(guilds.c.left_at.is_not(None)))
_DUE = (
    select(channels.c.id)
    .where(
        channels.c.wakes_at <= bindparam("now"),
        channels.c.id.not_in(bindparam("busy", expanding=True)),
        _IS_THERE,
    )
    .order_by(channels.c.wakes_at)
    .limit(bindparam("most"))
)
_WAKES = (
    select(channels.c.wakes_at)
    .where(channels.c.wakes_at > bindparam("now"), _IS_THERE)
    .order_by(channels.c.wakes_at)
    .limit(1)
)
_REST = (
    update(channels)
    .where(channels.c.id == bindparam("channel"))
    .values(
        wakes_at=bindparam("until"),
        retry_at=bindparam("until"),
        failures=channels.c.failures + 1,
        trouble=bindparam("why"),
    )
)
_SLEEP = (
    update(channels)
    .where(channels.c.id == bindparam("channel"))
    .values(wakes_at=bindparam("at"), retry_at=None, failures=0, trouble=None)
)


async def due(
    db: Reader, now: datetime, *, busy: Collection[int] = (), most: int = 100
) -> list[int]:
    """Channels to be looked after now, the one that waits longest first.

    busy: channels that are being told already; most: how many are wanted.
    """
    rows = await db.rows(_DUE, {"now": now, "busy": list(busy), "most": most})
    return [row.id for row in rows]


async def wakes_at(db: Reader, now: datetime) -> datetime | None:
    """When the next channel after those that are due is to be looked after; None: none waits."""
    rows = await db.rows(_WAKES, {"now": now})
    at: datetime | None = rows[0].wakes_at if rows else None
    return at


async def wake(tx: Transaction, owed: Iterable[tuple[int, int]], at: datetime) -> None:
    """Something is to be told then in these channels, each with its server.

    One that rests does so to the end.
    """
    rows = [
        {"id": channel_id, "guild_id": guild_id, "wakes_at": at} for channel_id, guild_id in owed
    ]
    await tx.write(_WAKE, rows)


async def settle(tx: Transaction, channel_id: int) -> None:
    """All is well there; it is looked after again when the next thing is to be told."""
    [then] = await tx.rows(_NEXT, {"channel": channel_id})
    at = min((each for each in (then.post_at, then.owed_at) if each), default=None)
    await tx.write(_SLEEP, {"channel": channel_id, "at": at})


async def trouble(db: Reader, channel_id: int) -> str | None:
    """The key of the sentence that says why nothing is told there; None: all is well."""
    rows = await db.rows(select(channels.c.trouble).where(channels.c.id == channel_id))
    return rows[0].trouble if rows else None


async def failures(db: Reader, channel_id: int) -> int:
    """In a row."""
    rows = await db.rows(select(channels.c.failures).where(channels.c.id == channel_id))
    return rows[0].failures if rows else 0


async def rest(tx: Transaction, channel_id: int, until: datetime, trouble: str) -> None:
    """Nothing is sent there before then; what is owed stays owed. One that is forgotten stays so.

    trouble: the key of the sentence that says why.
    """
    await tx.write(_REST, {"channel": channel_id, "until": until, "why": trouble})


async def well(tx: Transaction, channel_id: int) -> None:
    """Somebody has mended what was wrong: what waits there may be told."""
    await settle(tx, channel_id)


async def put(tx: Transaction, channel_id: int, guild_id: int, place: Place) -> None:
    """What sort of channel it is."""
    values = {"guild_id": guild_id, "place": place.value}
    await tx.write(upsert(channels, values).values(id=channel_id, **values))


async def place(db: Reader, channel_id: int) -> Place:
    """What sort of channel it is, as far as it is known."""
    rows = await db.rows(select(channels.c.place).where(channels.c.id == channel_id))
    return Place(rows[0].place) if rows else Place.TEXT


async def sleep(tx: Transaction, guild_id: int) -> None:
    """The bot has left the server: what it was owed waits for its coming back."""
    theirs = channels.c.guild_id == guild_id
    await tx.write(update(channels).where(theirs).values(wakes_at=None))


async def rouse(tx: Transaction, guild_id: int) -> None:
    """The bot is back in the server: what waits there may be told."""
    theirs = await tx.rows(select(channels.c.id).where(channels.c.guild_id == guild_id))
    for row in theirs:
        await settle(tx, row.id)


async def mend(tx: Transaction, now: datetime) -> None:
    """Wakes what waits and would not be looked after, which a mistake of ours alone can bring."""
    asleep = select(channels.c.id).where(channels.c.wakes_at.is_not(None))
    for table, waiting in ((posts, OPEN), (deliveries, WAITING)):
        forgotten: Select[tuple[int, int]] = select(table.c.channel_id, table.c.guild_id).distinct()
        rows = await tx.rows(forgotten.where(waiting, table.c.channel_id.not_in(asleep)))
        await wake(tx, [(row.channel_id, row.guild_id) for row in rows], now)
