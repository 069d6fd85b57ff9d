"""What a misspelt word may have been meant to be."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, product

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from news.entities import ENTITIES
from news.query import Phrase
from news.stems import words
from news.topics import TOPICS

SHORTEST = 4
"""Letters of a word that is looked at: a shorter one is like too many."""

COMMON = 10
"""Headlines that use a word which is rather meant than one that hardly any uses."""

_GUESSES = 4
_COMBINATIONS = 12
_OFTEN = 0.1
_SAME_SOUND = 0.5
_OTHER_INITIAL = 0.4
_NAME = 2
_VOWELS = re.compile(r"(?<=.)[aeiouyhw]+")
_DOUBLED = re.compile(r"(.)\1+")
_SPELT = str.maketrans("qkzv", "ccsf")


@dataclass(frozen=True, slots=True)
class Guess:
    """What may be meant in place of a word; cost: about how many slips it takes."""

    phrase: Phrase
    cost: float


def initials(word: str) -> tuple[str, ...]:
    """Letters that the word meant may begin with: its own, or the next where two are swapped."""
    return tuple(dict.fromkeys(word[:2]))


def lengths(word: str) -> range:
    """Letters that the word meant may have: of two slips one is hardly more than the other."""
    most = max(1, slips(word) - 1)
    return range(len(word) - most, len(word) + most + 1)


def guesses(word: str, known: Mapping[str, int]) -> list[Guess]:
    """The likeliest first; known: words -> how many headlines use them."""
    often = _with_names(word, known)
    near = process.extract(
        word,
        often.keys(),
        scorer=DamerauLevenshtein.distance,
        score_cutoff=slips(word),
        limit=None,
    )
    found = [
        Guess((each,), _cost(word, each, made, often[each]))
        for each, made, _ in near
        if made <= slips(word, each)
    ]
    return sorted(found, key=lambda each: (each.cost, each.phrase))[:_GUESSES]


def split(word: str, known: Mapping[str, int]) -> list[Guess]:
    """The word as two that are known: a space was forgotten."""
    parts = (
        (word[:at], word[at:])
        for at in range(SHORTEST, len(word) - SHORTEST + 1)
        if word[:at] in known and word[at:] in known
    )
    return [Guess(each, 1.0) for each in parts]


def halves(word: str) -> set[str]:
    """What split() would like to know."""
    places = range(SHORTEST, len(word) - SHORTEST + 1)
    return {half for at in places for half in (word[:at], word[at:])}


def combined(guessed: Iterable[list[Guess]]) -> list[tuple[Guess, ...]]:
    """One guess for each word, in all ways, the likeliest first."""
    every = islice(product(*guessed), 256)
    best = sorted(every, key=lambda each: sum(guess.cost for guess in each))
    return best[:_COMBINATIONS]


def slips(word: str, meant: str = "") -> int:
    """Letters that may be wrong, missing, too many or swapped: more where it sounds the same."""
    sounds = not meant or _sound(word) == _sound(meant)
    if len(word) < 5:
        return 1
    if len(word) < 8:
        return 2 if sounds else 1
    return 2 if len(word) < 11 else 3


def _cost(word: str, meant: str, made: float, seen: int) -> float:
    cost = made - _OFTEN * math.log2(1 + seen)
    if _sound(word) == _sound(meant):
        cost -= _SAME_SOUND
    return cost + (_OTHER_INITIAL if word[0] != meant[0] else 0)


@lru_cache(maxsize=4096)
def _sound(word: str) -> str:
    """Its consonants, as they are heard: "flair" is "flare"."""
    heard = word.replace("ph", "f").replace("ck", "c").translate(_SPELT)
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", heard))


@cache
def _vocabulary() -> Mapping[str, tuple[str, ...]]:
    """First letter -> the words of names of entities and topics."""
    named = {
        word
        for name in (
            *(each.name for each in TOPICS),
            *(name for each in ENTITIES for name in (each.name, *each.aliases)),
        )
        for word in words(name)
        if len(word) >= SHORTEST and not word.isdigit()
    }
    return {
        letter: tuple(word for word in sorted(named) if word[0] == letter)
        for letter in {word[0] for word in named}
    }


def _with_names(word: str, known: Mapping[str, int]) -> dict[str, int]:
    """Names count double, and are known without any headline."""
    often = dict(known)
    for letter in initials(word):
        for name in _vocabulary().get(letter, ()):
            often[name] = _NAME * max(1, often.get(name, 0))
    often.pop(word, None)
    return often
