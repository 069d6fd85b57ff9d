"""How a source does, and what of that is told: once an episode, once when it is over."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from news.health import NOTICEABLE, Change, State, Turn, change, health, noticeable
from news.models import Reading, Trouble
from tests.builders import NOON, source

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SECOND = timedelta(seconds=1)
TIMEOUT = Trouble("source.timeout")
WELL = Reading(read_at=NOON, news_at=NOON - DAY, gap=HOUR)


def failing(since: datetime, **changed: object) -> Reading:
    return replace(WELL, failures=3, failing_since=since, trouble=TIMEOUT, **changed)  # type: ignore[arg-type]


def silent(since: datetime, gap: timedelta | None = HOUR, noticed: str | None = None) -> Reading:
    return replace(WELL, news_at=since, gap=gap, noticed=noticed)


GONE = replace(failing(NOON - HOUR), stopped="source.status", trouble=None)


@pytest.mark.parametrize(
    ("reading", "state", "since"),
    [
        pytest.param(Reading(), State.UNREAD, None, id="never read"),
        pytest.param(WELL, State.WELL, None, id="read"),
        pytest.param(failing(NOON), State.FAILING, NOON, id="failing since now"),
        pytest.param(failing(NOON - 9 * DAY), State.FAILING, NOON - 9 * DAY, id="failing for long"),
        pytest.param(Reading(failures=1), State.FAILING, None, id="since nobody knows when"),
        pytest.param(silent(NOON - 20 * DAY), State.STALE, NOON - 20 * DAY, id="silent"),
        pytest.param(
            failing(NOON, news_at=NOON - 90 * DAY), State.FAILING, NOON, id="silent, and failing"
        ),
        pytest.param(GONE, State.STOPPED, NOON - HOUR, id="gone"),
    ],
)
def test_a_reading_says_how_the_source_does(
    reading: Reading, state: State, since: datetime | None
) -> None:
    found = health(source(reading=reading), NOON)
    assert (found.state, found.since) == (state, since)


def test_what_the_operator_switched_off_is_off_whatever_it_met_before() -> None:
    assert health(source(enabled=False, reading=failing(NOON)), NOON).state is State.OFF


def test_the_next_reading_of_what_is_not_read_is_not_told() -> None:
    read = source(next_check_at=NOON + HOUR, reading=WELL)
    assert health(read, NOON).next_at == NOON + HOUR
    assert health(replace(read, reading=GONE), NOON).next_at is None
    assert health(replace(read, enabled=False), NOON).next_at is None


def test_only_what_fails_has_an_error() -> None:
    assert health(source(reading=failing(NOON)), NOON).trouble == TIMEOUT
    assert health(source(reading=silent(NOON - 90 * DAY)), NOON).trouble is None
    assert health(source(reading=GONE), NOON).trouble == Trouble("source.status")


def test_why_it_is_stopped_is_told_with_its_values() -> None:
    why = Trouble("source.status", {"status": "410"})
    assert health(source(reading=replace(GONE, trouble=why)), NOON).trouble == why


@pytest.mark.parametrize(
    ("gap", "silence"),
    [
        pytest.param(timedelta(minutes=5), 14 * DAY, id="many a day"),
        pytest.param(2 * DAY, 14 * DAY, id="every other day"),
        pytest.param(7 * DAY, 42 * DAY, id="weekly"),
        pytest.param(30 * DAY, 180 * DAY, id="monthly"),
        pytest.param(None, 60 * DAY, id="not known"),
    ],
)
def test_a_source_is_silent_measured_by_its_own_rhythm(
    gap: timedelta | None, silence: timedelta
) -> None:
    assert noticeable(silent(NOON - silence, gap), NOON) is None
    assert noticeable(silent(NOON - silence - SECOND, gap), NOON) is Turn.STALE


def test_what_never_told_anything_is_not_silent() -> None:
    assert noticeable(replace(WELL, news_at=None), NOON) is None


def test_a_day_of_failures_is_worth_a_notice() -> None:
    assert noticeable(failing(NOON - NOTICEABLE + SECOND), NOON) is None
    assert noticeable(failing(NOON - NOTICEABLE), NOON) is Turn.FAILING


def test_what_stopped_is_told_at_once() -> None:
    assert noticeable(GONE, NOON) is Turn.STOPPED


def told(readings: Iterable[tuple[datetime, Reading]]) -> list[Change]:
    """What owners hear while these readings follow one another; each knows what was noticed."""
    found: list[Change] = []
    former = Reading()
    for now, reading in readings:
        reading = replace(reading, noticed=former.noticed)
        if new := change(former, reading, now):
            found.append(new)
            reading = replace(reading, noticed=new.noticed)
        former = reading
    return found


def turns(*readings: tuple[datetime, Reading]) -> list[str]:
    return [each.turn.value for each in told(readings)]


def well(now: datetime) -> tuple[datetime, Reading]:
    return now, replace(WELL, read_at=now, news_at=now)


def fails(now: datetime, since: datetime) -> tuple[datetime, Reading]:
    return now, failing(since, news_at=NOON)


def still(now: datetime) -> tuple[datetime, Reading]:
    """Read, and nothing new since noon."""
    return now, replace(WELL, read_at=now, news_at=NOON)


def test_an_outage_is_told_once_and_its_end_once() -> None:
    began = NOON + HOUR
    hours = [fails(began + hour * HOUR, began) for hour in range(100)]
    heard = told([well(NOON), *hours, well(NOON + 5 * DAY), well(NOON + 6 * DAY)])
    assert heard == [Change(Turn.FAILING, began, TIMEOUT), Change(Turn.RECOVERED, began)]


def test_a_bad_day_that_ends_in_time_is_not_told() -> None:
    assert turns(well(NOON), fails(NOON + 23 * HOUR, NOON), well(NOON + DAY)) == []


def test_a_silence_is_told_once_and_its_end_once() -> None:
    days = [still(NOON + day * DAY) for day in range(40)]
    heard = told([*days, well(NOON + 41 * DAY)])
    assert heard == [Change(Turn.STALE, NOON), Change(Turn.RECOVERED, NOON)]


def test_a_source_that_is_years_old_when_first_read_is_told_of_once() -> None:
    old = silent(NOON - 900 * DAY, gap=None)
    assert turns((NOON, old), (NOON + HOUR, old)) == ["stale"]


def test_a_bad_hour_of_a_silent_source_ends_no_episode() -> None:
    then = NOON + 20 * DAY
    heard = turns(still(then), fails(then + HOUR, then + HOUR), still(then + 2 * HOUR))
    assert heard == ["stale"]


def test_a_silent_source_that_fails_for_a_day_is_told_of_again() -> None:
    then = NOON + 20 * DAY
    heard = turns(still(then), fails(then + DAY, then), still(then + 2 * DAY), well(then + 3 * DAY))
    assert heard == ["stale", "failing", "stale", "recovered"]


def test_what_comes_back_without_news_is_silent_not_well() -> None:
    began = NOON + HOUR
    heard = turns(fails(began + DAY, began), still(NOON + 30 * DAY))
    assert heard == ["failing", "stale"]


def test_what_stopped_and_is_added_anew_is_told_of_when_it_is_read() -> None:
    began = NOON + HOUR
    gone = replace(failing(began), stopped="source.status")
    heard = told([well(NOON), (began, gone), well(NOON + DAY)])
    assert [each.turn for each in heard] == [Turn.STOPPED, Turn.RECOVERED]
    assert heard[1].since == began


def test_nothing_is_told_of_what_was_never_wrong() -> None:
    assert change(Reading(), WELL, NOON) is None
    assert change(WELL, WELL, NOON) is None
