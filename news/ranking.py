"""Which of the stories that match a search stand first."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from news.query import Phrase
from news.stems import ENDINGS, folded, stem, words
from news.terms import Term
from news.text import END, START
from news.thesaurus import stems

_ANY_ENDING = f"(?:{'|'.join(ENDINGS)})?"

EXACT, FORM, OTHER, FURTHER, NEAR, NAMED, ELSEWHERE = 1.0, 0.85, 0.9, 0.7, 0.75, 0.45, 0.25
"""What it is worth where a term stands: in the headline, as another form of the word, by another
name, in a further headline, in words of about its meaning (at most), named by the story in other
words, or in its summary or outlet."""

_ALL, _TOGETHER = 0.15, 0.25
"""For a headline that has all terms, and for one that has them in order, side by side."""
_RECENT, _OUTLETS = 0.35, 0.08
_MONTH = 30.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that matches. day: when it was told, counted in days from any day.

    others: its further headlines. about: ids of what it is about, a space around each.
    """

    id: int
    title: str
    day: float
    others: str = ""
    about: str = ""
    outlets: int = 1


class Seeker:
    """Finds one term in headlines."""

    def __init__(self, term: Term) -> None:
        self.term = term
        self._forms = [_pattern(phrase, _ANY_ENDING) for phrase in term.phrases]
        self._exact = [_pattern(phrase) for phrase in term.phrases]
        self._others = [_pattern(phrase, _ANY_ENDING) for phrase in term.others]
        self._near: dict[str, list[tuple[Phrase, float]]] = defaultdict(list)
        for phrase, likeness in term.near:
            self._near[stem(phrase[0])].append((stems(phrase), likeness))
        if term.begun:
            self._forms[-1] = re.compile(r"\b" + re.escape(folded(term.phrases[-1][-1])) + r"\w*")

    def worth(self, candidate: Candidate, title: str) -> float:
        """How well the candidate, with this folded headline, has the term itself."""
        if self._is_in(title):
            return EXACT if all(each.search(title) for each in self._exact) else FORM
        if any(pattern.search(title) for pattern in self._others):
            return OTHER
        if candidate.others and self._is_in(folded(candidate.others)):
            return FURTHER
        is_about = any(f" {each} " in candidate.about for each in self.term.entities)
        return NAMED if is_about else 0.0

    def _is_in(self, title: str) -> bool:
        return all(pattern.search(title) for pattern in self._forms)

    def near(self, title: Phrase) -> dict[Phrase, float]:
        """What of about its meaning stands in a headline of these stems -> how like it is."""
        if not self._near:
            return {}
        return {
            phrase: likeness
            for at, word in enumerate(title)
            for phrase, likeness in self._near.get(word, ())
            if title[at : at + len(phrase)] == phrase
        }

    def spans(self, title: str) -> list[tuple[int, int]]:
        """Where it stands in a folded headline."""
        found = [each for pattern in self._forms if (each := list(pattern.finditer(title)))]
        if len(found) < len(self._forms):
            near = (_pattern(phrase, _ANY_ENDING) for phrase, _ in self.term.near)
            found += [list(each.finditer(title)) for each in (*self._others, *near)]
        return [match.span() for each in found for match in each]


def _pattern(phrase: Phrase, endings: str = "") -> re.Pattern[str]:
    read = (re.escape(stem(folded(word)) if endings else folded(word)) for word in phrase)
    return re.compile(r"\b" + r"\W+".join(word + endings for word in read) + r"\b")


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
    columns = [_column(Seeker(term), found, titles) for term in terms]
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


def _column(seeker: Seeker, found: Sequence[Candidate], titles: Sequence[str]) -> list[float]:
    """What the term is worth in each of the candidates."""
    own = [seeker.worth(each, title) for each, title in zip(found, titles, strict=True)]
    if not seeker.term.near:
        return own
    near = [seeker.near(tuple(map(stem, words(title)))) for title in titles]
    having = Counter(phrase for each in near for phrase in each)
    nearness = (_nearness(each, having, len(found)) for each in near)
    return [max(each) for each in zip(own, nearness, strict=True)]


def _nearness(near: Mapping[Phrase, float], having: Counter[Phrase], of: int) -> float:
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
    phrase = tuple(word for term in terms for each in term.phrases for word in each)
    return _pattern(phrase, _ANY_ENDING) if len(terms) > 1 else None


def _freshness(candidate: Candidate, newest: float) -> float:
    age = newest - candidate.day
    return _RECENT / (1 + age / _MONTH) + _OUTLETS * math.log2(candidate.outlets)


def marked(terms: Sequence[Term], title: str) -> str:
    """The headline with what was asked for between START and END."""
    plain = folded(title)
    if len(plain) != len(title):
        return title  # folding took it apart: places in the one are not those in the other
    spans = sorted(span for term in terms for span in Seeker(term).spans(plain))
    pieces, at = [], 0
    for start, end in spans:
        if start >= at:
            pieces += [title[at:start], START, title[start:end], END]
            at = end
    return "".join([*pieces, title[at:]])
