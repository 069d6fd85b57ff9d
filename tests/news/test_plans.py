"""How a channel is told: at once or in a digest, by night or by day, within its budget."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from news.compose import ROUNDUP_LINES, Plan, Terms, plan
from news.hours import Hours
from news.models import Delivery, Fate, Pace, Place, Post, PostKind, Style, Subscription
from news.render.limits import COMPACT_LINES, DIGEST_LINES
from tests.builders import CHANNEL, GUILD, NOON, delivery

HOUR = timedelta(hours=1)
CARD, COMPACT, ROUNDUP, DIGEST = (
    PostKind.CARD,
    PostKind.COMPACT,
    PostKind.ROUNDUP,
    PostKind.DIGEST,
)
NIGHT = Hours("Europe/Berlin", quiet_from=22 * 60, quiet_to=7 * 60)
MIDNIGHT = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
MORNING = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


def owed(count: int, name: str = "Story", **changed: Any) -> list[Delivery]:
    """Each of a reading of its own."""
    return [
        delivery(f"{name} {each}", source_id=f"{name} {each}", **changed) for each in range(count)
    ]


def terms(*subscriptions: Subscription, **changed: Any) -> Terms:
    return Terms({each.id: each for each in subscriptions}, **changed)


def wanting(**changed: Any) -> Subscription:
    return Subscription(**{"guild_id": GUILD, "channel_id": CHANNEL, "id": 1} | changed)


def kinds(made: Plan) -> list[PostKind]:
    return [each.kind for each in made.posts]


def keys(deliveries: Sequence[Delivery]) -> list[str]:
    return [each.story_key for each in deliveries]


def told(posts: Sequence[Post]) -> list[str]:
    return [key for post in posts for key in post.story_keys]


# Digests


def test_what_is_for_a_digest_waits_for_the_next_one() -> None:
    made = plan(owed(2, pace=Pace.DAILY), terms(wanting(pace=Pace.DAILY)), NOON)
    assert made.posts == []
    assert {each.fate for each in made.held} == {Fate.DIGEST}
    assert {each.due_at for each in made.held} == {datetime(2026, 11, 23, 8, tzinfo=UTC)}


def test_what_is_wanted_at_once_does_not_wait_for_the_digest_of_its_subscription() -> None:
    made = plan(owed(2), terms(wanting(pace=Pace.DAILY)), NOON)
    assert kinds(made) == [CARD, CARD]
    assert made.held == []


def test_a_digest_ranks_by_outlets_under_topics_and_is_told_once_for_all_subscriptions() -> None:
    waited = {"fate": Fate.DIGEST, "pace": Pace.DAILY}
    few = owed(1, "Few", topic="mars", outlets=1, **waited)
    many = owed(1, "Many", topic="moon", outlets=5, subscription_id=2, **waited)
    some = owed(1, "Some", topic="mars", outlets=3, **waited)
    none = owed(1, "None", topic="", outlets=9, **waited)
    both = terms(wanting(pace=Pace.DAILY), wanting(pace=Pace.DAILY, id=2))
    [digest] = plan([*few, *many, *some, *none], both, NOON).posts
    assert (digest.kind, digest.pace, digest.parts) == (DIGEST, Pace.DAILY, 1)
    assert list(digest.story_keys) == keys([*many, *some, *few, *none])


def test_what_came_before_a_digest_is_told_in_it_however_late_it_is_composed() -> None:
    before = owed(1, "Before", owed_at=NOON - 5 * HOUR, pace=Pace.DAILY)
    after = owed(1, "After", owed_at=NOON - 3 * HOUR, pace=Pace.DAILY)
    made = plan([*before, *after], terms(wanting(pace=Pace.DAILY)), NOON)
    assert kinds(made) == [DIGEST]
    assert told(made.posts) == keys(before)
    assert {each.due_at for each in made.held} == {datetime(2026, 11, 23, 8, tzinfo=UTC)}


def test_a_long_digest_comes_in_parts_and_each_pace_has_its_own() -> None:
    waited = owed(DIGEST_LINES + 1, fate=Fate.DIGEST, pace=Pace.WEEKLY)
    waited += owed(1, "Hour", fate=Fate.DIGEST, pace=Pace.HOURLY, subscription_id=2)
    both = terms(wanting(pace=Pace.WEEKLY), wanting(pace=Pace.HOURLY, id=2))
    made = plan(waited, both, NOON)
    assert [(each.pace, each.part, each.parts) for each in made.posts] == [
        (Pace.HOURLY, 1, 1),
        (Pace.WEEKLY, 1, 2),
        (Pace.WEEKLY, 2, 2),
    ]
    assert sorted(told(made.posts)) == sorted(keys(waited))


def test_a_digest_is_as_loud_as_one_of_its_subscriptions() -> None:
    waited = owed(1, fate=Fate.DIGEST, pace=Pace.DAILY)
    waited += owed(1, "Other", fate=Fate.DIGEST, pace=Pace.DAILY, subscription_id=2)
    quiet, loud = wanting(pace=Pace.DAILY, silent=True), wanting(pace=Pace.DAILY, id=2)
    assert [each.silent for each in plan(waited[:1], terms(quiet, loud), NOON).posts] == [True]
    assert [each.silent for each in plan(waited, terms(quiet, loud), NOON).posts] == [False]


# Quiet hours


def test_at_night_all_waits_for_the_morning() -> None:
    waiting = owed(3, owed_at=MIDNIGHT)
    made = plan(waiting, terms(wanting(), hours=NIGHT), MIDNIGHT)
    assert not made.posts
    assert {(each.fate, each.due_at) for each in made.held} == {(Fate.QUIET, MORNING)}


def test_the_morning_brings_one_roundup_with_the_most_told_first() -> None:
    waited = owed(2, fate=Fate.QUIET, due_at=MORNING)
    waited += owed(1, "Great", fate=Fate.QUIET, due_at=MORNING, outlets=4)
    fresh = owed(1, "Fresh", owed_at=MORNING)
    made = plan([*waited, *fresh], terms(wanting(), hours=NIGHT), MORNING)
    assert kinds(made) == [ROUNDUP, CARD]
    assert list(made.posts[0].story_keys) == keys([waited[2], *waited[:2]])


def test_one_story_of_the_night_is_a_card_that_pings_nobody() -> None:
    night = owed(1, fate=Fate.QUIET, due_at=MORNING)
    made = plan(night, terms(wanting(mention=77), hours=NIGHT), MORNING)
    assert [(each.kind, each.mention) for each in made.posts] == [(CARD, None)]


def test_a_digest_that_falls_into_the_night_comes_in_the_morning_and_stays_one() -> None:
    waited = owed(2, fate=Fate.DIGEST, pace=Pace.HOURLY, due_at=MIDNIGHT)
    chosen = terms(wanting(pace=Pace.HOURLY), hours=NIGHT)
    made = plan(waited, chosen, MIDNIGHT)
    assert {(each.fate, each.due_at) for each in made.held} == {(Fate.DIGEST, MORNING)}
    assert kinds(plan(made.held, chosen, MORNING)) == [DIGEST]


# Budgets


def test_what_the_budget_has_no_room_for_is_folded_into_its_last_message() -> None:
    waiting = owed(8)
    made = plan(waiting, terms(wanting(max_per_hour=3)), NOON)
    assert kinds(made) == [ROUNDUP, CARD, CARD]
    assert len(made.posts[0].story_keys) == 6
    assert {each.budget_of for each in made.posts} == {1}
    assert sorted(told(made.posts)) == sorted(keys(waiting))


def test_as_much_as_the_budget_allows_is_told_as_always() -> None:
    assert kinds(plan(owed(3), terms(wanting(max_per_hour=3)), NOON)) == [CARD] * 3


def test_a_spent_budget_holds_all_until_it_allows_one_again_which_tells_them_all() -> None:
    spent = [NOON - HOUR / 2, NOON - HOUR / 4]
    limited = wanting(max_per_hour=2)
    made = plan(owed(3), terms(limited, spent={1: spent}), NOON)
    assert made.posts == []
    then = NOON + HOUR / 2
    assert {(each.fate, each.due_at) for each in made.held} == {(Fate.BUDGET, then)}
    later = plan([*made.held, *owed(1, "New")], terms(limited, spent={1: spent[1:]}), then)
    assert kinds(later) == [ROUNDUP]
    assert len(later.posts[0].story_keys) == 4


def test_a_budget_binds_its_own_subscription_alone() -> None:
    both = terms(wanting(max_per_hour=1), wanting(id=2), spent={1: [NOON]})
    made = plan([*owed(2), *owed(2, "Other", subscription_id=2)], both, NOON)
    assert kinds(made) == [CARD, CARD]
    assert len(made.held) == 2


def test_even_a_roundup_holds_no_more_than_a_message() -> None:
    made = plan(owed(ROUNDUP_LINES + 5), terms(wanting(max_per_hour=1)), NOON)
    assert kinds(made) == [ROUNDUP]
    assert len(made.held) == 5


def test_the_morning_of_one_subscription_takes_of_its_budget() -> None:
    night = owed(2, fate=Fate.QUIET, due_at=MORNING)
    night += owed(1, "Great", fate=Fate.QUIET, due_at=MORNING, outlets=4)
    fresh = owed(2, "Fresh", owed_at=MORNING)
    made = plan([*night, *fresh], terms(wanting(max_per_hour=2), hours=NIGHT), MORNING)
    assert kinds(made) == [ROUNDUP, CARD]
    assert list(made.posts[0].story_keys) == keys([night[2], *night[:2], fresh[1]])
    assert {each.budget_of for each in made.posts} == {1}


def test_what_an_outage_held_up_waits_for_a_spent_budget() -> None:
    late = owed(3, owed_at=NOON - 3 * HOUR)
    spent = {1: [NOON - HOUR / 2]}
    made = plan(late, terms(wanting(max_per_hour=1), spent=spent), NOON)
    assert made.posts == []
    assert {(each.fate, each.due_at) for each in made.held} == {(Fate.BUDGET, NOON + HOUR / 2)}


def test_a_morning_of_several_subscriptions_is_one_roundup_and_the_channels_own() -> None:
    night = owed(2, fate=Fate.QUIET, due_at=MORNING)
    night += owed(1, "Other", fate=Fate.QUIET, due_at=MORNING, subscription_id=2)
    both = terms(wanting(max_per_hour=1), wanting(id=2), hours=NIGHT, spent={1: [MORNING]})
    made = plan(night, both, MORNING)
    assert [(each.kind, each.budget_of) for each in made.posts] == [(ROUNDUP, None)]


def test_compact_lines_of_the_night_ping_nobody() -> None:
    limited = wanting(style=Style.COMPACT, max_per_hour=1, mention=77)
    night = owed(2, fate=Fate.QUIET, due_at=MORNING)
    made = plan(night, terms(limited, hours=NIGHT), MORNING)
    assert [(each.kind, each.mention) for each in made.posts] == [(COMPACT, None)]


# Styles, mentions, places


def test_compact_stories_share_messages() -> None:
    made = plan(owed(COMPACT_LINES + 1), terms(wanting(style=Style.COMPACT)), NOON)
    assert kinds(made) == [COMPACT, COMPACT]
    assert told(made.posts) == keys(owed(COMPACT_LINES + 1))


def test_what_is_told_in_another_manner_shares_no_message() -> None:
    loud, quiet = wanting(style=Style.COMPACT), wanting(style=Style.COMPACT, silent=True, id=2)
    waiting = [*owed(2), *owed(1, "Quiet", subscription_id=2), *owed(1, "Loud")]
    made = plan(waiting, terms(loud, quiet), NOON)
    assert [(len(each.story_keys), each.silent) for each in made.posts] == [
        (2, False),
        (1, True),
        (1, False),
    ]


def test_compact_lines_take_no_more_of_a_budget_though_others_stories_come_between() -> None:
    few, cards = wanting(style=Style.COMPACT, max_per_hour=1), wanting(id=2)
    lines, others = owed(3), owed(3, "Other", subscription_id=2)
    waiting = [each for pair in zip(lines, others, strict=True) for each in pair]
    made = plan(waiting, terms(few, cards), NOON)
    assert kinds(made) == [COMPACT, CARD, CARD, CARD]
    assert told(made.posts) == keys([*lines, *others])


def test_a_forum_has_a_post_a_story_whatever_the_style() -> None:
    made = plan(owed(2), terms(wanting(style=Style.COMPACT), place=Place.FORUM), NOON)
    assert [(each.kind, each.place) for each in made.posts] == [(CARD, Place.FORUM)] * 2


def test_only_announcements_are_published() -> None:
    for place in Place:
        [post] = plan(owed(1), terms(wanting(publish=True), place=place), NOON).posts
        assert post.publish == (place is Place.ANNOUNCEMENT)


def test_a_role_is_mentioned_once_an_hour_and_never_in_roundups_or_digests() -> None:
    mentioning = wanting(mention=77)
    made = plan(owed(2), terms(mentioning), NOON)
    assert [each.mention for each in made.posts] == [77, None]
    assert [each.mention for each in plan(owed(1), terms(mentioning, pinged=[77]), NOON).posts] == [
        None
    ]
    burst = [replace(each, source_id="one") for each in owed(21)]
    assert plan(burst, terms(mentioning), NOON).posts[-1].mention is None
    night = owed(2, fate=Fate.QUIET, due_at=NOON)
    assert [each.mention for each in plan(night, terms(mentioning), NOON).posts] == [None]
    waited = owed(1, fate=Fate.DIGEST, pace=Pace.DAILY)
    daily = terms(wanting(mention=77, pace=Pace.DAILY))
    assert [each.mention for each in plan(waited, daily, NOON).posts] == [None]


FATES = st.sampled_from([Fate.OWED, Fate.QUIET, Fate.BUDGET, Fate.DIGEST])
DELIVERIES = st.lists(
    st.tuples(
        FATES,
        st.integers(0, 9 * 24 * 60),  # minutes since it was due
        st.integers(1, 4),  # its subscription
        st.integers(1, 9),  # outlets
        st.sampled_from(["", "mars", "moon"]),
    ),
    max_size=60,
)
SUBSCRIPTIONS = st.tuples(
    *[
        st.builds(
            Subscription,
            st.just(GUILD),
            st.just(CHANNEL),
            style=st.sampled_from(Style),
            pace=st.sampled_from(Pace),
            max_per_hour=st.none() | st.integers(1, 5),
            mention=st.none() | st.just(77),
            publish=st.booleans(),
            silent=st.booleans(),
            id=st.just(number),
        )
        for number in (1, 2, 3)
    ]
)
HOURS = st.builds(
    Hours,
    timezone=st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"]),
    quiet_from=st.none() | st.integers(0, 1439),
    quiet_to=st.none() | st.integers(0, 1439),
)


@given(
    given=DELIVERIES,
    chosen=SUBSCRIPTIONS,
    hours=HOURS,
    place=st.sampled_from(Place),
    spent=st.lists(st.integers(0, 59), max_size=6),
)
def test_every_story_is_told_held_or_expired_exactly_once(
    given: list[tuple[Fate, int, int, int, str]],
    chosen: tuple[Subscription, ...],
    hours: Hours,
    place: Place,
    spent: list[int],
) -> None:
    waiting = [
        delivery(
            f"Story {number}",
            fate=fate,
            due_at=NOON - timedelta(minutes=minutes),
            subscription_id=subscription_id,
            outlets=outlets,
            topic=topic,
        )
        for number, (fate, minutes, subscription_id, outlets, topic) in enumerate(given)
    ]
    before = sorted(NOON - timedelta(minutes=each) for each in spent)
    made = plan(waiting, terms(*chosen, hours=hours, place=place, spent={1: before}), NOON)
    everything = [*told(made.posts), *keys(made.held), *keys(made.expired)]
    assert sorted(everything) == sorted(keys(waiting))
    assert all(each.due_at and each.due_at > NOON for each in made.held)
    assert len({each.key for each in made.posts}) == len(made.posts)
    mentioned = [each.kind for each in made.posts if each.mention]
    assert len(mentioned) <= 1
    assert set(mentioned) <= {CARD, COMPACT}
    most = chosen[0].max_per_hour
    if most is not None:
        taken = sum(each.budget_of == 1 for each in made.posts)
        assert taken <= max(0, most - len(before))
