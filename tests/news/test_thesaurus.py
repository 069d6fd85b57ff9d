"""Plain words stand for those of headlines, in one direction where the other would mislead."""

import pytest

from news.entities import entity
from news.thesaurus import about, is_word, near
from news.thesaurus.reading import parted, senses
from news.topics import TOPICS


def said(phrase: str) -> dict[str, float]:
    return {" ".join(each.phrase): each.likeness for each in near(tuple(phrase.split()))}


def test_words_of_one_sense_find_each_other() -> None:
    assert "insolvent" in said("bankruptcy")
    assert "bankruptcy" in said("insolvent")


def test_words_that_only_ask_are_not_found() -> None:
    assert "bankruptcy" in said("went bust")
    assert "went bust" not in said("bankruptcy")


def test_words_that_are_only_found_say_less_surely_the_same() -> None:
    found = said("bankruptcy")
    assert found["creditors"] < found["insolvent"]
    assert "insolvent" not in said("creditors")


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        pytest.param("deflecting", "deflect", id="a regular one"),
        pytest.param("blown up", "blew up", id="an irregular one"),
        pytest.param("women", "woman", id="of many"),
    ],
)
def test_another_form_of_a_word_has_its_sense(asked: str, written: str) -> None:
    assert said(asked).keys() ^ said(written).keys() <= {asked, written}


def test_words_that_only_sound_alike_have_their_own_senses() -> None:
    assert "rescue" in said("saves")
    assert "austerity" not in said("saves")


def test_an_irregular_word_brings_its_forms() -> None:
    assert {"lose", "lost"} <= said("lost").keys()


def test_words_say_what_stories_are_about() -> None:
    assert about(("space", "junk"))[0] == "debris"
    assert "isro" in about(("indian",))
    assert about(("zirconium",)) == ()


@pytest.mark.parametrize("word", ["movie", "movies", "took", "perhaps", "astronauts"])
def test_a_word_that_people_use_is_spelt_well(word: str) -> None:
    assert is_word(word)


@pytest.mark.parametrize("word", ["mvoie", "satelite", "starlnk"])
def test_a_slip_is_no_word(word: str) -> None:
    assert not is_word(word)


def test_each_sense_is_written_as_it_should_be() -> None:
    for sense in senses():
        words = parted(", ".join(sense[:3]))
        both = parted(sense.both)
        assert all(word == word.lower() and ":" not in word for word in words), sense.both
        assert len(set(both)) == len(both) > 0, sense.both


def test_what_words_are_about_is_known() -> None:
    topics = {topic.id for topic in TOPICS}
    subjects = {each for sense in senses() for each in parted(sense.about)}
    assert {each for each in subjects - topics if not entity(each)} == set()
