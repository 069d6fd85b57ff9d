"""When a story is told: at once, in a digest, in the morning; and what changes that."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from news.errors import SendFailed
from news.models import Fate, Pace, Place, PostKind, Subscription
from pipeline.choosing import choose as choose_anew
from pipeline.newsroom import Newsroom
from pipeline.subscribing import subscribe, unsubscribe
from storage import channels, deliveries
from storage.database import Database
from tests.builders import CHANNEL, GUILD, Clock, article, delivery, source
from tests.pipeline.messenger import Discord
from tests.pipeline.telling import GREAT, choose, fates, furnish, owed, read, tell, wanting
from tests.storage.stock import keep, owe, private, stock

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
FAILED = SendFailed("delivery.discord_fails")
EARLY, LATE = 13 * 60, 20 * 60


@pytest.fixture
async def stocked(db: Database) -> Database:
    await furnish(db)
    return db


async def change(newsroom: Newsroom, wanted: Subscription, place: Place, **changed: Any) -> None:
    """As /subscribe does, for what the channel has already."""
    await subscribe(newsroom.room, replace(wanted, **changed), place, "en")


# Other hours


async def test_a_digest_comes_at_the_hour_that_is_chosen_anew(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await choose(stocked, digest_at=LATE)
    daily = await wanting(stocked, clock, pace=Pace.DAILY)
    await owed(stocked, clock, "One", "Two", wanted=daily)
    await tell(newsroom, discord)
    assert await channels.wakes_at(stocked, clock.now) == clock.now + 8 * HOUR
    await choose_anew(newsroom.room, GUILD, "en", {"digest_at": EARLY})
    await tell(newsroom, discord)
    assert discord.sent == []
    assert await channels.wakes_at(stocked, clock.now) == clock.now + HOUR
    clock.now += HOUR
    await tell(newsroom, discord)
    assert [each.kind for each in discord.posts] == [PostKind.DIGEST]
    assert set((await fates(stocked)).values()) == {Fate.TOLD}


async def test_a_night_that_ends_at_once_is_told_as_a_night(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await choose(stocked, quiet_from=11 * 60, quiet_to=LATE)
    wanted = await wanting(stocked, clock)
    await owed(stocked, clock, "One", "Two", "Three", wanted=wanted)
    await tell(newsroom, discord)
    assert set((await fates(stocked)).values()) == {Fate.QUIET}
    clock.now += HOUR
    await choose_anew(newsroom.room, GUILD, "en", {"quiet_from": None, "quiet_to": None})
    await tell(newsroom, discord)
    assert [each.kind for each in discord.posts] == [PostKind.ROUNDUP]


async def test_a_longer_night_holds_what_waits_for_its_end(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await choose(stocked, quiet_from=11 * 60, quiet_to=EARLY)
    await owed(stocked, clock, "One")
    await tell(newsroom, discord)
    await choose_anew(newsroom.room, GUILD, "en", {"quiet_to": LATE})
    clock.now += 2 * HOUR
    await tell(newsroom, discord)
    assert discord.sent == []
    assert await channels.wakes_at(stocked, clock.now) == clock.now + 6 * HOUR


# Other paces


async def test_what_waits_for_a_digest_is_told_at_once_by_a_subscription_that_is_instant_now(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    daily = await wanting(stocked, clock, topic=None, source_id="orbit", pace=Pace.DAILY)
    await owed(stocked, clock, "One", "Two", wanted=daily)
    await tell(newsroom, discord)
    assert set((await fates(stocked)).values()) == {Fate.DIGEST}
    await change(newsroom, daily, Place.TEXT, pace=Pace.INSTANT)
    await tell(newsroom, discord)
    assert discord.titles() == ["One", "Two"]


async def test_what_is_instant_no_longer_waits_for_the_digest(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    """The first was tried, and may be there."""
    wanted = await wanting(stocked, clock, topic=None, source_id="orbit")
    await owed(stocked, clock, "One", "Two", "Three", wanted=wanted)
    discord.fail(FAILED)
    await tell(newsroom, discord)
    discord.recover()
    await change(newsroom, wanted, Place.TEXT, pace=Pace.HOURLY)
    await tell(newsroom, discord)
    assert discord.titles() == ["One"]
    clock.now += HOUR
    await tell(newsroom, discord)
    assert [each.kind for each in discord.posts] == [PostKind.CARD, PostKind.DIGEST]


async def test_the_fastest_subscription_tells_a_story(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await keep(stocked, source("apogee"))
    await wanting(stocked, clock, topic=None, source_id="apogee", pace=Pace.WEEKLY)
    await wanting(stocked, clock, topic="mars", pace=Pace.HOURLY)
    await wanting(stocked, clock, topic="moon")
    await read(newsroom, "apogee", article("Before", source_id="apogee"))
    clock.now += MINUTE
    new = article("Rover meets Karnopi near Sadomi", source_id="apogee", topics=("mars", "moon"))
    await read(newsroom, "apogee", new)
    await tell(newsroom, discord)
    assert discord.titles() == [new.title]


async def test_a_faster_subscription_that_comes_to_want_it_later_tells_what_waits(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    """What the story is about is clear when another outlet tells it."""
    for each in ("apogee", "nadir"):
        await keep(stocked, source(each))
        await read(newsroom, each, article(f"Before {each}", source_id=each))
    daily = await wanting(stocked, clock, topic="mars", pace=Pace.DAILY)
    await wanting(stocked, clock, topic="moon")
    clock.now += MINUTE
    await read(newsroom, "apogee", article(GREAT, source_id="apogee", topics=("mars",)))
    await tell(newsroom, discord)
    [held] = await deliveries.waiting_for(stocked, daily.id, CHANNEL)
    assert held.fate is Fate.DIGEST
    clock.now += MINUTE
    await read(newsroom, "nadir", article(GREAT, source_id="nadir", topics=("moon",)))
    await tell(newsroom, discord)
    assert discord.titles() == [GREAT]
    clock.now += 24 * HOUR
    await tell(newsroom, discord)
    assert discord.titles() == [GREAT]


async def test_a_slower_subscription_that_comes_to_want_it_later_tells_nothing_again(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    for each in ("apogee", "nadir"):
        await keep(stocked, source(each))
        await read(newsroom, each, article(f"Before {each}", source_id=each))
    await wanting(stocked, clock, topic="mars")
    await wanting(stocked, clock, topic="moon", pace=Pace.HOURLY)
    clock.now += MINUTE
    await read(newsroom, "apogee", article(GREAT, source_id="apogee", topics=("mars",)))
    discord.fail(FAILED)
    await tell(newsroom, discord)
    discord.recover()
    clock.now += MINUTE
    await read(newsroom, "nadir", article(GREAT, source_id="nadir", topics=("moon",)))
    for _ in range(3):
        await tell(newsroom, discord)
        clock.now += HOUR
    assert discord.titles() == [GREAT]


async def test_what_waits_goes_with_the_subscription_that_nobody_replaces(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    daily = await wanting(stocked, clock, pace=Pace.DAILY)
    await owed(stocked, clock, "One", wanted=daily)
    await tell(newsroom, discord)
    await unsubscribe(newsroom.room, daily)
    clock.now += 24 * HOUR
    await tell(newsroom, discord)
    assert discord.sent == []
    assert await fates(stocked) == {"One": Fate.UNSUBSCRIBED}


# What stands in a message


async def test_of_a_digest_the_server_is_told_what_it_may_see(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    hourly = await wanting(stocked, clock, pace=Pace.HOURLY)
    await keep(stocked, source("club", private=True, owners=frozenset({GUILD})))
    secret = private("Secret")
    await stock(stocked, secret)
    await owed(stocked, clock, "One", "Two", wanted=hourly)
    because: dict[str, Any] = {"subscription_id": hourly.id, "pace": hourly.pace}
    await owe(stocked, delivery(story_key=secret.key, owed_at=clock.now, **because))
    await tell(newsroom, discord)
    await keep(stocked, source("club", private=True, owners=frozenset({2})))
    clock.now += HOUR
    await tell(newsroom, discord)
    assert len(discord.sent) == 1
    expected = {"One": Fate.TOLD, "Two": Fate.TOLD, secret.key: Fate.HIDDEN}
    assert await fates(stocked) == expected


async def test_a_forum_post_that_was_tried_is_looked_for_before_it_is_sent_again(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    """A forum knows no nonces: each request would make one."""
    async with stocked.transaction() as tx:
        await channels.put(tx, CHANNEL, GUILD, Place.FORUM)
    wanted = await wanting(stocked, clock)
    await owed(stocked, clock, "One", "Two", wanted=wanted)
    discord.lose_answer = FAILED
    await tell(newsroom, discord)
    discord.recover()
    clock.move(seconds=5)
    await tell(newsroom, discord)
    assert len(discord.looked_for) == 1
    assert discord.titles() == ["One", "Two"]
    assert discord.tries[CHANNEL] == 2


async def test_a_forum_post_that_never_came_is_sent_again(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    async with stocked.transaction() as tx:
        await channels.put(tx, CHANNEL, GUILD, Place.FORUM)
    wanted = await wanting(stocked, clock, mention=77)
    await owed(stocked, clock, "One", wanted=wanted)
    discord.fail(FAILED)
    await tell(newsroom, discord)
    discord.recover()
    clock.move(seconds=5)
    await tell(newsroom, discord)
    assert discord.titles() == ["One"]
    assert discord.mentioned == [77]
