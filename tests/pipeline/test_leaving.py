"""A server that the bot was removed from is left alone, then forgotten, unless it comes back."""

import asyncio
from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

import pytest

from news.errors import ChannelForbidden, SendFailed
from news.models import Place
from pipeline import leaving
from pipeline.newsroom import Newsroom
from pipeline.room import Room
from storage import channels, forgetting, guilds, sources, subscriptions
from storage.database import Database
from tests.builders import CHANNEL, GUILD, NOON, Clock, delivery, source, story, subscription
from tests.pipeline.messenger import Discord
from tests.storage.stock import keep, owe, stock, traces

OTHER, ELSEWHERE = GUILD + 1, CHANNEL + 1


@pytest.fixture
async def servers(db: Database) -> Database:
    """Two, that want all there is."""
    await stock(db, *(story(each) for each in ("One", "Two")))
    async with db.transaction() as tx:
        for guild_id, channel_id in ((GUILD, CHANNEL), (OTHER, ELSEWHERE)):
            await guilds.speaks(tx, guild_id, "en")
            await channels.put(tx, channel_id, guild_id, Place.TEXT)
            here = subscription(guild_id=guild_id, channel_id=channel_id)
            await subscriptions.add(tx, here, NOON)
    return db


async def compare(room: Room, *here: int) -> None:
    await leaving.compare(room, lambda: here)


async def owed_to_both(db: Database, clock: Clock, title: str = "One") -> None:
    for guild_id, channel_id in ((GUILD, CHANNEL), (OTHER, ELSEWHERE)):
        here = {"guild_id": guild_id, "channel_id": channel_id, "owed_at": clock.now}
        await owe(db, delivery(title, **here))


async def tell(newsroom: Newsroom, discord: Discord) -> None:
    await newsroom.deliver_once(discord)
    await newsroom.finish()


async def to_be_published(db: Database, channel_id: int) -> None:
    async with db.transaction() as tx:
        await channels.put(tx, channel_id, GUILD, Place.ANNOUNCEMENT)
        [wanted] = await subscriptions.of_channel(tx, channel_id)
        await subscriptions.change(tx, replace(wanted, publish=True))


async def left(db: Database) -> Collection[int]:
    return {each for each, left_at in (await forgetting.known(db)).items() if left_at}


async def test_where_the_bot_is_nothing_changes(room: Room, servers: Database) -> None:
    await compare(room, GUILD, OTHER, 77)
    assert await forgetting.known(servers) == {GUILD: None, OTHER: None}


async def test_a_server_that_it_was_removed_from_is_told_nothing(
    newsroom: Newsroom, servers: Database, discord: Discord, clock: Clock
) -> None:
    await owed_to_both(servers, clock)
    await compare(newsroom.room, OTHER)
    await tell(newsroom, discord)
    assert discord.titles() == []
    assert discord.titles(ELSEWHERE) == ["One"]
    assert await left(servers) == {GUILD}


async def test_what_comes_while_it_is_away_waits_for_its_return(
    newsroom: Newsroom, servers: Database, discord: Discord, clock: Clock
) -> None:
    await compare(newsroom.room, OTHER)
    wanting = await subscriptions.wanting(servers, [story("Two")])
    assert {each.guild_id for each in wanting} == {GUILD, OTHER}
    await owed_to_both(servers, clock, "Two")
    await tell(newsroom, discord)
    assert discord.titles() == []
    await compare(newsroom.room, GUILD, OTHER)
    await tell(newsroom, discord)
    assert discord.titles() == ["Two"]


async def test_when_it_is_back_what_is_owed_goes_on(
    newsroom: Newsroom, servers: Database, discord: Discord, clock: Clock
) -> None:
    await owed_to_both(servers, clock)
    await compare(newsroom.room, OTHER)
    clock.move(hours=1)
    newsroom.room.owed.clear()
    await compare(newsroom.room, GUILD, OTHER)
    assert newsroom.room.owed.is_set()
    await tell(newsroom, discord)
    assert discord.titles() == ["One"]
    assert await left(servers) == set()


async def test_a_left_server_is_forgotten_after_the_days_and_not_before(
    room: Room, servers: Database, clock: Clock
) -> None:
    await compare(room, OTHER)
    clock.move(days=7, seconds=-1)
    await leaving.forget(room)
    assert await subscriptions.of_guild(servers, GUILD)
    clock.move(seconds=1)
    await leaving.forget(room)
    assert await forgetting.known(servers) == {OTHER: None}
    assert await subscriptions.of_guild(servers, GUILD) == []
    assert len(await subscriptions.of_guild(servers, OTHER)) == 1


async def test_the_days_are_counted_from_when_it_was_found_to_be_removed(
    room: Room, servers: Database, clock: Clock
) -> None:
    await compare(room, OTHER)
    clock.move(days=6)
    await compare(room, OTHER)
    assert (await forgetting.known(servers))[GUILD] == NOON


async def test_at_once_is_at_once(room: Room, servers: Database) -> None:
    room.settings = replace(room.settings, forget_after=timedelta(0))
    await compare(room, OTHER)
    assert await forgetting.known(servers) == {OTHER: None}


async def test_of_a_server_where_all_is_told_nothing_is_sent_when_it_is_back(
    newsroom: Newsroom, servers: Database, discord: Discord, clock: Clock
) -> None:
    await owed_to_both(servers, clock)
    await tell(newsroom, discord)
    await compare(newsroom.room, OTHER)
    await compare(newsroom.room, GUILD, OTHER)
    assert await channels.wakes_at(servers, clock.now) is None
    discord.forget_nonces()
    await tell(newsroom, discord)
    assert discord.titles() == ["One"]


@pytest.mark.parametrize("answer", [None, ChannelForbidden("delivery.forbidden")])
async def test_what_is_sent_while_a_server_is_forgotten_leaves_no_trace(
    newsroom: Newsroom,
    servers: Database,
    discord: Discord,
    clock: Clock,
    answer: SendFailed | None,
) -> None:
    room = newsroom.room
    room.settings = replace(room.settings, forget_after=timedelta(0))
    await to_be_published(servers, CHANNEL)
    await owed_to_both(servers, clock)
    if answer:
        discord.fail(answer)
    discord.open.clear()
    await newsroom.deliver_once(discord)
    while discord.tries[CHANNEL] == 0:
        await discord.asked.wait()
        await asyncio.sleep(0)
    await compare(room, OTHER)
    discord.open.set()
    await newsroom.finish()
    assert await traces(servers, GUILD, CHANNEL) == {}


async def test_the_address_of_a_feed_goes_with_the_last_server_that_had_it(
    room: Room, servers: Database, clock: Clock
) -> None:
    """It may hold the secret of somebody's subscription there."""
    both = source("both", url="https://club.example/both?key=1", private=True)
    alone = source("alone", url="https://club.example/alone?key=2", private=True)
    await keep(servers, replace(both, owners=frozenset({GUILD, OTHER})))
    await keep(servers, replace(alone, owners=frozenset({GUILD})))
    await compare(room, OTHER)
    clock.now += room.settings.forget_after
    await leaving.forget(room)
    urls = {each.id: each.url for each in await sources.everyone(servers)}
    assert urls["both"] == both.url
    assert "key=2" not in str(urls["alone"])
