"""The words of a headline: their stems, which of them are names, and what they decide."""

from collections.abc import Sequence
from typing import NamedTuple

from news.gist.lexicon import CONTRASTS, IDLE
from news.gist.stems import stem

_TITLE_CASE = 0.65
"""Of the longer words of a Headline in Title Case so many begin with a capital."""
_LONG = 4
_ACRONYM = 3


class Wording(NamedTuple):
    """every: of all words. stems: of those that say something. names: of the proper names.

    sides: of each contrast the side that the words are on.
    """

    every: frozenset[str]
    stems: frozenset[str]
    names: frozenset[str]
    sides: dict[str, str]


def wording(words: Sequence[str]) -> Wording:
    """What the words of a headline say, whatever their order."""
    lower = [word.lower() for word in words]
    stems = [stem(word) for word in lower]
    telling = [
        at
        for at, word in enumerate(lower)
        if word not in IDLE and len(word) > 1 and not word[0].isdigit()
    ]
    names = _names(words, telling)
    return Wording(
        every=frozenset(stems),
        stems=frozenset([stems[at] for at in telling]),
        names=frozenset([stems[at] for at in names]),
        sides=_sides(lower),
    )


def _names(words: Sequence[str], telling: Sequence[int]) -> list[int]:
    """Capitals tell nothing at the beginning, and in Title Case only where all letters are."""
    longer = [word for word in words[1:] if len(word) >= _LONG and word.isalpha()]
    capitals = len([word for word in longer if word[0].isupper()])
    if capitals > _TITLE_CASE * len(longer):
        return [at for at in telling if words[at].isupper() and len(words[at]) >= _ACRONYM]
    return [
        at
        for at in telling
        if words[at][0].isupper() and (at or (words[at].isupper() and len(words[at]) >= _ACRONYM))
    ]


def _sides(lower: Sequence[str]) -> dict[str, str]:
    sides: dict[str, set[str]] = {}
    for word in lower:
        if word in CONTRASTS:
            kind, side = CONTRASTS[word]
            sides.setdefault(kind, set()).add(side)
    return {kind: next(iter(chosen)) for kind, chosen in sides.items() if len(chosen) == 1}
