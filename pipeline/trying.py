"""An admin tries a subscription: a line that shows that messages arrive, and a story to look at."""

from datetime import datetime, timedelta

from news import render
from news.errors import Mistake
from news.identity import digest
from news.models import Card, Pace, Place, Post, PostKind, Style, Subscription
from pipeline.rehearsing import rehearse
from pipeline.room import Room
from storage import channels, guilds, posts
from storage.database import Transaction

AGAIN = timedelta(minutes=1)
"""So long a channel is left alone after a test."""


async def send_test(room: Room, wanted: Subscription, place: Place) -> None:
    """Owes the channel the line. Raises Mistake where it had one a moment ago."""
    now = room.clock()
    async with room.db.transaction() as tx:
        await _refuse_too_many(tx, wanted, now)
        # Whoever asks has just been shown that the bot may write there.
        await channels.put(tx, wanted.channel_id, wanted.guild_id, place)
        await channels.well(tx, wanted.channel_id)
        await posts.compose(tx, [_post(wanted, place, now)], now)
    room.owed.set()


async def preview(room: Room, wanted: Subscription) -> Card | None:
    """The newest story of the last days as it would be posted alone; None: none fits."""
    newest = (await rehearse(room, wanted)).newest
    if not newest:
        return None
    locale = (await guilds.chosen(room.db, wanted.guild_id)).speaks
    if wanted.style is Style.COMPACT and wanted.pace is Pace.INSTANT:
        return render.compact(newest[:1], locale)
    return render.card(newest[0], locale)


async def _refuse_too_many(tx: Transaction, wanted: Subscription, now: datetime) -> None:
    for then in (now, now - AGAIN):
        last = await posts.find(tx, _key(wanted, then))
        if last and last.composed_at and now - last.composed_at < AGAIN:
            again = last.composed_at + AGAIN
            channel = f"<#{wanted.channel_id}>"
            raise Mistake("panel.tested_lately", channel=channel, again=again)


def _key(wanted: Subscription, then: datetime) -> str:
    """One a minute, so that it is found again."""
    return digest(
        "test", wanted.guild_id, wanted.channel_id, int(then.timestamp() // AGAIN.total_seconds())
    )


def _post(wanted: Subscription, place: Place, now: datetime) -> Post:
    return Post(
        key=_key(wanted, now),
        guild_id=wanted.guild_id,
        channel_id=wanted.channel_id,
        kind=PostKind.TEST,
        place=place,
        plain=True,
        silent=wanted.silent,
    )
