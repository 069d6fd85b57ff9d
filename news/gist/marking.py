"""By what an article finds the stories that it may belong to."""

import zlib
from collections.abc import Mapping

from news.gist.reading import gist
from news.gist.traits import Trait, is_everywhere, rarity
from news.models import Article

MOST_MARKS = 28
"""Each is a row for every article of the last days."""

Rarities = Mapping[Trait, Mapping[str, float]]
"""Of each trait of a headline how much it says to share it, as news.gist.traits.rarity."""


Marks = Mapping[int, tuple[Trait, str]]
"""Hashes of what a headline may share with others, each with what it is the hash of."""


def marks(article: Article) -> Marks:
    """By what an article is found. None where it joins no story whatever."""
    said = gist(article)
    found: dict[int, tuple[Trait, str]] = {}
    for trait, every in () if said.column else said.traits.items():
        for what in sorted(every):
            if len(found) < MOST_MARKS and not is_everywhere(trait, what):
                found.setdefault(_hash(f"{trait}{what}"), (trait, what))
    return found


def _hash(words: str) -> int:
    """63 bits that are the same in every process."""
    data = words.encode()
    return zlib.crc32(data) << 31 | zlib.crc32(data[::-1] + b"~") >> 1


def rarities(article: Article, shared: Mapping[int, int]) -> Rarities:
    """shared: of each mark, where others have it, how many stories of the last days do."""
    counted = {what: shared.get(mark, 0) for mark, what in marks(article).items()}
    return {
        trait: {what: rarity(trait, what, counted.get((trait, what), 0)) for what in every}
        for trait, every in gist(article).traits.items()
    }
