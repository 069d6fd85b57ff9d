"""The two clocks' work: what is started, what is waited for, how it ends."""

import asyncio
from datetime import timedelta

import pytest

from news.models import Fate, Place
from pipeline.newsroom import READINGS, Newsroom
from storage import channels, deliveries, sources
from storage.database import Database
from tests.builders import CHANNEL, GUILD, Clock, delivery, source, story
from tests.feeds import rss
from tests.pipeline.messenger import Discord
from tests.pipeline.site import Site
from tests.storage.stock import keep, owe, stock

PATIENCE = 30


@pytest.fixture
async def stocked(db: Database) -> Database:
    await stock(db, *(story(each) for each in ("One", "Two", "Three")))
    return db


async def test_at_most_sixteen_are_read_at_once(
    newsroom: Newsroom, db: Database, site: Site
) -> None:
    await keep(db, *(source(f"s{n}", url=f"{site.root}/{n}") for n in range(READINGS + 4)))
    site.never()
    assert READINGS == 16
    assert await newsroom.poll_once() == READINGS
    await site.reached.wait()
    assert await newsroom.poll_once() == 0
    due_at = await sources.due_at(db)
    assert due_at == newsroom.room.clock()


async def test_the_others_are_read_when_there_is_room(
    newsroom: Newsroom, db: Database, site: Site
) -> None:
    await keep(db, *(source(f"s{n}", url=f"{site.root}/{n}") for n in range(READINGS + 4)))
    site.always(rss(["One"]))
    assert await newsroom.poll_once() == READINGS
    await newsroom.finish()
    assert await newsroom.poll_once() == 4
    await newsroom.finish()
    assert len({request.path for request in site.requests}) == READINGS + 4


async def test_whoever_waits_for_a_place_is_woken_when_half_of_them_are_free(
    newsroom: Newsroom, db: Database, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.newsroom._MOMENT", timedelta(seconds=2 * PATIENCE))
    await keep(db, *(source(f"s{n}", url=f"{site.root}/{n}") for n in range(READINGS + 4)))
    site.always(rss(["One"]))
    await newsroom.poll_once()
    async with asyncio.timeout(PATIENCE):
        await newsroom.until_due()
    assert await newsroom.poll_once() == 4
    await newsroom.finish()


async def test_a_source_is_not_read_twice_at_the_same_time(
    newsroom: Newsroom, db: Database, site: Site, clock: Clock
) -> None:
    await keep(db, source(url=site.feed))
    site.never()
    assert await newsroom.poll_once() == 1
    clock.move(days=1)
    assert await newsroom.poll_once() == 0


async def test_closing_breaks_readings_off_and_begins_none(
    newsroom: Newsroom, db: Database, site: Site, discord: Discord, clock: Clock
) -> None:
    await keep(db, source(url=site.feed))
    site.never()
    await newsroom.poll_once()
    await site.reached.wait()
    async with asyncio.timeout(PATIENCE):
        await newsroom.close()
    clock.move(days=1)
    assert await newsroom.poll_once() == 0
    assert await newsroom.deliver_once(discord) == 0
    assert (await sources.everyone(db))[0].reading.failures == 0


async def test_closing_lets_the_post_in_flight_be_settled_and_sends_no_other(
    newsroom: Newsroom, stocked: Database, discord: Discord
) -> None:
    await owe(stocked, delivery("One"), delivery("Two"))
    discord.open.clear()
    await newsroom.deliver_once(discord)
    await discord.asked.wait()
    closing = asyncio.create_task(newsroom.close())
    await asyncio.sleep(0)
    discord.open.set()
    await closing
    assert discord.titles() == ["One"]
    assert await deliveries.fates(stocked, CHANNEL) == {
        story("One").key: Fate.TOLD,
        story("Two").key: Fate.OWED,
    }


async def test_a_channel_is_told_by_one_at_a_time(
    newsroom: Newsroom, stocked: Database, discord: Discord
) -> None:
    await owe(stocked, delivery("One"), delivery("Two"))
    discord.open.clear()
    assert await newsroom.deliver_once(discord) == 1
    assert await newsroom.deliver_once(discord) == 0
    discord.open.set()
    await newsroom.finish()
    assert await newsroom.deliver_once(discord) == 1
    await newsroom.finish()
    assert discord.titles() == ["One", "Two"]


async def test_what_is_owed_while_the_last_post_is_sent_is_told_without_another_reading(
    newsroom: Newsroom, stocked: Database, discord: Discord
) -> None:
    await owe(stocked, delivery("One"))
    discord.open.clear()
    await newsroom.deliver_once(discord)
    await discord.asked.wait()
    await owe(stocked, delivery("Two"))
    newsroom.room.owed.set()
    # The channel is busy: this round does not tell the second one.
    assert await newsroom.deliver_once(discord) == 0
    discord.open.set()
    await newsroom.finish()
    async with asyncio.timeout(PATIENCE):
        await newsroom.until_owed()
    await newsroom.deliver_once(discord)
    await newsroom.finish()
    assert discord.titles() == ["One", "Two"]


async def test_whoever_waits_is_woken_by_something_owed(newsroom: Newsroom) -> None:
    waiting = asyncio.create_task(newsroom.until_owed())
    await asyncio.sleep(0)
    newsroom.room.owed.set()
    async with asyncio.timeout(PATIENCE):
        await waiting


async def test_whoever_waits_is_woken_when_a_channel_has_rested(
    newsroom: Newsroom, db: Database, clock: Clock
) -> None:
    async with db.transaction() as tx:
        retry_at = clock.now + timedelta(milliseconds=10)
        await channels.put(tx, CHANNEL, GUILD, Place.TEXT)
        await channels.rest(tx, CHANNEL, retry_at, "delivery.forbidden")
    async with asyncio.timeout(PATIENCE):
        await newsroom.until_owed()
    assert not newsroom.room.owed.is_set()


async def test_a_channel_is_looked_after_a_second_after_the_clock_has_leapt(
    newsroom: Newsroom, db: Database, clock: Clock
) -> None:
    async with db.transaction() as tx:
        await channels.put(tx, CHANNEL, GUILD, Place.TEXT)
        await channels.rest(tx, CHANNEL, clock.now + timedelta(hours=1), "delivery.forbidden")
    waiting = asyncio.create_task(newsroom.until_owed())
    await asyncio.sleep(0)
    clock.now += timedelta(hours=1)
    async with asyncio.timeout(PATIENCE):
        await waiting


@pytest.mark.parametrize("there_is_one", [True, False])
async def test_waiting_for_a_source_takes_a_second_at_most(
    newsroom: Newsroom, db: Database, there_is_one: bool
) -> None:
    if there_is_one:
        await keep(db, source())
    started = asyncio.get_running_loop().time()
    await newsroom.until_due()
    assert 0.04 < asyncio.get_running_loop().time() - started < PATIENCE
