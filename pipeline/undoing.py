"""What an admin did to a subscription is taken back."""

from dataclasses import replace
from datetime import datetime, timedelta

from news.errors import Mistake
from news.models import Place, Subscription
from pipeline.room import Room
from pipeline.sharing import share_in, share_out
from pipeline.subscribing import end
from storage import channels, sources, subscriptions, undos
from storage.database import Transaction
from storage.undos import Undo

KEPT = timedelta(days=7)
"""How long something can be taken back."""


async def find(room: Room, guild_id: int, key: str) -> Undo:
    """What is to be taken back. Raises Mistake where it cannot be (any more) in this server."""
    return _of(await undos.find(room.db, key), guild_id)


async def undo(room: Room, guild_id: int, key: str, place: Place | None) -> Undo:
    """A new subscription goes, a changed one is as it was, an ended one is back; and what waited.

    place: of the channel, where something is to be told there again. Raises Mistake where what
    was done is not what stands there any more.
    """
    now = room.clock()
    async with room.db.transaction() as tx:
        done = _of(await undos.find(tx, key), guild_id)
        if done.before and place:
            await channels.put(tx, done.before.channel_id, guild_id, place)
            await channels.well(tx, done.before.channel_id)
        await _undo(tx, done, now)
        await undos.drop(tx, key)
    room.owed.set()
    return done


async def forget(room: Room) -> None:
    """What was done so long ago stays done."""
    async with room.db.transaction() as tx:
        await undos.forget(tx, room.clock() - KEPT)


def _of(done: Undo | None, guild_id: int) -> Undo:
    if done is None or done.guild_id != guild_id:
        raise Mistake("undo.too_late")
    return done


async def _undo(tx: Transaction, done: Undo, now: datetime) -> None:
    if done.after is None:
        await _bring_back(tx, done, now)
        return
    found = await subscriptions.find(tx, done.guild_id, done.after.id)
    if found is None or not _is(found.subscription, done.after):
        raise Mistake("undo.changed_since")
    standing = found.subscription
    if done.before is None:
        await end(tx, standing, now)
        return
    twin = await subscriptions.same(tx, done.before)
    if twin and twin.id != done.before.id:
        raise Mistake("undo.there_again", channel=f"<#{done.before.channel_id}>")
    await subscriptions.change(tx, done.before)
    await share_out(tx, standing, now)
    await share_in(tx, done.before, done.waited, now)


def _is(standing: Subscription, remembered: Subscription) -> bool:
    """The languages are the server's own, which may have chosen others since."""
    return replace(standing, languages=remembered.languages) == remembered


async def _bring_back(tx: Transaction, done: Undo, now: datetime) -> None:
    before = done.before
    assert before is not None
    named = before.source_id
    if named and not await sources.visible(tx, before.guild_id, [named]):
        raise Mistake("undo.no_source")
    restored = await subscriptions.add(tx, before, now)
    if restored is None:
        raise Mistake("undo.there_again", channel=f"<#{before.channel_id}>")
    await share_in(tx, restored, done.waited, now)
