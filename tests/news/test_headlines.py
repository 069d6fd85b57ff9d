"""Headlines: which one is meant by what is typed."""

import pytest

from news.names import MOST_CHOICES
from news.names.headlines import Headline, best

TITLES = (
    "Lander touches down near the south pole",
    "Perseverance drills into an old river bed",
    "Señor Pérez names a comet",
    "Osprey-7 crew returns after a year",
)
CHOICES = [Headline(str(place), title) for place, title in enumerate(TITLES)]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        pytest.param("river bed", TITLES[1], id="words"),
        pytest.param("bed river", TITLES[1], id="in another order"),
        pytest.param("persev", TITLES[1], id="begun"),
        pytest.param("perseverence dril", TITLES[1], id="misspelt and begun"),
        pytest.param("PEREZ COMET", TITLES[2], id="neither accents nor capitals"),
        pytest.param("osprey 7", TITLES[3], id="hyphen"),
        pytest.param(TITLES[0], TITLES[0], id="whole"),
    ],
)
def test_a_headline_is_found_by_its_words(typed: str, title: str) -> None:
    assert best(CHOICES, typed)[0].name == title


def test_what_no_headline_has_is_not_found() -> None:
    assert best(CHOICES, "quarterly dividend") == []


def test_the_one_with_more_of_the_words_is_first() -> None:
    choices = [Headline("a", "Comet near the Sun"), Headline("b", "Comet near the Sun fades")]
    assert [each.value for each in best(choices, "comet sun fades")] == ["b", "a"]


@pytest.mark.parametrize("typed", ["", "  ", "!?"])
def test_nothing_typed_offers_them_as_they_stand(typed: str) -> None:
    many = [Headline(str(place), "Comet") for place in range(40)]
    assert best(many, typed) == many[:MOST_CHOICES]


def test_no_headline_is_found_among_none() -> None:
    assert best([], "comet") == []
