"""Puts stories into a database, with the sources they need and their search rows."""

from collections.abc import Iterable

from sqlalchemy import false, or_, select

from news.models import Article, Delivery, Source, Story
from storage import deliveries, roster, search, sources, stories
from storage.database import Ask, Database, Reader
from storage.schema import metadata
from storage.schema import stories as table
from tests import builders
from tests.builders import NOON


async def keep(db: Database, *kept: Source) -> None:
    async with db.transaction() as tx:
        for source in kept:
            await roster.save(tx, source, NOON)


async def stock(db: Database, *told: Story) -> list[int]:
    """Their numbers. Sources that are not there yet are made, public."""
    there = {source.id for source in await sources.everyone(db)}
    needed = {article.source_id for story in told for article in story.articles}
    await keep(db, *(builders.source(each) for each in sorted(needed - there)))
    async with db.transaction() as tx:
        numbers = [
            number for each in told for number in await stories.save(tx, [each], each.first_seen_at)
        ]
        await search.index(tx, dict(zip(numbers, told, strict=True)))
    return numbers


async def owe(db: Database, *owed: Delivery) -> None:
    """Each story must be in stock."""
    async with db.transaction() as tx:
        for each in owed:
            [row] = await tx.rows(select(table.c.id).where(table.c.key == each.story_key))
            await deliveries.owe(tx, [(row.id, each)])


async def traces(db: Reader, *ids: int) -> dict[str, int]:
    """Table -> rows that name one of these servers, channels or roles."""
    found = {}
    for each in metadata.sorted_tables:
        named = {"guild_id", "channel_id", "notices_channel_id", "mention"} & {*each.c.keys()}
        if each.name in ("guilds", "channels"):
            named.add("id")
        holds = or_(false(), *(each.c[name].in_(ids) for name in sorted(named)))
        if named and (rows := await db.rows(select(each).where(holds))):
            found[each.name] = len(rows)
    return found


def private(title: str, source_id: str = "club") -> Story:
    """A story that only the owners of its source may see."""
    article = builders.article(title, source_id=source_id, scope=source_id)
    return builders.story(articles=(article,))


def titles(stories: Iterable[Story | Article]) -> list[str]:
    return [each.lead.title if isinstance(each, Story) else each.title for each in stories]


async def find(
    db: Reader, asked: search.Asked, *, limit: int = 10, offset: int = 0
) -> list[search.Match]:
    """What has all the words, best first."""

    def found(ask: Ask) -> list[search.Match]:
        return search.load(ask, search.hits(ask, asked)[offset : offset + limit], asked.parts)

    return await db.look(found)
