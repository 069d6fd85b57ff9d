"""Where the words of a search stand in a headline.

By sets of words, not by patterns: to make a pattern for each search costs more than all it finds.
"""

from collections.abc import Sequence
from functools import lru_cache

from news.query import Phrase
from news.stems import ENDINGS, stem, words

Sought = tuple[frozenset[str], ...]
"""A phrase: for each of its words, side by side, those that will do."""


def as_typed(phrase: Phrase) -> Sought:
    return tuple(frozenset({word}) for each in phrase for word in words(each))


@lru_cache(maxsize=1024)
def in_any_form(phrase: Phrase) -> Sought:
    return tuple(_forms(word) for each in phrase for word in words(each))


@lru_cache(maxsize=2048)
def _forms(word: str) -> frozenset[str]:
    bare = stem(word)
    return frozenset((bare, *(bare + ending for ending in ENDINGS)))


def stands(sought: Sought, told: Sequence[str]) -> bool:
    """Whether it stands among these words of a folded headline."""
    if sought and sought[0].isdisjoint(told):
        return False
    return len(sought) < 2 or bool(places(sought, told))


def places(sought: Sought, told: Sequence[str]) -> list[int]:
    """Where it begins among these words of a folded headline, without those that overlap."""
    found: list[int] = []
    free = 0
    for at, word in enumerate(told):
        if word in sought[0] and at >= free and _goes_on(sought, told, at):
            found.append(at)
            free = at + len(sought)
    return found


def _goes_on(sought: Sought, told: Sequence[str], at: int) -> bool:
    there = told[at : at + len(sought)]
    return len(there) == len(sought) and all(map(frozenset.__contains__, sought, there))
