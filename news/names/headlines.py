"""Which headline somebody means by some words of it, begun or misspelt."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from rapidfuzz import fuzz, process

from news.matching import plain
from news.models import Amendment
from news.names.choices import MOST_CHOICES, Choice

_BEGUN = 95.0
_SLIP = 75.0
"""Of 100: so like are two words of which one is a slip."""

_MEANT = 60.0
"""Of 100: a headline that has less of what was typed is another one."""


@dataclass(frozen=True, slots=True)
class Headline(Choice):
    """A story by its key. amended: what its outlet has made of the article since."""

    amended: Amendment = Amendment.NONE


def best(choices: Sequence[Headline], typed: str) -> list[Headline]:
    """At most 25, those with most of the words first; nothing typed: as they stand."""
    if not (wanted := words(typed)):
        return list(choices[:MOST_CHOICES])
    saying: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(choices):
        for word in _said(each.name):
            saying[word].append(place)
    scores = [0.0] * len(choices)
    for word in wanted:
        for place, score in _nearest(_near(word, list(saying)), saying).items():
            scores[place] += score
    order = sorted(range(len(choices)), key=lambda place: (-scores[place], place))
    enough = _MEANT * len(wanted)
    return [choices[place] for place in order if scores[place] >= enough][:MOST_CHOICES]


def words(text: str) -> list[str]:
    """In small letters, without accents."""
    return plain(text).lower().split()


@lru_cache(maxsize=1024)
def _said(headline: str) -> frozenset[str]:
    return frozenset(words(headline))


def _nearest(near: Mapping[str, float], saying: Mapping[str, Sequence[int]]) -> Mapping[int, float]:
    """Place of a headline -> how near its nearest word is."""
    best: dict[int, float] = {}
    for word, score in sorted(near.items(), key=itemgetter(1)):
        best |= dict.fromkeys(saying[word], score)
    return best


def _near(word: str, spoken: Sequence[str]) -> Mapping[str, float]:
    """The words that may have been meant, with how near they are, of 100."""
    found = process.extract(word, spoken, scorer=fuzz.ratio, score_cutoff=_SLIP, limit=None)
    near = {each: score for each, score, _ in found}
    begun = [each for each in spoken if each.startswith(word)]
    return near | {each: max(_BEGUN, near.get(each, 0)) for each in begun}
