"""A subscription comes, changes or goes, and with it what is owed because of it."""

import secrets
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from news.errors import Mistake
from news.models import Place, Subscription
from pipeline.room import Room
from pipeline.sharing import share_out
from storage import channels, guilds, roster, subscriptions, undos
from storage.database import Reader, Transaction
from storage.undos import Undo


class Subscribed(NamedTuple):
    """is_new: else it is told otherwise now, or asks for other words. undo: the key of its Undo."""

    subscription: Subscription
    is_new: bool
    undo: str


async def subscribe(room: Room, wanted: Subscription, place: Place, locale: str) -> Subscribed:
    """From now on; what was told before stays as it was. locale: the server's.

    Where the channel has one that wants the same, that is told as this one says from now on. Raises
    Mistake where it is told just so already.
    """
    now = room.clock()
    async with room.db.transaction() as tx:
        await guilds.speaks(tx, wanted.guild_id, locale)
        await _open(tx, wanted, place)
        added = await subscriptions.add(tx, wanted, now)
        if added:
            key = await _undo(tx, wanted.created_by, None, added, now)
            made: Subscribed | None = Subscribed(added, True, key)
        else:
            made = await _changed(tx, wanted, now)
    room.owed.set()
    if made is None:
        raise Mistake("subscribe.already", channel=f"<#{wanted.channel_id}>")
    return made


async def change(room: Room, wanted: Subscription, place: Place, by: int) -> Subscribed:
    """Another query or way of telling, for the subscription of this number. by: a user's id.

    Raises Mistake where it has ended, is just so, or is what another one of the channel wants.
    """
    now = room.clock()
    async with room.db.transaction() as tx:
        before = await standing(tx, wanted)
        # Another admin may have paused or resumed it since it was looked at.
        wanted = replace(wanted, paused_at=before.paused_at)
        twin = await subscriptions.same(tx, wanted)
        if before == wanted or (twin and twin.id != wanted.id):
            raise Mistake("subscribe.already", channel=f"<#{wanted.channel_id}>")
        await _open(tx, wanted, place)
        made = await _change(tx, before, wanted, by, now)
    room.owed.set()
    return made


async def unsubscribe(room: Room, subscription: Subscription, by: int = 0) -> str:
    """What is owed because of it stays owed where another subscription of the channel wants it.

    The key of its Undo; by: the id of the user who does it. Raises Mistake where it has ended.
    """
    now = room.clock()
    async with room.db.transaction() as tx:
        before = await standing(tx, subscription)
        waited = await end(tx, before, now)
        key = await _undo(tx, by, before, None, now, waited)
    room.owed.set()
    return key


async def give_up(room: Room, guild_id: int, source_id: str) -> int:
    """A server has its own source no longer; how many of its subscriptions end with that.

    What is owed from it because of others is not shown: the server does not see it any more.
    """
    async with room.db.transaction() as tx:
        found = await subscriptions.of_guild(tx, guild_id)
        ended = [each.subscription for each in found if each.subscription.source_id == source_id]
        for each in ended:
            await end(tx, each, room.clock())
        await roster.disown(tx, source_id, guild_id)
    room.owed.set()
    return len(ended)


async def standing(db: Reader, subscription: Subscription) -> Subscription:
    """The one of this number as it is now. Raises Mistake where it has ended."""
    found = await subscriptions.find(db, subscription.guild_id, subscription.id)
    if found is None:
        raise Mistake("subscription.ended")
    return found.subscription


async def end(tx: Transaction, subscription: Subscription, now: datetime) -> tuple[str, ...]:
    """The keys of the stories that waited because of it."""
    await subscriptions.remove(tx, subscription)
    return (await share_out(tx, subscription, now)).waited


async def _open(tx: Transaction, wanted: Subscription, place: Place) -> None:
    """Whoever subscribes has just been shown that the bot may write there."""
    await channels.put(tx, wanted.channel_id, wanted.guild_id, place)
    await channels.well(tx, wanted.channel_id)


async def _changed(tx: Transaction, wanted: Subscription, now: datetime) -> Subscribed | None:
    """None: it is told just so already. One that was paused goes on."""
    before = await subscriptions.same(tx, wanted)
    assert before is not None, "what was not added is there"
    changed = replace(
        wanted, id=before.id, languages=before.languages, created_by=before.created_by
    )
    if changed == before:
        return None
    return await _change(tx, before, changed, wanted.created_by, now)


async def _change(
    tx: Transaction, before: Subscription, changed: Subscription, by: int, now: datetime
) -> Subscribed:
    await subscriptions.change(tx, changed)
    waited = (await share_out(tx, before, now)).waited
    return Subscribed(changed, False, await _undo(tx, by, before, changed, now, waited))


async def _undo(
    tx: Transaction,
    by: int,
    before: Subscription | None,
    after: Subscription | None,
    now: datetime,
    waited: tuple[str, ...] = (),
) -> str:
    done = before or after
    assert done is not None
    key = secrets.token_hex(12)
    await undos.keep(tx, Undo(key, done.guild_id, by, before, after, waited), now)
    return key
