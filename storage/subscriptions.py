"""Which channel wants what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update

from news.entities import lineage
from news.models import ALL, PUBLIC, Pace, Story, Style, Subscription
from news.words import DEFAULT
from storage.database import Reader, Transaction
from storage.guilds import languages
from storage.schema import channels, guilds, source_owners, subscriptions
from storage.upsert import insert_new

_ANY = ""
_PACES = tuple(Pace)

# Built once: they are executed for every reading with news.
_STANDING = (
    select(
        subscriptions,
        guilds.c.locale,
        guilds.c.news_languages,
        channels.c.trouble,
        channels.c.retry_at,
    )
    .outerjoin(guilds, guilds.c.id == subscriptions.c.guild_id)
    .outerjoin(channels, channels.c.id == subscriptions.c.channel_id)
)
_WANTING = (
    _STANDING.where(
        (subscriptions.c.pace > bindparam("rank"))
        | (subscriptions.c.pace == bindparam("rank")) & (subscriptions.c.id > bindparam("after")),
        subscriptions.c.source_id.in_(bindparam("sources", expanding=True))
        | subscriptions.c.topic.in_(bindparam("topics", expanding=True))
        & (subscriptions.c.source_id == _ANY),
    )
    .order_by(subscriptions.c.pace, subscriptions.c.id)
    .limit(bindparam("most"))
)
_OWNERS_WANTING = _WANTING.where(
    subscriptions.c.guild_id.in_(
        select(source_owners.c.guild_id).where(source_owners.c.source_id == bindparam("scope"))
    )
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A subscription and how its channel does; trouble: the key of a sentence, or all is well."""

    subscription: Subscription
    trouble: str | None = None
    retry_at: datetime | None = None


async def same(db: Reader, wanted: Subscription) -> Subscription | None:
    """What the channel has already that wants the same, however it is told."""
    wants = (
        (subscriptions.c.channel_id == wanted.channel_id)
        & (subscriptions.c.topic == (wanted.topic or _ANY))
        & (subscriptions.c.source_id == (wanted.source_id or _ANY))
        & (subscriptions.c.query == wanted.query)
    )
    found = await _listed(db, wants)
    return found[0].subscription if found else None


async def add(tx: Transaction, wanted: Subscription, now: datetime) -> Subscription | None:
    """The subscription with its id; None: the channel has one already that wants the same.

    One that had an id before has it again, unless another one has it by now.
    """
    if await same(tx, wanted):
        return None
    is_free = wanted.id and not await _listed(tx, subscriptions.c.id == wanted.id)
    statement = insert_new(subscriptions).values(
        **({"id": wanted.id} if is_free else {}),
        guild_id=wanted.guild_id,
        channel_id=wanted.channel_id,
        topic=wanted.topic or _ANY,
        source_id=wanted.source_id or _ANY,
        created_by=wanted.created_by,
        created_at=now,
        **_changeable(wanted),
    )
    subscription_id = await tx.number(statement.returning(subscriptions.c.id))
    return (await _listed(tx, subscriptions.c.id == subscription_id))[0].subscription


async def change(tx: Transaction, wanted: Subscription) -> None:
    """Its query, and how it is told, from now on; where, its topic and its source stay."""
    here = subscriptions.c.id == wanted.id
    await tx.write(update(subscriptions).where(here).values(**_changeable(wanted)))


async def remove(tx: Transaction, subscription: Subscription) -> None:
    await tx.write(delete(subscriptions).where(subscriptions.c.id == subscription.id))


async def remove_channel(tx: Transaction, channel_id: int) -> None:
    """The channel is gone, and all it wanted with it."""
    await tx.write(delete(subscriptions).where(subscriptions.c.channel_id == channel_id))


async def of_guild(db: Reader, guild_id: int) -> list[Standing]:
    """A server's subscriptions, oldest first."""
    return await _listed(db, subscriptions.c.guild_id == guild_id)


async def find(db: Reader, guild_id: int, number: int) -> Standing | None:
    """None: the server has no subscription of this number."""
    theirs = (subscriptions.c.id == number) & (subscriptions.c.guild_id == guild_id)
    return next(iter(await _listed(db, theirs)), None)


async def of_channel(db: Reader, channel_id: int) -> list[Subscription]:
    standing = await _listed(db, subscriptions.c.channel_id == channel_id)
    return [each.subscription for each in standing]


async def wanting(
    db: Reader, told: Sequence[Story], *, after: Subscription | None = None, most: int = 1000
) -> list[Subscription]:
    """Those that may want any of these stories (news.audience.wants decides), all of one scope.

    The fastest first, then the oldest; at most so many, of those behind `after`. Of a private
    scope, only its owners' are asked.
    """
    [scope] = {story.scope for story in told}
    theirs = {article.source_id for story in told for article in story.articles}
    topics = {topic for story in told for topic in (*story.topics, *lineage(story.entities))}
    asked = {
        "sources": [*theirs],
        "topics": [*topics, ALL, _ANY],
        "rank": after.pace.rank if after else -1,
        "after": after.id if after else 0,
        "most": most,
    }
    if scope == PUBLIC:
        rows = await db.rows(_WANTING, asked)
    else:
        rows = await db.rows(_OWNERS_WANTING, asked | {"scope": scope})
    return [_subscription(row) for row in rows]


async def _listed(db: Reader, condition: Any) -> list[Standing]:
    rows = await db.rows(_STANDING.where(condition).order_by(subscriptions.c.id))
    return [Standing(_subscription(row), row.trouble, row.retry_at) for row in rows]


def _subscription(row: Row[Any]) -> Subscription:
    return Subscription(
        id=row.id,
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        topic=row.topic or None,
        source_id=row.source_id or None,
        query=row.query,
        languages=languages(row.locale or DEFAULT, row.news_languages),
        style=Style(row.style),
        pace=_PACES[row.pace],
        mention=row.mention,
        publish=row.publish,
        silent=row.silent,
        max_per_hour=row.max_per_hour,
        created_by=row.created_by,
        paused_at=row.paused_at,
    )


def _changeable(wanted: Subscription) -> dict[str, Any]:
    return {
        "query": wanted.query,
        "style": wanted.style.value,
        "pace": wanted.pace.rank,
        "mention": wanted.mention,
        "publish": wanted.publish,
        "silent": wanted.silent,
        "max_per_hour": wanted.max_per_hour,
        "paused_at": wanted.paused_at,
    }
