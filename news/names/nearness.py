"""Which choices are near to what was typed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz, process, utils

from news.models import Topic
from news.names.choices import Choice
from news.topics import TOPICS

_NEAR = 60.0
_SURE = 80.0
"""Of 100: a slip within a word."""
_BEGUN = 85.0
"""At least this, where each word that was typed begins one of the name."""
_FIRST = 9.0
"""What a topic that is as near as an entity has more."""
_CLEARLY = 10.0
"""So much nearer than the next, one is meant."""
_WORSE = 30.0
"""Where something is so much nearer, the rest is no help."""
_SHORTEST = 4
"""Letters of a word that may stand for the whole name."""
_SHORTEST_BEGUN = 3
"""Letters by which something is looked for among few."""
_WORD = re.compile(r"\w+")


class _Called:
    """What choices are called, as it is compared. Each name has the place of its choice."""

    def __init__(self, choices: Iterable[tuple[int, Choice]]) -> None:
        named = [(place, _bare(name)) for place, each in choices for name in each.known_as]
        self.places = [place for place, _ in named]
        self.names = [name for _, name in named]
        self.begun = [f" {name}" for name in self.names]

    def extracted(self, typed: str, scorer: Any, least: float) -> Iterator[tuple[int, float]]:
        """Places of those that are so near, and how near."""
        found = process.extract(
            _bare(typed), self.names, scorer=scorer, score_cutoff=least, limit=None
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
        yield place, score + _FIRST if score >= _SURE else score


def _closely(called: _Called, typed: str) -> Iterator[tuple[int, float]]:
    """By names whose words begin as was typed, or that are nearly so as a whole.

    Of entities there are so many that some part of some name is like anything.
    """
    begun = [f" {word}" for word in _bare(typed).split()]
    first = begun[0] if begun else "\n"  # which is in none
    for at in [at for at, whole in enumerate(called.begun) if first in whole]:
        whole = called.begun[at]
        if all(word in whole for word in begun):
            share = len(typed) / max(len(whole), len(typed))
            yield called.places[at], _BEGUN + (100 - _BEGUN) * share
    yield from called.extracted(typed, fuzz.ratio, _SURE)


def _bare(name: str) -> str:
    """Its letters and digits in lower case."""
    bare: str = utils.default_process(name)
    return bare


def is_likely(typed: str, choice: Choice) -> bool:
    """Typed whole, with slips or without its spaces, or as a word of a name that is no entity's."""
    if any(mistyped(typed, each) or _is_together(typed, each) for each in choice.known_as):
        return True
    long = [each for each in _WORD.findall(choice.name) if len(each) >= _SHORTEST]
    return not choice.called and any(mistyped(typed, each) for each in long)


def _is_together(typed: str, name: str) -> bool:
    """The same but for the spaces: "falcon9"."""
    ours, theirs = ("".join(_WORD.findall(each)).casefold() for each in (typed, name))
    return ours == theirs != ""


def mistyped(typed: str, name: str) -> bool:
    """Whether every word is the same, but for slips within it: another word is another name."""
    ours, theirs = _WORD.findall(typed.casefold()), _WORD.findall(name.casefold())
    if not ours or len(ours) != len(theirs):
        return False
    return all(_is_slip(one, other) for one, other in zip(ours, theirs, strict=True))


def _is_slip(typed: str, word: str) -> bool:
    """The same word or nearly so: few miss its first letter, and another number is another."""
    if typed == word:
        return True
    if typed[0] != word[0] or not (typed.isalpha() and word.isalpha()):
        return False
    return fuzz.ratio(typed, word) >= _SURE


def clearly_nearest(choices: Sequence[Choice], typed: str) -> Choice | None:
    """The only one, or the one whose name is all but what was typed where no other's is."""
    if len(choices) < 2:
        return next(iter(choices), None)
    scores = [
        max(fuzz.ratio(_bare(typed), _bare(name)) for name in each.known_as) for each in choices
    ]
    best = scores.index(max(scores))
    others = scores[:best] + scores[best + 1 :]
    is_clear = scores[best] >= _SURE and scores[best] - max(others) >= _CLEARLY
    return choices[best] if is_clear else None


def says(choice: Choice, typed: str) -> bool:
    """Whether a name of it has each word that was typed, begun or with a slip; no number alone."""
    wanted = _WORD.findall(typed.casefold())
    if not any(len(each) >= _SHORTEST_BEGUN and each.isalpha() for each in wanted):
        return False
    return any(_has(_WORD.findall(name.casefold()), wanted) for name in choice.known_as)


def _has(said: Sequence[str], wanted: Sequence[str]) -> bool:
    return all(any(_is_begun(each, word) for word in said) for each in wanted)


def _is_begun(typed: str, word: str) -> bool:
    return (typed.isalpha() and word.startswith(typed)) or _is_slip(typed, word)


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
