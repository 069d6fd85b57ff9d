"""Whom we read, and what we remember of the last reading."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Text, delete, literal, select, update

from news.models import Kind, Reading, Source, Validators
from storage.database import Reader, Transaction
from storage.schema import articles, deliveries, seen, source_owners, sources, subscriptions
from storage.upsert import insert_new, upsert

_DESCRIBED = ("url", "outlet", "kind", "language", "topics", "images", "licence", "enabled")


async def keep(tx: Transaction, catalogue: Sequence[Source], now: datetime) -> None:
    """Makes the public sources those of the catalogue; who left it is kept, but not read.

    A source whose address changed is asked as a stranger: the old validators are not its own.
    What stands at an address goes on where it was under another id: what was told is not told
    again.
    """
    before = [source for source in await everyone(tx) if not source.owners]
    address = {source.id: source.url for source in catalogue}
    moved = {each.id for each in before if address.get(each.id) != each.url}
    await tx.write(
        update(sources)
        .where(sources.c.id.in_(moved))
        # Addresses are unique: those that others take over are freed first.
        .values(
            enabled=False,
            url="formerly " + sources.c.id,
            etag=None,
            last_modified=None,
            body_hash=None,
        )
    )
    for source in catalogue:
        await save(tx, source, now)
    heirs = {source.url: source.id for source in catalogue}
    for former in before:
        heir = heirs.get(former.url, former.id)
        if heir != former.id:
            await _succeed(tx, former, heir)
        if heir != former.id and former.id not in address:
            await _hand_over(tx, former.id, heir)


async def save(tx: Transaction, source: Source, now: datetime) -> None:
    """A new source is due at once; one that is there keeps what we remember of it."""
    described = {name: getattr(source, name) for name in _DESCRIBED}
    described |= {"kind": source.kind.value, "topics": " ".join(source.topics)}
    fresh = {"next_check_at": now, "failures": 0}
    await tx.write(upsert(sources, _DESCRIBED).values(id=source.id, **described, **fresh))
    await tx.write(delete(source_owners).where(source_owners.c.source_id == source.id))
    owners = [{"source_id": source.id, "guild_id": owner} for owner in source.owners]
    await tx.write(insert_new(source_owners), owners)


async def lease(
    tx: Transaction, now: datetime, wait: timedelta, *, busy: Collection[str], most: int
) -> list[Source]:
    """The sources that are due, longest first, with their next check already moved by `wait`.

    So a crash neither hammers a source nor silences it. busy: sources that are being read.
    """
    due = (
        select(sources)
        .where(sources.c.enabled, sources.c.next_check_at <= now, sources.c.id.not_in(busy))
        .order_by(sources.c.next_check_at)
        .limit(most)
    )
    leased = await _sources(tx, await tx.rows(due))
    ids = [source.id for source in leased]
    await tx.write(update(sources).where(sources.c.id.in_(ids)).values(next_check_at=now + wait))
    return leased


async def record(
    tx: Transaction, source_id: str, reading: Reading, next_check_at: datetime
) -> None:
    """What the reading left behind. Comes last: from here the source has been read."""
    await tx.write(
        update(sources)
        .where(sources.c.id == source_id)
        .values(
            etag=reading.validators.etag,
            last_modified=reading.validators.last_modified,
            body_hash=reading.body_hash,
            read_at=reading.read_at,
            failures=reading.failures,
            trouble=reading.trouble,
            next_check_at=next_check_at,
        )
    )


async def due_at(db: Reader) -> datetime | None:
    """When the next source is due; None: there is none to read."""
    rows = await db.rows(
        select(sources.c.next_check_at)
        .where(sources.c.enabled)
        .order_by(sources.c.next_check_at)
        .limit(1)
    )
    return rows[0].next_check_at if rows else None


async def everyone(db: Reader) -> list[Source]:
    """All sources, private ones too: not to be shown uncut."""
    return await _sources(db, await db.rows(select(sources).order_by(sources.c.outlet)))


async def visible(db: Reader, guild_id: int | None) -> list[Source]:
    """The sources that a server may choose from, by name: the public and its own."""
    return [
        source
        for source in await everyone(db)
        if source.enabled and (not source.owners or guild_id in source.owners)
    ]


async def _sources(db: Reader, rows: Sequence[Row[Any]]) -> list[Source]:
    found = await db.rows(
        select(source_owners).where(source_owners.c.source_id.in_([row.id for row in rows]))
    )
    owners: dict[str, set[int]] = {}
    for owner in found:
        owners.setdefault(owner.source_id, set()).add(owner.guild_id)
    return [_source(row, frozenset(owners.get(row.id, ()))) for row in rows]


def _source(row: Row[Any], owners: frozenset[int]) -> Source:
    return Source(
        id=row.id,
        url=row.url,
        outlet=row.outlet,
        kind=Kind(row.kind),
        language=row.language,
        topics=tuple(row.topics.split()),
        images=row.images,
        licence=row.licence,
        enabled=row.enabled,
        owners=owners,
        reading=Reading(
            validators=Validators(row.etag, row.last_modified),
            body_hash=row.body_hash,
            read_at=row.read_at,
            failures=row.failures,
            trouble=row.trouble,
        ),
    )


async def _hand_over(tx: Transaction, former: str, heir: str) -> None:
    """What was told by, owed from and subscribed to the old id is the new one's."""
    for table in (articles, deliveries, subscriptions):
        await tx.write(update(table).where(table.c.source_id == former).values(source_id=heir))


async def _succeed(tx: Transaction, former: Source, heir: str) -> None:
    known = select(literal(heir, Text), seen.c.key, seen.c.item, seen.c.seen_at)
    await tx.write(
        insert_new(seen).from_select(
            ["source_id", "key", "item", "seen_at"], known.where(seen.c.source_id == former.id)
        )
    )
    await tx.write(
        update(sources)
        .where(sources.c.id == heir, sources.c.read_at.is_(None))
        .values(read_at=former.reading.read_at)
    )
