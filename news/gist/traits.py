"""What of a headline others may share, and how much it says to share it."""

import math
import zlib
from collections.abc import Mapping, Set
from enum import StrEnum

from news.gist.lexicon import BROAD, BUSY, EVERYDAY, GENERAL, TYPES


class Trait(StrEnum):
    """The sorts of it; the sign keeps a mark of one sort apart from those of others."""

    ENTITY = "@"
    KIN = "^"
    WORD = ""
    ACT = "!"
    ASIDE = "~"
    THEME = "#"
    REALM = "%"
    NUMBER = "="
    FIGURE = "$"
    FRAME = "/"


def is_everywhere(trait: Trait, what: str) -> bool:
    """So common that nobody counts who else has it."""
    match trait:
        case Trait.ENTITY | Trait.KIN:
            return what in BROAD
        case Trait.WORD:
            return what in EVERYDAY
        case Trait.ACT | Trait.ASIDE:
            return what in GENERAL or what == "launch"
        case Trait.NUMBER:
            return what.partition(" ")[0] in TYPES
    return trait is Trait.REALM


_EVERYWHERE = 25.0
"""About so many stories of five days have what is not counted."""

_USUAL: Mapping[Trait, float] = {
    Trait.ENTITY: 0.5,
    Trait.KIN: 3,
    Trait.WORD: 1,
    Trait.ACT: 4,
    Trait.ASIDE: 4,
    Trait.THEME: 8,
    Trait.NUMBER: 0.5,
    Trait.FIGURE: 2,
    Trait.FRAME: 3,
}
"""About so many others of each sort have it, on quiet days as well."""

_USUAL_BUSY = 8.0
"""And of entities of which several things are told on one day."""

_MANY = 60.0
"""What so many stories share says little."""


def rarity(trait: Trait, what: str, stories: int) -> float:
    """How much it says to share it with one of so many stories: from about 4.8 down to 0."""
    if is_everywhere(trait, what):
        return math.log1p(_MANY / _EVERYWHERE)
    usual = _USUAL_BUSY if trait is Trait.ENTITY and what in BUSY else _USUAL[trait]
    return math.log1p(_MANY / (stories + usual))


MOST_MARKS = 28
"""Each is a row for every article of the last days."""

Marks = Mapping[int, tuple[Trait, str]]
"""Hashes of what a headline may share with others, each with what it is the hash of."""


def marked(traits: Mapping[Trait, Set[str]]) -> Marks:
    """What of it is worth counting."""
    telling = [
        (trait, what)
        for trait, every in traits.items()
        for what in sorted(every)
        if not is_everywhere(trait, what)
    ]
    return {_hash(f"{trait}{what}"): (trait, what) for trait, what in telling[:MOST_MARKS]}


def _hash(words: str) -> int:
    """63 bits that are the same in every process."""
    data = words.encode()
    return zlib.crc32(data) << 31 | zlib.crc32(data[::-1] + b"~") >> 1
