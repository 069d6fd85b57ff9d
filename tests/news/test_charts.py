"""Charts: what they show, where, in which colours, and in words."""

import io
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from news import charts, words
from news.charts import MOST_ROWS, Chart, alt, painting
from news.charts.colours import (
    BAR,
    CELLS,
    EDGE,
    PANEL,
    QUIET,
    TEXT,
    contrast,
    ink,
    level,
    rgb,
)
from news.charts.layout import WIDTH, Box, Layout
from tests.builders import NOON

UTC_ZONE = ZoneInfo("UTC")
BEGUN = charts.midnights(NOON, UTC_ZONE)
DARK, LIGHT = "#313338", "#FFFFFF"
"""Discord's own grounds."""


def chart(totals: dict[int, int] | None = None, **counts: dict[int, int]) -> Chart:
    """counts: id -> day, from 0 -> how many."""
    days = range(len(BEGUN) - 1)
    given = {each: [on.get(day, 0) for day in days] for each, on in counts.items()}
    added = [sum(each[day] for each in given.values()) for day in days]
    whole = [totals.get(day, 0) for day in days] if totals else added
    return charts.drawn(BEGUN, UTC_ZONE, given, list(counts), whole)


def test_a_chart_has_the_last_two_weeks_and_ends_today() -> None:
    found = chart(mars={13: 1})
    assert (len(found.days), found.days[0], found.days[-1]) == (
        14,
        date(2026, 11, 9),
        date(2026, 11, 22),
    )
    assert BEGUN[-1] == datetime(2026, 11, 23, tzinfo=UTC)


def test_days_begin_where_the_server_is_and_may_have_23_hours() -> None:
    berlin = charts.midnights(datetime(2026, 3, 31, 23, 30, tzinfo=UTC), ZoneInfo("Europe/Berlin"))
    assert berlin[-1] == datetime(2026, 4, 1, 22, tzinfo=UTC)
    gaps = [later - earlier for earlier, later in pairwise(berlin)]
    assert sorted(gaps)[:2] == [timedelta(hours=23), timedelta(hours=24)]


def test_of_many_rows_the_busiest_are_shown_in_the_order_of_their_list() -> None:
    found = chart(**{f"s{number}": {0: number % 30} for number in range(60)})
    assert len(found.rows) == MOST_ROWS
    numbers = [row.number for row in found.rows]
    assert numbers == sorted(numbers)
    assert min(row.total for row in found.rows) == 20
    assert sum(found.totals) == 870  # what has no row is counted all the same
    assert chart(mars={}, moon={}).is_empty


@pytest.mark.parametrize("colour", CELLS)
def test_what_stands_in_a_cell_can_be_read(colour: str) -> None:
    assert contrast(ink(colour), colour) >= 4.5


def test_a_chart_can_be_read_on_dark_and_on_light() -> None:
    # Its panel is its own: what stands on that reads the same on either.
    assert contrast(TEXT, PANEL) >= 7
    assert contrast(QUIET, PANEL) >= 7
    assert contrast(BAR, PANEL) >= 4.5
    assert min(contrast(EDGE, ground) for ground in (DARK, LIGHT)) >= 3


def test_more_is_lighter_and_one_of_many_is_not_nothing() -> None:
    grounds = [contrast(each, "#000000") for each in CELLS]
    assert grounds == sorted(grounds)
    levels = [level(count, 1000) for count in range(1001)]
    assert levels == sorted(levels)
    assert (levels[0], levels[1], levels[1000]) == (0, 1, len(CELLS) - 1)
    assert level(1, 1) == len(CELLS) - 1


def seen(painted: Image.Image, box: Box) -> tuple[int, int, int]:
    """The colour near a box's lower left corner, where no figure stands."""
    left, top, _, height = box
    found = painted.getpixel((round(left + 5), round(top + height - 4)))
    assert isinstance(found, tuple)
    red, green, blue = found
    return red, green, blue


def test_the_picture_has_the_right_colours_in_the_right_places() -> None:
    shown = chart(mars={0: 1, 13: 100}, moon={7: 30}, sun={})
    painted = Image.open(io.BytesIO(painting.painted(shown)))
    layout = Layout(shown)
    assert painted.format == "PNG"
    assert painted.size == (WIDTH, layout.height)
    assert painted.mode == "RGBA"
    assert painted.getchannel("A").getextrema() == (255, 255)
    opened = painted.convert("RGB")
    for number, row in enumerate(shown.rows):
        for day, count in enumerate(row.counts):
            wanted = CELLS[level(count, 100)]
            assert seen(opened, layout.cell(number, day)) == rgb(wanted)
    # As high, and as wide, as there is most of.
    assert seen(opened, layout.day_bar(13)) == rgb(BAR)
    full = layout.cell(0, 13)
    assert seen(opened, Box(full.left, layout.day_bar(13).top, 9, 9)) == rgb(BAR)
    assert seen(opened, Box(full.left - 62, layout.day_bar(13).top, 9, 9)) == rgb(PANEL)
    assert seen(opened, layout.row_bar(0)) == rgb(BAR)
    assert seen(opened, layout.row_bar(2)._replace(width=9)) == rgb(PANEL)


def test_the_same_figures_make_the_same_picture() -> None:
    shown = chart(mars={0: 1})
    assert painting.painted(shown) == painting.painted(shown)
    assert shown == chart(moon={0: 1})  # no name is in it


def test_a_chart_is_told_in_words_too() -> None:
    names = ["Mars", "Moon", "Sun", "Crew", "Debris"]
    shown = chart(
        {3: 40, 4: 1}, mars={3: 30, 4: 5}, moon={3: 2}, sun={}, crew={4: 1}, debris={3: 1500}
    )
    assert alt.topics(shown, names) == (
        "A chart of the stories of each topic and day, 11-09 to 11-22: 41 stories in all. The "
        "fullest day is 11-12 with 40. Most are of Debris (1,500), Mars (35), and Moon (2). Each "
        "row has its topic's number in the list."
    )
    one = chart(orbit={0: 1})
    assert "1 article in all. The fullest day is 11-09 with 1. Most come from Orbit (1)." in (
        alt.sources(one, ["Orbit"])
    )


@pytest.mark.parametrize("locale", words.languages())
def test_the_words_fit_whatever_the_names(locale: str) -> None:
    shown = chart(**{f"s{number}": {number: 10**6} for number in range(14)})
    for described in (alt.topics, alt.sources):
        assert len(described(shown, ["Observatory " * 40] * 14, locale)) <= alt.LIMIT
