"""What waits for a paused subscription to be resumed."""

from sqlalchemy import bindparam

from news.models import Delivery, Subscription
from storage import deliveries
from storage.database import Reader
from storage.schema import PAUSED
from storage.schema import deliveries as owed

_WAITING = deliveries.LISTED.where(
    PAUSED,
    owed.c.channel_id == bindparam("channel"),
    owed.c.subscription_id == bindparam("subscription"),
)


async def waiting(db: Reader, subscription: Subscription) -> list[Delivery]:
    """Oldest first."""
    asked = {"channel": subscription.channel_id, "subscription": subscription.id}
    return await db.look(lambda ask: deliveries.made(ask(_WAITING, asked)))
