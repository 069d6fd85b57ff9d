"""What is owed becomes posts: in order, never sprayed, nothing lost and nothing twice."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from news.compose import CARDS_OF_BURST, EXPIRES, LATE, ROUNDUP_LINES, Plan, Terms, plan
from news.identity import BURST
from news.models import Delivery, Post, PostKind
from tests.builders import CHANNEL, GUILD, NOON, delivery

MOMENT = timedelta(microseconds=1)
CARD, ROUNDUP = PostKind.CARD, PostKind.ROUNDUP


def owed(
    count: int,
    at: datetime = NOON,
    *,
    source_id: str = "orbit",
    name: str = "Story",
    channel_id: int = CHANNEL,
) -> list[Delivery]:
    return [
        delivery(f"{name} {number}", owed_at=at, source_id=source_id, channel_id=channel_id)
        for number in range(count)
    ]


def compose(waiting: Sequence[Delivery], now: datetime) -> Sequence[Post]:
    """By a plain subscription."""
    return plan(waiting, Terms({}), now).posts


def expired(waiting: Sequence[Delivery], now: datetime) -> Sequence[Delivery]:
    return plan(waiting, Terms({}), now).expired


def keys(deliveries: Sequence[Delivery]) -> list[str]:
    return [each.story_key for each in deliveries]


def told(posts: Sequence[Post]) -> list[str]:
    return [key for post in posts for key in post.story_keys]


def kinds(posts: Sequence[Post]) -> list[PostKind]:
    return [post.kind for post in posts]


def test_the_ages_of_what_is_owed_are_as_decided() -> None:
    assert timedelta(hours=2) == LATE
    assert timedelta(days=7) == EXPIRES
    assert (BURST, CARDS_OF_BURST) == (20, 5)


def test_nothing_owed_makes_no_post() -> None:
    assert plan([], Terms({}), NOON) == Plan([], [], [])


def test_each_story_is_a_card_in_the_order_it_is_owed() -> None:
    waiting = owed(3, NOON - timedelta(minutes=2), name="Old") + owed(2)
    posts = compose(waiting, NOON)
    assert kinds(posts) == [CARD] * 5
    assert told(posts) == keys(waiting)
    assert all((post.guild_id, post.channel_id) == (GUILD, CHANNEL) for post in posts)


def test_twenty_of_one_reading_are_twenty_cards() -> None:
    assert kinds(compose(owed(BURST), NOON)) == [CARD] * 20


def test_more_of_one_reading_are_five_cards_and_the_rest_in_one_roundup() -> None:
    waiting = owed(BURST + 1)
    posts = compose(waiting, NOON)
    assert kinds(posts) == [CARD] * CARDS_OF_BURST + [ROUNDUP]
    assert len(posts[-1].story_keys) == 16
    assert told(posts) == keys(waiting)


@pytest.mark.parametrize(
    "others",
    [
        pytest.param(owed(15, source_id="other", name="Other"), id="another source"),
        pytest.param(owed(15, NOON + MOMENT, name="Other"), id="another reading"),
    ],
)
def test_two_readings_are_no_burst_together(others: list[Delivery]) -> None:
    assert kinds(compose(owed(15) + others, NOON)) == [CARD] * 30


def test_a_great_burst_makes_roundups_that_a_message_can_hold() -> None:
    posts = compose(owed(CARDS_OF_BURST + 2 * ROUNDUP_LINES + 1), NOON)
    sizes = [len(post.story_keys) for post in posts[CARDS_OF_BURST:]]
    assert sizes == [ROUNDUP_LINES, ROUNDUP_LINES, 1]


def test_after_an_outage_what_is_late_is_one_roundup_before_what_is_fresh() -> None:
    late = owed(4, NOON - LATE - MOMENT, name="Late") + owed(
        3, NOON - LATE - MOMENT, source_id="other", name="Later"
    )
    fresh = owed(2, NOON - LATE)
    posts = compose(late + fresh, NOON)
    assert kinds(posts) == [ROUNDUP, CARD, CARD]
    assert told(posts) == keys(late + fresh)


def test_one_late_story_alone_is_a_card() -> None:
    [post] = compose(owed(1, NOON - timedelta(hours=9)), NOON)
    assert (post.kind, post.expired) == (CARD, 0)


def test_what_is_too_late_is_only_counted() -> None:
    stale = owed(3, NOON - EXPIRES - MOMENT, name="Stale")
    late = owed(2, NOON - EXPIRES)
    [post] = compose(stale + late, NOON)
    assert (post.kind, post.expired) == (ROUNDUP, 3)
    assert told([post]) == keys(late)
    assert expired(stale + late, NOON) == stale


def test_one_late_story_beside_expired_ones_is_a_roundup_that_counts_them() -> None:
    [post] = compose(owed(2, NOON - timedelta(days=8)) + owed(1, NOON - timedelta(days=1)), NOON)
    assert (post.kind, len(post.story_keys), post.expired) == (ROUNDUP, 1, 2)


def test_expired_stories_are_counted_in_one_roundup_only() -> None:
    late = owed(ROUNDUP_LINES + 1, NOON - timedelta(days=1))
    posts = compose(owed(5, NOON - timedelta(days=8), name="Stale") + late, NOON)
    assert [post.expired for post in posts] == [5, 0]


def test_a_posts_key_is_its_content_and_fits_discords_nonce() -> None:
    now, later = compose(owed(1), NOON), compose(owed(1), NOON + timedelta(minutes=5))
    assert now == later
    assert 0 < len(now[0].key) <= 25


def test_no_two_channels_share_a_key() -> None:
    here, there = compose(owed(30), NOON), compose(owed(30, channel_id=CHANNEL + 1), NOON)
    assert len({post.key for post in [*here, *there]}) == len(here) + len(there)


def test_a_roundup_of_one_story_is_another_post_than_its_card() -> None:
    [card] = compose(owed(1), NOON)
    stale = owed(1, NOON - timedelta(days=8), name="Stale")
    [roundup] = compose(stale + owed(1, NOON - timedelta(days=1)), NOON)
    assert card.story_keys == roundup.story_keys
    assert card.key != roundup.key


@pytest.mark.parametrize("seed", range(40))
def test_nothing_is_lost_told_twice_or_out_of_order(seed: int) -> None:
    random = Random(seed)
    waiting: list[Delivery] = []
    ages = sorted(random.uniform(0, 9 * 24 * 60) ** random.choice([0.6, 1]) for _ in range(9))
    for number, minutes in enumerate(reversed(ages)):
        at = NOON - timedelta(minutes=minutes)
        count = random.choice([1, 2, 5, 21, 60])
        waiting += owed(count, at, source_id=random.choice("ab"), name=f"Reading {number} item")
    posts = compose(waiting, NOON)
    stale = expired(waiting, NOON)
    assert told(posts) == keys(waiting[len(stale) :])
    assert len({post.key for post in posts}) == len(posts)
    assert all(len(post.story_keys) == 1 for post in posts if post.kind is CARD)
    assert all(len(post.story_keys) <= ROUNDUP_LINES for post in posts)
    # What is late comes first, in as few roundups as hold it; all is, where something expired.
    least = timedelta(0) if stale else LATE
    late = sum(least < NOON - each.owed_at <= EXPIRES for each in waiting)
    sizes = [len(post.story_keys) for post in posts]
    full, rest = divmod(late, ROUNDUP_LINES)
    assert sizes[: full + bool(rest)] == [ROUNDUP_LINES] * full + [rest] * bool(rest)
    if late:
        assert sum(post.expired for post in posts) == len(stale)
    places = {key: place for place, key in enumerate(keys(waiting))}
    assert all(places[a] < places[b] for a, b in pairwise(told(posts)))
