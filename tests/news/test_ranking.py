"""Of the stories that match, the likeliest stands first."""

from typing import Any

import pytest

from news.marking import marked
from news.query import parse
from news.ranking import Candidate, ranked
from news.terms import beginning, meanings, tag, terms
from news.text import END, START


def order(typed: str, *candidates: Candidate) -> list[str]:
    titles = {each.id: each.title for each in candidates}
    return [titles[number] for number in ranked(terms(parse(typed)), candidates)]


def told(number: int, title: str, **changed: Any) -> Candidate:
    return Candidate(number, title, **({"day": 100.0} | changed))


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        pytest.param("comet", "A comet passes", "Weekly notes", id="in the headline"),
        pytest.param("landing", "A landing at dawn", "It lands at dawn", id="the form typed"),
        pytest.param("lunar dust", "On lunar dust", "Dust on a lunar lander", id="side by side"),
        pytest.param("lunar dust", "Dust, lunar and fine", "A lunar lander", id="all of them"),
        pytest.param("jwst", "Webb sees a disk", "Weekly notes", id="by another name"),
        pytest.param("flight 3", "Third flight, flight III", "Flight delayed", id="as a numeral"),
    ],
)
def test_what_the_headline_says_decides(typed: str, better: str, worse: str) -> None:
    assert order(typed, told(1, better), told(2, worse)) == [better, worse]


def test_a_story_about_the_thing_named_comes_before_one_that_only_mentions_it() -> None:
    about = told(1, "A disk around a star", about=tag("webb"))
    assert order("jwst", told(2, "Weekly notes"), about)[0] == about.title


def test_a_namesake_comes_after_what_is_meant() -> None:
    probe = told(1, "Voyager 1 calls home", about=tag("voyager"), day=90.0)
    ship = told(2, "Voyager Cruises orders a ship")
    assert order("voyager probe", ship, probe)[0] == probe.title


def test_a_story_about_what_a_word_stands_for_is_found_by_it() -> None:
    parts = meanings(parse("indian rocket"))
    vehicle = told(1, "Monsoon delays liftoff", about=tag("isro"), day=90.0)
    found = ranked(parts, [vehicle, told(2, "A liftoff at dawn")], strict=False)
    assert found[0] == vehicle.id


def test_of_equals_the_newer_one_and_the_one_that_more_outlets_tell_stand_first() -> None:
    assert order("comet", told(1, "A comet", day=1.0), told(2, "Comet!"))[0] == "Comet!"
    assert order("comet", told(1, "A comet", outlets=4), told(2, "Comet!"))[0] == "A comet"


def test_an_old_story_that_says_it_stands_before_a_new_one_that_does_not() -> None:
    assert order("comet", told(1, "A comet", day=1.0), told(2, "Notes"))[0] == "A comet"


def test_a_further_headline_counts() -> None:
    grown = told(1, "Probe leaves", others="Orbiter begins its journey")
    assert order("orbiter", told(2, "Notes"), grown)[0] == "Probe leaves"


def test_several_words_of_about_the_meaning_say_more_than_one() -> None:
    parts = meanings(parse("blew up"))
    both = told(1, "Rocket destroyed in explosion")
    one = told(2, "Rocket lost")
    assert ranked(parts, [one, both, told(3, "Notes")], strict=False) == [1, 2, 3]


def test_where_nothing_is_asked_for_the_newest_stands_first() -> None:
    assert ranked((), [told(1, "Old", day=1.0), told(2, "New")]) == [2, 1]
    assert ranked(terms(parse("comet")), []) == []


@pytest.mark.parametrize(
    ("typed", "title", "expected"),
    [
        pytest.param("rovers drill", "A rover drilled", "A <rover> <drilled>", id="other forms"),
        pytest.param("perez", "Señor Pérez", "Señor <Pérez>", id="without accents"),
        pytest.param('"far side"', "The far-side relay", "The <far-side> relay", id="a phrase"),
        pytest.param("jwst", "Webb looks", "<Webb> looks", id="another name"),
        pytest.param("comet", "Notes", "Notes", id="nothing"),
        pytest.param("comet", "ﬁrst comet", "ﬁrst comet", id="letters that fall apart"),
        pytest.param("a.b", "a b", "<a b>", id="no pattern of our own"),
    ],
)
def test_the_words_found_are_marked(typed: str, title: str, expected: str) -> None:
    shown = marked(terms(parse(typed)), title)
    assert shown.replace(START, "<").replace(END, ">") == expected


def test_a_begun_word_is_marked_to_its_end() -> None:
    parts = beginning(terms(parse("perse")), ["perseverance"])
    assert marked(parts, "Perseverance drills") == f"{START}Perseverance{END} drills"
