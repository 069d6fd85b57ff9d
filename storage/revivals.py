"""Stories that a channel is told although something else had become of them there."""

from collections.abc import Collection

from sqlalchemy import bindparam, select, update

from news.models import PENDING, WITHHELD, Fate, Pace
from storage.database import Reader, Transaction
from storage.schema import deliveries, stories

_UNTOLD = WITHHELD | {Fate.UNSUBSCRIBED, Fate.EXPIRED}
_IS_UNTOLD = deliveries.c.fate.in_([each.value for each in sorted(_UNTOLD)])
_WAITS_FOR_A_DIGEST = deliveries.c.fate.in_([each.value for each in sorted(PENDING)]) & (
    deliveries.c.pace > Pace.INSTANT.rank
)
_TOLD = select(deliveries.c.story_id).where(
    deliveries.c.channel_id == bindparam("channel"),
    deliveries.c.story_id.in_(bindparam("ids", expanding=True)),
    deliveries.c.post_id.is_not(None) | ~(_IS_UNTOLD | _WAITS_FOR_A_DIGEST),
)


async def untold(db: Reader, channel_id: int, ids: Collection[int]) -> set[int]:
    """Of these stories those that the channel can be told at once, by their numbers.

    The others it was told, or they are in a post, or on their way there at once.
    """
    rows = await db.rows(_TOLD, {"channel": channel_id, "ids": list(ids)})
    return {*ids} - {row.story_id for row in rows}


async def owe_again(tx: Transaction, channel_id: int, keys: Collection[str]) -> None:
    """What nobody wanted there any more, or paused ones alone, is wanted again.

    As it was since it was owed first.
    """
    told = select(stories.c.id).where(stories.c.key.in_(keys))
    ended = (
        (deliveries.c.channel_id == channel_id)
        & deliveries.c.story_id.in_(told)
        & deliveries.c.fate.in_([Fate.UNSUBSCRIBED.value, Fate.PAUSED.value])
        & deliveries.c.post_id.is_(None)
    )
    as_new = {"fate": Fate.OWED.value, "due_at": deliveries.c.owed_at}
    await tx.write(update(deliveries).where(ended).values(**as_new))
