"""What is owed to a channel, told to a Discord that fails in the ways it does."""

import asyncio
import re
from datetime import timedelta

import pytest

from news.compose import CARDS_OF_BURST, EXPIRES, LATE
from news.errors import (
    Blocked,
    ChannelForbidden,
    ChannelGone,
    MessageDeleted,
    PostRefused,
    SendFailed,
)
from news.models import Card, Fate, Post, PostState
from news.words import say
from pipeline.deliver import NONCE_WINDOW
from pipeline.endings import FIRST_REST, FORBIDDEN_REST, LONGEST_REST
from pipeline.newsroom import TELLINGS, Newsroom
from storage import channels, deliveries, posts, subscriptions
from storage.database import Database
from storage.subscriptions import Standing
from tests.builders import CHANNEL, GUILD, Clock, delivery, source, story, subscription
from tests.pipeline.messenger import Discord, post
from tests.storage.stock import keep, owe, private, stock

OTHER = 7
REFUSED = PostRefused("delivery.refused")
FORBIDDEN = ChannelForbidden("delivery.forbidden")
GONE = ChannelGone("delivery.gone")
DELETED = MessageDeleted("delivery.deleted")
FAILED = SendFailed("delivery.discord_fails")
SECOND = timedelta(seconds=1)


@pytest.fixture
async def stocked(db: Database) -> Database:
    """Three stories, not owed yet."""
    await stock(db, *(story(each) for each in ("One", "Two", "Three")))
    return db


async def owed(db: Database, clock: Clock, *titles: str, channel_id: int = CHANNEL) -> None:
    """From now on; each from a reading of its own."""
    for place, title in enumerate(titles):
        await owe(
            db,
            delivery(title, channel_id=channel_id, owed_at=clock.now, source_id=f"reading {place}"),
        )


async def tell(newsroom: Newsroom, discord: Discord) -> None:
    """All that is owed now, a post of each channel at a time."""
    while await newsroom.deliver_once(discord):
        await newsroom.finish()


async def fates(db: Database, channel_id: int = CHANNEL) -> dict[str, Fate]:
    found = await deliveries.fates(db, channel_id)
    titles = {story(each).key: each for each in ("One", "Two", "Three")}
    return {titles.get(key, key): fate for key, fate in found.items()}


async def wakes_after(db: Database, clock: Clock) -> timedelta:
    at = await channels.wakes_at(db, clock.now)
    assert at
    return at - clock.now


# All is well


async def test_what_is_owed_is_told_in_order_and_settled(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await owed(stocked, clock, "Two", "One", "Three")
    await tell(newsroom, discord)
    # All are owed since the same moment: the elder story goes first.
    assert discord.titles() == ["One", "Two", "Three"]
    assert await fates(stocked) == dict.fromkeys(("One", "Two", "Three"), Fate.TOLD)
    assert discord.looked_for == []
    settled = await posts.find(stocked, post(story("One")).key)
    assert settled is None or settled.state is PostState.TOLD


async def test_what_was_told_is_not_told_again(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await owed(stocked, clock, "One")
    for _ in range(3):
        await tell(newsroom, discord)
        discord.forget_nonces()
    await owed(stocked, clock, "One")
    await tell(newsroom, discord)
    assert discord.tries[CHANNEL] == 1


async def test_a_post_is_started_before_its_first_request(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await owed(stocked, clock, "One")
    discord.open.clear()
    await newsroom.deliver_once(discord)
    await discord.asked.wait()
    started = await posts.following(stocked, CHANNEL)
    assert started is not None
    assert (started.state, started.started_at) == (PostState.STARTED, clock.now)
    discord.open.set()
    await newsroom.finish()


# What Discord says


async def test_a_refused_card_goes_as_plain_text(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await owed(stocked, clock, "One", "Two")
    discord.fail(REFUSED, lambda each: not each.plain)
    await tell(newsroom, discord)
    assert discord.plain == discord.titles() == ["One", "Two"]
    assert await fates(stocked) == dict.fromkeys(("One", "Two"), Fate.TOLD)


async def test_a_post_refused_as_plain_text_too_is_given_up_and_the_channel_goes_on(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await owed(stocked, clock, "One", "Two")
    discord.fail(REFUSED, lambda each: story("One").key in each.story_keys)
    await tell(newsroom, discord)
    assert discord.tries[CHANNEL] == 3
    assert discord.titles() == ["Two"]
    assert await fates(stocked) == {"One": Fate.REFUSED, "Two": Fate.TOLD}
    assert await channels.failures(stocked, CHANNEL) == 0


async def test_a_forbidden_channel_rests_an_hour_and_keeps_what_it_is_owed(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    async with stocked.transaction() as tx:
        wanted = await subscriptions.add(tx, subscription(), clock.now)
    assert wanted
    await owed(stocked, clock, "One", "Two")
    discord.fail(FORBIDDEN)
    await tell(newsroom, discord)
    assert set((await fates(stocked)).values()) == {Fate.OWED}
    assert await wakes_after(stocked, clock) == FORBIDDEN_REST == timedelta(hours=1)
    assert await subscriptions.of_guild(stocked, GUILD) == [
        Standing(wanted, "delivery.forbidden", clock.now + FORBIDDEN_REST)
    ]
    discord.recover()
    clock.now += FORBIDDEN_REST - SECOND
    await tell(newsroom, discord)
    assert discord.tries[CHANNEL] == 1
    clock.now += SECOND
    await tell(newsroom, discord)
    assert discord.titles() == ["One", "Two"]
    assert await subscriptions.of_guild(stocked, GUILD) == [Standing(wanted)]


async def test_a_deleted_channel_is_forgotten(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    async with stocked.transaction() as tx:
        await subscriptions.add(tx, subscription(), clock.now)
        other = await subscriptions.add(tx, subscription(channel_id=OTHER), clock.now)
    await owed(stocked, clock, "One", "Two")
    discord.fail(GONE)
    await tell(newsroom, discord)
    assert await fates(stocked) == dict.fromkeys(("One", "Two"), Fate.GONE)
    assert other
    assert await subscriptions.of_guild(stocked, GUILD) == [Standing(other)]
    assert await channels.due(stocked, clock.now) == []
    assert discord.tries[CHANNEL] == 1


async def test_a_message_that_somebody_deleted_counts_as_told(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await owed(stocked, clock, "One", "Two")
    discord.fail(DELETED, lambda each: story("One").key in each.story_keys)
    await tell(newsroom, discord)
    assert await fates(stocked) == dict.fromkeys(("One", "Two"), Fate.TOLD)
    assert discord.tries[CHANNEL] == 2


async def test_failures_keep_what_is_owed_and_wait_longer_each_time(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await owed(stocked, clock, "One", "Two")
    discord.fail(FAILED)
    waits: list[timedelta] = []
    for _ in range(9):
        await tell(newsroom, discord)
        waits.append(await wakes_after(stocked, clock))
        clock.now += waits[-1]
    assert waits[:4] == [FIRST_REST, FIRST_REST * 2, FIRST_REST * 4, FIRST_REST * 8]
    assert waits[-1] == LONGEST_REST
    assert discord.tries[CHANNEL] == 9
    discord.recover()
    await tell(newsroom, discord)
    assert discord.titles() == ["One", "Two"]
    assert await channels.failures(stocked, CHANNEL) == 0


@pytest.mark.parametrize(
    ("asked", "rest"),
    [
        (timedelta(seconds=77), timedelta(seconds=77)),
        (timedelta(0), FIRST_REST),
        (None, FIRST_REST),
    ],
)
async def test_discord_may_say_how_long_to_wait(
    newsroom: Newsroom,
    stocked: Database,
    discord: Discord,
    clock: Clock,
    asked: timedelta | None,
    rest: timedelta,
) -> None:
    await owed(stocked, clock, "One")
    discord.fail(SendFailed("delivery.rate_limited", retry_after=asked))
    await tell(newsroom, discord)
    assert await wakes_after(stocked, clock) == rest


async def test_the_trouble_of_one_channel_is_not_that_of_others(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    for channel_id, error in ((1, FAILED), (2, FORBIDDEN), (3, GONE), (4, ValueError("x"))):
        await owed(stocked, clock, "One", channel_id=channel_id)
        discord.fail(error, lambda each, failing=channel_id: each.channel_id == failing)  # type: ignore[misc]
    await owed(stocked, clock, "One", "Two", channel_id=OTHER)
    await tell(newsroom, discord)
    assert discord.sent == [(OTHER, "One"), (OTHER, "Two")]


async def test_a_mistake_of_ours_rests_the_channel_instead_of_spinning(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await owed(stocked, clock, "One")
    discord.fail(ZeroDivisionError("ours"))
    for _ in range(3):
        await tell(newsroom, discord)
    assert discord.tries[CHANNEL] == 1
    assert await wakes_after(stocked, clock) == LONGEST_REST
    assert await fates(stocked) == {"One": Fate.OWED}
    discord.recover()
    clock.now += LONGEST_REST
    await tell(newsroom, discord)
    assert discord.titles() == ["One"]


# Whether it was told


async def test_within_the_nonce_window_discord_drops_the_twin(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await owed(stocked, clock, "One")
    discord.lose_answer = FAILED
    await tell(newsroom, discord)
    discord.recover()
    clock.now += FIRST_REST
    await tell(newsroom, discord)
    assert (discord.tries[CHANNEL], discord.looked_for) == (2, [])
    assert discord.titles() == ["One"]
    assert await fates(stocked) == {"One": Fate.TOLD}


async def test_after_the_nonce_window_the_history_is_looked_at_before_sending(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await owed(stocked, clock, "One", "Two")
    discord.lose_answer = FAILED
    await tell(newsroom, discord)
    discord.recover()
    discord.forget_nonces()
    clock.now += NONCE_WINDOW + SECOND
    await tell(newsroom, discord)
    assert len(discord.looked_for) == 1
    assert discord.titles() == ["One", "Two"]
    assert discord.tries[CHANNEL] == 2


async def test_what_is_not_in_the_history_is_sent(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await owed(stocked, clock, "One")
    discord.fail(FAILED)
    await tell(newsroom, discord)
    discord.recover()
    clock.now += NONCE_WINDOW + SECOND
    await tell(newsroom, discord)
    assert len(discord.looked_for) == 1
    assert discord.titles() == ["One"]


async def test_a_post_tried_for_more_than_a_week_expires_if_it_is_nowhere(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await owed(stocked, clock, "One")
    discord.fail(FAILED)
    await tell(newsroom, discord)
    discord.recover()
    clock.now += timedelta(days=8)
    await tell(newsroom, discord)
    assert discord.titles() == []
    assert await fates(stocked) == {"One": Fate.EXPIRED}


async def test_a_post_of_last_week_that_is_there_counts_as_told(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await owed(stocked, clock, "One")
    discord.lose_answer = FAILED
    await tell(newsroom, discord)
    discord.recover()
    clock.now += timedelta(days=8)
    await tell(newsroom, discord)
    assert discord.titles() == ["One"]
    assert await fates(stocked) == {"One": Fate.TOLD}


async def test_a_try_that_failed_late_is_looked_for_too(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await owed(stocked, clock, "One")
    discord.fail(FAILED)
    await tell(newsroom, discord)
    discord.recover()
    discord.lose_answer = FAILED
    clock.now += NONCE_WINDOW + SECOND
    await tell(newsroom, discord)
    discord.recover()
    discord.forget_nonces()
    clock.now += LONGEST_REST
    await tell(newsroom, discord)
    assert len(discord.looked_for) == 2
    assert discord.titles() == ["One"]


async def test_what_was_tried_for_days_is_looked_for_since_the_last_try_alone(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    """Its channel may have had hundreds of messages since the first one."""
    await owed(stocked, clock, "One")
    discord.fail(FORBIDDEN)
    await tell(newsroom, discord)
    clock.move(days=3)
    discord.recover()
    discord.lose_answer = FAILED
    await tell(newsroom, discord)
    tried = await posts.following(stocked, CHANNEL)
    assert tried is not None
    assert (tried.started_at, tried.composed_at) == (clock.now, clock.now - timedelta(days=3))
    discord.recover()
    discord.forget_nonces()
    clock.now += LONGEST_REST
    await tell(newsroom, discord)
    assert discord.titles() == ["One"]


async def test_a_post_that_is_tried_again_and_again_expires_after_a_week(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await owed(stocked, clock, "One")
    discord.fail(FORBIDDEN)
    for _ in range(9):
        await tell(newsroom, discord)
        clock.move(days=1)
    assert await fates(stocked) == {"One": Fate.EXPIRED}
    assert await channels.wakes_at(stocked, clock.now) is None


class Stumbling(Discord):
    """Its history cannot be read for a mistake of ours."""

    async def find(self, post: Post) -> int | None:
        raise ZeroDivisionError(post.key)


async def test_a_post_that_only_makes_mistakes_of_ours_expires_after_a_week(
    newsroom: Newsroom, stocked: Database, clock: Clock
) -> None:
    await owed(stocked, clock, "One")
    discord = Stumbling()
    discord.fail(ZeroDivisionError("ours"), lambda each: story("One").key in each.story_keys)
    await tell(newsroom, discord)
    clock.now += EXPIRES + LONGEST_REST
    await owed(stocked, clock, "Two")
    await tell(newsroom, discord)
    assert await fates(stocked) == {"One": Fate.EXPIRED, "Two": Fate.TOLD}


async def test_what_was_going_on_when_the_bot_died_is_told_once(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await owed(stocked, clock, "One", "Two")
    discord.open.clear()
    await newsroom.deliver_once(discord)
    await discord.asked.wait()
    [telling] = newsroom._tellings.running.values()
    telling.cancel()
    await newsroom.finish()
    assert await fates(stocked) == dict.fromkeys(("One", "Two"), Fate.OWED)
    discord.open.set()
    await tell(newsroom, discord)
    assert discord.titles() == ["One", "Two"]


# Late


async def many(db: Database, clock: Clock, count: int, source_id: str = "orbit") -> list[str]:
    """Stories owed from one reading; their headlines in order."""
    told = [story(f"{source_id} number {each}") for each in range(count)]
    await stock(db, *told)
    await owe(
        db,
        *(delivery(each.lead.title, owed_at=clock.now, source_id=source_id) for each in told),
    )
    return [each.lead.title for each in told]


def headlines(roundup: Card) -> list[str]:
    """The linked words, in order."""
    return re.findall(r"\[(.+?)\]\(", "\n".join((roundup.description, *roundup.continued)))


async def test_after_an_outage_what_piled_up_is_told_at_once(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await owed(stocked, clock, "One")
    clock.now += LATE / 2
    await owed(stocked, clock, "Two", "Three")
    clock.now += LATE + SECOND
    await tell(newsroom, discord)
    assert discord.tries[CHANNEL] == 1
    assert headlines(discord.cards[0]) == ["One", "Two", "Three"]
    assert set((await fates(stocked)).values()) == {Fate.TOLD}


async def test_a_roundup_tells_stories_in_the_order_owed(
    newsroom: Newsroom, db: Database, discord: Discord, clock: Clock
) -> None:
    titles = await many(db, clock, 12)
    clock.now += LATE + SECOND
    await tell(newsroom, discord)
    assert headlines(discord.cards[0]) == titles


async def test_what_nobody_wants_to_hear_any_more_is_only_counted(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await owed(stocked, clock, "One")
    clock.now += EXPIRES
    await owed(stocked, clock, "Two", "Three")
    clock.now += LATE + SECOND
    await tell(newsroom, discord)
    assert await fates(stocked) == {"One": Fate.EXPIRED, "Two": Fate.TOLD, "Three": Fate.TOLD}
    assert discord.tries[CHANNEL] == 1
    assert headlines(discord.cards[0]) == ["Two", "Three"]
    assert say("card.expired", count=1) in discord.cards[0].description


async def test_nothing_is_said_where_all_has_expired(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await owed(stocked, clock, "One")
    clock.now += EXPIRES + SECOND
    await tell(newsroom, discord)
    assert await fates(stocked) == {"One": Fate.EXPIRED}
    assert discord.sent == []
    assert await channels.due(stocked, clock.now) == []


async def test_a_flood_from_one_reading_is_five_cards_and_a_roundup(
    newsroom: Newsroom, db: Database, discord: Discord, clock: Clock
) -> None:
    titles = await many(db, clock, 25)
    await tell(newsroom, discord)
    assert discord.titles()[:CARDS_OF_BURST] == titles[:CARDS_OF_BURST]
    assert len(discord.sent) == CARDS_OF_BURST + 1
    assert headlines(discord.cards[CARDS_OF_BURST]) == titles[CARDS_OF_BURST:]


async def test_cards_composed_before_an_outage_are_told_as_late_as_the_rest(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    """The first one may have arrived, so it stays as it is; the others were never asked for."""
    await owed(stocked, clock, "One", "Two", "Three")
    discord.fail(FAILED)
    await tell(newsroom, discord)
    discord.recover()
    clock.now += LATE + SECOND
    await tell(newsroom, discord)
    assert discord.titles()[0] == "One"
    assert len(discord.sent) == 2
    assert set((await fates(stocked)).values()) == {Fate.TOLD}


async def test_cards_composed_before_a_long_outage_expire(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await owed(stocked, clock, "One", "Two", "Three")
    discord.fail(FORBIDDEN)
    await tell(newsroom, discord)
    discord.recover()
    clock.now += EXPIRES + SECOND
    await tell(newsroom, discord)
    found = await fates(stocked)
    assert (found["Two"], found["Three"]) == (Fate.EXPIRED, Fate.EXPIRED)
    assert len(discord.sent) <= 1


# What a server may see


async def test_a_story_the_server_may_no_longer_see_is_not_told(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    secret = private("Secret")
    await keep(stocked, source("club", private=True, owners=frozenset({GUILD})))
    await stock(stocked, secret)
    await owed(stocked, clock, "One")
    await owe(stocked, delivery(owed_at=clock.now, story_key=secret.key))
    await keep(stocked, source("club", private=True, owners=frozenset({2})))
    await tell(newsroom, discord)
    assert discord.titles() == ["One"]
    assert (await deliveries.fates(stocked, CHANNEL))[secret.key] is Fate.HIDDEN


async def test_posts_go_out_at_the_pace_of_the_settings(
    newsroom: Newsroom, db: Database, discord: Discord, clock: Clock
) -> None:
    await many(db, clock, 10)
    started = asyncio.get_running_loop().time()
    await tell(newsroom, discord)
    assert asyncio.get_running_loop().time() - started >= 9 / 50 - 0.01


class SlowPace:
    """A turn that is long in coming."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock

    async def turn(self) -> None:
        self.clock.move(minutes=10)


async def test_the_nonce_window_is_looked_at_after_the_turn(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await owed(stocked, clock, "One")
    discord.lose_answer = FAILED
    await tell(newsroom, discord)
    discord.recover()
    discord.forget_nonces()
    clock.move(seconds=30)
    newsroom.room.pace = SlowPace(clock)  # type: ignore[assignment]
    await tell(newsroom, discord)
    assert discord.titles() == ["One"]


async def test_only_so_many_channels_are_told_at_once(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    channels_owed = range(1, 2 * TELLINGS + 1)
    for channel_id in channels_owed:
        await owed(stocked, clock, "One", channel_id=channel_id)
    discord.open.clear()
    assert await newsroom.deliver_once(discord) == TELLINGS
    assert await newsroom.deliver_once(discord) == 0
    discord.open.set()
    while await newsroom.deliver_once(discord):
        await newsroom.finish()
    await newsroom.finish()
    await tell(newsroom, discord)
    assert sorted(channel_id for channel_id, _ in discord.sent) == list(channels_owed)


async def test_while_discord_blocks_us_no_channel_is_tried(
    newsroom: Newsroom, stocked: Database, discord: Discord, clock: Clock
) -> None:
    await owed(stocked, clock, "One")
    discord.fail(Blocked("delivery.rate_limited", retry_after=timedelta(hours=1)))
    await tell(newsroom, discord)
    discord.recover()
    await owed(stocked, clock, "Two", channel_id=OTHER)
    clock.move(minutes=59)
    await tell(newsroom, discord)
    assert discord.sent == []
    clock.move(minutes=2)
    await tell(newsroom, discord)
    assert sorted(discord.sent) == [(OTHER, "Two"), (CHANNEL, "One")]
