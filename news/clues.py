"""By what related stories are known: what they name, their words, and how telling each of these is.

clues.toml holds the words that tell little.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import tomli

from news.entities import entity, lineage
from news.gist.stems import stem
from news.matching import plain
from news.models import SeenStory

MOST = 32
"""Clues of one story: each is looked for in the archive."""

_TITLES = 3
"""Of a story's articles so many say in their headlines what it is about."""

_SHORTEST = 3
_ROMAN = {"II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6"}
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"\d[0-9A-Za-z]{0,4}")

_USUAL, _COMMON = 0.002, 0.05
_FEW = 2000
"""What is counted among fewer stories than these says less than what is usual of a word."""

_SAYS_NOTHING = 2.5
"""Of what one story in twelve has."""

_RARE, _RARER = 4.0, 0.25
"""What one story in 650 has weighs so much; what is rarer yet, hardly more."""


class ClueKind(StrEnum):
    ENTITY = "entity"
    WORD = "word"
    PAIR = "pair"  # two words side by side


@dataclass(frozen=True, slots=True)
class Clue:
    """value: an entity's id, or stems of words; written: as it stands in a headline.

    parts: of a pair, its two words.
    """

    kind: ClueKind
    value: str
    written: str = field(default="", compare=False)
    parts: tuple["Clue", ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many stories have it."""

    found: int
    among: int


UNKNOWN = Share(0, 0)


def _stems(written: str) -> frozenset[str]:
    return frozenset(map(stem, written.split()))


with Path(__file__).with_name("clues.toml").open("rb") as _file:
    _DATA = tomli.load(_file)
_MONTHS = frozenset(_DATA["months"].split())
_SILENT, _TELL_LITTLE = _stems(_DATA["silent"]), _stems(_DATA["common"])


def clues(story: SeenStory) -> tuple[Clue, ...]:
    """What it names and belongs to, then the words of its headlines, the lead's first."""
    said = [each for told in story.articles[:_TITLES] for each in said_in(told.title)]
    return tuple(dict.fromkeys([*subjects(story), *said]))[:MOST]


def subjects(story: SeenStory) -> Sequence[Clue]:
    return [Clue(ClueKind.ENTITY, each) for each in lineage(story.entities)]


@lru_cache(maxsize=1024)
def said_in(headline: str) -> tuple[Clue, ...]:
    """Its words, and those that stand side by side. A number counts with the name before it."""
    found: list[Clue] = []
    before: Clue | None = None
    for clue in _words(headline):
        found += [clue] if clue else []
        if clue and before and not clue.value.startswith(f"{before.value} "):
            both = f"{before.value} {clue.value}", f"{before.written} {clue.written}"
            found.append(Clue(ClueKind.PAIR, *both, parts=(before, clue)))
        before = clue
    return tuple(found)


def _words(headline: str) -> Iterator[Clue | None]:
    """None where something stands between two words that says nothing."""
    name = ""
    for written in plain(headline).split():
        number = _ROMAN.get(written, written)
        if name and _NUMBER.fullmatch(number) and not _YEAR.fullmatch(number):
            yield Clue(ClueKind.WORD, f"{name.lower()} {number.lower()}", f"{name} {written}")
        elif len(written) < _SHORTEST or written[0].isdigit() or stem(written) in _SILENT:
            yield None
        else:
            yield Clue(ClueKind.WORD, stem(written), written)
        name = written if written[0].isupper() and written not in _MONTHS else ""


@lru_cache(maxsize=1024)
def naming(entity_id: str) -> frozenset[str]:
    """The stems of all that an entity is called: who shares it shares these, too."""
    known = entity(entity_id)
    names = (known.name, *known.aliases) if known else ()
    return frozenset(clue.value for name in names for clue in said_in(name))


def weight(clue: Clue, share: Share = UNKNOWN) -> float:
    """How much it says that two stories share it: from 0 for what is everywhere to 4 and more."""
    usual = _COMMON if tells_little(clue) else _USUAL
    part = (share.found + usual * _FEW) / (share.among + _FEW)
    rarity = max(0.0, -math.log(part) - _SAYS_NOTHING)
    return min(rarity, _RARE + _RARER * max(0, rarity - _RARE))


def tells_little(clue: Clue) -> bool:
    """Whatever the archive says of it."""
    return clue.kind is not ClueKind.ENTITY and set(clue.value.split()) <= _TELL_LITTLE
