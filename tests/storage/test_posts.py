"""Posts: in order, started before they are sent, settled after; and channels that rest."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from news.models import Fate, Place, Post, PostState
from storage import channels, deliveries, posts, stories
from storage.database import Database
from tests.builders import CHANNEL, GUILD, NOON, delivery, story
from tests.pipeline.messenger import post
from tests.storage.stock import owe, stock, titles

ONE, TWO, THREE = story("One"), story("Two"), story("Three")
OTHER = 7
SOON = NOON + timedelta(seconds=10)


@pytest.fixture
async def stocked(db: Database) -> Database:
    """Three stories, owed to two channels."""
    await stock(db, ONE, TWO, THREE)
    for channel_id in (CHANNEL, OTHER):
        owed = (delivery(each.lead.title, channel_id=channel_id) for each in (ONE, TWO, THREE))
        await owe(db, *owed)
    return db


async def compose(db: Database, *composed: Post) -> None:
    async with db.transaction() as tx:
        await posts.compose(tx, composed, NOON)


async def settle(
    db: Database, settled: Post, state: PostState, message_id: int | None = None
) -> None:
    async with db.transaction() as tx:
        await posts.settle(tx, replace(settled, state=state, message_id=message_id), SOON)


async def rest(db: Database, channel_id: int, retry_at: datetime = SOON) -> None:
    async with db.transaction() as tx:
        await channels.put(tx, channel_id, GUILD, Place.TEXT)
        await channels.rest(tx, channel_id, retry_at, "delivery.forbidden")


async def test_a_post_comes_back_as_it_was_composed(stocked: Database) -> None:
    composed = post(THREE, ONE)
    await compose(stocked, composed)
    assert await posts.following(stocked, CHANNEL) == composed
    assert await posts.find(stocked, composed.key) == composed
    assert await posts.find(stocked, "none") is None
    assert titles(await stories.of_post(stocked, composed.key)) == ["Three", "One"]


async def test_a_channel_gets_its_posts_in_the_order_composed(stocked: Database) -> None:
    await compose(stocked, post(TWO), post(ONE, channel_id=OTHER), post(ONE))
    await compose(stocked, post(THREE))
    told = []
    while following := await posts.following(stocked, CHANNEL):
        told.append(following.story_keys)
        await settle(stocked, following, PostState.TOLD, len(told))
    assert told == [(TWO.key,), (ONE.key,), (THREE.key,)]
    waits = await posts.following(stocked, OTHER)
    assert waits == post(ONE, channel_id=OTHER)


async def test_a_started_post_goes_before_composed_ones_and_says_since_when(
    stocked: Database,
) -> None:
    await compose(stocked, post(ONE), post(TWO))
    async with stocked.transaction() as tx:
        await posts.start(tx, post(ONE), SOON)
    following = await posts.following(stocked, CHANNEL)
    assert following is not None
    assert (following.key, following.state) == (post(ONE).key, PostState.STARTED)
    assert following.started_at == SOON


@pytest.mark.parametrize(
    ("state", "fate"),
    [
        (PostState.TOLD, Fate.TOLD),
        (PostState.REFUSED, Fate.REFUSED),
        (PostState.HIDDEN, Fate.HIDDEN),
        (PostState.GONE, Fate.GONE),
    ],
)
async def test_the_end_of_a_post_is_the_fate_of_its_deliveries(
    stocked: Database, state: PostState, fate: Fate
) -> None:
    both = post(ONE, TWO)
    await compose(stocked, both)
    await settle(stocked, both, state, 99)
    assert await posts.following(stocked, CHANNEL) is None
    assert await deliveries.fates(stocked, CHANNEL) == {
        ONE.key: fate,
        TWO.key: fate,
        THREE.key: Fate.OWED,
    }
    assert set((await deliveries.fates(stocked, OTHER)).values()) == {Fate.OWED}
    ended = await posts.find(stocked, both.key)
    assert ended is not None
    assert (ended.state, ended.message_id) == (state, 99)


async def test_a_refused_card_is_plain_from_then_on(stocked: Database) -> None:
    await compose(stocked, post(ONE), post(TWO))
    async with stocked.transaction() as tx:
        await posts.make_plain(tx, post(ONE))
    first = await posts.find(stocked, post(ONE).key)
    second = await posts.find(stocked, post(TWO).key)
    assert first
    assert second
    assert (first.plain, second.plain) == (True, False)
    assert first.key == post(ONE).key


async def test_the_open_posts_of_a_channel_that_is_gone_are_over(stocked: Database) -> None:
    await compose(stocked, post(ONE), post(TWO), post(ONE, channel_id=OTHER))
    await settle(stocked, post(ONE), PostState.TOLD, 5)
    async with stocked.transaction() as tx:
        await posts.settle_channel(tx, CHANNEL, SOON)
    states = [await posts.find(stocked, post(each).key) for each in (ONE, TWO)]
    assert [each.state for each in states if each] == [PostState.TOLD, PostState.GONE]
    assert await posts.following(stocked, OTHER) == post(ONE, channel_id=OTHER)


async def test_what_was_composed_long_ago_and_never_started_waits_again(
    stocked: Database,
) -> None:
    counting = replace(post(THREE), expired=2)
    await compose(stocked, post(ONE), post(TWO), counting, post(ONE, channel_id=OTHER))
    async with stocked.transaction() as tx:
        await posts.start(tx, post(ONE), NOON)
        await posts.take_back(tx, CHANNEL, NOON - timedelta(seconds=1))
    assert await deliveries.waiting(stocked, CHANNEL) == []
    async with stocked.transaction() as tx:
        await posts.take_back(tx, CHANNEL, SOON)
    assert [each.story_key for each in await deliveries.waiting(stocked, CHANNEL)] == [TWO.key]
    assert await posts.find(stocked, post(ONE).key) is not None
    assert await posts.find(stocked, post(TWO).key) is None
    assert await posts.find(stocked, counting.key) == counting
    assert await posts.following(stocked, OTHER) == post(ONE, channel_id=OTHER)
    await compose(stocked, post(TWO))


async def test_channels_with_something_waiting_or_composed_are_due(stocked: Database) -> None:
    assert sorted(await channels.due(stocked, NOON)) == [OTHER, CHANNEL]
    assert await channels.due(stocked, NOON, busy=[OTHER]) == [CHANNEL]
    assert len(await channels.due(stocked, NOON, most=1)) == 1
    everything = post(ONE, TWO, THREE)
    await compose(stocked, everything)
    assert sorted(await channels.due(stocked, NOON)) == [OTHER, CHANNEL]
    await settle(stocked, everything, PostState.TOLD, 1)
    async with stocked.transaction() as tx:
        await channels.settle(tx, CHANNEL)
    assert await channels.due(stocked, NOON) == [OTHER]


async def test_a_resting_channel_is_due_when_it_has_rested(stocked: Database) -> None:
    await rest(stocked, OTHER)
    assert await channels.due(stocked, NOON) == [CHANNEL]
    assert sorted(await channels.due(stocked, SOON)) == [OTHER, CHANNEL]


async def test_the_first_channel_to_wake_is_known(stocked: Database) -> None:
    assert await channels.wakes_at(stocked, NOON) is None
    await rest(stocked, OTHER, SOON)
    await rest(stocked, CHANNEL, NOON + timedelta(hours=1))
    assert await channels.wakes_at(stocked, NOON) == SOON
    assert await channels.wakes_at(stocked, SOON) == NOON + timedelta(hours=1)


async def test_a_resting_channel_is_not_woken_by_what_comes_meanwhile(stocked: Database) -> None:
    await rest(stocked, OTHER, SOON)
    async with stocked.transaction() as tx:
        await channels.wake(tx, [(OTHER, GUILD), (9, GUILD)], NOON)
    assert sorted(await channels.due(stocked, NOON)) == [9, CHANNEL]


async def test_what_would_never_be_looked_after_is_woken(stocked: Database) -> None:
    async with stocked.transaction() as tx:
        await channels.sleep(tx, GUILD)
    assert await channels.due(stocked, SOON) == []
    async with stocked.transaction() as tx:
        await channels.mend(tx, NOON)
    assert sorted(await channels.due(stocked, SOON)) == [OTHER, CHANNEL]


async def test_channels_that_wait_longest_come_first(stocked: Database) -> None:
    async with stocked.transaction() as tx:
        await channels.wake(tx, [(9, GUILD)], NOON - timedelta(seconds=1))
        await channels.wake(tx, [(10, GUILD)], SOON)
    assert await channels.due(stocked, NOON, most=1) == [9]
    assert (await channels.due(stocked, SOON))[-1] == 10


async def test_failures_in_a_row_are_counted_until_all_is_well(db: Database) -> None:
    assert await channels.failures(db, CHANNEL) == 0
    for count in (1, 2, 3):
        await rest(db, CHANNEL)
        assert await channels.failures(db, CHANNEL) == count
    assert await channels.failures(db, OTHER) == 0
    async with db.transaction() as tx:
        await channels.well(tx, CHANNEL)
    assert await channels.failures(db, CHANNEL) == 0
    assert await channels.wakes_at(db, NOON) is None
