"""What is searched for is words, phrases and what they should be without."""

import pytest

from news.errors import Mistake
from news.query import LONGEST, MOST_TERMS, Key, Narrowing, Query, parse


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("moon", Query((("moon",),)), id="a word"),
        pytest.param("moon ice", Query((("moon",), ("ice",))), id="two words"),
        pytest.param(
            '"dark side" moon',
            Query((("dark", "side"), ("moon",)), quoted=frozenset({0})),
            id="a phrase",
        ),
        pytest.param(
            '"dark side', Query((("dark", "side"),), quoted=frozenset({0})), id="a phrase left open"
        ),
        pytest.param("moon -apollo", Query((("moon",),), (("apollo",),)), id="without a word"),
        pytest.param('x -"two words"', Query((("x",),), (("two", "words"),)), id="not a phrase"),
        pytest.param("Artemis-II", Query((("Artemis", "II"),)), id="a hyphen inside joins"),
        pytest.param("C/2025 A6", Query((("C", "2025"), ("A6",))), id="a comet"),
        pytest.param("- moon", Query((("moon",),)), id="a dash is no word"),
        pytest.param('moon AND NOT "', Query((("moon",), ("AND",), ("NOT",))), id="no operators"),
        pytest.param("(moon* OR col:x) ^", Query((("moon",), ("OR",), ("col", "x"))), id="signs"),
        pytest.param("Čerenkov 火星", Query((("Čerenkov",), ("火星",))), id="any alphabet"),
    ],
)
def test_a_search_is_read(typed: str, expected: Query) -> None:
    assert parse(typed) == expected


@pytest.mark.parametrize(
    ("typed", "narrowed"),
    [
        pytest.param("ice source:nasa", Narrowing(Key.SOURCE, "nasa"), id="a source"),
        pytest.param("ice TOPIC:mars", Narrowing(Key.TOPIC, "mars"), id="a topic"),
        pytest.param('ice topic:"falcon 9"', Narrowing(Key.TOPIC, "falcon 9"), id="in quotes"),
        pytest.param('ice source:"the planet', Narrowing(Key.SOURCE, "the planet"), id="left open"),
        pytest.param("-topic:mars ice", Narrowing(Key.TOPIC, "mars", without=True), id="without"),
    ],
)
def test_a_search_is_narrowed_inside_its_words(typed: str, narrowed: Narrowing) -> None:
    assert parse(typed) == Query((("ice",),), narrowed=(narrowed,))


def test_what_is_narrowed_needs_no_words() -> None:
    assert parse("topic:mars").wanted == ()


@pytest.mark.parametrize("typed", ["topic: mars", "topic :mars", "subtopic:mars", "topic:"])
def test_a_colon_elsewhere_narrows_nothing(typed: str) -> None:
    assert parse(typed).narrowed == ()


@pytest.mark.parametrize("typed", ["", "   ", "!?", '""', "-moon", "- -", "-topic:mars"])
def test_nothing_asked_for_is_a_mistake_that_says_how(typed: str) -> None:
    with pytest.raises(Mistake, match="/news search europa"):
        parse(typed)


def test_a_search_has_an_end() -> None:
    assert len(parse("a " * 500).wanted) == MOST_TERMS
    [[word]] = parse("x" * 1000).wanted
    assert len(word) == LONGEST
