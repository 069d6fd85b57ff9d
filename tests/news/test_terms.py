"""What may stand for the parts of a search."""

import pytest

from news.query import parse
from news.terms import Term, meanings, tag, terms


def named(typed: str) -> Term:
    [term] = terms(parse(typed))
    return term


def near(typed: str) -> set[str]:
    """What says about the same, by all of its parts."""
    return {" ".join(each.phrase) for term in meanings(parse(typed)) for each in term.near}


def test_a_name_brings_its_other_names() -> None:
    webb = named("jwst")
    assert webb.entities == ("webb",)
    assert ("james", "webb", "space", "telescope") in webb.others


@pytest.mark.parametrize("typed", ["new glenn", "New Glenn", "NEW  GLENN", '"new glenn"'])
def test_words_that_are_one_name_are_one_part(typed: str) -> None:
    assert named(typed).entities == ("new-glenn",)


def test_a_name_among_other_words_is_found() -> None:
    engine, glenn, leak = terms(parse("engine new glenn leak"))
    assert (engine.text, leak.text) == ("engine", "leak")
    assert glenn.entities == ("new-glenn",)


def test_a_name_is_not_put_together_over_quotation_marks() -> None:
    assert len(terms(parse('"new" glenn'))) == 2


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("blew up", "explosion", id="a phrase"),
        pytest.param("northern lights", "aurora", id="another word"),
        pytest.param("space junk", "debris", id="slang"),
        pytest.param("sacking the chief", "resign", id="another form of the word"),
        pytest.param("a spaceman who came home", "astronaut", id="among other words"),
    ],
)
def test_plain_words_bring_those_of_headlines(typed: str, meant: str) -> None:
    assert meant in near(typed)


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        pytest.param("when will it lift off", ["lift", "off"], id="a question"),
        pytest.param('"the who" rover', ["the who", "rover"], id="but not of a phrase"),
        pytest.param("to be or not to be", ["to", "be", "or", "not", "to", "be"], id="nor all"),
    ],
)
def test_words_that_say_little_need_not_be_there(typed: str, parts: list[str]) -> None:
    assert [each.text for each in terms(parse(typed))] == parts


def test_words_that_say_little_are_left_out_of_the_meaning() -> None:
    parts = meanings(parse("what is the weather on the moon"))
    assert [part.text for part in parts] == ["weather", "on the moon"]


def test_what_is_quoted_is_meant_as_it_stands() -> None:
    assert near('"blew" up') == set()


def test_a_word_that_nobody_explains_stays_alone() -> None:
    [part] = meanings(parse("zirconium"))
    assert part == Term((("zirconium",),))


def test_a_word_brings_the_stories_about_its_subject() -> None:
    assert tag("isro") in near("korean or indian")


def test_one_subject_is_surer_than_each_of_many() -> None:
    sure = {each.phrase: each.likeness for each in meanings(parse("bezos"))[0].near}
    unsure = {each.phrase: each.likeness for each in meanings(parse("german"))[0].near}
    assert sure[tag("blue-origin"),] > unsure[tag("dlr"),]


def test_a_word_that_hardly_says_what_is_asked_for_weighs_little() -> None:
    well, comet = meanings(parse("goes comet"))
    assert well.weight < comet.weight == 1


def test_words_belong_to_what_they_say_most_with() -> None:
    assert "space rocks" in [each.text for each in meanings(parse("saved from space rocks"))]
