"""Which of the stories that match a search stand first."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from news.query import Phrase
from news.stems import ANY_ENDING, folded, stem, words
from news.terms import Term, tag

EXACT, FORM, OTHER, FURTHER, NEAR, NAMED, ELSEWHERE = 1.0, 0.85, 0.9, 0.7, 0.75, 0.45, 0.25
"""What it is worth where a term stands: in the headline, as another form of the word, by another
name, in a further headline, in words of about its meaning (at most), named by the story in other
words, or in its summary or outlet."""

_ALL, _TOGETHER = 0.15, 0.25
"""For a headline that has all terms, and for one that has them in order, side by side."""
_RECENT, _OUTLETS = 0.35, 0.08
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
    """Finds one term in folded headlines. It is asked hundreds of times a search."""

    def __init__(self, term: Term) -> None:
        self.term = term
        self._exact = [_pattern([phrase]) for phrase in term.phrases]
        self._forms = [_pattern([phrase], ANY_ENDING) for phrase in term.phrases]
        if term.begun:
            self._forms[-1] = re.compile(r"\b" + re.escape(folded(term.phrases[-1][-1])))
        self._others = _pattern(term.others, ANY_ENDING) if term.others else None
        self._about = [f" {tag(each)} " for each in term.entities]
        self._near: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for phrase, likeness in term.near:
            self._near[stem(phrase[0])].append((_spaced(map(stem, phrase)), likeness))

    def worth(self, candidate: Candidate, title: str) -> float:
        """How well the candidate, with this headline, has the term itself."""
        if self._is_in(title):
            return EXACT if all(each.search(title) for each in self._exact) else FORM
        if self._others and self._others.search(title):
            return OTHER
        if candidate.others and self._is_in(folded(candidate.others)):
            return FURTHER
        is_about = self._about and any(each in f" {candidate.about} " for each in self._about)
        return NAMED if is_about else 0.0

    def _is_in(self, title: str) -> bool:
        return all(each.search(title) for each in self._forms)

    def near(self, title: str) -> dict[str, float]:
        """What of about its meaning stands in a headline -> how like it is."""
        stems = _spaced(map(stem, words(title)))
        return {
            phrase: likeness
            for word in stems.split()
            for phrase, likeness in self._near.get(word, ())
            if phrase in stems
        }


def _pattern(phrases: Iterable[Phrase], ending: str = "") -> re.Pattern[str]:
    """Any of the phrases, whole words; with an ending any form of them."""
    read = (
        r"\W+".join(
            re.escape(stem(folded(word)) if ending else folded(word)) + ending for word in each
        )
        for each in phrases
    )
    return re.compile(rf"\b(?:{'|'.join(read)})\b")


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
    titles = [folded(each.title) for each in found]
    columns = [_column(_Seeker(term), found, titles) for term in terms]
    weights = _weights(columns)
    together = _together(terms)
    scores: dict[int, float] = {}
    for each, title, *worth in zip(found, titles, *columns, strict=True):
        least = ELSEWHERE if strict else 0.0
        score = sum(w * max(part, least) for w, part in zip(weights, worth, strict=True))
        score += _ALL if min(worth) > NAMED else 0
        score += _TOGETHER if together and together.search(title) else 0
        scores[each.id] = score + _freshness(each, found[0].day)
    return sorted(scores, key=lambda number: -scores[number])


def _column(seeker: _Seeker, found: Sequence[Candidate], titles: Sequence[str]) -> list[float]:
    """What the term is worth in each of the candidates."""
    own = [seeker.worth(each, title) for each, title in zip(found, titles, strict=True)]
    if not seeker.term.near:
        return own
    near = [seeker.near(title) for title in titles]
    having = Counter(phrase for each in near for phrase in each)
    nearness = (_nearness(each, having, len(found)) for each in near)
    return [max(each) for each in zip(own, nearness, strict=True)]


def _nearness(near: Mapping[str, float], having: Counter[str], of: int) -> float:
    """Several near words say more than one, and words that few have more than those of many."""
    doubt = 1.0
    for phrase, likeness in near.items():
        doubt *= 1 - likeness * math.log(1 + of / having[phrase]) / math.log(1 + of)
    return NEAR * (1 - doubt)


def _weights(columns: Sequence[Sequence[float]]) -> list[float]:
    """Each term's share: a word that few of these headlines have says more."""
    having = [sum(part > NAMED for part in column) for column in columns]
    rare = [math.log(2 + len(columns[0]) / (1 + count)) for count in having]
    return [each / sum(rare) for each in rare]


def _together(terms: Sequence[Term]) -> re.Pattern[str] | None:
    """All terms in order, side by side; None where there is but one."""
    phrase = tuple(word for term in terms for each in term.phrases for word in each)
    return _pattern([phrase], ANY_ENDING) if len(terms) > 1 else None


def _freshness(candidate: Candidate, newest: float) -> float:
    age = newest - candidate.day
    return _RECENT / (1 + age / _MONTH) + _OUTLETS * math.log2(candidate.outlets)
