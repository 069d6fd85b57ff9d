"""Which headline somebody means by some words of it, begun or misspelt."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from news.matching import plain
from news.names.choices import MOST_CHOICES, Choice

_BEGUN = 95.0
_SLIP = 75.0
"""Of 100: so like are two words of which one is a slip."""

_MEANT = 60.0
"""Of 100: a headline that has less of what was typed is another one."""


def best(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """At most 25, those with most of the words first; nothing typed: as they stand."""
    if not (wanted := words(typed)):
        return list(choices[:MOST_CHOICES])
    said = [_said(each.name) for each in choices]
    spoken = list(frozenset().union(*said))
    near = [_near(word, spoken) for word in wanted]
    scores = [sum(_nearest(each, headline) for each in near) / len(near) for headline in said]
    order = sorted(range(len(choices)), key=lambda place: (-scores[place], place))
    return [choices[place] for place in order if scores[place] >= _MEANT][:MOST_CHOICES]


def words(text: str) -> list[str]:
    """In small letters, without accents."""
    return plain(text).lower().split()


@lru_cache(maxsize=1024)
def _said(headline: str) -> frozenset[str]:
    return frozenset(words(headline))


def _nearest(near: Mapping[str, float], headline: frozenset[str]) -> float:
    return max((near[word] for word in headline.intersection(near)), default=0)


def _near(word: str, spoken: Sequence[str]) -> Mapping[str, float]:
    """The words that may have been meant, with how near they are, of 100."""
    found = process.extract(word, spoken, scorer=fuzz.ratio, score_cutoff=_SLIP, limit=None)
    near = {each: score for each, score, _ in found}
    begun = {each: max(_BEGUN, near.get(each, 0)) for each in spoken if each.startswith(word)}
    return near | begun
