"""What a rehearsal says of its days, and how it is shown."""

from datetime import timedelta

import pytest

from news.models import Card
from news.rehearsal import DAYS, Rehearsal, days
from news.render_rehearsal import rehearsal
from tests.builders import NOON, seen_story


def shown(*per_day: int, newest: int = 0) -> Card:
    told = [seen_story(f"Story *{number}*") for number in range(newest)]
    return rehearsal(Rehearsal(per_day, told))


def test_two_weeks_end_now() -> None:
    moments = days(NOON)
    assert (moments[0], moments[-1]) == (NOON - timedelta(days=14), NOON)
    assert len(moments) == DAYS + 1


@pytest.mark.parametrize(
    ("per_day", "bars"),
    [
        pytest.param((0, 4, 8), "▁▅█", id="as high as the fullest allows"),
        pytest.param((1, 100), "▂█", id="one story is seen beside a hundred"),
        pytest.param((0, 0), "▁▁", id="nothing"),
        pytest.param((3, 3), "██", id="all alike"),
    ],
)
def test_each_day_has_a_bar(per_day: tuple[int, ...], bars: str) -> None:
    assert Rehearsal(per_day).bars == bars


@pytest.mark.parametrize(
    ("per_day", "sentence"),
    [
        pytest.param([0] * 14, "posted nothing. It will post when", id="nothing"),
        pytest.param([0] * 13 + [1], "posted one story.", id="one"),
        pytest.param([0] * 12 + [1, 1], "2 stories, about one every 7 days.", id="two"),
        pytest.param([1, 0] * 7, "7 stories, about one every 2 days.", id="now and then"),
        pytest.param([1] * 8 + [0] * 6, "8 stories, about 1 a day.", id="nearly daily"),
        pytest.param([2] * 13 + [5], "31 stories, about 2 a day.", id="daily"),
        pytest.param([100] * 14, "1,400 stories, about 100 a day.", id="all the time"),
    ],
)
def test_how_much_it_is_stands_in_a_sentence(per_day: list[int], sentence: str) -> None:
    assert sentence in shown(*per_day).description


def test_the_bars_have_words_beside_them() -> None:
    assert "the fullest had 9, the last 24 hours had 2." in shown(0, 9, 2).description


def test_the_newest_stand_below_as_they_are_named() -> None:
    description = shown(1, 2, newest=3).description
    assert description.count("https://orbit.example/") == 3
    assert r"Story \*0\*" in description


def test_of_nothing_there_are_no_bars() -> None:
    assert "▁" not in shown(0, 0).description
