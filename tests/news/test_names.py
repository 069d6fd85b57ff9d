"""What people type is understood, or the nearest is named."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from news import names
from news.errors import Mistake
from news.models import ALL
from news.names import Choice
from news.topics import TOPICS
from tests.builders import NOON

SOURCES = [
    Choice("nasa-releases", "NASA"),
    Choice("esa-news", "ESA"),
    Choice("spacenews", "SpaceNews"),
]


def test_every_topic_can_be_chosen_and_everything_first() -> None:
    choices = names.topic_choices()
    assert [choice.value for choice in choices] == [ALL, *(topic.id for topic in TOPICS)]
    assert len(choices) <= names.MOST_CHOICES
    assert all(0 < len(choice.name) <= 100 for choice in choices)


def test_no_entity_is_called_by_the_id_of_a_topic() -> None:
    """Both are given, stored and sent in one place."""
    values = [choice.value for choice in names.subject_choices()]
    assert len(set(values)) == len(values)


def test_ids_survive_in_the_buttons_that_turn_pages() -> None:
    assert all(re.fullmatch(r"[a-z0-9-]+", each.value) for each in names.subject_choices())
    assert all(len(each.value) <= 40 for each in names.subject_choices())


def test_topics_stand_before_entities_and_alone_where_nothing_is_typed() -> None:
    choices = names.subject_choices()
    topics = names.topic_choices()
    assert list(choices[: len(topics)]) == topics
    assert names.best_subjects(choices, " ") == topics


@pytest.mark.parametrize(
    ("typed", "subject"),
    [
        pytest.param("falcon-9", "falcon-9", id="its id"),
        pytest.param("Falcon 9", "falcon-9", id="its name"),
        pytest.param("falcon9", "falcon-9", id="written together"),
        pytest.param("Falcon 9 · vehicle", "falcon-9", id="as it is offered"),
        pytest.param("jwst", "webb", id="an alias in small letters"),
        pytest.param("James Web Space Telescope", "webb", id="with a slip"),
        pytest.param("europa cliper", "europa-clipper", id="with another"),
        pytest.param("chandrayan", "chandrayaan", id="the nearest of two that are near"),
        pytest.param("mars", "mars", id="a topic before a planet of the same name"),
        pytest.param("Moon", "moon", id="however it is written"),
        pytest.param("Mrs", "mars", id="a mistyped topic before a mistyped entity"),
        pytest.param("telescops", "observatories", id="a word of a topic's name"),
        pytest.param("all", ALL, id="everything"),
    ],
)
def test_a_topic_or_an_entity_is_meant(typed: str, subject: str) -> None:
    assert names.meant(names.subject_choices(), typed, "topic") == subject


@pytest.mark.parametrize("typed", ["pioneer", "Falcon 8", "blue", "not moon", "e"])
def test_a_word_of_its_name_is_not_enough_for_an_entity(typed: str) -> None:
    with pytest.raises(Mistake):
        names.meant(names.subject_choices(), typed, "topic")


def test_two_firms_whose_names_differ_by_a_capital_are_told_apart() -> None:
    firms = [
        Choice("ispace", "ispace · company", ("ispace",)),
        Choice("two", "iSpace", ("iSpace",)),
    ]
    assert names.meant(firms, "iSpace", "topic") == "two"
    assert names.meant(firms, "ispace", "topic") == "ispace"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        pytest.param("mar", "mars", id="a topic first"),
        pytest.param("falc", "falcon-9", id="the beginning of a name"),
        pytest.param("starlnk", "starlink", id="a slip"),
        pytest.param("webb tel", "webb", id="two words begun"),
        pytest.param("sunrise", "sunrise", id="a whole name before a topic that is like it"),
    ],
)
def test_the_best_subject_comes_first(typed: str, first: str) -> None:
    assert names.best_subjects(names.subject_choices(), typed)[0].value == first


def test_what_is_much_further_away_is_not_offered() -> None:
    found = names.best_subjects(names.subject_choices(), "jwst")
    assert [each.value for each in found] == ["webb"]


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


@pytest.mark.parametrize("typed", ["nonsense", "asdf", "foobar", "blah", "hello", "football"])
def test_what_is_like_a_piece_of_a_topics_name_alone_is_near_to_none(typed: str) -> None:
    with pytest.raises(Mistake) as caught:
        names.meant(names.subject_choices(), typed, "topic")
    assert caught.value.key == "topic.none_near"


@pytest.mark.parametrize(
    ("typed", "guess"),
    [
        pytest.param("rover on mars", "Mars", id="a word of its name among others"),
        pytest.param("space", "space", id="a word that several have"),
        pytest.param("Falcon 8", "Falcon 9", id="an entity of a like name"),
    ],
)
def test_what_is_near_to_a_topic_is_guessed(typed: str, guess: str) -> None:
    with pytest.raises(Mistake, match=f"Did you mean .*{guess}"):
        names.meant(names.subject_choices(), typed, "topic")


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


STANDING = [
    Choice("12", "#a: 🌙 Moon · at once, at most 1 message an hour"),
    Choice("7", "#b: Everything from Orbit · a daily digest at 08:00 (UTC)"),
    Choice("9", "#b: Mars from Orbit · at once"),
]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        pytest.param("moon", "12", id="a word of its name"),
        pytest.param("Dayly digest", "7", id="two, one with a slip"),
        pytest.param("orbit mars", "9", id="two in another order"),
        pytest.param("7", "7", id="its number"),
    ],
)
def test_the_only_one_that_has_what_was_typed_is_meant(typed: str, number: str) -> None:
    assert names.likeliest(STANDING, typed, "subscription") == number


BESIDE = [
    Choice("1", "#general: Everything from Perigee Post · at once"),
    Choice("2", "#general: 🌙 Moon · at once"),
    Choice("3", "#story-shelf: 🌙 Moon · at once, one line each, silently, at most 3 messages"),
    Choice("4", "#story-shelf: Perigee Post with satellite · at once, one line each, silently"),
    Choice("5", "#brief: 🛰️ Satellites from Perigee Post · a daily digest at 07:30 (UTC)"),
    Choice("6", "#brief: Mars · …", also=("#brief: Mars · at once, at most 3 messages",)),
]


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        pytest.param("moon", "23", id="in a long name, too"),
        pytest.param("satelite", "45", id="with a slip"),
        pytest.param("perigee", "145", id="whole"),
        pytest.param("perig", "145", id="begun"),
        pytest.param("post shelf", "4", id="two, in another order"),
        pytest.param("messages", "36", id="beyond what is shown of a name"),
        pytest.param("07:30", "5", id="a time"),
    ],
)
def test_each_that_has_what_was_typed_comes_before_the_rest(typed: str, numbers: str) -> None:
    found = [each.value for each in names.best(BESIDE, typed)]
    assert {*found[: len(numbers)]} == {*numbers}


@pytest.mark.parametrize("typed", ["moon", "satellite", "perig", "story shelf", "at once", " "])
def test_where_several_have_what_was_typed_that_is_said(typed: str) -> None:
    with pytest.raises(Mistake, match=r"^Several subscriptions match"):
        names.likeliest(BESIDE, typed, "subscription")


def test_the_only_one_that_has_a_number_is_named() -> None:
    with pytest.raises(Mistake, match="Did you mean #brief: 🛰️ Satellites"):
        names.likeliest(BESIDE, "07:30", "subscription")


@pytest.mark.parametrize("typed", ["orbit", "1", "08", "at", "venus", "moon mars", "b", " "])
def test_of_several_none_is_guessed(typed: str) -> None:
    with pytest.raises(Mistake):
        names.likeliest(STANDING, typed, "subscription")


@pytest.mark.parametrize("typed", ["", " ", "-", "…"])
def test_nothing_typed_means_the_only_one_there_is(typed: str) -> None:
    assert names.likeliest(STANDING[:1], typed, "subscription") == "12"
    with pytest.raises(Mistake, match="mars"):
        names.likeliest(STANDING[:1], "mars", "subscription")


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
