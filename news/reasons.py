"""Why two stories are related, as few words as say it: what both are about, or what both name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from news.clues import Clue, ClueKind
from news.entities import entity
from news.gist import gist
from news.gist.lexicon import Sort, senses
from news.gist.stems import stem
from news.matching import plain
from news.models import Article, EntityKind

_SAYS_WHY = 1.0
"""What weighs less is no reason by itself."""

_BEFORE_WORDS = 0.4
"""What both are about is the reason if it says so much of what their words do."""

_TAKING_PART = frozenset({EntityKind.AGENCY, EntityKind.COMPANY, EntityKind.SPACEPORT})

_WORDS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: both are about this entity, or their headlines share these words."""

    entity_id: str = ""
    words: tuple[str, ...] = ()


def reason(
    named: Mapping[Clue, float], said: Mapping[Clue, float], told: Iterable[Article]
) -> Reason:
    """What both are about; else what takes part in both, if it says more than their words do.

    named, said: the entities and words that both have, and how much each says. told: of both.
    """
    most = max(said.values(), default=0.0)
    about = {clue: gain for clue, gain in named.items() if not _takes_part(clue)}
    for found, least in ((about, most * _BEFORE_WORDS), (named, most)):
        best = max(found, key=lambda clue: found[clue], default=None)
        if best and found[best] >= max(_SAYS_WHY, least):
            return Reason(best.value)
    telling = [clue for clue in said if said[clue] >= _SAYS_WHY] or list(said)
    shown = _longest(_naming(telling, list(told)), said)
    return Reason(words=tuple(shown[:_WORDS_SHOWN]))


def _takes_part(clue: Clue) -> bool:
    known = entity(clue.value)
    return known is None or known.kind in _TAKING_PART


def _naming(telling: list[Clue], told: list[Article]) -> list[Clue]:
    """Those that are names; where none is, those that are no verbs: "lifts" relates nothing."""
    names = {each for article in told for each in gist(article).names}
    for clue in telling:
        if clue.kind is ClueKind.WORD and " " in clue.value:
            names.update(clue.value.split())  # it has a number
    verbs = {each for article in told for each in _verbs(article.title)}
    return (
        [clue for clue in telling if names.issuperset(clue.value.split())]
        or [clue for clue in telling if verbs.isdisjoint(clue.value.split())]
        or telling
    )


@lru_cache(maxsize=1024)
def _verbs(headline: str) -> frozenset[str]:
    """The stems of what says by its ending that it tells what happens."""
    text = plain(headline)
    phrases = (text[find.start : find.end] for find in senses(headline)[Sort.ACT])
    return frozenset(map(stem, _inflected(phrases)))


def _inflected(phrases: Iterable[str]) -> Iterator[str]:
    for word in (word for phrase in phrases for word in phrase.lower().split()):
        if word.endswith(("s", "ed")) and not word.endswith("ss"):
            yield word


def _longest(telling: Iterable[Clue], said: Mapping[Clue, float]) -> list[str]:
    """Of those that share a word the longest."""
    shown: list[str] = []
    met: set[str] = set()
    for clue in sorted(telling, key=lambda clue: (-len(clue.value.split()), -said[clue])):
        stems = {each for each in clue.value.split() if not each[0].isdigit()}
        if met.isdisjoint(stems):
            shown.append(clue.written)
            met |= stems
    return shown
