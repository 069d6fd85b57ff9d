"""Whom we read, and what we remember of the last reading."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, case, func, select, update

from news.links import host
from news.models import Kind, Reading, Source
from news.names import Choice
from storage import readings
from storage.database import Reader, Transaction
from storage.schema import articles, source_owners, sources

MERGED = "source.merged"
"""Why a source stopped that goes on as another one: nobody sees it any more."""

RHYTHM = 30
"""The newest articles of a source, by which its rhythm is known."""

_READABLE = sources.c.enabled & sources.c.stopped.is_(None)
_READ = ("next_check_at", *readings.columns(Reading()))
# Built once: they are executed for every reading.
_RECORD = (
    update(sources)
    .where(sources.c.id == bindparam("of"), sources.c.stopped.is_(None))
    .values({name: bindparam(f"new_{name}") for name in _READ})
)
_TOLD = (
    select(articles.c.told_at)
    .where(articles.c.source_id == bindparam("source"))
    .order_by(articles.c.told_at.desc())
    .limit(RHYTHM)
)
_OWN = select(source_owners.c.source_id).where(source_owners.c.guild_id == bindparam("guild"))
_SHOWN = (
    sources.c.enabled
    & (~sources.c.private | sources.c.id.in_(_OWN))
    & (sources.c.stopped.is_(None) | (sources.c.stopped != MERGED))
)
_CHOICES = (
    select(sources.c.id, sources.c.outlet).where(_SHOWN).order_by(sources.c.outlet, sources.c.id)
)
_NEXT = select(sources.c.next_check_at).where(_READABLE).order_by(sources.c.next_check_at).limit(1)


@dataclass(frozen=True, slots=True)
class Free:
    """How many more can be read now; of_host: how many of one that is idle (None: any number)."""

    places: int
    of_host: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """What a reading leaves behind."""

    source_id: str
    reading: Reading
    next_check_at: datetime


async def lease(
    tx: Transaction, now: datetime, wait: timedelta, *, busy: Sequence[Source], free: Free
) -> list[Source]:
    """The sources that are due, longest first, with their next check already moved by `wait`.

    So a crash neither hammers a source nor silences it. busy: those that are being read.
    """
    ready = (_READABLE, sources.c.next_check_at <= now, sources.c.id.not_in([s.id for s in busy]))
    if free.of_host is None:
        due = select(sources).where(*ready)
    else:
        # A host with many sources must not take all places while it makes them wait.
        idle = sources.c.host.not_in({host(each.address) for each in busy})
        order = sources.c.next_check_at, sources.c.id
        place = func.row_number().over(partition_by=sources.c.host, order_by=order)
        each = select(sources.c.id.label("of"), place.label("place")).where(*ready, idle).subquery()
        due = select(sources).join(each, each.c.of == sources.c.id)
        due = due.where(each.c.place <= free.of_host)
    due = due.order_by(sources.c.next_check_at, sources.c.id).limit(free.places)
    leased = await _sources(tx, await tx.rows(due))
    ids = [source.id for source in leased]
    await tx.write(update(sources).where(sources.c.id.in_(ids)).values(next_check_at=now + wait))
    return leased


async def record(tx: Transaction, records: Iterable[Record]) -> None:
    """What readings left behind. Comes last: from here the sources have been read.

    One that was stopped meanwhile stays as it is.
    """
    await tx.write(_RECORD, [_values(each) for each in records])


def _values(record: Record) -> dict[str, Any]:
    columns = {"next_check_at": record.next_check_at, **readings.columns(record.reading)}
    return {"of": record.source_id} | {f"new_{name}": value for name, value in columns.items()}


async def put_off(tx: Transaction, resting: str, until: datetime) -> None:
    """Nothing is asked of a host before then."""
    await tx.write(
        update(sources)
        .where(sources.c.host == resting, sources.c.next_check_at < until)
        .values(next_check_at=until)
    )


async def told(db: Reader, source_id: str) -> list[datetime]:
    """When the newest articles of a source were told, newest first."""
    return [row.told_at for row in await db.rows(_TOLD, {"source": source_id})]


async def due_at(db: Reader) -> datetime | None:
    """When the next source is due; None: there is none to read."""
    rows = await db.rows(_NEXT)
    return rows[0].next_check_at if rows else None


async def at(db: Reader, url: str) -> Source | None:
    """The source that is read at this address, or was when it was added.

    Of two that became one, it is the one that goes on.
    """
    here = (sources.c.url == url) | (sources.c.moved_to == url)
    ended = case((sources.c.stopped == MERGED, 1), else_=0)
    order = ended, sources.c.id
    found = await _sources(db, await db.rows(select(sources).where(here).order_by(*order)))
    return found[0] if found else None


async def of(db: Reader, wanted: Sequence[Source]) -> list[Source]:
    """The same sources as they are now; who is gone is left out."""
    these = sources.c.id.in_([each.id for each in wanted])
    return await _sources(db, await db.rows(select(sources).where(these)))


async def everyone(db: Reader) -> list[Source]:
    """All sources, private ones too: not to be shown uncut."""
    return await _sources(db, await db.rows(select(sources).order_by(sources.c.outlet)))


async def visible(
    db: Reader, guild_id: int | None, among: Collection[str] | None = None
) -> list[Source]:
    """The sources that a server may choose from, by name: the public and its own.

    among: only those of these ids. There may be very many: who needs a few asks for these.
    """
    these = _SHOWN if among is None else _SHOWN & sources.c.id.in_(among)
    statement = select(sources).where(these).order_by(sources.c.outlet, sources.c.id)
    return await _sources(db, await db.rows(statement, {"guild": guild_id}))


async def own(db: Reader, guild_id: int) -> list[Source]:
    """Those that a server added for itself, by name; two that became one are one."""
    statement = select(sources).where(_SHOWN & sources.c.private).order_by(sources.c.outlet)
    return await _sources(db, await db.rows(statement, {"guild": guild_id}))


async def languages(db: Reader, guild_id: int) -> set[str]:
    """In which the visible ones are."""
    statement = select(sources.c.language).where(_SHOWN).distinct()
    rows = await db.rows(statement, {"guild": guild_id})
    return {row.language for row in rows}


async def choices(db: Reader, guild_id: int | None) -> list[Choice]:
    """As visible(), by their names alone: they are asked for at every key that is typed."""
    return [Choice(row.id, row.outlet) for row in await db.rows(_CHOICES, {"guild": guild_id})]


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
        format=row.format,
        moved_to=row.moved_to,
        next_check_at=row.next_check_at,
        reading=readings.reading(row),
    )
