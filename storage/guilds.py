"""Servers: what they see, what they speak, which one holds commands of its own."""

from sqlalchemy import delete, insert, select

from news.models import GuildView
from storage.database import Reader, Transaction
from storage.schema import command_guilds, guilds, source_owners
from storage.upsert import upsert


async def view(db: Reader, guild_id: int | None) -> GuildView:
    """What this server sees beside the public; no server: nothing."""
    rows = await db.rows(
        select(source_owners.c.source_id).where(source_owners.c.guild_id == guild_id)
    )
    return GuildView(guild_id, frozenset(row.source_id for row in rows))


async def speaks(tx: Transaction, guild_id: int, locale: str) -> None:
    """The server's own language, as Discord names it ("pt-BR")."""
    await tx.write(upsert(guilds, ["locale"]).values(id=guild_id, locale=locale))


async def command_guild(db: Reader) -> int | None:
    """The server to which commands were registered alone, if any."""
    rows = await db.rows(select(command_guilds.c.guild_id))
    return rows[0].guild_id if rows else None


async def set_command_guild(tx: Transaction, guild_id: int | None) -> None:
    await tx.write(delete(command_guilds))
    if guild_id is not None:
        await tx.write(insert(command_guilds).values(guild_id=guild_id))
