"""What else says the same: plain words that people search for, and the words of headlines.

A paragraph of senses/*.txt is one sense. Commas part phrases; a line with blanks first goes on:

    both: launch, liftoff            each of these finds each other
    asked: goes up                   finds those of `both` and `told`, and is not found by them
    told: maiden flight              found, and finds nothing
    about: launch, falcon-9          ids of topics and entities: their stories are about it,
                                     whatever their words

A form of a word stands for its other forms, too, and those of irregular words as forms.txt has
them. General words alone: names belong into news/entities, as aliases.
"""

from collections import defaultdict
from functools import cache
from typing import NamedTuple

from news.query import Phrase
from news.stems import stem, words
from news.thesaurus.reading import (
    LETTERS,
    Sense,
    bases,
    beginning,
    forms,
    light,
    little,
    parted,
    root,
    spelt,
)

__all__ = ["LONGEST", "Near", "about", "is_word", "light", "little", "near"]

LONGEST = 6
"""Words of a phrase."""

_ENDINGS = ("s", "es", "d", "ed", "ing")

_FORM, _SAME, _OFTEN = 0.95, 0.9, 0.6


class Near(NamedTuple):
    """Words that say about the same; how surely, of 1."""

    phrase: Phrase
    likeness: float


def near(phrase: Phrase) -> tuple[Near, ...]:
    """What else says the same as these words in small letters, itself among it; none: unknown."""
    found: dict[Phrase, float] = {}
    if len(phrase) == 1:
        found |= {(each,): _FORM for each in forms().get(bases().get(phrase[0], ""), ())}
    for sense in _senses(phrase):
        for each, likeness in _found(sense).items():
            found[each] = max(likeness, found.get(each, 0))
    return tuple(map(Near._make, found.items()))


def about(phrase: Phrase) -> tuple[str, ...]:
    """Topics and entities whose stories are about what these words say."""
    return tuple(dict.fromkeys(each for sense in _senses(phrase) for each in parted(sense.about)))


def is_word(word: str) -> bool:
    """Whether a phrase of the thesaurus has it, in some form: then it is spelt well."""
    known = spelt()
    return word in known or any(word.removesuffix(each) in known for each in _ENDINGS)


def _senses(phrase: Phrase) -> tuple[Sense, ...]:
    first = bases().get(phrase[0], phrase[0])
    beginning = " ".join((first, *phrase[1:]))[:LETTERS]
    known = _meaning(beginning)
    return known.get(tuple(map(root, phrase))) or known.get(tuple(map(stem, phrase)), ())


@cache
def _meaning(letters: str) -> dict[Phrase, tuple[Sense, ...]]:
    """Of phrases that begin so, by the roots of their words, and by what else has their stems."""
    surely: dict[Phrase, dict[Sense, None]] = defaultdict(dict)
    maybe: dict[Phrase, dict[Sense, None]] = defaultdict(dict)
    for phrase, sense in beginning().get(letters, ()):
        asked = words(phrase)
        surely[tuple(map(root, asked))][sense] = None
        maybe[tuple(map(stem, asked))][sense] = None
    return {key: tuple(found) for key, found in (maybe | surely).items()}


@cache
def _found(sense: Sense) -> dict[Phrase, float]:
    told = {tuple(words(each)): _OFTEN for each in parted(sense.told)}
    return told | {tuple(words(each)): _SAME for each in parted(sense.both)}
