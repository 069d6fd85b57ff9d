"""The bot says hello, once in each server: when it joins, or learns that it joined in its sleep."""

import logging
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from news.compose import EXPIRES
from news.identity import digest
from news.models import Post, PostKind
from pipeline.room import Room
from storage import guilds, posts

log = logging.getLogger(__name__)


class Arrival(NamedTuple):
    """A server that the bot is in. channel_id: where it may say hello; None: nowhere.

    locale: Discord's, of the server. joined_at: when the bot did, as far as Discord says so.
    """

    guild_id: int
    locale: str
    channel_id: int | None
    joined_at: datetime | None


async def greet(room: Room, arrivals: Callable[[Collection[int]], Sequence[Arrival]]) -> None:
    """Says hello in the servers where it was not said yet; where it cannot, it never is.

    arrivals: the servers that the bot is in without those that it is given.
    """
    if not arrivals(await guilds.welcomed(room.db)):
        return
    now = room.clock()
    async with room.db.transaction() as tx:
        # Looked at once more: it may have taken a while until nobody else was writing.
        new = arrivals(await guilds.welcomed(tx))
        await guilds.welcome(tx, {each.guild_id: each.locale for each in new}, now)
        composed = [post for each in new if (post := _post(each, now))]
        await posts.compose(tx, composed, now)
    log.info("new servers: %d, said hello in: %d", len(new), len(composed))
    room.owed.set()


def _post(arrival: Arrival, now: datetime) -> Post | None:
    """A server that has had the bot for longer would wonder."""
    is_old = arrival.joined_at is None or arrival.joined_at < now - EXPIRES
    if is_old or arrival.channel_id is None:
        return None
    return Post(
        key=digest("welcome", arrival.guild_id, now),
        guild_id=arrival.guild_id,
        channel_id=arrival.channel_id,
        kind=PostKind.WELCOME,
    )
