"""What people type is understood, or the nearest is named."""

from datetime import UTC, datetime, timedelta

import pytest

from news import names
from news.errors import Mistake
from news.models import ALL
from news.names import Choice
from news.topics import TOPICS
from tests.builders import NOON, source

SOURCES = names.source_choices(
    [
        source("nasa-releases", outlet="NASA"),
        source("esa-news", outlet="ESA"),
        source("spacenews", outlet="SpaceNews"),
    ]
)


def test_every_topic_can_be_chosen_and_everything_first() -> None:
    choices = names.topic_choices()
    assert [choice.value for choice in choices] == [ALL, *(topic.id for topic in TOPICS)]
    assert len(choices) <= names.MOST_CHOICES
    assert all(0 < len(choice.name) <= 100 for choice in choices)


def test_nothing_typed_offers_all_as_they_stand() -> None:
    many = [Choice(str(number), f"Name {number}") for number in range(40)]
    assert names.best(many, "  ") == many[: names.MOST_CHOICES]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        pytest.param("mars", "mars", id="the id"),
        pytest.param("Teles", "observatories", id="the beginning of a name"),
        pytest.param("asteroids", "small-bodies", id="a word of a name"),
        pytest.param("lauches", "launch", id="a slip"),
        pytest.param("EXOPLANETS", "exoplanets", id="in capitals"),
    ],
)
def test_the_best_choice_comes_first(typed: str, first: str) -> None:
    assert names.best(names.topic_choices(), typed)[0].value == first


def test_what_is_near_to_nothing_offers_nothing() -> None:
    assert names.best(names.topic_choices(), "qqqqqqqq") == []
    assert names.best(names.topic_choices(), "!!!") == []


def test_no_more_is_offered_than_discord_shows() -> None:
    many = [Choice(str(number), f"Orbit {number}") for number in range(60)]
    assert len(names.best(many, "orbit")) == names.MOST_CHOICES


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        pytest.param("nasa-releases", "nasa-releases", id="its id"),
        pytest.param("NASA-Releases", "nasa-releases", id="its id in capitals"),
        pytest.param(" nasa ", "nasa-releases", id="its name"),
        pytest.param("spacenew", "spacenews", id="nearly its name"),
    ],
)
def test_a_source_is_meant_by_its_id_or_its_name(typed: str, value: str) -> None:
    assert names.meant(SOURCES, typed, "source") == value


CLUBS = [
    Choice("own-1a2b", "Farrow Bay News"),
    Choice("own-3c4d", "Eta Feed"),
    Choice("gazette", "Orbital Gazette"),
    Choice("pad-39", "Pad 39 Launches"),
    Choice("daily-orbit", "Daily Orbit"),
    Choice("daily-comet", "Daily Comet"),
]


@pytest.mark.parametrize(
    ("gone", "guess"),
    [
        pytest.param("Farrow Bay Nights", "Farrow Bay News", id="a word differs"),
        pytest.param("Beta Feed", "Eta Feed", id="a word begins otherwise"),
        pytest.param("Pad 38 Launches", "Pad 39 Launches", id="a number differs"),
        pytest.param("Farrow Bay", "Farrow Bay News", id="a word is missing"),
        pytest.param("Daily", "Daily", id="a word that several share"),
    ],
)
def test_a_source_that_is_gone_is_not_replaced_by_one_of_a_like_name(gone: str, guess: str) -> None:
    with pytest.raises(Mistake, match=f"Did you mean {guess}"):
        names.meant(CLUBS, gone, "source")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        pytest.param("Orbtal Gazette", "gazette", id="a letter is missing"),
        pytest.param("orbital gazzette", "gazette", id="a letter too many"),
        pytest.param("Farow Bay Newss", "own-1a2b", id="in two words"),
        pytest.param("dayly-comet", "daily-comet", id="in the id"),
        pytest.param("gazette", "gazette", id="a word of its own"),
    ],
)
def test_a_source_may_be_mistyped(typed: str, value: str) -> None:
    assert names.meant(CLUBS, typed, "source") == value


def test_a_name_may_be_written_apart() -> None:
    assert names.meant(SOURCES, "Space News", "source") == "spacenews"


def test_a_name_that_is_exactly_typed_beats_one_that_is_near() -> None:
    choices = [Choice("a", "Moon base"), Choice("b", "Moon")]
    assert names.meant(choices, "moon", "topic") == "b"


def test_what_is_not_understood_is_a_mistake_that_names_the_nearest() -> None:
    with pytest.raises(Mistake, match="Did you mean SpaceNews"):
        names.meant(SOURCES, "space", "source")


def test_where_nothing_is_near_nothing_is_guessed() -> None:
    with pytest.raises(Mistake, match="qqqqqqqq") as caught:
        names.meant(SOURCES, "qqqqqqqq" * 50, "source")
    assert "Did you mean" not in str(caught.value)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("typed", ["e", "the", "space", "**a**", "not moon", "mars moon", "zzz"])
def test_a_fragment_is_no_topic(typed: str) -> None:
    with pytest.raises(Mistake):
        names.meant(names.topic_choices(), typed, "topic")


@pytest.mark.parametrize(
    ("typed", "topic_id"), [("Mrs", "mars"), ("lunches", "launch"), ("telescops", "observatories")]
)
def test_a_topic_may_be_mistyped(typed: str, topic_id: str) -> None:
    assert names.meant(names.topic_choices(), typed, "topic") == topic_id


@pytest.mark.parametrize("typed", ["1", "-7", "#1", "712", "moon", "#a: Moo"])
def test_what_is_chosen_for_good_is_never_guessed(typed: str) -> None:
    choices = [Choice("12", "#a: Moon"), Choice("7", "#b: Everything")]
    with pytest.raises(Mistake):
        names.chosen(choices, typed, "subscription")
    assert names.chosen(choices, "12", "subscription") == "12"
    assert names.chosen(choices, "#b: everything", "subscription") == "7"


@pytest.mark.parametrize(
    ("text", "topic_id"),
    [
        pytest.param("space weather", "sun", id="from its description"),
        pytest.param("asteroids near us", "small-bodies", id="from its name"),
    ],
)
def test_the_nearest_topic_of_a_search(text: str, topic_id: str) -> None:
    found = names.nearest_topic(text)
    assert found is not None
    assert found.id == topic_id


def test_a_search_about_nothing_has_no_nearest_topic() -> None:
    assert names.nearest_topic("zzzzzz qqqqq") is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("1d", NOON - timedelta(days=1), id="a day"),
        pytest.param(" 7 D ", NOON - timedelta(days=7), id="seven days, loosely typed"),
        pytest.param("2w", NOON - timedelta(days=14), id="weeks"),
        pytest.param("30d", NOON - timedelta(days=30), id="thirty days"),
        pytest.param("1m", NOON - timedelta(days=30), id="a month"),
        pytest.param("1y", NOON - timedelta(days=365), id="a year"),
        pytest.param("2026-11-20", datetime(2026, 11, 20, tzinfo=UTC), id="a date"),
    ],
)
def test_a_span_or_a_date_is_a_time(typed: str, expected: datetime) -> None:
    assert names.since(typed, NOON) == expected


@pytest.mark.parametrize("typed", ["", "soon", "d", "7", "-7d", "99999d", "9999y", "2026-13-01"])
def test_what_is_no_time_is_a_mistake_that_shows_one(typed: str) -> None:
    with pytest.raises(Mistake, match="1d, 7d, 30d, 1y"):
        names.since(typed, NOON)
