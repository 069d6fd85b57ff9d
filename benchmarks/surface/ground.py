"""An archive of its own for one run, and the sources and subscriptions that are added to it."""

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from time import sleep

from sqlalchemy import func, select

from benchmarks.archive import building, events
from benchmarks.surface.discord import Known, Place, Size
from news.models import Fate, Subscription
from storage import deliveries, roster, schema, subscriptions
from storage.database import Database, Transaction, open_database

WIRE = "wire"

KNOWN = 500
"""Stories of the archive that people know of."""


LOOK = 0.5
"""Seconds between two looks at the database."""


async def lay(database: Path, size: Size, place: Place) -> Known:
    """Copies the archive, and subscribes every channel to the wire."""
    shutil.copyfile(building.path(size.stories), database)
    async with open_database(database) as db:
        async with db.transaction() as tx:
            await _take_over(tx, place.guild, events.NOW)
        for channel in place.channels:
            async with db.transaction() as tx:
                wanted = Subscription(place.guild, channel, source_id=WIRE)
                await subscriptions.add(tx, wanted, events.NOW)
        return await _known(db)


async def _take_over(tx: Transaction, guild: int, now: datetime) -> None:
    """The archive's own server is gone; its private sources are this one's."""
    for wanted in await subscriptions.of_guild(tx, events.GUILD):
        channel = wanted.subscription.channel_id
        await deliveries.settle_channel(tx, channel, Fate.EXPIRED)
        await subscriptions.remove_channel(tx, channel)
    for source in events.sources():
        if source.private:
            await roster.own(tx, source.id, guild, now)
            await roster.disown(tx, source.id, events.GUILD)


async def _known(db: Database) -> Known:
    """Of all years."""
    table = schema.articles.c
    [row] = await db.rows(select(func.max(table.id).label("last")))
    numbers = range(1, row.last, max(1, row.last // KNOWN))
    found = await db.rows(select(table.title, table.url).where(table.id.in_(numbers)))
    return Known([each.title for each in found], [each.url for each in found])


def until_read(database: Path) -> None:
    """Waits until the running bot has read each of the sites once."""
    while _number(
        database, "SELECT count(*) FROM sources WHERE id LIKE 'site-%' AND read_at IS NULL"
    ):
        sleep(LOOK)


def articles(database: Path) -> int:
    """How many there are."""
    return _number(database, "SELECT max(id) FROM articles")


def _number(database: Path, statement: str) -> int:
    # The bot lets no second program write, but anybody may look.
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
        return int(db.execute(statement).fetchone()[0])


def catalogue(wire: str, read: Sequence[str]) -> str:
    """The wire and these are read; the archive's own outlets are known, and read no more."""
    sites = [(WIRE, wire), *((f"site-{at}", url) for at, url in enumerate(read))]
    known = [(each.id, each.url) for each in events.sources() if not each.private]
    return "\n".join(
        [_source(*each, enabled=True) for each in sites]
        + [_source(*each, enabled=False) for each in known]
    )


def _source(name: str, url: str, *, enabled: bool) -> str:
    return (
        f'[[source]]\nid = "{name}"\nname = "{name.replace("-", " ").title()}"\nurl = "{url}"\n'
        'kind = "press"\nlanguage = "en"\ntopics = []\nimages = false\nlicence = "test"\n'
        f"enabled = {str(enabled).lower()}\n"
    )
