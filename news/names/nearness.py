"""Which choices are near to what was typed."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz, process, utils

from news.models import Topic
from news.names.choices import Choice
from news.names.slips import SURE, bare, has_all
from news.topics import TOPICS

_NEAR = 60.0
_BEGUN = 85.0
"""At least this, where each word that was typed begins one of the name."""
_HELD = 95.0
"""At least this, where a name of few has each word that was typed."""
_FIRST = 9.0
"""What a topic that is as near as an entity has more."""
_WORSE = 30.0
"""Where something is so much nearer, the rest is no help."""


class _Called:
    """What choices are called, as it is compared. Each name has the place of its choice."""

    def __init__(self, choices: Iterable[tuple[int, Choice]]) -> None:
        named = [(place, bare(name)) for place, each in choices for name in each.known_as]
        self.places = [place for place, _ in named]
        self.names = [name for _, name in named]
        self.begun = [f" {name}" for name in self.names]
        self.words = [name.split() for name in self.names]

    def extracted(self, typed: str, scorer: Any, least: float) -> Iterator[tuple[int, float]]:
        """Places of those that are so near, and how near."""
        found = process.extract(
            bare(typed), self.names, scorer=scorer, score_cutoff=least, limit=None
        )
        for _, score, index in found:
            yield self.places[index], score


def _read(choices: Sequence[Choice]) -> tuple[_Called, _Called]:
    """Of topics or sources, and of entities."""
    few = _Called((place, each) for place, each in enumerate(choices) if not each.called)
    return few, _Called((place, each) for place, each in enumerate(choices) if each.called)


# The vocabulary has thousands of names, and they are asked for at every key that is typed.
_kept = lru_cache(maxsize=8)(_read)


def _called(choices: Sequence[Choice]) -> tuple[_Called, _Called]:
    return _kept(choices) if isinstance(choices, tuple) else _read(choices)


def near(choices: Sequence[Choice], typed: str) -> list[int]:
    """Places in the choices, best first, of those that have a name near to it."""
    few, many = _called(choices)
    return _best((*_loosely(few, typed), *_closely(many, typed)))


def near_entities(choices: Sequence[Choice], typed: str) -> list[int]:
    """As near(), of entities alone."""
    return _best(_closely(_called(choices)[1], typed))


def _best(found: Iterable[tuple[int, float]]) -> list[int]:
    scores: dict[int, float] = {}
    for place, score in found:
        scores[place] = max(score, scores.get(place, 0))
    worst = max(scores.values(), default=0) - _WORSE
    kept = [place for place, score in scores.items() if score >= worst]
    return sorted(kept, key=lambda place: (-scores[place], place))


def _loosely(called: _Called, typed: str) -> Iterator[tuple[int, float]]:
    """Also by a part of a name. Of topics and sources there are few, so they come first."""
    for place, score in called.extracted(typed, fuzz.WRatio, _NEAR):
        yield place, score + _FIRST if score >= SURE else score
    # By the letters that two texts share, a word that was typed whole is little of a long name.
    wanted = bare(typed).split()
    for place, name, words in zip(called.places, called.names, called.words, strict=True):
        if wanted and has_all(words, wanted):
            share = len(typed) / max(len(name), len(typed))
            yield place, _HELD + (100 - _HELD) * share + _FIRST


def _closely(called: _Called, typed: str) -> Iterator[tuple[int, float]]:
    """By names whose words begin as was typed, or that are nearly so as a whole.

    Of entities there are so many that some part of some name is like anything.
    """
    begun = [f" {word}" for word in bare(typed).split()]
    first = begun[0] if begun else "\n"  # which is in none
    for at in [at for at, whole in enumerate(called.begun) if first in whole]:
        whole = called.begun[at]
        if all(word in whole for word in begun):
            share = len(typed) / max(len(whole), len(typed))
            yield called.places[at], _BEGUN + (100 - _BEGUN) * share
    yield from called.extracted(typed, fuzz.ratio, SURE)


def nearest_topic(text: str) -> Topic | None:
    """The topic that a search without a result may have been about."""
    found = process.extractOne(
        text,
        {each.id: f"{each.name} {each.description}" for each in TOPICS},
        scorer=fuzz.token_set_ratio,
        processor=utils.default_process,
        score_cutoff=_NEAR,
    )
    return next((each for each in TOPICS if found and each.id == found[2]), None)
