"""What is done to messages that stand: published to those who follow the channel, and edited."""

from datetime import timedelta

import pytest

from news.errors import Blocked, ChannelForbidden, MessageDeleted, PostRefused, SendFailed
from news.models import Fate, Pace, Place, Post, PostKind, Style, Subscription
from news.publishing import AN_HOUR, LATEST, WAIT
from pipeline.newsroom import Newsroom
from storage import channels
from storage.database import Database
from tests.builders import CHANNEL, GUILD, Clock, article, source
from tests.pipeline.messenger import Discord
from tests.pipeline.telling import GREAT, TITLES, fates, furnish, owed, read, tell, wanting
from tests.storage.stock import keep

FAILED = SendFailed("delivery.discord_fails")
MINUTE = timedelta(minutes=1)


def is_crosspost(post: Post) -> bool:
    return post.kind is PostKind.CROSSPOST


def is_edit(post: Post) -> bool:
    return post.kind is PostKind.EDIT


@pytest.fixture
async def wanted(db: Database, clock: Clock) -> Subscription:
    """Of an announcement channel that publishes."""
    await furnish(db)
    await keep(db, *map(source, ("orbit", "apogee", "nadir", "zenith")))
    async with db.transaction() as tx:
        await channels.put(tx, CHANNEL, GUILD, Place.ANNOUNCEMENT)
    return await wanting(db, clock, publish=True)


async def told_again(newsroom: Newsroom, clock: Clock, *outlets: str) -> None:
    """More outlets tell the great story."""
    for outlet in outlets:
        again = article(GREAT, source_id=outlet, published_at=clock.now)
        await read(newsroom, outlet, again)


async def test_a_message_is_published_when_its_story_had_time_to_grow(
    newsroom: Newsroom, db: Database, discord: Discord, clock: Clock, wanted: Subscription
) -> None:
    await owed(db, clock, "One", wanted=wanted)
    await tell(newsroom, discord)
    assert discord.published == []
    assert await channels.wakes_at(db, clock.now) == clock.now + WAIT
    clock.now += WAIT
    await tell(newsroom, discord)
    assert discord.published == [1]
    assert await channels.wakes_at(db, clock.now) is None


async def test_nobody_follows_what_is_not_to_be_published(
    newsroom: Newsroom, db: Database, discord: Discord, clock: Clock, wanted: Subscription
) -> None:
    quiet = await wanting(db, clock, topic="mars")
    await owed(db, clock, "One", wanted=quiet)
    await tell(newsroom, discord)
    clock.now += WAIT
    await tell(newsroom, discord)
    assert (discord.titles(), discord.published) == (["One"], [])


async def test_what_three_outlets_tell_is_published_at_once(
    newsroom: Newsroom, db: Database, discord: Discord, clock: Clock, wanted: Subscription
) -> None:
    await told_again(newsroom, clock, "apogee", "nadir")
    await owed(db, clock, GREAT, wanted=wanted)
    await tell(newsroom, discord)
    assert discord.published == [1]


async def test_a_story_that_grows_to_three_outlets_need_not_wait(
    newsroom: Newsroom, db: Database, discord: Discord, clock: Clock, wanted: Subscription
) -> None:
    await owed(db, clock, GREAT, wanted=wanted)
    await tell(newsroom, discord)
    clock.now += 5 * MINUTE
    await told_again(newsroom, clock, "apogee")
    await tell(newsroom, discord)
    assert discord.published == []
    await told_again(newsroom, clock, "nadir")
    await tell(newsroom, discord)
    assert discord.published == [1]


@pytest.mark.parametrize("changed", [{"style": Style.COMPACT}, {"pace": Pace.HOURLY}])
async def test_however_it_is_told_it_waits_to_be_published(
    newsroom: Newsroom,
    db: Database,
    discord: Discord,
    clock: Clock,
    wanted: Subscription,
    changed: dict[str, object],
) -> None:
    other = await wanting(db, clock, topic="mars", publish=True, **changed)
    await owed(db, clock, "One", "Two", wanted=other)
    clock.move(hours=1)
    await tell(newsroom, discord)
    assert discord.published == []
    clock.now += WAIT
    await tell(newsroom, discord)
    assert discord.published == [1]


async def test_of_more_than_discord_takes_the_best_come_first(
    newsroom: Newsroom, db: Database, discord: Discord, clock: Clock, wanted: Subscription
) -> None:
    await owed(db, clock, *TITLES, wanted=wanted)
    await tell(newsroom, discord)
    great = discord.titles().index(GREAT) + 1
    clock.now += 10 * MINUTE
    await told_again(newsroom, clock, "apogee")
    clock.now += 10 * MINUTE
    await tell(newsroom, discord)
    assert len(discord.published) == AN_HOUR
    assert discord.published[0] == great
    clock.now += 59 * MINUTE
    await tell(newsroom, discord)
    assert len(discord.published) == AN_HOUR
    clock.now += MINUTE
    await tell(newsroom, discord)
    assert sorted(discord.published) == list(range(1, len(TITLES) + 1))


async def test_what_grows_while_discord_takes_no_more_comes_first_then(
    newsroom: Newsroom, db: Database, discord: Discord, clock: Clock, wanted: Subscription
) -> None:
    await owed(db, clock, *TITLES[:AN_HOUR], wanted=wanted)
    await tell(newsroom, discord)
    clock.now += WAIT
    await tell(newsroom, discord)
    await owed(db, clock, TITLES[AN_HOUR], wanted=wanted)
    await owed(db, clock, GREAT, wanted=wanted)
    await tell(newsroom, discord)
    clock.now += WAIT
    await tell(newsroom, discord)
    assert len(discord.published) == AN_HOUR
    await told_again(newsroom, clock, "apogee", "nadir")
    clock.now += 40 * MINUTE
    await tell(newsroom, discord)
    assert discord.published[AN_HOUR:] == [AN_HOUR + 2, AN_HOUR + 1]


async def test_three_hours_later_followers_have_it_from_elsewhere(
    newsroom: Newsroom, db: Database, discord: Discord, clock: Clock, wanted: Subscription
) -> None:
    await owed(db, clock, "One", wanted=wanted)
    discord.fail(FAILED, is_crosspost)
    await tell(newsroom, discord)
    told_at = clock.now
    while then := await channels.wakes_at(db, clock.now):
        clock.now = then
        await tell(newsroom, discord)
    assert timedelta(0) < clock.now - told_at - LATEST <= timedelta(minutes=10)
    assert discord.published == []
    assert await fates(db) == {"One": Fate.TOLD}


@pytest.mark.parametrize(
    "refusal",
    [
        PostRefused("delivery.refused"),
        ChannelForbidden("delivery.forbidden"),
        MessageDeleted("delivery.deleted"),
    ],
)
async def test_what_discord_does_not_publish_is_asked_for_once_and_takes_nobodys_place(
    newsroom: Newsroom,
    db: Database,
    discord: Discord,
    clock: Clock,
    wanted: Subscription,
    refusal: SendFailed,
) -> None:
    await owed(db, clock, *TITLES[:-1], wanted=wanted)
    await tell(newsroom, discord)
    discord.fail(refusal, lambda each: is_crosspost(each) and each.message_id == 1)
    clock.now += WAIT
    await tell(newsroom, discord)
    assert discord.published == list(range(2, AN_HOUR + 2))
    assert await channels.trouble(db, CHANNEL) is None


async def test_when_discord_takes_no_more_the_others_are_not_tried(
    newsroom: Newsroom, db: Database, discord: Discord, clock: Clock, wanted: Subscription
) -> None:
    """Somebody else has published there, too: each more request would count as invalid."""
    await owed(db, clock, *TITLES[:5], wanted=wanted)
    await tell(newsroom, discord)
    wait = timedelta(minutes=50)
    discord.fail(SendFailed("delivery.rate_limited", retry_after=wait), is_crosspost)
    clock.now += WAIT
    await tell(newsroom, discord)
    assert discord.acts[PostKind.CROSSPOST] == 1
    assert await channels.wakes_at(db, clock.now) == clock.now + wait
    discord.recover()
    clock.now += wait
    await tell(newsroom, discord)
    assert discord.published == [1, 2, 3, 4, 5]


async def test_a_message_that_waits_to_be_published_holds_up_no_story(
    newsroom: Newsroom, db: Database, discord: Discord, clock: Clock, wanted: Subscription
) -> None:
    await owed(db, clock, "One", wanted=wanted)
    await tell(newsroom, discord)
    discord.fail(FAILED, is_crosspost)
    clock.now += WAIT
    await owed(db, clock, "Two", wanted=wanted)
    await tell(newsroom, discord)
    assert discord.titles() == ["One", "Two"]
    assert await channels.trouble(db, CHANNEL) is None


async def test_a_message_that_waits_to_be_published_is_edited_meanwhile(
    newsroom: Newsroom, db: Database, discord: Discord, clock: Clock, wanted: Subscription
) -> None:
    await owed(db, clock, GREAT, wanted=wanted)
    await tell(newsroom, discord)
    await told_again(newsroom, clock, "apogee")
    await tell(newsroom, discord)
    assert [number for number, _ in discord.edits] == [1]
    clock.now += WAIT
    await tell(newsroom, discord)
    assert discord.published == [1]


async def test_an_edit_that_fails_holds_up_no_story(
    newsroom: Newsroom, db: Database, discord: Discord, clock: Clock, wanted: Subscription
) -> None:
    await owed(db, clock, GREAT, wanted=wanted)
    await tell(newsroom, discord)
    discord.fail(FAILED, is_edit)
    await told_again(newsroom, clock, "apogee")
    await owed(db, clock, "Two", wanted=wanted)
    await tell(newsroom, discord)
    await owed(db, clock, "Three", wanted=wanted)
    await tell(newsroom, discord)
    assert discord.titles() == [GREAT, "Two", "Three"]
    discord.recover()
    clock.now += 10 * MINUTE
    await tell(newsroom, discord)
    assert [number for number, _ in discord.edits] == [1]


async def test_an_edit_that_is_a_mistake_of_ours_holds_up_no_story(
    newsroom: Newsroom, db: Database, discord: Discord, clock: Clock, wanted: Subscription
) -> None:
    await owed(db, clock, GREAT, wanted=wanted)
    await tell(newsroom, discord)
    discord.fail(ZeroDivisionError("ours"), is_edit)
    await told_again(newsroom, clock, "apogee")
    await tell(newsroom, discord)
    await owed(db, clock, "Two", wanted=wanted)
    await tell(newsroom, discord)
    assert discord.titles() == [GREAT, "Two"]
    assert discord.acts[PostKind.EDIT] == 1


async def test_a_message_that_moderators_deleted_is_left_alone(
    newsroom: Newsroom, db: Database, discord: Discord, clock: Clock, wanted: Subscription
) -> None:
    await owed(db, clock, GREAT, wanted=wanted)
    await tell(newsroom, discord)
    discord.fail(MessageDeleted("delivery.deleted"), is_edit)
    await told_again(newsroom, clock, "apogee")
    await tell(newsroom, discord)
    discord.recover()
    for outlet in ("nadir", "zenith"):
        clock.now += 5 * MINUTE
        await told_again(newsroom, clock, outlet)
        await tell(newsroom, discord)
    assert discord.acts == {PostKind.CARD: 1, PostKind.EDIT: 1}
    assert await fates(db) == {GREAT: Fate.TOLD}
    assert await channels.wakes_at(db, clock.now) is None


async def test_while_discord_blocks_us_nothing_is_published_either(
    newsroom: Newsroom, db: Database, discord: Discord, clock: Clock, wanted: Subscription
) -> None:
    await owed(db, clock, "One", "Two", wanted=wanted)
    await tell(newsroom, discord)
    discord.fail(Blocked("delivery.rate_limited", retry_after=timedelta(hours=1)), is_crosspost)
    clock.now += WAIT
    await tell(newsroom, discord)
    assert discord.acts[PostKind.CROSSPOST] == 1
    discord.recover()
    clock.move(minutes=59)
    await tell(newsroom, discord)
    assert discord.published == []
    clock.move(minutes=1)
    await tell(newsroom, discord)
    assert discord.published == [1, 2]
