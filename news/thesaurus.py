"""What else says the same: plain words that people search for, and the words of headlines."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from news.query import Phrase
from news.stems import stem, words

LONGEST = 6
"""Words of a phrase."""

_KEYS = {"both", "asked", "told"}


class Near(NamedTuple):
    """Words that say about the same; how surely, of 1."""

    phrase: Phrase
    likeness: float


_SAME, _OFTEN = 0.9, 0.6


def _read(table: Mapping[str, list[str]]) -> dict[str, list[Phrase]]:
    assert set(table) <= _KEYS, f"thesaurus.toml: unknown key among {list(table)}"
    read = {key: [tuple(words(each)) for each in table.get(key, ())] for key in _KEYS}
    long = [each for group in read.values() for each in group if not 0 < len(each) <= LONGEST]
    assert not long, f"thesaurus.toml: {long} have no words, or too many"
    return read


def _senses(tables: Iterable[Mapping[str, list[str]]]) -> dict[Phrase, tuple[Near, ...]]:
    """Phrase, by the stems of its words -> whatever else says the same."""
    made: dict[Phrase, dict[Phrase, float]] = defaultdict(dict)
    for table in tables:
        sense = _read(table)
        found = dict.fromkeys(sense["told"], _OFTEN) | dict.fromkeys(sense["both"], _SAME)
        for phrase in (*sense["both"], *sense["asked"]):
            of_phrase = made[stems(phrase)]
            of_phrase |= {each: max(like, of_phrase.get(each, 0)) for each, like in found.items()}
    return {asked: tuple(map(Near._make, found.items())) for asked, found in made.items()}


def stems(phrase: Phrase) -> Phrase:
    return tuple(stem(word) for word in phrase)


_DATA = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
LITTLE = frozenset(_DATA["little"])
"""Words that say little by themselves."""
_SENSES = _senses(_DATA["sense"])


def near(phrase: Phrase) -> tuple[Near, ...]:
    """What else says the same as these words in small letters, itself among it; none: unknown."""
    return _SENSES.get(stems(phrase), ())
