"""Terms are found in running text: whole, in their case, outside of what is not meant."""

import string
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.matching import Term, Vocabulary, outermost, plain

NAMES = Vocabulary(
    [
        Term("mars", "Mars", as_written=True),
        Term("mars", "martian"),
        Term("mars", "Mars bar*", masks=True),
        Term("falcon-9", "Falcon", as_written=True),
        Term("falcon-heavy", "Falcon Heavy", as_written=True),
        Term("asteroids", "asteroid*"),
        Term("chang-e", "Chang'e*", as_written=True),
        Term("money", "$"),
        Term("snacks", "bar"),
        Term("andoya", "Andøya", as_written=True),
        Term("pleiades", "Pléiades", as_written=True),
    ]
)


def owners(text: str) -> list[str]:
    return [find.owner for find in NAMES.found(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("A dune on Mars", ["mars"], id="a name as written"),
        pytest.param("The storm mars the fair", [], id="a name in other letters"),
        pytest.param("DUNES SEEN ON MARS", ["mars"], id="a name in a text all in capitals"),
        pytest.param("We saw MARS rise", [], id="a name shouted in a text that is not"),
        pytest.param("Martian dust, martian ice", ["mars", "mars"], id="a word in any case"),
        pytest.param("Marsden hires a marshal", [], id="whole words"),
        pytest.param("Two Asteroids meet", ["asteroids"], id="any ending"),
        pytest.param("Mars's moons", ["mars"], id="a possessive"),
        pytest.param("A Mars-bound probe", ["mars"], id="a hyphen ends a word"),
        pytest.param("Chang\u2019e-9 digs", ["chang-e"], id="a curly apostrophe"),
        pytest.param("Worth $90", ["money"], id="a sign of money"),
        pytest.param("İzmir sees Mars", ["mars"], id="a letter that lower() makes longer"),
        pytest.param("Pleiades and Ple\u0301iades", ["pleiades"] * 2, id="accents do not matter"),
        pytest.param("At ANDØYA", [], id="a letter that is no accent, shouted"),
        pytest.param("From Andøya", ["andoya"], id="a letter that is no accent"),
        pytest.param("A Mars bar, or two Mars bars", ["snacks"], id="masked for its owner alone"),
        pytest.param("A Mars bar on Mars", ["snacks", "mars"], id="not masked elsewhere"),
        pytest.param("", [], id="nothing"),
        pytest.param("?!", [], id="no words"),
    ],
)
def test_a_text_names(text: str, expected: list[str]) -> None:
    assert owners(text) == expected


def test_a_find_says_where_it_stands_in_the_plain_text() -> None:
    text = "«Ñandú» sees an asteroid: Mars!"
    places = [plain(text)[find.start : find.end] for find in NAMES.found(text)]
    assert places == ["asteroid", "Mars "]


WORDS = ("Mars", "mars", "MARS", "bar", "Falcon", "Heavy", "martian", "asteroids", "Chang'e-9", "$")


@given(st.lists(st.sampled_from(WORDS)))
def test_the_owner_of_each_term_that_is_found_is_told_once(words: list[str]) -> None:
    text = " ".join(words)
    found = {find.term: find.owner for find in NAMES.found(text)}
    assert sorted(NAMES.owners(text)) == sorted(found.values())


def test_overlapping_terms_are_all_found_and_the_outermost_can_be_asked_for() -> None:
    finds = NAMES.found("Falcon Heavy follows a Falcon")
    assert [find.owner for find in finds] == ["falcon-heavy", "falcon-9", "falcon-9"]
    assert [find.owner for find in outermost(finds)] == ["falcon-heavy", "falcon-9"]


def test_of_two_owners_of_one_phrase_both_are_outermost() -> None:
    shared = Vocabulary([Term("star", "Vega"), Term("rocket", "vega"), Term("both", "Vega C")])
    assert {find.owner for find in outermost(shared.found("Vega"))} == {"star", "rocket"}
    assert {find.owner for find in outermost(shared.found("Vega-C"))} == {"both"}


@pytest.mark.parametrize("written", ["Ma*s", "*", "", "..."])
def test_a_term_that_could_not_be_meant_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="ends a term"):
        Vocabulary([Term("owner", written)]).found("Mars")


@given(st.text(max_size=80))
def test_plain_text_keeps_its_length_in_lower_case_and_stays_plain(text: str) -> None:
    words = plain(text)
    assert len(words.lower()) == len(words)
    assert plain(words) == words


@given(st.text(alphabet=f"{string.printable}’“é—²", max_size=80))
def test_the_quick_way_for_ascii_is_the_same_way(text: str) -> None:
    """A letter of elsewhere takes the careful way."""
    assert plain(f"{text} ж") == f"{plain(text)}ж "


def test_time_follows_the_text_not_the_vocabulary() -> None:
    many = Vocabulary(Term(number, f"word{number} more") for number in range(5_000))
    text = "word1 more and word4999 less " * 300
    started = process_time()
    many.found(text)
    assert process_time() - started < 0.5
