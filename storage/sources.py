"""Whom we read, and what we remember of the last reading."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from news.models import Kind, Reading, Source
from storage import readings
from storage.database import Reader, Transaction
from storage.schema import articles, source_owners, sources

RHYTHM = 30
"""The newest articles of a source, by which its rhythm is known."""

_READABLE = sources.c.enabled & sources.c.stopped.is_(None)


@dataclass(frozen=True, slots=True)
class Record:
    """What a reading leaves behind."""

    source_id: str
    reading: Reading
    next_check_at: datetime


async def lease(
    tx: Transaction, now: datetime, wait: timedelta, *, busy: Collection[str], most: int
) -> list[Source]:
    """The sources that are due, longest first, with their next check already moved by `wait`.

    So a crash neither hammers a source nor silences it. busy: sources that are being read.
    """
    due = (
        select(sources)
        .where(_READABLE, sources.c.next_check_at <= now, sources.c.id.not_in(busy))
        .order_by(sources.c.next_check_at)
        .limit(most)
    )
    leased = await _sources(tx, await tx.rows(due))
    ids = [source.id for source in leased]
    await tx.write(update(sources).where(sources.c.id.in_(ids)).values(next_check_at=now + wait))
    return leased


async def record(tx: Transaction, records: Iterable[Record]) -> None:
    """What readings left behind. Comes last: from here the sources have been read."""
    names = ("next_check_at", *readings.columns(Reading()))
    statement = (
        update(sources)
        .where(sources.c.id == bindparam("of"))
        .values({name: bindparam(f"new_{name}") for name in names})
    )
    await tx.write(statement, [_values(each) for each in records])


def _values(record: Record) -> dict[str, Any]:
    columns = {"next_check_at": record.next_check_at, **readings.columns(record.reading)}
    return {"of": record.source_id} | {f"new_{name}": value for name, value in columns.items()}


async def put_off(tx: Transaction, host: str, until: datetime) -> None:
    """Nothing is asked of a host before then."""
    await tx.write(
        update(sources)
        .where(sources.c.host == host, sources.c.next_check_at < until)
        .values(next_check_at=until)
    )


async def told(db: Reader, source_id: str) -> list[datetime]:
    """When the newest articles of a source were told, newest first."""
    statement = select(articles.c.told_at).where(articles.c.source_id == source_id)
    newest = statement.order_by(articles.c.told_at.desc()).limit(RHYTHM)
    return [row.told_at for row in await db.rows(newest)]


async def due_at(db: Reader) -> datetime | None:
    """When the next source is due; None: there is none to read."""
    rows = await db.rows(
        select(sources.c.next_check_at).where(_READABLE).order_by(sources.c.next_check_at).limit(1)
    )
    return rows[0].next_check_at if rows else None


async def at(db: Reader, url: str) -> Source | None:
    """The source that is read at this address, or was when it was added."""
    here = (sources.c.url == url) | (sources.c.moved_to == url)
    found = await _sources(db, await db.rows(select(sources).where(here).order_by(sources.c.id)))
    return found[0] if found else None


async def everyone(db: Reader) -> list[Source]:
    """All sources, private ones too: not to be shown uncut."""
    return await _sources(db, await db.rows(select(sources).order_by(sources.c.outlet)))


async def visible(db: Reader, guild_id: int | None) -> list[Source]:
    """The sources that a server may choose from, by name: the public and its own."""
    own = select(source_owners.c.source_id).where(source_owners.c.guild_id == guild_id)
    shown = sources.c.enabled & (~sources.c.private | sources.c.id.in_(own))
    statement = select(sources).where(shown).order_by(sources.c.outlet, sources.c.id)
    return await _sources(db, await db.rows(statement))


async def _sources(db: Reader, rows: Sequence[Row[Any]]) -> list[Source]:
    private = [row.id for row in rows if row.private]
    owners: dict[str, set[int]] = {}
    if private:
        found = await db.rows(select(source_owners).where(source_owners.c.source_id.in_(private)))
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
        private=row.private,
        owners=owners,
        moved_to=row.moved_to,
        next_check_at=row.next_check_at,
        reading=readings.reading(row),
    )
