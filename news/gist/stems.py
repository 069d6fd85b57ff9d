"""What the forms of a word have in common."""

from functools import lru_cache

_ENDINGS = ("ings", "ing", "ies", "ied", "ers", "er", "ed", "es", "s", "ly")
_SHORTEST = 3


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Rough on purpose: it has to be the same for "launch" and "launches", not a word.

    Only for comparing headlines with each other; word is taken as small letters.
    """
    word = word.lower()
    if len(word) <= _SHORTEST or not word.isalpha():
        return word
    word = _without_ending(word)
    if len(word) > _SHORTEST + 1 and word[-1] == word[-2]:
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > _SHORTEST else word


def _without_ending(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word.removesuffix(ending) + ("y" if ending in {"ies", "ied"} else "")
    return word
