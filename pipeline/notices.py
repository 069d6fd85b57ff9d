"""What servers are told of their sources, channels and roles, once an episode."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from news.errors import Mistake
from news.health import Change, Turn, change
from news.identity import digest
from news.models import Notice, Post, PostKind, Reading, Source, Subscription
from news.render_notices import logged, wanted
from pipeline.room import Room
from storage import channels, forgetting, guilds, notices, posts, sources
from storage.database import Transaction

log = logging.getLogger(__name__)

OPERATOR = 0
"""Stands for a server where it is the operator who is told."""

_KEYS = {
    Turn.FAILING: "notice.failing",
    Turn.STALE: "notice.stale",
    Turn.STOPPED: "notice.stopped",
    Turn.RECOVERED: "notice.recovered",
}
_CLOSED = "notice.closed"

AGAIN = timedelta(hours=1)
"""After a server was told that a channel is closed, it may be told so once more."""


async def tell(tx: Transaction, source: Source, reading: Reading, now: datetime) -> Reading:
    """Tells what this reading of the source changes, if anything; gives it with that noticed.

    source holds the former reading. A private source's owners are told, each for itself; of a
    public one the operator's log is. In the transaction that records the reading, so that each
    is told once; without a change it costs nothing.
    """
    found = change(source.reading, reading, now)
    if found is None:
        return reading
    if source.private:
        for guild_id in sorted(source.owners):
            await _tell(tx, _notice(source, found, now, guild_id))
    else:
        level = logging.INFO if found.turn is Turn.RECOVERED else logging.WARNING
        log.log(level, "%s", logged(_notice(source, found, now, OPERATOR)))
    return replace(reading, noticed=found.noticed)


def _notice(source: Source, found: Change, now: datetime, guild_id: int) -> Notice:
    return Notice(
        guild_id=guild_id,
        source_id=source.id,
        key=_KEYS[found.turn],
        outlet=source.outlet,
        at=now,
        since=found.since,
        trouble=found.trouble,
    )


async def closed(
    tx: Transaction, guild_id: int, channel_id: int, now: datetime, trouble: str
) -> None:
    """Stories wait for somebody to mend a channel; to be called when that is found out first.

    trouble: the key of a sentence that says what to do. A server that the bot has left is told
    nothing, nor is one that has just been told: a channel may look open that Discord refuses.
    """
    if await forgetting.is_left(tx, guild_id):
        return
    await open_again(tx, guild_id, channel_id)
    if await notices.has_told_channel(tx, guild_id, channel_id, _CLOSED, now - AGAIN):
        return
    await _tell_of(tx, guild_id, now, _CLOSED, {"channel": channel_id, "trouble": trouble})


async def open_again(tx: Transaction, guild_id: int, channel_id: int) -> None:
    """What nobody has been told yet of a channel's being closed is not told any more."""
    await notices.withdraw_channel(tx, guild_id, channel_id, _CLOSED)


async def gone(tx: Transaction, name: str, ended: Sequence[Subscription], now: datetime) -> None:
    """A channel is gone, with these subscriptions. name: "" where nobody has said it."""
    guild_id = ended[0].guild_id
    theirs = {each.source_id or "" for each in ended}
    what = wanted(ended, await sources.visible(tx, guild_id, theirs))
    values = {"gone": ended[0].channel_id, "name": name, "count": len(ended), "wanted": what}
    await _tell_of(tx, guild_id, now, "notice.gone", values)


async def had_notices(tx: Transaction, guild_id: int, now: datetime, name: str) -> None:
    """The channel that notices were posted in is gone."""
    await _tell_of(tx, guild_id, now, "notice.had_notices", {"name": name})


async def role_gone(
    tx: Transaction, guild_id: int, now: datetime, channel_ids: Sequence[int]
) -> None:
    """The role that stories in these channels mentioned is gone."""
    await _tell_of(tx, guild_id, now, "notice.role_gone", {"channels": [*channel_ids]})


async def _tell_of(
    tx: Transaction, guild_id: int, now: datetime, key: str, values: Mapping[str, object]
) -> None:
    """Of something else than a source."""
    told = Notice(
        guild_id=guild_id, source_id="", key=key, outlet="", at=now, since=now, values=values
    )
    await _put(tx, told, besides=values.get("channel"))


async def _tell(tx: Transaction, notice: Notice) -> None:
    over = notice.key == _KEYS[Turn.RECOVERED]
    if not over or await _is_worth_ending(tx, notice):
        await _put(tx, notice)


async def _put(tx: Transaction, notice: Notice, besides: object = None) -> None:
    """Into the notices channel, unless it is this one; else before the next admin."""
    channel_id = (await guilds.chosen(tx, notice.guild_id)).notices_channel_id
    post = _post(notice, channel_id) if channel_id and channel_id != besides else None
    if post:
        await posts.compose(tx, [post], notice.at)
    await notices.add(tx, notice, post)


async def _is_worth_ending(tx: Transaction, notice: Notice) -> bool:
    """Whether this server knows that something was wrong; what it does not know yet is dropped."""
    await notices.withdraw(tx, notice.guild_id, notice.source_id)
    last = await notices.last_key(tx, notice.guild_id, notice.source_id)
    return last not in (None, notice.key)


def _post(notice: Notice, channel_id: int) -> Post:
    about = notice.source_id or sorted(notice.values.items())
    return Post(
        key=digest("notice", notice.guild_id, about, notice.key, notice.at),
        guild_id=notice.guild_id,
        channel_id=channel_id,
        kind=PostKind.NOTICE,
    )


async def waiting(room: Room, guild_id: int) -> list[Notice]:
    """What no channel tells: an admin of this server is to see it."""
    found = await notices.shelved(room.db, guild_id)
    return [each for each in found if not await _is_over(room, each)]


async def _is_over(room: Room, told: Notice) -> bool:
    """It tells of a closed channel that is open by now."""
    channel_id = told.values.get("channel")
    return isinstance(channel_id, int) and not await channels.trouble(room.db, channel_id)


async def shown(room: Room, told: Sequence[Notice]) -> None:
    """An admin has seen these above an answer."""
    async with room.db.transaction() as tx:
        await notices.told(tx, [each.id for each in told], room.clock())


async def source_of(room: Room, guild_id: int | None, post_key: str) -> Source:
    """The source that a notice's message is about, as it is now. Raises Mistake where it is not."""
    told = await notices.of_post(room.db, post_key)
    about = {each.source_id for each in told if each.guild_id == guild_id}
    for source in await sources.visible(room.db, guild_id, {each or "" for each in about}):
        return source
    raise Mistake("health.gone")
