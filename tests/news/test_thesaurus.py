"""Plain words stand for those of headlines, in one direction where the other would mislead."""

import tomllib
from pathlib import Path

from news import thesaurus
from news.thesaurus import near

DATA = tomllib.loads(Path(thesaurus.__file__).with_suffix(".toml").read_text(encoding="utf-8"))


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


def test_another_form_of_a_word_has_its_sense() -> None:
    assert said("exploding") == said("explode")


def test_each_sense_is_written_as_it_should_be() -> None:
    for sense in DATA["sense"]:
        every = [word for words in sense.values() for word in words]
        assert all(word == word.lower().strip() for word in every), sense["both"]
        assert len(set(sense["both"])) == len(sense["both"]) > 0, sense["both"]
