"""Dates are hints: what cannot be true is none, and no time is ever naive."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from news import dates
from tests.builders import NOON

HOUR = timedelta(hours=1)


def test_a_parsed_time_is_aware_and_utc() -> None:
    parsed = time.struct_time((2026, 11, 22, 12, 0, 0, 6, 326, 0))
    assert dates.aware(parsed) == NOON


@pytest.mark.parametrize(
    "parsed",
    [
        pytest.param(None, id="none"),
        pytest.param(time.struct_time((0, 1, 1, 0, 0, 0, 0, 1, 0)), id="the year 0"),
        pytest.param(time.struct_time((99999, 1, 1, 0, 0, 0, 0, 1, 0)), id="the year 99999"),
    ],
)
def test_what_is_no_time_is_none(parsed: time.struct_time | None) -> None:
    assert dates.aware(parsed) is None


@pytest.mark.parametrize(
    ("published_at", "believed"),
    [
        pytest.param(NOON - HOUR, True, id="an hour ago"),
        pytest.param(datetime(1995, 1, 1, tzinfo=UTC), True, id="the first feeds"),
        pytest.param(datetime(1994, 12, 31, 23, tzinfo=UTC), False, id="before feeds"),
        pytest.param(datetime(1970, 1, 1, tzinfo=UTC), False, id="a clock that never was set"),
        pytest.param(NOON + 23 * HOUR, True, id="a time zone ahead"),
        pytest.param(NOON + 25 * HOUR, False, id="the future"),
    ],
)
def test_a_date_is_believed_where_it_can_be_true(published_at: datetime, believed: bool) -> None:
    assert dates.believed(published_at, NOON) == (published_at if believed else None)


def test_no_date_stays_none() -> None:
    assert dates.believed(None, NOON) is None


@pytest.mark.parametrize(
    ("published_at", "expected"),
    [
        pytest.param(NOON - HOUR, NOON - HOUR, id="published earlier"),
        pytest.param(NOON + HOUR, NOON, id="dated ahead"),
        pytest.param(None, NOON, id="no date"),
    ],
)
def test_a_story_is_told_when_it_was_published_or_else_when_it_was_seen(
    published_at: datetime | None, expected: datetime
) -> None:
    assert dates.told_at(published_at, first_seen_at=NOON) == expected
