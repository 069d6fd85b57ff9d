"""A newsroom that has something to tell: what is owed, what a server chose, what became of it."""

from typing import Any

from news.models import Article, Document, Fate, Fetched, Place, Subscription
from pipeline import collect
from pipeline.newsroom import Newsroom
from storage import channels, deliveries, guilds, marks, subscriptions
from storage.database import Database
from tests.builders import CHANNEL, GUILD, Clock, delivery, source, story, subscription
from tests.pipeline.messenger import Discord
from tests.storage.stock import owe, stock

TITLES = (
    *("One", "Two", "Three", "Four", "Five", "Six"),
    *("Seven", "Eight", "Nine", "Ten", "Eleven"),
    "Velora meets Kintapu near Sadomi",
)
"""The last one says enough to be known when another outlet tells it."""

GREAT = TITLES[-1]


async def furnish(db: Database) -> None:
    """Stories of all titles, owed to nobody yet, and the server with its channel."""
    told = [story(each) for each in TITLES]
    numbers = await stock(db, *told)
    async with db.transaction() as tx:
        await marks.remember(tx, dict(zip(numbers, told, strict=True)))
        await guilds.speaks(tx, GUILD, "en")
        await channels.put(tx, CHANNEL, GUILD, Place.TEXT)


async def choose(db: Database, **changed: Any) -> None:
    """In /settings, but that nothing is planned anew."""
    async with db.transaction() as tx:
        await guilds.choose(tx, GUILD, changed)


async def wanting(db: Database, clock: Clock, **changed: Any) -> Subscription:
    async with db.transaction() as tx:
        made = await subscriptions.add(tx, subscription(**changed), clock.now)
    assert made
    return made


async def owed(
    db: Database, clock: Clock, *titles: str, wanted: Subscription | None = None, **changed: Any
) -> None:
    """From now on; each from a reading of its own."""
    if wanted:
        because = {"subscription_id": wanted.id, "channel_id": wanted.channel_id}
        changed = because | {"pace": wanted.pace} | changed
    for title in titles:
        await owe(db, delivery(title, owed_at=clock.now, source_id=f"reading {title}", **changed))


async def read(newsroom: Newsroom, source_id: str, *new: Article) -> None:
    """As when this source has been read; of several articles the oldest comes first."""
    found = source(source_id)
    document = Document("", "RSS 2.0", new[::-1], items=20)
    await collect.keep(newsroom.room, found, Fetched(found.url, b""), document)


async def tell(newsroom: Newsroom, discord: Discord) -> None:
    """All that is owed now, a post of each channel at a time."""
    while await newsroom.deliver_once(discord):
        await newsroom.finish()


async def fates(db: Database, channel_id: int = CHANNEL) -> dict[str, Fate]:
    found = await deliveries.fates(db, channel_id)
    titles = {story(each).key: each for each in TITLES}
    return {titles.get(key, key): fate for key, fate in found.items()}
