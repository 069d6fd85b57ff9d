"""A pause: what waited waits on, what comes is not told, and others of the channel take over."""

from dataclasses import replace
from datetime import timedelta

import pytest

from news.audience import recipients
from news.errors import Mistake
from news.models import Delivery, Fate, Pace, Place, Subscription
from pipeline.pausing import pause, resume
from pipeline.room import Room
from pipeline.sharing import SLICE
from pipeline.subscribing import change, subscribe, unsubscribe
from pipeline.undoing import undo
from storage import deliveries, fates, joins, posts, subscriptions
from storage.database import Database
from tests.builders import CHANNEL, GUILD, NOON, Clock, delivery, source, story, subscription
from tests.pipeline.messenger import post
from tests.storage.stock import keep, owe, private, stock

ROVER = story("Rover", topics=("mars", "rover"))
DUST = story("Dust", topics=("mars",))


async def added(room: Room, topic: str, **how: Pace) -> Subscription:
    wanted = subscription(topic=topic, **how)
    return (await subscribe(room, wanted, Place.TEXT, "en")).subscription


async def owing(db: Database, because_of: Subscription, **how: Fate) -> None:
    """Rover, as a reading would owe it."""
    await stock(db, ROVER, DUST)
    await owe(db, delivery("Rover", subscription_id=because_of.id, pace=because_of.pace, **how))


async def fate(db: Database) -> Fate:
    return (await deliveries.fates(db, CHANNEL))[ROVER.key]


async def waiting(db: Database) -> Delivery:
    [found] = await deliveries.waiting(db, CHANNEL)
    return found


async def test_what_waited_before_a_pause_is_told_after_it(
    room: Room, db: Database, clock: Clock
) -> None:
    mars = await added(room, "mars")
    await owing(db, mars)
    async with db.transaction() as tx:
        await posts.compose(tx, [post(ROVER)], NOON)
    await pause(room, GUILD, mars.id)
    assert await posts.following(db, CHANNEL) is None
    assert await fate(db) is Fate.PAUSED
    clock.move(days=6)
    assert await resume(room, GUILD, mars.id) == 1
    # By when it was owed: it is no fresh news, and pings nobody.
    assert await waiting(db) == delivery("Rover", subscription_id=mars.id, topic="mars")
    assert await subscriptions.of_channel(db, CHANNEL) == [mars]


async def test_of_many_that_waited_all_are_told(room: Room, db: Database) -> None:
    mars = await added(room, "mars")
    many = [story(f"Rover {number}", topics=("mars",)) for number in range(SLICE + 1)]
    await stock(db, *many)
    await owe(db, *(delivery(story_key=each.key, subscription_id=mars.id) for each in many))
    await pause(room, GUILD, mars.id)
    assert {*(await deliveries.fates(db, CHANNEL)).values()} == {Fate.PAUSED}
    assert await resume(room, GUILD, mars.id) == len(many)
    assert len(await deliveries.waiting(db, CHANNEL)) == len(many)


async def test_after_a_week_it_is_too_late(room: Room, db: Database, clock: Clock) -> None:
    mars = await added(room, "mars")
    await owing(db, mars)
    await pause(room, GUILD, mars.id)
    clock.move(days=8)
    assert await resume(room, GUILD, mars.id) == 0
    assert await fate(db) is Fate.EXPIRED


async def test_for_a_digest_it_waits_for_the_next_one(
    room: Room, db: Database, clock: Clock
) -> None:
    mars = await added(room, "mars", pace=Pace.DAILY)
    await owing(db, mars, fate=Fate.DIGEST)
    await pause(room, GUILD, mars.id)
    assert await fate(db) is Fate.PAUSED
    now = clock.move(days=2)
    await resume(room, GUILD, mars.id)
    found = await waiting(db)
    assert (found.fate, found.pace, found.due_at) == (Fate.OWED, Pace.DAILY, now)


async def test_what_waits_for_no_digest_any_more_is_told_when_the_pause_ends(
    room: Room, db: Database, clock: Clock
) -> None:
    mars = await added(room, "mars", pace=Pace.WEEKLY)
    await owing(db, mars)
    async with db.transaction() as tx:
        monday = NOON + timedelta(days=5)
        await deliveries.hold(tx, [replace(await waiting(db), fate=Fate.DIGEST, due_at=monday)])
    await pause(room, GUILD, mars.id)
    at_once = replace(mars, pace=Pace.INSTANT, paused_at=NOON)
    await change(room, at_once, Place.TEXT, 1)
    now = clock.move(hours=1)
    assert await resume(room, GUILD, mars.id) == 1
    assert (await waiting(db)).due_at == now


async def test_another_subscription_of_the_channel_takes_it_over(room: Room, db: Database) -> None:
    mars = await added(room, "mars")
    rover = await added(room, "rover", pace=Pace.DAILY)
    await owing(db, mars)
    await pause(room, GUILD, mars.id)
    found = await waiting(db)
    assert (found.subscription_id, found.pace, found.fate) == (rover.id, Pace.DAILY, Fate.OWED)
    assert await resume(room, GUILD, mars.id) == 0


async def test_what_comes_in_a_pause_is_never_told(room: Room, db: Database, clock: Clock) -> None:
    mars = await added(room, "mars")
    await pause(room, GUILD, mars.id)
    standing = await subscriptions.wanting(db, [ROVER])
    [owed] = recipients(ROVER, standing, clock.move(minutes=5))
    assert owed.fate is Fate.IN_PAUSE
    await stock(db, ROVER)
    await owe(db, owed)
    assert await resume(room, GUILD, mars.id) == 0
    assert await fate(db) is Fate.IN_PAUSE
    assert await fates.of_subscription(db, mars, NOON) == {Fate.IN_PAUSE: 1}
    assert await fates.of_subscription(db, mars, clock()) == {}


async def test_of_several_that_want_it_one_that_goes_on_tells_it(room: Room) -> None:
    fast, slow = subscription(id=1), subscription(id=2, pace=Pace.WEEKLY)
    [owed] = recipients(ROVER, [replace(fast, paused_at=NOON), slow], NOON)
    assert (owed.subscription_id, owed.fate) == (2, Fate.OWED)
    [owed] = recipients(ROVER, [fast, slow], NOON, fate=Fate.FIRST_READING)
    assert owed.fate is Fate.FIRST_READING


async def test_what_waits_in_a_pause_ends_with_its_subscription(room: Room, db: Database) -> None:
    mars = await added(room, "mars")
    await owing(db, mars)
    await pause(room, GUILD, mars.id)
    await unsubscribe(room, mars, by=1)
    assert await fate(db) is Fate.UNSUBSCRIBED


async def test_undo_brings_it_back_paused_with_what_waited(room: Room, db: Database) -> None:
    mars = await added(room, "mars")
    await owing(db, mars)
    await pause(room, GUILD, mars.id)
    key = await unsubscribe(room, mars, by=1)
    await undo(room, GUILD, key, Place.TEXT)
    assert await subscriptions.of_channel(db, CHANNEL) == [replace(mars, paused_at=NOON)]
    assert await fate(db) is Fate.PAUSED
    assert await resume(room, GUILD, mars.id) == 1


async def test_where_all_are_paused_it_stays_whose_it_was(room: Room, db: Database) -> None:
    rover, mars = await added(room, "rover"), await added(room, "mars")
    await owing(db, mars)
    await pause(room, GUILD, rover.id)
    await pause(room, GUILD, mars.id)
    assert await resume(room, GUILD, rover.id) == 0
    await pause(room, GUILD, rover.id)
    assert await resume(room, GUILD, mars.id) == 1


async def test_who_subscribes_to_the_same_again_ends_the_pause(room: Room, db: Database) -> None:
    mars = await added(room, "mars")
    await owing(db, mars)
    await pause(room, GUILD, mars.id)
    assert await added(room, "mars") == mars
    assert (await waiting(db)).fate is Fate.OWED


async def test_what_was_left_out_for_its_sake_is_told_in_the_pause_and_stays_alone(
    room: Room, db: Database
) -> None:
    await keep(db, source("club", private=True, owners=frozenset({GUILD})))
    secret, public = private("Rover rolls"), story("Rover rolls on", topics=("mars",))
    numbers = await stock(db, secret, public)
    wanted = subscription(topic=None, source_id="club")
    club = (await subscribe(room, wanted, Place.TEXT, "en")).subscription
    mars = await added(room, "mars")
    async with db.transaction() as tx:
        await joins.save(tx, {numbers[0]: numbers[1]})
    await owe(
        db,
        delivery(story_key=secret.key, subscription_id=club.id),
        delivery(story_key=public.key, subscription_id=mars.id, fate=Fate.SAME_EVENT),
    )
    await pause(room, GUILD, club.id)
    expected = {secret.key: Fate.PAUSED, public.key: Fate.OWED}
    assert await deliveries.fates(db, CHANNEL) == expected
    assert await resume(room, GUILD, club.id) == 0
    assert await deliveries.fates(db, CHANNEL) == expected | {secret.key: Fate.SAME_EVENT}


async def test_what_is_too_late_brings_no_other_story_of_its_event(
    room: Room, db: Database, clock: Clock
) -> None:
    await keep(db, source("club", private=True, owners=frozenset({GUILD})))
    secret, public = private("Rover rolls"), story("Rover rolls on", topics=("mars",))
    numbers = await stock(db, secret, public)
    wanted = subscription(topic=None, source_id="club")
    club = (await subscribe(room, wanted, Place.TEXT, "en")).subscription
    mars = await added(room, "mars")
    async with db.transaction() as tx:
        await joins.save(tx, {numbers[0]: numbers[1]})
    await pause(room, GUILD, mars.id)
    await owe(
        db,
        delivery(story_key=secret.key, subscription_id=club.id),
        delivery(story_key=public.key, subscription_id=mars.id, fate=Fate.SAME_EVENT),
    )
    await pause(room, GUILD, club.id)
    clock.move(days=8)
    for each in (mars, club):
        assert await resume(room, GUILD, each.id) == 0
    assert await deliveries.fates(db, CHANNEL) == {
        secret.key: Fate.EXPIRED,
        public.key: Fate.SAME_EVENT,
    }


async def test_a_second_pause_is_none_and_a_strangers_number_a_mistake(
    room: Room, db: Database, clock: Clock
) -> None:
    mars = await added(room, "mars")
    assert await resume(room, GUILD, mars.id) == 0
    await pause(room, GUILD, mars.id)
    clock.move(hours=1)
    await pause(room, GUILD, mars.id)
    assert await subscriptions.of_channel(db, CHANNEL) == [replace(mars, paused_at=NOON)]
    for act in (pause, resume):
        with pytest.raises(Mistake):
            await act(room, GUILD + 1, mars.id)
    assert clock() - timedelta(hours=1) == NOON
