"""When a source is read next: in its rhythm, as it asks for, never too often, never too late."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from news.models import Document, Hints, Move, Reading, Trouble, Validators
from news.schedule import (
    JITTER,
    LARGE,
    LONGEST_BACKOFF,
    LONGEST_HINT,
    gap,
    is_cut_short,
    is_proven,
    moved,
    next_check_at,
    wants_whole,
)
from news.settings import Settings, load
from tests.builders import NOON

SHARE = timedelta(microseconds=10)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
USUAL = 15 * MINUTE
LONGEST = 180 * MINUTE
VALID = Validators('"1"')
READ = Reading(VALID, read_at=NOON, items=30)
NEVER = Reading()


def wait(
    reading: Reading = READ,
    source_id: str = "orbit",
    settings: Settings | None = None,
    now: datetime = NOON,
    **answer: Any,
) -> timedelta:
    return next_check_at(source_id, reading, now, settings or load({}), **answer) - now


def remembered(**changed: Any) -> Reading:
    return replace(READ, **changed)


def is_about(found: timedelta, expected: timedelta) -> bool:
    """The same but for the spread."""
    return expected * (1 - JITTER) - SHARE <= found <= expected * (1 + JITTER) + SHARE


# In its rhythm


def test_a_source_of_unknown_rhythm_is_read_in_the_usual_one() -> None:
    assert is_about(wait(NEVER), USUAL)
    assert is_about(wait(), USUAL)


@pytest.mark.parametrize(
    ("rhythm", "silent_for", "expected"),
    [
        pytest.param(5 * MINUTE, MINUTE, USUAL, id="a busy source no more often than usual"),
        pytest.param(HOUR, MINUTE, HOUR, id="as often as it has news"),
        pytest.param(HOUR, 16 * HOUR, 2 * HOUR, id="less often the longer it is silent"),
        pytest.param(timedelta(0), MINUTE, USUAL, id="all of its items at one time say nothing"),
    ],
)
def test_a_source_is_read_as_often_as_it_has_news(
    rhythm: timedelta, silent_for: timedelta, expected: timedelta
) -> None:
    assert is_about(wait(remembered(gap=rhythm, news_at=NOON - silent_for)), expected)


def test_no_healthy_source_is_left_unread_for_longer_than_the_operator_says() -> None:
    for months in (1, 100):
        quiet = remembered(gap=30 * DAY, news_at=NOON - months * 30 * DAY)
        assert LONGEST * (1 - 2 * JITTER) < wait(quiet) <= LONGEST


def test_the_longest_wait_is_spread_too() -> None:
    quiet = remembered(gap=30 * DAY, news_at=NOON - DAY)
    assert len({wait(quiet, f"source-{number}") for number in range(100)}) > 95


def test_no_item_of_a_busy_source_leaves_the_document_between_two_readings() -> None:
    # Ten items, one a minute: in ten minutes all have given way to others.
    busy = remembered(gap=MINUTE, news_at=NOON, items=10)
    assert is_about(wait(busy), 5 * MINUTE) or wait(busy) == 5 * MINUTE
    assert wait(busy, fresh_for=DAY) <= 10 * MINUTE
    assert is_about(wait(replace(busy, items=1)), USUAL)


def test_politeness_is_stronger_than_a_busy_window() -> None:
    busiest = remembered(gap=timedelta(seconds=1), news_at=NOON, items=10)
    assert wait(busiest) == timedelta(minutes=5)


def test_a_gap_is_the_mean_time_between_neighbours() -> None:
    times = [NOON, NOON - HOUR, NOON - 4 * HOUR]
    assert gap(times) == gap(times[::-1]) == 2 * HOUR
    assert gap([NOON, NOON]) == timedelta(0)
    assert gap([NOON]) is None
    assert gap([]) is None


# As it asks for


@pytest.mark.parametrize(
    ("hints", "fresh_for", "expected"),
    [
        pytest.param(Hints(every=HOUR), None, HOUR, id="ttl or sy"),
        pytest.param(Hints(every=MINUTE), None, USUAL, id="ttl asks for more than is usual"),
        pytest.param(Hints(every=timedelta(0)), None, USUAL, id="ttl of nothing"),
        pytest.param(Hints(), HOUR, HOUR, id="Cache-Control or Expires"),
        pytest.param(Hints(), timedelta(seconds=1), USUAL, id="max-age=1"),
        pytest.param(Hints(every=HOUR), 2 * HOUR, 2 * HOUR, id="the longer of both"),
        pytest.param(Hints(every=2 * HOUR), HOUR, 2 * HOUR, id="the other one is"),
    ],
)
def test_a_source_is_read_as_it_asks_for(
    hints: Hints, fresh_for: timedelta | None, expected: timedelta
) -> None:
    assert is_about(wait(remembered(hints=hints), fresh_for=fresh_for), expected)


@pytest.mark.parametrize("asked", [DAY, 365 * DAY, timedelta(seconds=2**31)])
def test_a_typo_does_not_silence_a_source(asked: timedelta) -> None:
    patient = load({"POLL_MAX_MINUTES": "100000"})
    for reading, fresh_for in ((remembered(hints=Hints(asked)), None), (READ, asked)):
        assert LONGEST * (1 - 2 * JITTER) < wait(reading, fresh_for=fresh_for) <= LONGEST
        assert is_about(wait(reading, settings=patient, fresh_for=fresh_for), LONGEST_HINT)


def at(hour: int, minute: int = 0, day: int = 22) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


SLEEPS = load({"POLL_MAX_MINUTES": "10080"})
WEEKEND = frozenset({5, 6})


def test_a_source_is_not_read_in_the_hours_that_it_names() -> None:
    nightly = remembered(hints=Hints(skip_hours=frozenset({22, 23, 0, 1})))
    # The first hour after the night, at the minute at which the usual wait would have ended.
    then = next_check_at("orbit", nightly, at(21, 58), SLEEPS)
    assert at(2, day=23) <= then < at(3, day=23)
    assert is_about(wait(nightly, now=at(12)), USUAL)


def test_a_source_is_not_read_on_the_days_that_it_names() -> None:
    idle = remembered(hints=Hints(skip_days=WEEKEND))
    assert NOON.weekday() == 6
    for now in (NOON, at(23, 58, day=20)):
        assert at(0, day=23) <= next_check_at("orbit", idle, now, SLEEPS) < at(1, day=23)


def test_sources_that_slept_do_not_all_wake_at_the_full_hour() -> None:
    nightly = remembered(hints=Hints(skip_hours=frozenset({22, 23})))
    woken = {next_check_at(f"s{n}", nightly, at(21, 58), SLEEPS).minute for n in range(50)}
    assert len(woken) > 2


def test_hours_and_days_are_named_in_greenwich() -> None:
    somewhere = at(21, 58).astimezone(datetime.strptime("+0900", "%z").tzinfo)
    nightly = remembered(hints=Hints(skip_hours=frozenset({22})))
    assert at(23) <= next_check_at("orbit", nightly, somewhere, SLEEPS) < at(0, day=23)


def test_hints_that_leave_no_hour_leave_no_source_unread() -> None:
    never = remembered(hints=Hints(skip_hours=frozenset(range(24))))
    assert wait(never) <= LONGEST
    assert wait(never, settings=SLEEPS) <= 7 * DAY


def test_a_source_that_sleeps_for_days_is_asked_all_the_same_after_the_longest_wait() -> None:
    assert wait(remembered(hints=Hints(skip_days=WEEKEND))) == LONGEST


@pytest.mark.parametrize(
    ("size", "validators", "expected"),
    [
        pytest.param(LARGE + 1, Validators(), DAY, id="large, and comes whole each time"),
        pytest.param(LARGE + 1, VALID, USUAL, id="large, but only when it has changed"),
        pytest.param(LARGE, Validators(), USUAL, id="not so large"),
    ],
)
def test_a_large_document_that_always_comes_whole_is_read_once_a_day(
    size: int, validators: Validators, expected: timedelta
) -> None:
    found = wait(remembered(validators=validators), size=size)
    assert expected * (1 - 2 * JITTER) < found <= expected * (1 + JITTER)
    assert found <= DAY


# After failures


def failing(count: int) -> Reading:
    return remembered(failures=count, failing_since=NOON - DAY)


@pytest.mark.parametrize("failures", range(1, 7))
def test_each_failure_in_a_row_doubles_the_wait(failures: int) -> None:
    assert is_about(wait(failing(failures)), USUAL * 2**failures)


@pytest.mark.parametrize("failures", [7, 30, 10_000])
def test_no_failing_source_is_forgotten(failures: int) -> None:
    assert is_about(wait(failing(failures)), LONGEST_BACKOFF)


def test_a_failing_source_is_not_read_more_often_than_a_healthy_one() -> None:
    slow = load({"POLL_MINUTES": "4320", "POLL_MAX_MINUTES": "10000"})
    assert wait(failing(9), settings=slow) >= timedelta(minutes=4320) * (1 - JITTER)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param(2 * HOUR, 2 * HOUR, id="longer than we would have waited"),
        pytest.param(timedelta(seconds=1), 2 * USUAL, id="shorter: we wait all the same"),
        pytest.param(365 * DAY, DAY, id="a year is a typo"),
        pytest.param(None, 2 * USUAL, id="nothing"),
    ],
)
def test_a_site_that_asks_for_patience_is_given_it(
    asked: timedelta | None, expected: timedelta
) -> None:
    found = wait(failing(1), retry_after=asked)
    assert is_about(found, expected)
    assert asked is None or found >= min(asked, DAY)


def test_a_wall_against_robots_is_left_alone_for_half_a_day() -> None:
    walled = replace(failing(1), trouble=Trouble("source.wall"))
    assert wait(walled) == 12 * HOUR
    assert wait(walled, retry_after=20 * HOUR) == 20 * HOUR


def test_what_a_failing_source_once_asked_for_does_not_shorten_its_wait() -> None:
    busy = replace(failing(3), gap=MINUTE, news_at=NOON, hints=Hints(every=MINUTE))
    assert is_about(wait(busy), USUAL * 8)


# In bounds


@pytest.mark.parametrize(
    ("env", "least", "most"),
    [
        pytest.param({"POLL_MINUTES": "0.01"}, 300, 300, id="the least"),
        pytest.param({"POLL_MINUTES": "600"}, 8600, 10800, id="the most"),
        pytest.param(
            {"POLL_MAX_MINUTES": "1", "POLL_MIN_SECONDS": "120"},
            120,
            120,
            id="politeness is the stronger bound",
        ),
    ],
)
def test_the_rhythm_stays_in_its_bounds(env: dict[str, str], least: int, most: int) -> None:
    for number in range(50):
        found = wait(source_id=f"s{number}", settings=load(env))
        assert timedelta(seconds=least) <= found <= timedelta(seconds=most)


def test_sources_are_spread_evenly_over_their_rhythm() -> None:
    waits = [wait(source_id=f"source-{number}") for number in range(1000)]
    least, most = USUAL * (1 - JITTER), USUAL * (1 + JITTER)
    tenths = Counter(int(10 * (each - least) / (most - least)) for each in waits)
    assert tenths.keys() == set(range(10))
    assert max(tenths.values()) < 2 * min(tenths.values())
    assert len(set(waits)) > 990


def test_the_spread_is_a_calculation_not_a_die() -> None:
    assert wait(source_id="orbit") == wait(source_id="orbit")


spans = some.timedeltas(min_value=timedelta(0), max_value=timedelta(days=4000))
perhaps = some.none() | spans
hints = some.builds(
    Hints,
    perhaps,
    some.frozensets(some.integers(0, 23)),
    some.frozensets(some.integers(0, 6)),
)
readings = some.builds(
    Reading,
    some.sampled_from([Validators(), VALID]),
    items=some.integers(0, 500),
    hints=hints,
    gap=perhaps,
    news_at=some.none() | spans.map(lambda ago: NOON - ago),
    failures=some.integers(0, 100),
)


@given(readings, perhaps, perhaps, some.integers(0, 2 * LARGE), some.integers(0, 7 * 24 * 60))
def test_whatever_is_known_the_next_reading_is_in_its_bounds(
    reading: Reading,
    fresh_for: timedelta | None,
    retry_after: timedelta | None,
    size: int,
    minutes: int,
) -> None:
    now = NOON + minutes * MINUTE
    answer: dict[str, Any] = {"fresh_for": fresh_for, "retry_after": retry_after, "size": size}
    found = wait(reading, now=now, **answer)
    assert found >= timedelta(seconds=300)
    if reading.failures:
        assert found <= LONGEST_BACKOFF * (1 + JITTER) + SHARE
    elif size > LARGE and reading.validators.is_empty:
        assert found <= DAY
    else:
        assert found <= LONGEST


# Whole


def test_a_document_is_asked_for_whole_once_a_week() -> None:
    assert wants_whole(NEVER, NOON)
    assert not wants_whole(remembered(whole_at=NOON - 7 * DAY + MINUTE), NOON)
    assert wants_whole(remembered(whole_at=NOON - 7 * DAY), NOON)


# Moves

THERE, ELSEWHERE = "https://new.example/feed", "https://other.example/feed"


def led(*hops: tuple[str | None, timedelta]) -> Move | None:
    """What is remembered after readings that were led there, each so long after the first."""
    move: Move | None = None
    for target, after in hops:
        move = moved(remembered(move=move), target, NOON + after)
    return move


def proven(*hops: tuple[str | None, timedelta]) -> bool:
    return is_proven(led(*hops), NOON + hops[-1][1])


def test_three_readings_over_a_day_prove_a_move() -> None:
    assert proven((THERE, 0 * HOUR), (THERE, 12 * HOUR), (THERE, 24 * HOUR))
    assert not proven((THERE, 0 * HOUR), (THERE, 12 * HOUR), (THERE, 24 * HOUR - MINUTE))
    assert not proven((THERE, 0 * HOUR), (THERE, 48 * HOUR))
    assert not proven((THERE, 0 * HOUR))
    assert not is_proven(None, NOON)


def test_another_target_begins_anew() -> None:
    assert not proven((THERE, 0 * HOUR), (THERE, 12 * HOUR), (ELSEWHERE, 24 * HOUR))
    assert led((THERE, 0 * HOUR), (ELSEWHERE, HOUR)) == Move(ELSEWHERE, NOON + HOUR)


def test_a_reading_that_was_not_led_away_begins_anew() -> None:
    assert led((THERE, 0 * HOUR), (THERE, 12 * HOUR), (None, 13 * HOUR)) is None
    assert not proven((THERE, 0 * HOUR), (THERE, 12 * HOUR), (None, 13 * HOUR), (THERE, 24 * HOUR))


# Cut short


def document(items: int, *, well_formed: bool = False, hints: Hints = Hints()) -> Document:  # noqa: B008 - frozen
    return Document("Orbit", "RSS 2.0", (), items, well_formed, hints=hints)


@pytest.mark.parametrize(
    ("before", "items", "well_formed", "expected"),
    [
        pytest.param(30, 5, False, True, id="most are gone"),
        pytest.param(30, 5, True, True, id="a cut document may look whole"),
        pytest.param(30, 0, True, True, id="all are gone"),
        pytest.param(30, 6, False, False, id="a fifth is left"),
        pytest.param(4, 0, True, False, id="there were few"),
        pytest.param(5, 0, True, True, id="there were some"),
        pytest.param(0, 0, False, True, id="it ends before its first item"),
        pytest.param(0, 0, True, False, id="there were none"),
        pytest.param(30, 500, False, False, id="it grew"),
    ],
)
def test_a_document_without_most_of_its_items_is_not_believed(
    before: int, items: int, well_formed: bool, expected: bool
) -> None:
    reading = remembered(items=before)
    assert is_cut_short(reading, document(items, well_formed=well_formed)) is expected


def test_a_document_that_stays_short_is_believed_at_the_third_reading() -> None:
    short = document(1, well_formed=True)
    assert [is_cut_short(remembered(failures=count), short) for count in range(3)] == [
        True,
        True,
        False,
    ]


def test_a_first_document_that_ends_before_its_first_item_is_never_believed() -> None:
    # Believed, it would be the first reading, and all that stands there later would be news.
    assert is_cut_short(Reading(failures=7), document(0))


def test_a_source_that_names_its_days_off_may_have_nothing_on_them() -> None:
    empty = document(0, well_formed=True, hints=Hints(skip_days=WEEKEND))
    assert not is_cut_short(READ, empty)
    assert is_cut_short(READ, replace(empty, well_formed=False))
    assert is_cut_short(READ, replace(empty, items=2, well_formed=False))
