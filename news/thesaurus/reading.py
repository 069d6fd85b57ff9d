"""Reads the thesaurus when it is first asked: its lines at once, what they say when needed."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from news.stems import words

LETTERS = 3
"""Of a phrase, by which it is looked up: so many are left of any word by its stem."""

_INFLECTIONS = {"ies": "y", "ied": "y", "ing": "", "ed": "", "ss": "ss", "es": "", "s": ""}

_HERE = Path(__file__).parent


class Sense(NamedTuple):
    """One paragraph, as it is written."""

    both: str = ""
    asked: str = ""
    told: str = ""
    about: str = ""


@cache
def senses() -> tuple[Sense, ...]:
    """Of all files. Raises TypeError for a key that is none."""
    files = sorted((_HERE / "senses").glob("*.txt"))
    return tuple(Sense(**each) for file in files for each in _paragraphs(file))


@cache
def beginning() -> Mapping[str, Sequence[tuple[str, Sense]]]:
    """The first letters of phrases that people search for -> the phrases, each with its sense."""
    begun: dict[str, list[tuple[str, Sense]]] = defaultdict(list)
    irregular = bases()
    for sense in senses():
        for phrase in (*parted(sense.both), *parted(sense.asked)):
            first, space, rest = phrase.replace("-", " ").replace("’", " ").partition(" ")
            begun[f"{irregular.get(first, first)}{space}{rest}"[:LETTERS]].append((phrase, sense))
    return begun


@cache
def little() -> frozenset[str]:
    """Words that say little by themselves."""
    return frozenset(_words_of("little.txt"))


@cache
def light() -> frozenset[str]:
    """Words that hardly say what a story is about."""
    return frozenset(_words_of("light.txt"))


@cache
def spelt() -> frozenset[str]:
    """Every word of every list."""
    phrases = words(" ".join(" ".join(sense[:3]) for sense in senses()))
    return frozenset({*phrases, *bases(), *light(), *little()})


@cache
def forms() -> Mapping[str, Sequence[str]]:
    """An irregular word -> all its forms, itself among them."""
    groups = [each.split() for each in _words_of("forms.txt")]
    return {group[0]: group for group in groups}


@cache
def bases() -> Mapping[str, str]:
    """A form of an irregular word -> the one that stands for all."""
    return {form + s: base for base, group in forms().items() for form in group for s in ("s", "")}


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """What is left of a word that stands for all of its forms, and for no other word."""
    word = bases().get(word, word)
    for ending, left in _INFLECTIONS.items():
        if word.endswith(ending) and len(word) - len(ending) >= LETTERS:
            word = word.removesuffix(ending) + left
            break
    return word.removesuffix("e") if len(word) > LETTERS else word


def parted(written: str) -> list[str]:
    return [each.strip() for each in written.split(",") if each.strip()]


def _paragraphs(file: Path) -> Iterator[dict[str, str]]:
    for paragraph in file.read_text(encoding="utf-8").replace("\n  ", " ").split("\n\n"):
        read = (line.partition(": ") for line in paragraph.splitlines() if line[0] != "#")
        if found := {key: written for key, _, written in read}:
            yield found


def _words_of(name: str) -> list[str]:
    """What a file says that has but one list."""
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [each for line in lines if not line.startswith("#") for each in parted(line)]
