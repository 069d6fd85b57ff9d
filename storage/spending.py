"""What was done within the last hour, of which there may be so much an hour."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select

from news.models import PostState
from storage.database import Reader
from storage.schema import BUDGETED, MENTIONS, posts

HOUR = timedelta(hours=1)

COOL_DOWN = HOUR + timedelta(minutes=2)
"""Of a role. A message may come a little after it was started."""


async def spent(db: Reader, budgets: Collection[int], now: datetime) -> dict[int, list[datetime]]:
    """Subscription -> when each message of the last hour came that took of its budget.

    What a channel is to be sent yet is not counted: nothing is planned before that is settled.
    """
    statement = (
        select(posts.c.budget_of, posts.c.settled_at)
        .where(
            BUDGETED,
            posts.c.budget_of.in_(budgets),
            posts.c.settled_at > now - HOUR,
            posts.c.state == PostState.TOLD.value,
        )
        .order_by(posts.c.settled_at)
    )
    found: dict[int, list[datetime]] = {}
    for row in await db.rows(statement) if budgets else ():
        found.setdefault(row.budget_of, []).append(row.settled_at)
    return found


async def pinged(db: Reader, roles: Collection[int], now: datetime) -> set[int]:
    """Those of these roles that were mentioned within the last hour, or may have been."""
    recent = MENTIONS & posts.c.mention.in_(roles) & (posts.c.started_at > now - COOL_DOWN)
    rows = await db.rows(select(posts.c.mention).where(recent).distinct()) if roles else []
    return {row.mention for row in rows}
