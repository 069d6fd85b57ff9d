"""Time zones by the names that people type."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from news import zones
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
        ("US/Eastern", "US/Eastern"),
        ("us/eastern", "US/Eastern"),
        ("gmt", "GMT"),
        ("CET", "CET"),
        ("Buenos Aires", "America/Argentina/Buenos_Aires"),
        ("utc", "UTC"),
    ],
)
def test_a_city_names_its_zone(typed: str, name: str) -> None:
    assert zones.zone(typed) == name


@pytest.mark.parametrize(
    ("typed", "guess"),
    [
        pytest.param("EST", "America/New York", id="an abbreviation"),
        pytest.param("Eastern", "America/New York", id="a name that a country uses"),
        pytest.param("MSK", "Europe/Moscow", id="Moscow's"),
        pytest.param("BST", "Europe/London", id="of summer time"),
        pytest.param("uk", "Europe/London", id="a country"),
        pytest.param("France", "Europe/Paris", id="a country with one zone"),
        pytest.param("Tokio", "Asia/Tokyo", id="a slip"),
        pytest.param("Los Angles", "America/Los Angeles", id="a slip in two words"),
        pytest.param("West", "Australia/West", id="an end that is no city"),
        pytest.param("berl", "Europe/Berlin", id="a beginning"),
    ],
)
def test_what_only_points_to_a_zone_sets_nothing(typed: str, guess: str) -> None:
    with pytest.raises(Mistake, match=f"Did you mean {guess}"):
        zones.zone(typed)
    assert zones.offered(typed)[0].name == guess


@pytest.mark.parametrize("typed", ["China", "germany", "America", "UTC+2", "MST7", "e"])
def test_what_may_be_several_zones_is_not_guessed(typed: str) -> None:
    with pytest.raises(Mistake, match="Type the name of a large city near you"):
        zones.zone(typed)


@pytest.mark.parametrize("typed", ["Moon base", "xyzzy", "+02:00", "/", "", "Factory", "x" * 5000])
def test_what_names_no_zone_is_explained(typed: str) -> None:
    with pytest.raises(Mistake, match="There is no time zone"):
        zones.zone(typed)


def test_a_city_is_among_the_first_that_are_offered() -> None:
    assert "America/New_York" in [each.value for each in zones.offered("new yo")][:3]


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("china", ["Asia/Shanghai", "Asia/Urumqi"]),
        ("us/eastern", ["US/Eastern"]),
        ("msk", ["Europe/Moscow"]),
        ("xyzzy", []),
    ],
)
def test_the_list_offers_what_is_known_by_that_name_and_nothing_else(
    typed: str, values: list[str]
) -> None:
    assert [each.value for each in zones.offered(typed)] == values


@pytest.mark.parametrize(
    ("typed", "locale", "name"),
    [
        ("東京", "ja", "Asia/Tokyo"),
        ("上海", "zh-CN", "Asia/Shanghai"),
        ("São Paulo", "pt-BR", "America/Sao_Paulo"),
        ("são paulo", "en-US", "America/Sao_Paulo"),
        ("Kopenhagen", "de", "Europe/Copenhagen"),
        ("Berlin", "ja", "Europe/Berlin"),
    ],
)
def test_a_city_is_known_by_what_its_visitors_call_it(typed: str, locale: str, name: str) -> None:
    assert zones.zone(typed, locale) == name
    assert name in [each.value for each in zones.offered(typed, locale)][:2]


def test_every_zone_that_is_offered_is_one() -> None:
    assert len(zones.CHOICES) > 400
    for each in zones.CHOICES:
        assert datetime(2026, 7, 1, tzinfo=ZoneInfo(each.value)).utcoffset() is not None


def test_clocks_show_summer_time_where_it_is_kept() -> None:
    assert zones.clock("Europe/Berlin", NOON) == "13:00"
    assert zones.clock("Europe/Berlin", datetime(2026, 7, 1, 12, tzinfo=UTC)) == "14:00"
    assert zones.clock(None, NOON) == "12:00"
