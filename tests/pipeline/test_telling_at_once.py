"""The stories of a rehearsal are told now: once, to those that may see them, whatever the pace."""

from dataclasses import replace

import pytest

from news.errors import Mistake
from news.models import Fate, Pace, Place, Subscription
from pipeline.newsroom import Newsroom
from pipeline.pausing import pause
from pipeline.room import Room
from pipeline.subscribing import subscribe, unsubscribe
from pipeline.telling_at_once import Owed, tell
from storage import deliveries, guilds, joins, stories
from storage.database import Database
from tests.builders import CHANNEL, GUILD, Clock, delivery, source, story, subscription
from tests.pipeline.messenger import Discord
from tests.storage.stock import keep, owe, private, stock

ROVER, DUST, ICE = (story(each, topics=("mars",)) for each in ("Rover", "Dust", "Ice"))
KEYS = [ICE.key, DUST.key, ROVER.key]


@pytest.fixture
async def daily(room: Room, db: Database) -> Subscription:
    """With three stories that were there before."""
    await stock(db, ROVER, DUST, ICE)
    wanted = subscription(topic="mars", pace=Pace.DAILY)
    return (await subscribe(room, wanted, Place.TEXT, "en")).subscription


async def told(newsroom: Newsroom, discord: Discord) -> list[str]:
    while await newsroom.deliver_once(discord):
        await newsroom.finish()
    return discord.titles()


async def test_a_digest_does_not_hold_them_up(
    newsroom: Newsroom, discord: Discord, daily: Subscription
) -> None:
    assert await tell(newsroom.room, daily, KEYS) == Owed(3, 0, None)
    assert await told(newsroom, discord) == ["Rover", "Dust", "Ice"]


async def test_again_there_is_nothing_new_to_tell(
    newsroom: Newsroom, discord: Discord, daily: Subscription
) -> None:
    await tell(newsroom.room, daily, KEYS)
    assert await tell(newsroom.room, daily, KEYS) == Owed(0, 3, None)
    await told(newsroom, discord)
    assert await tell(newsroom.room, daily, KEYS) == Owed(0, 3, None)
    assert len(await told(newsroom, discord)) == 3


@pytest.mark.parametrize("fate", [Fate.FIRST_READING, Fate.UNSUBSCRIBED, Fate.DIGEST, Fate.EXPIRED])
async def test_what_was_not_told_for_whatever_reason_is_told_now(
    newsroom: Newsroom, discord: Discord, daily: Subscription, db: Database, fate: Fate
) -> None:
    await owe(db, delivery("Rover", fate=fate, subscription_id=77, pace=Pace.DAILY))
    assert await tell(newsroom.room, daily, [ROVER.key]) == Owed(1, 0, None)
    assert await told(newsroom, discord) == ["Rover"]


@pytest.mark.parametrize("fate", [Fate.TOLD, Fate.REFUSED, Fate.OWED, Fate.QUIET])
async def test_what_was_told_or_is_on_its_way_stays_once(
    room: Room, daily: Subscription, db: Database, fate: Fate
) -> None:
    await owe(db, delivery("Rover", fate=fate, subscription_id=77))
    assert await tell(room, daily, [ROVER.key, DUST.key]) == Owed(1, 1, None)
    assert (await deliveries.fates(db, CHANNEL))[ROVER.key] is fate


async def test_what_another_story_of_the_event_tells_is_not_told_again(
    room: Room, daily: Subscription, db: Database
) -> None:
    await keep(db, source("club", private=True, owners=frozenset({GUILD})))
    secret = private("Rover rolls")
    [number] = await stock(db, secret)
    numbers = await stories.numbers(db, [ROVER.key])
    async with db.transaction() as tx:
        await joins.save(tx, {number: numbers[ROVER.key]})
    await owe(db, delivery(story_key=secret.key, fate=Fate.TOLD))
    assert await tell(room, daily, [ROVER.key]) == Owed(0, 1, None)


async def test_in_quiet_hours_they_wait_for_their_end(
    newsroom: Newsroom, discord: Discord, daily: Subscription, db: Database, clock: Clock
) -> None:
    async with db.transaction() as tx:
        await guilds.choose(tx, GUILD, {"quiet_from": 11 * 60, "quiet_to": 13 * 60})
    owed = await tell(newsroom.room, daily, KEYS)
    assert owed.until == clock().replace(hour=13)
    assert await told(newsroom, discord) == []
    clock.move(hours=1)
    assert len(await told(newsroom, discord)) == 1  # a roundup of all that the night held up


async def test_what_it_does_not_want_or_its_server_may_not_see_is_not_told(
    room: Room, db: Database, daily: Subscription
) -> None:
    await keep(db, source("club", private=True, owners=frozenset({GUILD + 1})))
    theirs, moon = replace(private("Rover rolls"), topics=("mars",)), story("M", topics=("moon",))
    await stock(db, theirs, moon)
    with pytest.raises(Mistake, match="cannot be posted any more"):
        await tell(room, daily, [theirs.key, moon.key, "f" * 24])
    assert await deliveries.fates(db, CHANNEL) == {}


async def test_of_one_that_has_ended_or_rests_nothing_is_told(
    room: Room, db: Database, daily: Subscription
) -> None:
    await pause(room, GUILD, daily.id)
    with pytest.raises(Mistake, match="is paused"):
        await tell(room, daily, KEYS)
    await unsubscribe(room, daily)
    with pytest.raises(Mistake, match="has ended"):
        await tell(room, daily, KEYS)
    assert await deliveries.fates(db, CHANNEL) == {}
