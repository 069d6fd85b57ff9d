"""Which of the stories that match a search stand first."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from news.sought import Sought, as_typed, in_any_form, stands
from news.stems import folded, stem, words
from news.terms import Term, tag

EXACT, FORM, OTHER, FURTHER, NEAR, NAMED, ELSEWHERE = 1.0, 0.85, 0.9, 0.7, 1.0, 0.45, 0.25
"""What it is worth where a term stands: in the headline, as another form of the word, by another
name, in a further headline, in words of about its meaning (at most), named by the story in other
words, or in its summary or outlet."""

NAMESAKE = 0.7
"""Of that, for a name in the headline of a story that is not about whom it means."""

_ALL, _TOGETHER = 0.15, 0.25
"""For a headline that has all terms, and for one that has them in order, side by side."""
_RECENT, _OUTLETS = 0.35, 0.08
COVERED = 0.4
COMMON = 0.2
"""What near words say that all have, of those that one has."""
LOOSELY_FRESH = 0.15
"""Where not all that is asked for is there, that is what counts, and less how new it is."""
_MONTH = 30.0


class Candidate(NamedTuple):
    """A story that matches. day: when it was told, counted in days from any day.

    others: its further headlines. about: what it is about, as news.terms.tag writes it.
    """

    id: int
    title: str
    day: float
    others: str = ""
    about: str = ""
    outlets: int = 1


class _Seeker:
    """Finds one term in the words of folded headlines. It is asked hundreds of times a search."""

    def __init__(self, term: Term) -> None:
        self.term = term
        self._exact = [as_typed(phrase) for phrase in term.phrases]
        self._forms = [in_any_form(phrase) for phrase in term.phrases]
        self._begun = ""
        if term.begun:
            self._begun = folded(term.phrases[-1][-1])
            del self._forms[-1]
        self._others = [in_any_form(phrase) for phrase in term.others]
        self._about = [f" {tag(each)} " for each in term.entities]
        self._near: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for phrase, likeness in term.near:
            self._near[stem(phrase[0])].append((_spaced(map(stem, phrase)), likeness))

    def worth(self, candidate: Candidate, told: Sequence[str], further: Sequence[str]) -> float:
        """How well a candidate with these words in its headline and the others has the term."""
        is_about = not self._about or any(each in f" {candidate.about} " for each in self._about)
        if self._is_in(told):
            return self._in_headline(told) * (1 if is_about else NAMESAKE)
        for each in self._others:
            if stands(each, told):
                return OTHER if is_about else OTHER * NAMESAKE * NAMESAKE
        if further and self._is_in(further):
            return FURTHER
        return NAMED if self._about and is_about else 0.0

    def _in_headline(self, told: Sequence[str]) -> float:
        return EXACT if all(stands(each, told) for each in self._exact) else FORM

    def _is_in(self, told: Sequence[str]) -> bool:
        for each in self._forms:
            if not stands(each, told):
                return False
        return not self._begun or f" {self._begun}" in _spaced(told)

    def near(self, candidate: Candidate, told: Sequence[str]) -> dict[str, float]:
        """What of about its meaning a headline says, or the story is about -> how like it is."""
        stems = f"{_spaced(map(stem, told))}{candidate.about} "
        return {
            phrase: likeness
            for word in stems.split()
            for phrase, likeness in self._near.get(word, ())
            if phrase in stems
        }


def _spaced(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "


def ranked(
    terms: Sequence[Term], candidates: Iterable[Candidate], *, strict: bool = True
) -> list[int]:
    """Their numbers, best first: what the headline says, how new it is, how many tell it.

    strict: each candidate is known to have all terms, somewhere.
    """
    found = sorted(candidates, key=lambda each: (each.day, each.id), reverse=True)
    if not (found and terms):
        return [each.id for each in found]
    told = [words(each.title) for each in found]
    further = [words(each.others) if each.others else () for each in found]
    columns = [_column(_Seeker(term), (found, told, further)) for term in terms]
    weights = _weights(terms, columns)
    together = _together(terms)
    least, fresh = (ELSEWHERE, 1.0) if strict else (0.0, LOOSELY_FRESH)
    scores: dict[int, float] = {}
    for each, title, *worth in zip(found, told, *columns, strict=True):
        score = sum([w * max(part, least) for w, part in zip(weights, worth, strict=True)])
        score += _ALL if min(worth) > NAMED else 0
        score += 0 if strict else COVERED * _covered(weights, worth)
        score += _TOGETHER if together and stands(together, title) else 0
        scores[each.id] = score + fresh * _freshness(each, found[0].day)
    return sorted(scores, key=lambda number: -scores[number])


def _column(
    seeker: _Seeker,
    of: tuple[Sequence[Candidate], Sequence[Sequence[str]], Sequence[Sequence[str]]],
) -> list[float]:
    """What the term is worth in each candidate, given with the words of its headlines."""
    found, told, _ = of
    own = list(map(seeker.worth, *of))
    if not seeker.term.near:
        return own
    near = list(map(seeker.near, found, told))
    having = Counter(phrase for each in near for phrase in each)
    nearness = (_nearness(each, having, len(found)) for each in near)
    return [max(each) for each in zip(own, nearness, strict=True)]


def _nearness(near: Mapping[str, float], having: Counter[str], of: int) -> float:
    """Several near words say more than one, and words that few have more than those of many."""
    doubt = 1.0
    for phrase, likeness in near.items():
        rare = math.log(1 + of / having[phrase]) / math.log(1 + of)
        doubt *= 1 - likeness * (COMMON + (1 - COMMON) * rare)
    return NEAR * (1 - doubt)


def _weights(terms: Sequence[Term], columns: Sequence[Sequence[float]]) -> list[float]:
    """Each term's share: a word that few of these headlines have says more."""
    rare = [term.weight * _rarity(each) for term, each in zip(terms, columns, strict=True)]
    return [each / (sum(rare) or 1) for each in rare]


def _covered(weights: Sequence[float], worth: Sequence[float]) -> float:
    """The share of what is asked that a story has at least some of."""
    there = sum(weight for weight, part in zip(weights, worth, strict=True) if part > 0)
    return there * there


def _rarity(column: Sequence[float]) -> float:
    """Nothing where none has it: then it tells none from the others."""
    having = sum(part > NAMED for part in column)
    return math.log(2 + len(column) / (1 + having)) if any(column) else 0.0


def _together(terms: Sequence[Term]) -> Sought:
    """All terms in order, side by side; nothing where there is but one."""
    phrase = tuple(word for term in terms for each in term.phrases for word in each)
    return in_any_form(phrase) if len(terms) > 1 else ()


def _freshness(candidate: Candidate, newest: float) -> float:
    age = newest - candidate.day
    return _RECENT / (1 + age / _MONTH) + _OUTLETS * math.log2(candidate.outlets)
