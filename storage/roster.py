"""Sources come and go: the shipped catalogue's at the start, a server's own at any time."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Table, Text, delete, literal, select, update

from news.links import host
from news.models import Source
from storage.database import Transaction
from storage.schema import (
    WAITING,
    articles,
    deliveries,
    seen,
    source_owners,
    sources,
    subscriptions,
)
from storage.search.rows import hand_over as hand_over_rows
from storage.sources import MERGED, everyone
from storage.upsert import insert_new, upsert

_DESCRIBED = (
    "url",
    "outlet",
    "kind",
    "language",
    "topics",
    "images",
    "licence",
    "enabled",
    "format",
)

_FORMERLY = "formerly "
"""Begins what stands for the address of a source that has none any more."""


async def keep(tx: Transaction, catalogue: Sequence[Source], now: datetime) -> None:
    """Makes the public sources those of the catalogue; who left it is kept, but not read.

    A source whose address changed is asked as a stranger: the old validators are not its own.
    What stands at an address goes on where it was under another id, a server's own source too:
    what was told is not told again.
    """
    before = await everyone(tx)
    address = {source.id: source.url for source in catalogue}
    urls = {source.url: source.id for source in catalogue}
    taken = {each.id for each in before if urls.get(each.url, each.id) != each.id}
    left = {each.id for each in before if not each.private and address.get(each.id) != each.url}
    await _free(tx, taken | left)
    for source in catalogue:
        await save(tx, source, now)
    listed = {source.url: source for source in catalogue}
    for former in before:
        moved_to = listed.get(former.moved_to or "")
        if moved_to and moved_to.id != former.id:
            await merge(tx, former, moved_to)
        heir = urls.get(former.url, former.id)
        if heir != former.id:
            await succeed(tx, former, heir)
        if heir != former.id and former.id not in address:
            await hand_over(tx, former, heir)


async def save(tx: Transaction, source: Source, now: datetime) -> None:
    """A new source is due at once; one that is there keeps what we remember of it."""
    described = {name: getattr(source, name) for name in _DESCRIBED}
    described |= {"kind": source.kind.value, "topics": " ".join(source.topics)}
    fresh = {"next_check_at": now, "failures": 0, "items": 0}
    kept = {"private": source.private, "host": host(source.address)}
    statement = upsert(sources, (*_DESCRIBED, "private"))
    await tx.write(statement.values(id=source.id, **described, **fresh, **kept))
    # Of one that was there, the address may have changed; its move goes with the former one.
    here = (sources.c.id == source.id) & sources.c.moved_to.is_(None)
    await tx.write(update(sources).where(here).values(host=host(source.url)))
    await tx.write(delete(source_owners).where(source_owners.c.source_id == source.id))
    owners = [{"source_id": source.id, "guild_id": owner} for owner in source.owners]
    await tx.write(insert_new(source_owners), owners)


async def add(tx: Transaction, source: Source, due_at: datetime) -> bool:
    """A server's own source, new here; whether its id and its address were free.

    Who had to leave the address to the catalogue for a while comes back to it.
    """
    taken = (sources.c.id == source.id) | (sources.c.url == source.url)
    there = await tx.rows(select(sources.c.id, sources.c.url).where(taken))
    if not there:
        await save(tx, source, due_at)
        return True
    if any(row.url != _FORMERLY + source.id for row in there):
        return False
    found = {"url": source.url, "host": host(source.url)}
    await tx.write(update(sources).where(sources.c.id == source.id).values(found))
    for owner in source.owners:
        await own(tx, source.id, owner, due_at)
    return True


async def own(tx: Transaction, source_id: str, guild_id: int, due_at: datetime) -> None:
    """This server's from now on, too. Where it was not read any more, it is again, from `due_at`.

    What it had told stays known, and what it holds by then counts as a first reading's.
    """
    await tx.write(insert_new(source_owners).values(source_id=source_id, guild_id=guild_id))
    await tx.write(
        update(sources)
        .where(sources.c.id == source_id, ~sources.c.enabled | sources.c.stopped.is_not(None))
        .values(enabled=True, stopped=None, read_at=None, next_check_at=due_at)
    )


async def disown(tx: Transaction, source_id: str, guild_id: int) -> None:
    """This server's no longer; whom nobody owns is not read, and stays private."""
    await tx.write(
        delete(source_owners).where(
            source_owners.c.source_id == source_id, source_owners.c.guild_id == guild_id
        )
    )
    owned = select(source_owners.c.source_id).where(source_owners.c.source_id == source_id)
    await tx.write(
        update(sources)
        .where(sources.c.id == source_id, sources.c.private, sources.c.id.not_in(owned))
        .values(enabled=False)
    )


async def efface(tx: Transaction, source_id: str) -> None:
    """Of a private source that nobody owns any more the address goes, too: it may hold a secret."""
    owned = select(source_owners.c.source_id).where(source_owners.c.source_id == source_id)
    nothing = {"host": "", "moved_to": None, "move": None, "trouble": None, "etag": None}
    await tx.write(
        update(sources)
        .where(sources.c.id == source_id, sources.c.private, sources.c.id.not_in(owned))
        .values(url=f"forgotten:{source_id}", outlet="", **nothing)
    )


async def hand_over(tx: Transaction, former: Source, heir: str) -> None:
    """What was told by, owed from and subscribed to a source is the heir's from now on.

    What a private source told stays its owners' own: only their subscriptions change.
    """
    twin = subscriptions.alias()
    doubled = (
        select(twin.c.id)
        .where(twin.c.source_id == heir, twin.c.channel_id == subscriptions.c.channel_id)
        .where(twin.c.topic == subscriptions.c.topic, twin.c.query == subscriptions.c.query)
        .exists()
    )
    await tx.write(delete(subscriptions).where(subscriptions.c.source_id == former.id, doubled))
    await _rename(tx, subscriptions, former.id, heir)
    if not former.private:
        await hand_over_rows(tx, former.id, heir)
        await _rename(tx, articles, former.id, heir)
        # Of settled ones nobody asks whose reading owed them, and there are many.
        await _rename(tx, deliveries, former.id, heir, WAITING)


async def _rename(
    tx: Transaction, table: Table, former: str, heir: str, *which: ColumnElement[bool]
) -> None:
    its = table.c.source_id == former
    await tx.write(update(table).where(its, *which).values(source_id=heir))


async def merge(tx: Transaction, former: Source, heir: Source) -> None:
    """Both are read at one address: the heir goes on, the former is not read any more."""
    await succeed(tx, former, heir.id)
    await hand_over(tx, former, heir.id)
    if heir.private:
        owners = [{"source_id": heir.id, "guild_id": owner} for owner in former.owners]
        await tx.write(insert_new(source_owners), owners)
        # Nobody may have wanted it any more.
        await tx.write(update(sources).where(sources.c.id == heir.id).values(enabled=True))
    # It answered just now, whatever it had said before.
    await tx.write(update(sources).where(sources.c.id == heir.id).values(stopped=None))
    await tx.write(
        update(sources)
        .where(sources.c.id == former.id)
        .values(stopped=MERGED, move=None, moved_to=None)
    )


async def move(tx: Transaction, source: Source, url: str) -> None:
    """From now on it is read there, as by a stranger: validators belong to their address."""
    await tx.write(
        update(sources)
        .where(sources.c.id == source.id)
        .values(
            moved_to=None if url == source.url else url,
            host=host(url),
            move=None,
            etag=None,
            last_modified=None,
            body_hash=None,
        )
    )


async def succeed(tx: Transaction, former: Source, heir: str) -> None:
    """The heir knows what the former source knew, and so tells none of it again."""
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


async def _free(tx: Transaction, ids: set[str]) -> None:
    """Takes away addresses that others may get: they are unique."""
    await tx.write(
        update(sources)
        .where(sources.c.id.in_(ids))
        .values(
            enabled=False,
            url=_FORMERLY + sources.c.id,
            host="",
            moved_to=None,
            move=None,
            stopped=None,
            etag=None,
            last_modified=None,
            body_hash=None,
        )
    )
