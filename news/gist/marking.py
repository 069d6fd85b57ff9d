"""By what an article finds the stories that it may belong to."""

import zlib
from collections.abc import Iterator, Mapping

from news.gist.lexicon import BROAD, EVERYDAY, TELLING
from news.gist.naming import SINGLE
from news.gist.reading import Gist, gist
from news.models import Article

MOST_MARKS = 12
"""Each is a row for every article of the last days."""

_NAME, _FRAME, _WORD = 3, 2, 1


def marks(article: Article) -> Mapping[int, int]:
    """Hashes, and how much it says to share one. None where it joins no story whatever."""
    said = gist(article)
    weights: dict[int, int] = {}
    for words, weight in () if said.column else _marks(said):
        if len(weights) < MOST_MARKS:
            weights.setdefault(_hash(words), weight)
    return weights


def _marks(said: Gist) -> Iterator[tuple[str, int]]:
    telling = [
        *(f"@{each}" for each in sorted(said.entities - BROAD)),
        *(f"{family} {number}" for family, number in sorted(said.figures.designators)),
        *sorted(said.names - EVERYDAY),
        *sorted(said.figures.amounts),
    ]
    yield from ((each, _NAME) for each in telling)
    yield from (
        (f"@{each}", _FRAME) for each in sorted((said.kin & SINGLE) - said.entities - BROAD)
    )
    yield from ((f"{act}!", _FRAME) for act in sorted((said.acts | said.aside) & TELLING))
    kinds = sorted(said.themes) + sorted(said.realms) + sorted(said.kin & BROAD)
    yield from ((f"{act}/{kind}", _FRAME) for kind in kinds for act in sorted(said.acts))
    yield from ((f"#{kind}", _WORD) for kind in sorted(said.themes))
    yield from ((word, _WORD) for word in sorted(said.naming - EVERYDAY))
    yield from ((word, _WORD) for word in sorted(said.stems - said.names - EVERYDAY))


def _hash(words: str) -> int:
    """63 bits that are the same in every process."""
    data = words.encode()
    return zlib.crc32(data) << 31 | zlib.crc32(data[::-1] + b"~") >> 1
