"""Words as a search compares them: in small letters, without accents, without their endings."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"\w+")
_ACCENT = re.compile("[\u0300-\u036f]")
_SHORTEST = 3

ENDINGS = (
    "ations", "ation", "ating", "ated", "ates", "ate", "ities", "ity", "ional", "ions", "ion",
    "ings", "ing", "ers", "er", "ies", "ied", "ed", "es", "e", "s", "y",
)  # fmt: skip


def folded(text: str) -> str:
    """Small letters without accents, as the archive compares them."""
    if not text.isascii():
        text = _ACCENT.sub("", unicodedata.normalize("NFKD", text))
    return text.lower()


def words(text: str) -> list[str]:
    return _WORD.findall(folded(text))


@lru_cache(maxsize=10_000)
def stem(word: str) -> str:
    """Nearly what the archive's own stemmer leaves of a folded word."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word
