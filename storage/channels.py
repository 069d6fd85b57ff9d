"""What delivering learnt of channels: which rest, since how many failures, and why."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from storage.database import Reader, Transaction
from storage.schema import channels
from storage.upsert import upsert


async def failures(db: Reader, channel_id: int) -> int:
    """In a row."""
    rows = await db.rows(select(channels.c.failures).where(channels.c.id == channel_id))
    return rows[0].failures if rows else 0


async def rest(
    tx: Transaction, channel_id: int, guild_id: int, retry_at: datetime, trouble: str
) -> None:
    """Nothing is sent there before retry_at; what is owed stays owed."""
    values: dict[str, Any] = {
        "guild_id": guild_id,
        "retry_at": retry_at,
        "failures": await failures(tx, channel_id) + 1,
        "trouble": trouble,
    }
    await tx.write(upsert(channels, values).values(id=channel_id, **values))


async def well(tx: Transaction, channel_id: int) -> None:
    """A message went through, or somebody has mended what was wrong."""
    await tx.write(delete(channels).where(channels.c.id == channel_id))
