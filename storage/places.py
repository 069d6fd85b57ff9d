"""Where a server is told things: what sort of channels, what is wrong there, who is mentioned."""

from dataclasses import dataclass

from sqlalchemy import select

from news.models import Place
from storage.database import Reader
from storage.schema import channels, subscriptions


@dataclass(frozen=True, slots=True)
class Told:
    """A channel in which something is told, or was; trouble: the key of a sentence."""

    id: int
    place: Place
    trouble: str | None = None


async def of_guild(db: Reader, guild_id: int) -> list[Told]:
    rows = await db.rows(select(channels).where(channels.c.guild_id == guild_id))
    return [Told(row.id, Place(row.place), row.trouble) for row in rows]


async def roles(db: Reader, guild_id: int) -> set[int]:
    """Those that are mentioned with its stories."""
    mentions = subscriptions.c.mention
    theirs = (subscriptions.c.guild_id == guild_id) & mentions.is_not(None)
    return {row.mention for row in await db.rows(select(mentions).where(theirs).distinct())}
