"""Clues: what in a headline tells that another is about the same."""

import pytest

from news.clues import MOST, Clue, ClueKind, Share, clues, said_in, tells_little, weight
from tests.builders import article, seen_story


def said(headline: str, kind: ClueKind = ClueKind.WORD) -> set[str]:
    return {clue.written for clue in said_in(headline) if clue.kind is kind}


def clue(headline: str) -> Clue:
    return said_in(headline)[0]


def test_words_of_any_news_say_nothing() -> None:
    assert said("What happens next with the kraken probe") == {"kraken", "probe"}


def test_forms_of_a_word_are_one_clue() -> None:
    assert clue("Refueling") == clue("refuel")


@pytest.mark.parametrize(
    ("headline", "word"),
    [
        pytest.param("Osprey-7 comes home", "Osprey 7", id="hyphen"),
        pytest.param("Osprey VI comes home", "Osprey VI", id="Roman"),
    ],
)
def test_a_number_belongs_to_the_name_before_it(headline: str, word: str) -> None:
    assert word in said(headline)


def test_a_roman_number_is_a_number() -> None:
    assert {each.value for each in said_in("Osprey VI")} == {
        each.value for each in said_in("Osprey 6")
    }


@pytest.mark.parametrize("headline", ["June 14", "Osprey 2031", "some 40 satellites"])
def test_a_day_a_year_and_a_count_are_no_names(headline: str) -> None:
    assert not any(char.isdigit() for word in said(headline) for char in word)


def test_words_side_by_side_are_a_clue_of_their_own() -> None:
    pairs = said("Glacier ice found beneath crater dust", ClueKind.PAIR)
    assert pairs == {"Glacier ice", "crater dust"}


def test_what_it_names_comes_first_with_what_that_belongs_to() -> None:
    told = article("Rover drives on", entities=("perseverance",))
    found = clues(seen_story(articles=[told]))
    assert found[0] == Clue(ClueKind.ENTITY, "perseverance")
    assert Clue(ClueKind.ENTITY, "mars-2020") in found


def test_a_story_of_many_words_has_no_more_clues_than_can_be_looked_for() -> None:
    told = [article(" ".join(f"kraken{n}x{part}" for n in range(15))) for part in range(4)]
    assert len(clues(seen_story(articles=told))) == MOST


def test_the_rarer_the_more_telling() -> None:
    [kraken] = said_in("kraken")
    weights = [weight(kraken, Share(found, 10_000)) for found in (5_000, 500, 50, 5)]
    assert weights == sorted(weights)
    assert weights[0] == 0


def test_in_a_small_archive_it_counts_what_is_usual_of_a_word() -> None:
    [kraken], [launch] = said_in("kraken"), said_in("launch")
    assert tells_little(launch)
    assert weight(kraken, Share(1, 5)) > 3 > 1 > weight(launch, Share(1, 5))
