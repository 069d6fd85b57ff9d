"""Time zones by the names that people type."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from news import names, zones
from news.errors import Mistake
from tests.builders import NOON


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("  New   York ", "America/New_York"),
        ("new_york", "America/New_York"),
        ("Tokio", "Asia/Tokyo"),
        ("Buenos Aires", "America/Argentina/Buenos_Aires"),
        ("utc", "UTC"),
    ],
)
def test_a_city_names_its_zone(typed: str, name: str) -> None:
    assert zones.zone(typed) == name


@pytest.mark.parametrize("typed", ["Moon base", "xyzzy", "+02:00", "/", "x" * 5000])
def test_what_names_no_zone_is_explained(typed: str) -> None:
    with pytest.raises(Mistake, match="There is no time zone"):
        zones.zone(typed)


def test_a_city_is_among_the_first_that_are_offered() -> None:
    assert "America/New_York" in [each.value for each in names.best(zones.CHOICES, "new yo")][:3]


def test_every_zone_that_is_offered_is_one() -> None:
    assert len(zones.CHOICES) > 400
    for each in zones.CHOICES:
        assert datetime(2026, 7, 1, tzinfo=ZoneInfo(each.value)).utcoffset() is not None


def test_clocks_show_summer_time_where_it_is_kept() -> None:
    assert zones.clock("Europe/Berlin", NOON) == "13:00"
    assert zones.clock("Europe/Berlin", datetime(2026, 7, 1, 12, tzinfo=UTC)) == "14:00"
    assert zones.clock(None, NOON) == "12:00"
