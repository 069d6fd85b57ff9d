"""When a source is read next: in its rhythm, later after failures, never too often."""

from datetime import timedelta

import pytest

from news.schedule import JITTER, LONGEST_BACKOFF, next_check_at
from news.settings import Settings, load
from tests.builders import NOON

SHARE = timedelta(microseconds=1)


def wait(
    failures: int = 0, source_id: str = "orbit", settings: Settings | None = None
) -> timedelta:
    return next_check_at(source_id, failures, NOON, settings or load({})) - NOON


def test_a_healthy_source_is_read_in_the_usual_rhythm() -> None:
    usual = timedelta(minutes=15)
    waits = [wait(source_id=f"source-{number}") for number in range(200)]
    assert min(waits) >= usual * (1 - JITTER)
    assert max(waits) <= usual * (1 + JITTER)


def test_sources_are_spread_over_their_rhythm() -> None:
    waits = [wait(source_id=f"source-{number}") for number in range(200)]
    assert len(set(waits)) > 190
    assert min(waits) < timedelta(minutes=15) * (1 - JITTER / 2)
    assert max(waits) > timedelta(minutes=15) * (1 + JITTER / 2)


def test_the_spread_is_a_calculation_not_a_die() -> None:
    assert wait(source_id="orbit") == wait(source_id="orbit")


@pytest.mark.parametrize("failures", range(1, 7))
def test_each_failure_in_a_row_doubles_the_wait(failures: int) -> None:
    expected = timedelta(minutes=15) * 2**failures
    assert expected * (1 - JITTER) - SHARE <= wait(failures) <= expected * (1 + JITTER) + SHARE


@pytest.mark.parametrize("failures", [7, 30, 10_000])
def test_no_failing_source_is_forgotten(failures: int) -> None:
    assert wait(failures) <= LONGEST_BACKOFF * (1 + JITTER)
    assert wait(failures) >= LONGEST_BACKOFF * (1 - JITTER)


def test_a_failing_source_is_not_read_more_often_than_a_healthy_one() -> None:
    slow = load({"POLL_MINUTES": "4320", "POLL_MAX_MINUTES": "10000"})
    assert wait(9, settings=slow) >= timedelta(minutes=4320) * (1 - JITTER)


@pytest.mark.parametrize(
    ("env", "least", "most"),
    [
        pytest.param(
            {"POLL_MINUTES": "0.01"}, timedelta(seconds=300), timedelta(seconds=300), id="the least"
        ),
        pytest.param(
            {"POLL_MINUTES": "600"}, timedelta(minutes=162), timedelta(minutes=180), id="the most"
        ),
        pytest.param(
            {"POLL_MAX_MINUTES": "1", "POLL_MIN_SECONDS": "120"},
            timedelta(seconds=120),
            timedelta(seconds=120),
            id="politeness is the stronger bound",
        ),
    ],
)
def test_the_rhythm_stays_in_its_bounds(
    env: dict[str, str], least: timedelta, most: timedelta
) -> None:
    for number in range(50):
        assert least <= wait(source_id=f"s{number}", settings=load(env)) <= most
