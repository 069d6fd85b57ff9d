"""What an admin did to a subscription is taken back, and nothing is lost by it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from news.errors import Mistake
from news.models import Fate, Pace, Place, Style, Subscription
from pipeline import undoing
from pipeline.pausing import pause, resume
from pipeline.room import Room
from pipeline.subscribing import change, subscribe, unsubscribe
from pipeline.sweeping import sweep
from storage import channels, deliveries, joins, subscriptions
from storage.database import Database
from tests.builders import CHANNEL, GUILD, NOON, Clock, delivery, source, story, subscription
from tests.storage.stock import keep, owe, private, stock

ROVER = story("Rover", topics=("mars", "rover"))
DUST = story("Dust", topics=("mars",))
ADA = 9


async def added(room: Room, **wanted: object) -> Subscription:
    made = await subscribe(room, subscription(**wanted), Place.TEXT, "en")
    return made.subscription


async def owing(db: Database, because_of: Subscription, *titles: str) -> None:
    await stock(db, ROVER, DUST)
    waits = {"subscription_id": because_of.id, "pace": because_of.pace}
    await owe(db, *(delivery(each, **waits) for each in titles))


async def undo(room: Room, key: str) -> None:
    await undoing.undo(room, GUILD, key, Place.TEXT)


async def test_a_new_one_goes_and_nothing_of_it_is_told(room: Room, db: Database) -> None:
    made = await subscribe(room, subscription(topic="mars"), Place.TEXT, "en")
    await owing(db, made.subscription, "Rover")
    await undo(room, made.undo)
    assert await subscriptions.of_guild(db, GUILD) == []
    assert await deliveries.fates(db, CHANNEL) == {ROVER.key: Fate.UNSUBSCRIBED}


async def test_a_changed_one_is_as_it_was(room: Room, db: Database) -> None:
    before = await added(room, topic="mars", style=Style.COMPACT, max_per_hour=3)
    await owing(db, before, "Rover", "Dust")
    otherwise = replace(before, query="rover", max_per_hour=None, silent=True)
    changed = await change(room, otherwise, Place.TEXT, ADA)
    assert await deliveries.fates(db, CHANNEL) == {
        ROVER.key: Fate.OWED,
        DUST.key: Fate.UNSUBSCRIBED,
    }
    await undo(room, changed.undo)
    assert await subscriptions.of_channel(db, CHANNEL) == [before]
    assert {*(await deliveries.fates(db, CHANNEL)).values()} == {Fate.OWED}


async def test_an_ended_one_is_back_with_its_number_and_what_waited(
    room: Room, db: Database, clock: Clock
) -> None:
    before = await added(room, topic="mars", pace=Pace.DAILY, silent=True, created_by=ADA)
    await owing(db, before, "Rover", "Dust")
    [waits, other] = await deliveries.waiting(db, CHANNEL)
    async with db.transaction() as tx:
        morning = NOON + timedelta(hours=20)
        held = [replace(each, fate=Fate.DIGEST, due_at=morning) for each in (waits, other)]
        await deliveries.hold(tx, held)
    key = await unsubscribe(room, before, ADA)
    clock.move(hours=1)
    await undo(room, key)
    assert await subscriptions.of_channel(db, CHANNEL) == [before]
    # As when they were owed: they come in the digest in which they would have come.
    assert await deliveries.waiting_for(db, before.id, CHANNEL) == [waits, other]
    assert await channels.due(db, clock()) == [CHANNEL]


async def test_its_number_may_be_anothers_by_then(room: Room, db: Database) -> None:
    before = await added(room, topic="mars")
    key = await unsubscribe(room, before)
    other = await added(room, topic="moon")
    assert other.id == before.id
    await undo(room, key)
    [_, again] = await subscriptions.of_channel(db, CHANNEL)
    assert again == replace(before, id=again.id)


async def test_what_another_one_took_over_is_told_as_before(room: Room, db: Database) -> None:
    mars = await added(room, topic="mars")
    weekly = await added(room, topic="all", pace=Pace.WEEKLY)
    await owing(db, mars, "Rover")
    key = await unsubscribe(room, mars)
    assert len(await deliveries.waiting_for(db, weekly.id, CHANNEL)) == 1
    await undo(room, key)
    [waits] = await deliveries.waiting(db, CHANNEL)
    assert (waits.subscription_id, waits.pace) == (mars.id, Pace.INSTANT)


async def test_what_fell_to_one_that_is_paused_is_told_as_before(room: Room, db: Database) -> None:
    mars, resting = await added(room, topic="mars"), await added(room, topic="all")
    await owing(db, mars, "Rover")
    await pause(room, GUILD, resting.id)
    key = await unsubscribe(room, mars)
    assert await deliveries.fates(db, CHANNEL) == {ROVER.key: Fate.PAUSED}
    await undo(room, key)
    [waits] = await deliveries.waiting(db, CHANNEL)
    assert (waits.subscription_id, waits.fate) == (mars.id, Fate.OWED)


async def test_what_was_told_meanwhile_is_not_told_again(room: Room, db: Database) -> None:
    mars = await added(room, topic="mars")
    await owing(db, mars, "Rover")
    await added(room, topic="all")
    key = await unsubscribe(room, mars)
    [waits] = await deliveries.waiting(db, CHANNEL)
    async with db.transaction() as tx:
        await deliveries.settle(tx, [waits], Fate.TOLD)
    await undo(room, key)
    assert await deliveries.fates(db, CHANNEL) == {ROVER.key: Fate.TOLD}


async def test_an_event_that_another_story_tells_meanwhile_is_not_told_twice(
    room: Room, db: Database
) -> None:
    await keep(db, source("club", private=True, owners=frozenset({GUILD})))
    secret, public = private("Rover rolls"), story("Rover rolls on", topics=("mars",))
    numbers = await stock(db, secret, public)
    club, mars = await added(room, topic=None, source_id="club"), await added(room, topic="mars")
    async with db.transaction() as tx:
        await joins.save(tx, {numbers[0]: numbers[1]})
    await owe(
        db,
        delivery(story_key=secret.key, subscription_id=club.id),
        delivery(story_key=public.key, subscription_id=mars.id, fate=Fate.SAME_EVENT),
    )
    key = await unsubscribe(room, club)
    await undo(room, key)
    assert await deliveries.fates(db, CHANNEL) == {
        secret.key: Fate.UNSUBSCRIBED,
        public.key: Fate.OWED,
    }


async def test_what_has_changed_since_stays(room: Room, db: Database) -> None:
    made = await subscribe(room, subscription(topic="mars"), Place.TEXT, "en")
    later = replace(made.subscription, silent=True)
    changed = await change(room, later, Place.TEXT, ADA)
    with pytest.raises(Mistake, match="changed or has ended since"):
        await undo(room, made.undo)
    ended = await unsubscribe(room, later)
    with pytest.raises(Mistake, match="changed or has ended since"):
        await undo(room, changed.undo)
    await added(room, topic="mars")
    with pytest.raises(Mistake, match="again already"):
        await undo(room, ended)
    assert len(await subscriptions.of_channel(db, CHANNEL)) == 1


async def test_what_another_one_has_come_to_want_since_is_not_wanted_twice(
    room: Room, db: Database
) -> None:
    rover = await added(room, topic="mars", query="rover")
    changed = await change(room, replace(rover, query="dust"), Place.TEXT, ADA)
    await added(room, topic="mars", query="rover")
    with pytest.raises(Mistake, match="again already"):
        await undo(room, changed.undo)
    queries = {each.query for each in await subscriptions.of_channel(db, CHANNEL)}
    assert queries == {"dust", "rover"}


async def test_a_source_that_the_server_has_no_more_is_not_had_by_undo(
    room: Room, db: Database
) -> None:
    await keep(db, source("club", private=True, owners=frozenset({GUILD})))
    key = await unsubscribe(room, await added(room, topic=None, source_id="club"))
    await keep(db, source("club", private=True, owners=frozenset({2})))
    with pytest.raises(Mistake, match="that source no longer"):
        await undo(room, key)
    assert await subscriptions.of_guild(db, GUILD) == []


async def test_it_is_undone_once_in_its_own_server_within_a_week(
    room: Room, db: Database, clock: Clock
) -> None:
    key = await unsubscribe(room, await added(room, topic="mars"))
    later = await unsubscribe(room, await added(room, topic="moon"))
    with pytest.raises(Mistake, match="cannot be undone any more"):
        await undoing.undo(room, GUILD + 1, key, Place.TEXT)
    await undo(room, key)
    with pytest.raises(Mistake, match="cannot be undone any more"):
        await undo(room, key)
    clock.move(days=6)
    await sweep(room)
    assert await undoing.find(room, GUILD, later)
    clock.move(days=2)
    await sweep(room)
    with pytest.raises(Mistake, match="more than a week"):
        await undoing.find(room, GUILD, later)


async def test_what_ended_cannot_be_changed_or_ended(room: Room, db: Database) -> None:
    mars, moon = await added(room, topic="mars"), await added(room, topic="moon")
    with pytest.raises(Mistake, match="already"):
        await change(room, mars, Place.TEXT, ADA)
    await unsubscribe(room, moon)
    for again in (unsubscribe(room, moon), change(room, moon, Place.TEXT, ADA)):
        with pytest.raises(Mistake, match="has ended"):
            await again


async def test_a_form_that_is_handed_in_ends_no_pause_that_it_did_not_know_of(
    room: Room, db: Database
) -> None:
    shown = await added(room, topic="mars")
    await pause(room, GUILD, shown.id)
    await change(room, replace(shown, silent=True), Place.TEXT, ADA)
    expected = replace(shown, silent=True, paused_at=NOON)
    assert await subscriptions.of_channel(db, CHANNEL) == [expected]
    await resume(room, GUILD, shown.id)
    with pytest.raises(Mistake, match="already"):
        await change(room, expected, Place.TEXT, ADA)


async def test_two_cannot_come_to_want_the_same(room: Room, db: Database) -> None:
    await added(room, topic="mars")
    rover = await added(room, topic="mars", query="rover")
    with pytest.raises(Mistake, match="already"):
        await change(room, replace(rover, query=""), Place.TEXT, ADA)
    assert len(await subscriptions.of_channel(db, CHANNEL)) == 2
