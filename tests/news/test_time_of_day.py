"""Times of day as people type them."""

import pytest

from news.errors import Mistake
from news.hours import clock, time_of_day


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("8", "08:00"),
        ("08:00", "08:00"),
        ("8:30", "08:30"),
        ("0830", "08:30"),
        ("830", "08:30"),
        ("8.30", "08:30"),
        (" 20 : 30 ", "20:30"),
        ("8pm", "20:00"),
        ("8 PM", "20:00"),
        ("8:30 p.m.", "20:30"),
        ("12am", "00:00"),
        ("12 pm", "12:00"),
        ("20h", "20:00"),
        ("20h30", "20:30"),
        ("20:30 h", "20:30"),
        ("midnight", "00:00"),
        ("Noon", "12:00"),
        ("0", "00:00"),
        ("24:00", "00:00"),
        ("24", "00:00"),
    ],
)
def test_a_time_of_day_is_typed_in_many_ways(typed: str, shown: str) -> None:
    assert clock(time_of_day(typed)) == shown


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "25", "24:30", "8:60", "8:5", "13pm", "0am", "-1", "8:00:00", "12345", "9" * 5000],
)
def test_what_is_no_time_of_day_is_explained(typed: str) -> None:
    with pytest.raises(Mistake, match="is no time of day: type one such as 08:00"):
        time_of_day(typed)


def test_what_a_clock_shows_is_read_as_it_is() -> None:
    minutes = range(24 * 60)
    assert [time_of_day(clock(each)) for each in minutes] == [*minutes]
