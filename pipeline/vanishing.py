"""Channels and roles that go, close, open or become others: what hangs on them follows."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from news.models import Fate, Place, Subscription
from pipeline import notices
from pipeline.room import Room
from storage import channels, deliveries, guilds, places, posts, subscriptions
from storage import notices as shelf
from storage.database import Reader, Transaction

log = logging.getLogger(__name__)

MENDABLE = frozenset({"delivery.forbidden", "delivery.locked", "delivery.tag_required"})
"""What is wrong with a channel until somebody mends it there, which can be seen."""


class Server(Protocol):
    """A server as Discord shows it now."""

    @property
    def id(self) -> int: ...

    def place(self, channel_id: int) -> Place | None:
        """What sort of channel it is; None: not to be seen, as a thread that is archived."""

    def takes(self, channel_id: int) -> bool:
        """The bot may write there."""

    def has_role(self, role_id: int) -> bool: ...


async def lose(room: Room, channel_id: int, guild_id: int, name: str) -> None:
    """Discord says that a channel or thread was deleted. name: "" where it does not say that."""
    async with room.db.transaction() as tx:
        await channel_gone(tx, channel_id, guild_id, room.clock(), name)
        await channels.settle(tx, channel_id)
    room.owed.set()


async def channel_gone(
    tx: Transaction, channel_id: int, guild_id: int, now: datetime, name: str = ""
) -> None:
    """Its subscriptions end, nothing is owed to it any more, and its server is told of that."""
    ended = await subscriptions.of_channel(tx, channel_id)
    had_notices = (await guilds.chosen(tx, guild_id)).notices_channel_id == channel_id
    await shelf.shelve(tx, channel_id)
    await guilds.forget_channel(tx, channel_id)
    await posts.settle_channel(tx, channel_id, now)
    await deliveries.settle_channel(tx, channel_id, Fate.GONE)
    await subscriptions.remove_channel(tx, channel_id)
    if ended:
        log.info("channel %d is gone, and its subscriptions with it", channel_id)
        await notices.gone(tx, name, ended, now)
    if had_notices:
        await notices.had_notices(tx, guild_id, now, name)


async def look(room: Room, server: Server) -> None:
    """Whether a closed channel is open, one has become another sort, or a role is gone."""
    if not await _changes(room.db, server):
        return
    async with room.db.transaction() as tx:
        # Looked at once more: it may have taken a while until nobody else was writing.
        changes = await _changes(tx, server)
        for opened in changes.opened:
            await channels.well(tx, opened.id)
            await notices.open_again(tx, server.id, opened.id)
        for moved in changes.moved:
            await channels.put(tx, moved.id, server.id, moved.place)
        await _bare(tx, changes.bare, room.clock())
    if changes.opened:
        log.info("server %d: channels are open again: %s", server.id, changes.opened)
        room.owed.set()


async def _bare(tx: Transaction, mentioning: Sequence[Subscription], now: datetime) -> None:
    """The roles that these mention are no more: they go on without."""
    for each in mentioning:
        await subscriptions.change(tx, replace(each, mention=None))
    if mentioning:
        told = dict.fromkeys(each.channel_id for each in mentioning)
        await notices.role_gone(tx, mentioning[0].guild_id, now, [*told])


@dataclass(frozen=True, slots=True)
class _Changes:
    """bare: subscriptions that mention a role which is no more. moved: channels as they are now."""

    opened: Sequence[places.Told]
    moved: Sequence[places.Told]
    bare: Sequence[Subscription]

    def __bool__(self) -> bool:
        return bool(self.opened or self.moved or self.bare)


async def _changes(db: Reader, server: Server) -> _Changes:
    found = await places.of_guild(db, server.id)
    now = {each.id: server.place(each.id) for each in found}
    closed = [each for each in found if each.trouble in MENDABLE]
    return _Changes(
        opened=[each for each in closed if server.takes(each.id)],
        moved=[
            replace(each, place=place)
            for each in found
            if (place := now[each.id]) not in (None, each.place)
        ],
        bare=await _mentioning_nobody(db, server),
    )


async def _mentioning_nobody(db: Reader, server: Server) -> list[Subscription]:
    gone = {each for each in await places.roles(db, server.id) if not server.has_role(each)}
    if not gone:
        return []
    standing = await subscriptions.of_guild(db, server.id)
    return [each.subscription for each in standing if each.subscription.mention in gone]
