"""A document may say how often it wants to be read; nonsense it says is not believed."""

from datetime import timedelta

import pytest

from news.models import Fetched, Hints
from news.parse import parse
from tests.builders import NOON, source


def said(more: str) -> Hints:
    body = f"""<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
      <channel><title>Orbit</title>{more}<item><title>A</title></item></channel></rss>"""
    return parse(Fetched("https://orbit.example/feed", body.encode()), source(), NOON).hints


def sy(period: str, frequency: str = "") -> str:
    often = f"<sy:updateFrequency>{frequency}</sy:updateFrequency>" if frequency else ""
    return f"<sy:updatePeriod>{period}</sy:updatePeriod>{often}"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param("", None, id="nothing"),
        pytest.param("<ttl>60</ttl>", timedelta(hours=1), id="minutes"),
        pytest.param("<ttl> 15\n</ttl>", timedelta(minutes=15), id="with blanks"),
        pytest.param(sy("hourly"), timedelta(hours=1), id="once where no number is given"),
        pytest.param(sy("daily", "4"), timedelta(hours=6), id="four times a day"),
        pytest.param(sy(" Weekly ", "1"), timedelta(days=7), id="in another case"),
        pytest.param("<ttl>30</ttl>" + sy("hourly"), timedelta(hours=1), id="the slower of two"),
        pytest.param("<ttl>0</ttl>", None, id="no time"),
        pytest.param("<ttl>-5</ttl>", None, id="less than none"),
        pytest.param("<ttl>1.5</ttl>", None, id="a fraction"),
        pytest.param("<ttl>PT1H</ttl>", None, id="an ISO duration"),
        pytest.param("<ttl>86400</ttl>", None, id="seconds, it seems"),
        pytest.param(f"<ttl>{'9' * 5000}</ttl>", None, id="for ever"),
        pytest.param("<ttl>٣</ttl>", None, id="digits of elsewhere"),
        pytest.param(sy("yearly"), None, id="once a year"),
        pytest.param(sy("yearly", "365"), timedelta(days=1), id="once a day, said at length"),
        pytest.param(sy("daily", "0"), None, id="never"),
        pytest.param(sy("hourly", "3600"), None, id="every second"),
        pytest.param(sy("often"), None, id="a word"),
    ],
)
def test_a_rhythm_is_understood(more: str, expected: timedelta | None) -> None:
    assert said(more).every == expected


def hours(*values: object) -> str:
    return f"<skipHours>{''.join(f'<hour>{value}</hour>' for value in values)}</skipHours>"


def days(*values: str) -> str:
    return f"<skipDays>{''.join(f'<day>{value}</day>' for value in values)}</skipDays>"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param(hours(1, 2, 23), {1, 2, 23}, id="hours"),
        pytest.param(hours(24), {0}, id="midnight as 24"),
        pytest.param(hours("07", " 8 "), {7, 8}, id="as people write them"),
        pytest.param(hours("x", -1, 25, 99, 100), set(), id="no hours"),
        pytest.param(hours(*range(24)), set(), id="all of them"),
        pytest.param(hours(*range(23)), set(range(23)), id="all but one"),
        pytest.param("<SkipHours>\n<Hour>5</Hour>\n</SkipHours>", {5}, id="in another case"),
        pytest.param("<hour>5</hour>", set(), id="no list"),
    ],
)
def test_hours_to_leave_out_are_understood(more: str, expected: set[int]) -> None:
    assert said(more).skip_hours == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param(days("Saturday", "Sunday"), {5, 6}, id="the weekend"),
        pytest.param(days("monday", " FRIDAY "), {0, 4}, id="in another case"),
        pytest.param(days("Lundi", "Mon", ""), set(), id="no names of days"),
        pytest.param(
            days(*["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]),
            set(),
            id="all of them",
        ),
    ],
)
def test_days_to_leave_out_are_understood(more: str, expected: set[int]) -> None:
    assert said(more).skip_days == expected
