"""A subscription comes, changes or goes, and with it what is owed because of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from news.errors import Mistake
from news.models import Delivery, Fate, Pace, Place, Story, Subscription
from pipeline.newsroom import Newsroom
from pipeline.room import Room
from pipeline.subscribing import subscribe, unsubscribe
from storage import channels, deliveries, joins, posts, subscriptions
from storage.database import Database
from storage.subscriptions import Standing
from tests.builders import CHANNEL, GUILD, NOON, delivery, source, story, subscription
from tests.pipeline.messenger import Discord, post
from tests.storage.stock import keep, owe, private, stock

ROVER = story("Rover", topics=("mars", "rover"))
DUST = story("Dust", topics=("mars",))


async def added(room: Room, *topics: str, channel_id: int = CHANNEL) -> list[Subscription]:
    wanted = [subscription(topic=topic, channel_id=channel_id) for topic in topics]
    return [(await subscribe(room, each, Place.TEXT, "en")).subscription for each in wanted]


async def owing(db: Database, because_of: Subscription, *titles: str) -> None:
    await stock(db, ROVER, DUST)
    await owe(
        db,
        *(
            delivery(each, subscription_id=because_of.id, channel_id=because_of.channel_id)
            for each in titles
        ),
    )


async def waiting_for(db: Database, wanted: Subscription) -> list[str]:
    found: list[Delivery] = await deliveries.waiting_for(db, wanted.id, wanted.channel_id)
    return [each.story_key for each in found]


async def test_a_subscription_stands_from_now_on(room: Room, db: Database) -> None:
    [wanted] = await added(room, "mars")
    assert await subscriptions.of_guild(db, GUILD) == [Standing(wanted)]
    assert await deliveries.fates(db, CHANNEL) == {}


async def test_the_language_of_the_server_is_kept(room: Room) -> None:
    made = await subscribe(room, subscription(), Place.TEXT, "pt-BR")
    assert made.subscription.languages == {"pt", "en"}


async def test_the_same_one_again_is_a_mistake_that_says_where(room: Room, db: Database) -> None:
    [wanted] = await added(room, "mars")
    with pytest.raises(Mistake, match=f"<#{CHANNEL}>"):
        await added(room, "mars")
    assert await subscriptions.of_channel(db, CHANNEL) == [wanted]


@pytest.mark.parametrize("again", [False, True])
async def test_whoever_subscribes_wakes_a_resting_channel(
    room: Room, db: Database, again: bool
) -> None:
    if again:
        await added(room, "mars")
    room.owed.clear()
    async with db.transaction() as tx:
        retry_at = NOON + timedelta(hours=1)
        await channels.rest(tx, CHANNEL, retry_at, "delivery.forbidden")
    if again:
        with pytest.raises(Mistake):
            await added(room, "mars")
    else:
        await added(room, "mars")
    assert await channels.failures(db, CHANNEL) == 0
    assert room.owed.is_set()


async def test_what_nobody_in_the_channel_wants_any_more_is_not_told(
    room: Room, db: Database
) -> None:
    [mars, moon] = await added(room, "mars", "moon")
    await owing(db, mars, "Rover")
    await unsubscribe(room, mars)
    assert await deliveries.fates(db, CHANNEL) == {ROVER.key: Fate.UNSUBSCRIBED}
    assert await subscriptions.of_channel(db, CHANNEL) == [moon]


async def test_what_another_subscription_of_the_channel_wants_stays_owed(
    room: Room, db: Database
) -> None:
    [mars, rover] = await added(room, "mars", "rover")
    await owing(db, mars, "Rover", "Dust")
    await unsubscribe(room, mars)
    assert await waiting_for(db, rover) == [ROVER.key]
    assert await deliveries.fates(db, CHANNEL) == {
        ROVER.key: Fate.OWED,
        DUST.key: Fate.UNSUBSCRIBED,
    }
    await unsubscribe(room, rover)
    assert set((await deliveries.fates(db, CHANNEL)).values()) == {Fate.UNSUBSCRIBED}


async def test_other_channels_and_other_subscriptions_are_left_alone(
    room: Room, db: Database
) -> None:
    [mars, rover] = await added(room, "mars", "rover")
    [elsewhere] = await added(room, "mars", channel_id=7)
    await owing(db, rover, "Rover")
    await owe(db, delivery("Dust", subscription_id=elsewhere.id, channel_id=7))
    await unsubscribe(room, mars)
    assert await waiting_for(db, rover) == [ROVER.key]
    assert await waiting_for(db, elsewhere) == [DUST.key]


async def test_what_is_composed_but_not_under_way_is_not_told_either(
    room: Room, db: Database
) -> None:
    [mars] = await added(room, "mars")
    await owing(db, mars, "Rover")
    async with db.transaction() as tx:
        await posts.compose(tx, [post(ROVER)], NOON)
    await unsubscribe(room, mars)
    assert await deliveries.fates(db, CHANNEL) == {ROVER.key: Fate.UNSUBSCRIBED}
    assert await posts.following(db, CHANNEL) is None


async def test_a_post_under_way_is_told_all_the_same(room: Room, db: Database) -> None:
    [mars] = await added(room, "mars")
    await owing(db, mars, "Rover")
    async with db.transaction() as tx:
        await posts.compose(tx, [post(ROVER)], NOON)
        await posts.start(tx, post(ROVER), NOON)
    await unsubscribe(room, mars)
    assert await deliveries.fates(db, CHANNEL) == {ROVER.key: Fate.OWED}
    assert await posts.following(db, CHANNEL) is not None


async def test_the_same_wants_told_otherwise_are_a_change(room: Room, db: Database) -> None:
    [mars] = await added(room, "mars")
    wanted = subscription(topic="mars", pace=Pace.DAILY, silent=True, created_by=99)
    made = await subscribe(room, wanted, Place.TEXT, "en")
    assert not made.is_new
    assert made.subscription == replace(mars, pace=Pace.DAILY, silent=True)
    assert await subscriptions.of_channel(db, CHANNEL) == [made.subscription]


async def test_what_waits_is_told_as_the_changed_subscription_says(
    room: Room, db: Database
) -> None:
    [mars] = await added(room, "mars")
    await owing(db, mars, "Rover")
    async with db.transaction() as tx:
        await posts.compose(tx, [post(ROVER)], NOON)
    await subscribe(room, replace(mars, pace=Pace.WEEKLY), Place.TEXT, "en")
    [waiting] = await deliveries.waiting(db, CHANNEL)
    assert (waiting.fate, waiting.pace) == (Fate.OWED, Pace.WEEKLY)
    assert await posts.following(db, CHANNEL) is None


async def test_what_was_held_is_planned_anew(room: Room, db: Database) -> None:
    [mars] = await added(room, "mars")
    await owing(db, mars, "Rover")
    [owed] = await deliveries.waiting(db, CHANNEL)
    async with db.transaction() as tx:
        later = replace(owed, fate=Fate.BUDGET, due_at=NOON + timedelta(hours=1))
        await deliveries.hold(tx, [later])
    await subscribe(room, replace(mars, max_per_hour=60), Place.TEXT, "en")
    [waiting] = await deliveries.due(db, CHANNEL, NOON, most=9)
    assert waiting.fate is Fate.OWED
    assert await channels.due(db, NOON) == [CHANNEL]


async def test_what_sort_of_place_it_is_is_kept(room: Room, db: Database) -> None:
    await subscribe(room, subscription(), Place.FORUM, "en")
    assert await channels.place(db, CHANNEL) is Place.FORUM


async def twins(room: Room, db: Database) -> tuple[Subscription, Story, Story]:
    """A private story that waits, and the public one of the same event left out for its sake.

    Also the subscription because of which the private one waits.
    """
    await keep(db, source("club", private=True, owners=frozenset({GUILD})))
    secret, public = private("Rover rolls"), story("Rover rolls on", topics=("mars",))
    numbers = await stock(db, secret, public)
    club = (await subscribe(room, subscription(topic=None, source_id="club"), Place.TEXT, "en"))[0]
    [mars] = await added(room, "mars")
    async with db.transaction() as tx:
        await joins.save(tx, {numbers[0]: numbers[1]})
    await owe(
        db,
        delivery(story_key=secret.key, subscription_id=club.id),
        delivery(story_key=public.key, subscription_id=mars.id, fate=Fate.SAME_EVENT),
    )
    return club, secret, public


async def test_who_is_not_told_a_private_story_after_all_is_told_the_public_one(
    room: Room, db: Database
) -> None:
    club, secret, public = await twins(room, db)
    await unsubscribe(room, club)
    assert await deliveries.fates(db, CHANNEL) == {
        secret.key: Fate.UNSUBSCRIBED,
        public.key: Fate.OWED,
    }
    assert await channels.due(db, room.clock()) == [CHANNEL]


async def test_who_may_not_see_a_private_story_any_more_is_told_the_public_one(
    room: Room, db: Database, newsroom: Newsroom, discord: Discord
) -> None:
    _, secret, public = await twins(room, db)
    await keep(db, source("club", private=True, owners=frozenset({2})))
    while await newsroom.deliver_once(discord):
        await newsroom.finish()
    assert discord.titles() == ["Rover rolls on"]
    assert await deliveries.fates(db, CHANNEL) == {
        secret.key: Fate.HIDDEN,
        public.key: Fate.TOLD,
    }


async def test_what_was_left_out_is_not_told_because_of_another_channels_subscription(
    room: Room, db: Database
) -> None:
    club, secret, public = await twins(room, db)
    [_, mars] = await subscriptions.of_channel(db, CHANNEL)
    await unsubscribe(room, mars)
    [other] = await added(room, "moon", channel_id=CHANNEL + 1)
    assert other.id == mars.id
    await unsubscribe(room, club)
    assert await deliveries.fates(db, CHANNEL) == {
        secret.key: Fate.UNSUBSCRIBED,
        public.key: Fate.SAME_EVENT,
    }
