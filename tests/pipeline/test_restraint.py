"""Quiet hours, budgets and mentions, where Discord fails and time goes by."""

from datetime import datetime, timedelta

import pytest

from news.errors import ChannelForbidden, PostRefused, SendFailed
from news.models import Fate, Pace, PostKind
from pipeline import choosing, notices
from pipeline.endings import FIRST_REST, FORBIDDEN_REST, LONGEST_REST
from pipeline.newsroom import Newsroom
from storage import channels
from storage.database import Database
from tests.builders import CHANNEL, GUILD, NOON, Clock, story
from tests.pipeline.messenger import Discord
from tests.pipeline.telling import choose, fates, furnish, owed, tell, wanting

OTHER = 7
ROLE = 77
FAILED = SendFailed("delivery.discord_fails")
FORBIDDEN = ChannelForbidden("delivery.forbidden")
EVENING, MORNING = NOON + timedelta(minutes=30), NOON + timedelta(hours=6)


@pytest.fixture
async def stocked(db: Database) -> Database:
    await furnish(db)
    return db


async def next_wake(db: Database, clock: Clock) -> datetime | None:
    return await channels.wakes_at(db, clock.now)


async def at_night(db: Database) -> None:
    """Half an hour from noon on, till six in the evening."""
    await choose(db, quiet_from=12 * 60 + 30, quiet_to=18 * 60)


# Quiet hours


async def test_what_was_composed_and_not_started_waits_for_the_morning(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await at_night(stocked)
    await owed(stocked, clock, "One", "Two", "Three")
    clock.now = EVENING - FIRST_REST
    discord.fail(FAILED, lambda each: story("Two").key in each.story_keys)
    await tell(newsroom, discord)
    clock.now = EVENING
    discord.recover()
    await tell(newsroom, discord)
    assert discord.titles() == ["One"]
    expected = {"One": Fate.TOLD, "Two": Fate.OWED, "Three": Fate.QUIET}
    assert await fates(stocked) == expected


async def test_what_was_tried_in_the_evening_is_looked_for_and_told_in_the_morning(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await at_night(stocked)
    await owed(stocked, clock, "One", "Two", "Three")
    clock.now = EVENING - timedelta(seconds=1)
    discord.lose_answer = FAILED
    await tell(newsroom, discord)
    discord.recover()
    discord.forget_nonces()
    clock.now = EVENING + timedelta(minutes=5)
    await owed(stocked, clock, "Four")
    await tell(newsroom, discord)
    assert discord.tries[CHANNEL] == 1
    assert await next_wake(stocked, clock) == MORNING
    held = dict.fromkeys(("Two", "Three", "Four"), Fate.QUIET)
    assert await fates(stocked) == {"One": Fate.OWED, **held}
    clock.now = MORNING
    await tell(newsroom, discord)
    assert len(discord.looked_for) == 1
    assert len(discord.sent) == 2
    assert set((await fates(stocked)).values()) == {Fate.TOLD}


async def test_a_roundup_that_counts_what_expired_does_not_disturb_the_night(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await owed(stocked, clock, "One")
    clock.move(days=8, minutes=-5)
    await owed(stocked, clock, "Two", "Three", "Four")
    discord.fail(FORBIDDEN)
    await tell(newsroom, discord)
    discord.recover()
    await at_night(stocked)
    clock.move(hours=1)
    await tell(newsroom, discord)
    assert discord.sent == []
    assert await next_wake(stocked, clock) == MORNING + timedelta(days=8)
    clock.now = MORNING + timedelta(days=8)
    await tell(newsroom, discord)
    assert len(discord.sent) == 1


async def test_what_was_tried_before_a_night_that_somebody_ends_comes_first(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await at_night(stocked)
    await owed(stocked, clock, "One")
    clock.now = EVENING - timedelta(seconds=1)
    discord.fail(FAILED)
    await tell(newsroom, discord)
    discord.recover()
    clock.now = EVENING + timedelta(minutes=5)
    await owed(stocked, clock, "Two")
    await tell(newsroom, discord)
    assert discord.titles() == []
    await choosing.choose(newsroom.room, GUILD, "en", {"quiet_from": None, "quiet_to": None})
    await tell(newsroom, discord)
    assert discord.titles() == ["One", "Two"]


async def test_a_night_that_somebody_ends_is_rounded_up_and_pings_nobody(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    loud = await wanting(stocked, clock, mention=ROLE)
    await at_night(stocked)
    clock.now = EVENING
    await owed(stocked, clock, "One", "Two", "Three", wanted=loud)
    await tell(newsroom, discord)
    await choosing.choose(newsroom.room, GUILD, "en", {"quiet_from": None, "quiet_to": None})
    await tell(newsroom, discord)
    assert [each.kind for each in discord.posts] == [PostKind.ROUNDUP]
    assert discord.mentioned == []


async def test_notices_come_at_night_too(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await at_night(stocked)
    await choose(stocked, notices_channel_id=CHANNEL)
    await owed(stocked, clock, "One")
    clock.now = EVENING - timedelta(seconds=1)
    discord.fail(FAILED)
    await tell(newsroom, discord)
    discord.recover()
    clock.now = EVENING + timedelta(minutes=5)
    async with stocked.transaction() as tx:
        await notices.closed(tx, GUILD, OTHER, clock.now, "delivery.forbidden")
    await tell(newsroom, discord)
    assert len(discord.sent) == 1
    assert await fates(stocked) == {"One": Fate.OWED}
    assert await next_wake(stocked, clock) == MORNING


async def test_a_channel_that_cannot_be_planned_for_rests_and_others_go_on(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    """The machine may know a server's time zone no longer."""
    daily = await wanting(stocked, clock, pace=Pace.DAILY)
    await choose(stocked, timezone="Europe/Atlantis")
    await owed(stocked, clock, "One", wanted=daily)
    await owed(stocked, clock, "One", channel_id=OTHER)
    await tell(newsroom, discord)
    assert discord.titles(OTHER) == ["One"]
    assert await next_wake(stocked, clock) == clock.now + LONGEST_REST
    assert await channels.trouble(stocked, CHANNEL) == "delivery.our_mistake"
    assert await fates(stocked) == {"One": Fate.OWED}


# Budgets


async def test_a_budget_counts_when_messages_came_not_when_they_were_composed(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    limited = await wanting(stocked, clock, max_per_hour=2)
    await owed(stocked, clock, "One", "Two", wanted=limited)
    discord.fail(FORBIDDEN)
    await tell(newsroom, discord)
    discord.recover()
    clock.now += FORBIDDEN_REST
    await owed(stocked, clock, "Three", wanted=limited)
    await tell(newsroom, discord)
    assert discord.titles() == ["One", "Two"]
    assert (await fates(stocked))["Three"] is Fate.BUDGET
    clock.move(minutes=59)
    await tell(newsroom, discord)
    assert discord.titles() == ["One", "Two"]
    clock.move(minutes=1)
    await tell(newsroom, discord)
    assert discord.titles() == ["One", "Two", "Three"]


async def test_what_was_refused_takes_of_no_budget(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    limited = await wanting(stocked, clock, max_per_hour=1)
    await owed(stocked, clock, "One", wanted=limited)
    discord.fail(PostRefused("delivery.refused"))
    await tell(newsroom, discord)
    discord.recover()
    clock.move(minutes=1)
    await owed(stocked, clock, "Two", wanted=limited)
    await tell(newsroom, discord)
    assert discord.titles() == ["Two"]


# Mentions


async def test_a_role_is_mentioned_once_an_hour_in_all_channels_together(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    here = await wanting(stocked, clock, mention=ROLE)
    there = await wanting(stocked, clock, mention=ROLE, channel_id=OTHER)
    for title in ("One", "Two"):
        await owed(stocked, clock, title, wanted=here)
        await owed(stocked, clock, title, wanted=there)
    await tell(newsroom, discord)
    assert discord.mentioned == [ROLE]
    clock.move(minutes=59)
    await owed(stocked, clock, "Three", wanted=there)
    await tell(newsroom, discord)
    assert discord.mentioned == [ROLE]
    clock.move(minutes=5)
    await owed(stocked, clock, "Four", wanted=here)
    await tell(newsroom, discord)
    assert discord.mentioned == [ROLE, ROLE]


async def test_a_mention_counts_from_when_it_is_sent(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    """Of two that were composed long ago, the second one's role was mentioned elsewhere since."""
    loud = await wanting(stocked, clock, topic="mars", mention=ROLE)
    other = await wanting(stocked, clock, topic="moon", mention=ROLE + 1)
    there = await wanting(stocked, clock, mention=ROLE + 1, channel_id=OTHER)
    await owed(stocked, clock, "One", wanted=loud)
    await owed(stocked, clock, "Two", wanted=other)
    discord.fail(FORBIDDEN, lambda each: each.channel_id == CHANNEL)
    await tell(newsroom, discord)
    clock.move(minutes=55)
    await owed(stocked, clock, "Three", wanted=there)
    await tell(newsroom, discord)
    assert discord.mentioned == [ROLE + 1]
    discord.recover()
    clock.move(minutes=5)
    await tell(newsroom, discord)
    assert sorted(discord.titles()) == ["One", "Two"]
    assert discord.mentioned.count(ROLE + 1) == 1


async def test_what_is_sent_long_after_it_was_tried_pings_nobody(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    loud = await wanting(stocked, clock, mention=ROLE)
    await owed(stocked, clock, "One", wanted=loud)
    discord.fail(FORBIDDEN)
    await tell(newsroom, discord)
    discord.recover()
    clock.now += FORBIDDEN_REST
    await tell(newsroom, discord)
    assert discord.titles() == ["One"]
    assert discord.mentioned == []


async def test_no_digest_pings(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    loud = await wanting(stocked, clock, mention=ROLE, pace=Pace.HOURLY)
    await owed(stocked, clock, "One", wanted=loud)
    clock.move(hours=1)
    await tell(newsroom, discord)
    assert [each.kind for each in discord.posts] == [PostKind.DIGEST]
    assert discord.mentioned == []
