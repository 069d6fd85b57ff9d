"""What was done within the last hour, of which there may be so much an hour."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select

from storage.database import Reader
from storage.schema import BUDGETED, MENTIONS, posts

HOUR = timedelta(hours=1)


async def spent(db: Reader, budgets: Collection[int], now: datetime) -> dict[int, list[datetime]]:
    """Subscription -> when each message of the last hour was composed that took of its budget."""
    statement = (
        select(posts.c.budget_of, posts.c.composed_at)
        .where(BUDGETED, posts.c.budget_of.in_(budgets), posts.c.composed_at > now - HOUR)
        .order_by(posts.c.composed_at)
    )
    found: dict[int, list[datetime]] = {}
    for row in await db.rows(statement) if budgets else ():
        found.setdefault(row.budget_of, []).append(row.composed_at)
    return found


async def pinged(db: Reader, roles: Collection[int], now: datetime) -> set[int]:
    """Those of these roles that were mentioned within the last hour."""
    recent = MENTIONS & posts.c.mention.in_(roles) & (posts.c.composed_at > now - HOUR)
    rows = await db.rows(select(posts.c.mention).where(recent).distinct()) if roles else []
    return {row.mention for row in rows}
