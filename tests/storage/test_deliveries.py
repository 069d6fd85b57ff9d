"""What is owed to a channel, once per story, and what becomes of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from news.models import HELD, WITHHELD, Delivery, Fate, Pace
from storage import channels, deliveries, posts
from storage.database import Database
from tests.builders import CHANNEL, GUILD, NOON, delivery, story
from tests.pipeline.messenger import post
from tests.storage.stock import owe, stock

ONE, TWO, THREE = story("One"), story("Two"), story("Three")
LATER = NOON + timedelta(minutes=5)
DAY_AFTER = NOON + timedelta(days=1)


@pytest.fixture
async def stocked(db: Database) -> Database:
    await stock(db, ONE, TWO, THREE)
    return db


async def waiting(db: Database, channel_id: int = CHANNEL) -> list[str]:
    keys = {each.key: each.lead.title for each in (ONE, TWO, THREE)}
    return [keys[each.story_key] for each in await deliveries.waiting(db, channel_id)]


async def test_what_is_owed_comes_back_as_it_was(stocked: Database) -> None:
    owed = delivery("One", subscription_id=4)
    await owe(stocked, owed)
    assert await deliveries.waiting(stocked, CHANNEL) == [owed]
    assert await deliveries.waiting_for(stocked, 4, CHANNEL) == [owed]
    assert await deliveries.waiting_for(stocked, 5, CHANNEL) == []


async def test_a_story_is_owed_to_a_channel_once(stocked: Database) -> None:
    await owe(stocked, delivery("One", owed_at=NOON), delivery("One", owed_at=LATER))
    [owed] = await deliveries.waiting(stocked, CHANNEL)
    assert owed.owed_at == NOON


@pytest.mark.parametrize("fate", [Fate.TOLD, Fate.REFUSED, Fate.EXPIRED, Fate.UNSUBSCRIBED])
async def test_what_has_its_fate_is_not_owed_again(stocked: Database, fate: Fate) -> None:
    await owe(stocked, delivery("One", fate=fate), delivery("One"))
    assert await waiting(stocked) == []
    assert await deliveries.fates(stocked, CHANNEL) == {ONE.key: fate}


@pytest.mark.parametrize("fate", sorted(WITHHELD))
async def test_what_was_withheld_can_come_to_be_owed_and_is_not_withheld_again(
    stocked: Database, fate: Fate
) -> None:
    await owe(stocked, delivery("One", fate=fate), delivery("One", owed_at=LATER))
    [owed] = await deliveries.waiting(stocked, CHANNEL)
    assert owed.owed_at == LATER
    await owe(stocked, delivery("One", fate=fate))
    assert await deliveries.waiting(stocked, CHANNEL) == [owed]


async def test_the_same_story_is_owed_to_each_channel(stocked: Database) -> None:
    await owe(stocked, delivery("One"), delivery("One", channel_id=7))
    assert await waiting(stocked) == await waiting(stocked, 7) == ["One"]


async def test_oldest_debts_stand_first_and_then_what_happened_first(db: Database) -> None:
    early = story("Two", told_at=NOON - timedelta(days=1))
    await stock(db, ONE, early, THREE)
    await owe(db, delivery("One"), delivery("Three", owed_at=NOON - timedelta(hours=1)))
    await owe(db, delivery("Two"))
    assert await waiting(db) == ["Three", "Two", "One"]


async def test_what_is_in_a_post_waits_no_more(stocked: Database) -> None:
    await owe(stocked, delivery("One"), delivery("Two"))
    async with stocked.transaction() as tx:
        await posts.compose(tx, [post(ONE)], NOON)
    assert await waiting(stocked) == ["Two"]
    assert await deliveries.waiting_for(stocked, 1, CHANNEL) == [delivery("Two")]
    assert (await deliveries.fates(stocked, CHANNEL))[ONE.key] is Fate.OWED


async def test_a_fate_is_that_of_the_deliveries_named(stocked: Database) -> None:
    owed = [delivery("One"), delivery("Two"), delivery("One", channel_id=7)]
    await owe(stocked, *owed)
    async with stocked.transaction() as tx:
        await deliveries.settle(tx, owed[:1], Fate.EXPIRED)
        await deliveries.settle(tx, [], Fate.GONE)
    assert await waiting(stocked) == ["Two"]
    assert await waiting(stocked, 7) == ["One"]


async def test_a_channel_that_is_gone_is_owed_nothing(stocked: Database) -> None:
    await owe(
        stocked, delivery("One"), delivery("Two", fate=Fate.TOLD), delivery("One", channel_id=7)
    )
    async with stocked.transaction() as tx:
        await deliveries.settle_channel(tx, CHANNEL, Fate.GONE)
    assert await deliveries.fates(stocked, CHANNEL) == {ONE.key: Fate.GONE, TWO.key: Fate.TOLD}
    assert await waiting(stocked, 7) == ["One"]


async def test_what_is_owed_can_pass_to_another_subscription(stocked: Database) -> None:
    owed: Delivery = delivery("One", subscription_id=1)
    await owe(stocked, owed)
    async with stocked.transaction() as tx:
        await deliveries.reassign(tx, owed, replace(owed, subscription_id=2))
    [passed] = await deliveries.waiting_for(stocked, 2, CHANNEL)
    assert passed.story_key == ONE.key
    assert await deliveries.waiting_for(stocked, 1, CHANNEL) == []


async def test_what_waits_for_a_digest_can_come_to_be_told_faster_and_not_slower(
    stocked: Database,
) -> None:
    slow = delivery("One", pace=Pace.DAILY, subscription_id=1)
    fast = delivery("One", pace=Pace.INSTANT, subscription_id=2, owed_at=LATER)
    await owe(stocked, slow)
    async with stocked.transaction() as tx:
        await deliveries.hold(tx, [replace(slow, fate=Fate.DIGEST, due_at=LATER)])
    for _ in range(2):
        await owe(stocked, fast, slow)
        [waits] = await deliveries.waiting(stocked, CHANNEL)
        assert (waits.subscription_id, waits.pace, waits.fate) == (2, Pace.INSTANT, Fate.OWED)


@pytest.mark.parametrize("fate", sorted(HELD))
async def test_what_is_held_is_due_when_it_is_told(stocked: Database, fate: Fate) -> None:
    owed = delivery("One")
    await owe(stocked, owed)
    async with stocked.transaction() as tx:
        await deliveries.hold(tx, [replace(owed, fate=fate, due_at=LATER)])
        await channels.settle(tx, CHANNEL)
    assert await deliveries.due(stocked, CHANNEL, NOON, most=9) == []
    assert await channels.due(stocked, NOON) == []
    assert await channels.wakes_at(stocked, NOON) == LATER
    [waits] = await deliveries.due(stocked, CHANNEL, LATER, most=9)
    assert (waits.fate, waits.due_at) == (fate, LATER)


async def test_other_hours_make_all_that_is_held_due_anew(stocked: Database) -> None:
    owed = [delivery("One"), delivery("Two"), delivery("One", channel_id=7, guild_id=5)]
    await owe(stocked, *owed)
    async with stocked.transaction() as tx:
        for each in owed:
            await deliveries.hold(tx, [replace(each, fate=Fate.QUIET, due_at=LATER)])
        await deliveries.replan(tx, GUILD, NOON)
    assert len(await deliveries.due(stocked, CHANNEL, NOON, most=9)) == 2
    assert await deliveries.due(stocked, 7, NOON, most=9) == []


@pytest.mark.parametrize(
    ("fate", "then"),
    [(Fate.QUIET, Fate.QUIET), (Fate.BUDGET, Fate.BUDGET), (Fate.DIGEST, Fate.OWED)],
)
async def test_what_a_night_or_a_budget_held_stays_known_as_that_by_other_hours(
    stocked: Database, fate: Fate, then: Fate
) -> None:
    """Or a night's stories would be sprayed, and ping, when somebody ends the quiet hours."""
    await owe(stocked, delivery("One"))
    async with stocked.transaction() as tx:
        await deliveries.hold(tx, [replace(delivery("One"), fate=fate, due_at=LATER)])
        await deliveries.replan(tx, GUILD, NOON)
    [waits] = await deliveries.due(stocked, CHANNEL, NOON, most=9)
    assert waits.fate is then


async def test_a_story_that_is_owed_already_wakes_no_channel(stocked: Database) -> None:
    told, waits, new = 7, 8, 9
    await owe(stocked, delivery("One", channel_id=told), delivery("One", channel_id=waits))
    async with stocked.transaction() as tx:
        await deliveries.settle(tx, [delivery("One", channel_id=told)], Fate.TOLD)
        held = replace(delivery("One", channel_id=waits), fate=Fate.QUIET, due_at=DAY_AFTER)
        await deliveries.hold(tx, [held])
        for each in (told, waits):
            await channels.settle(tx, each)
    again = [delivery("One", channel_id=each, owed_at=LATER) for each in (told, waits, new)]
    await owe(stocked, *again)
    assert await channels.due(stocked, LATER) == [new]


async def test_only_so_many_are_planned_at_once(stocked: Database) -> None:
    await owe(stocked, delivery("One"), delivery("Two"), delivery("Three"))
    assert len(await deliveries.due(stocked, CHANNEL, NOON, most=2)) == 2
