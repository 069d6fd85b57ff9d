"""The forms of a word, as English makes them: what is meant by it wherever it stands in a text.

Stricter than a stem, under which "Mars" is "Mary", "Ares" is "are" and "station" is "state": that
may pass where the best of what is found is shown, and not where all of it is posted.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from news.entities import ENTITIES
from news.numerals import rewritten
from news.stems import words

_SHORTEST = 3
_VOWEL = re.compile("[aeiouy]")
_HISSING = re.compile("(?:[sxz]|[cs]h)$")
_CLOSED = re.compile("[^aeiou][aeiouy][^aeiouwxy]$")
"""The last letter is doubled before an ending: plan, planned; not always in long words: orbited."""

_ENDINGS = (
    *(("s", ""), ("es", ""), ("ies", "y"), ("e", "")),
    *(("ed", ""), ("d", ""), ("ied", "y"), ("ing", ""), ("ing", "e")),
)


@lru_cache(maxsize=10_000)
def forms(word: str) -> frozenset[str]:
    """Of a folded word: itself, its plural, its past and the like, and a number otherwise written.

    "launch" and "launched" have the same ones. A name has its plural alone and is no form of
    another word, nor is what stands in apart.txt.
    """
    found = {word, *(way[0] for way in rewritten((word,)) if len(way) == 1)}
    if not (word.isascii() and word.isalpha() and len(word) >= _SHORTEST):
        return frozenset(found)
    bases = [word, *(() if _is_apart(word) else _bases(word))]
    made = {form for base in bases for form in _made(base) if not _is_apart(form)}
    return frozenset(found.union(bases, made))


def _bases(word: str) -> Iterator[str]:
    """The words that it may be a form of."""
    for ending, left in _ENDINGS:
        base = word.removesuffix(ending) + left
        if word.endswith(ending) and len(base) >= _SHORTEST:
            yield from (each for each in (base, base[:-1]) if word in _made(each))


def _made(base: str) -> Iterator[str]:
    yield from _plural(base)
    if base in _names() or len(base) < _SHORTEST or not _VOWEL.search(base):
        return
    if base.endswith("e"):
        yield f"{base}d"
        yield f"{base if base.endswith('ee') else base[:-1]}ing"
        return
    doubled = _CLOSED.search(base)
    if doubled:
        yield f"{base}{base[-1]}ed"
        yield f"{base}{base[-1]}ing"
    if not doubled or len(_VOWEL.findall(base)) > 1:
        yield f"{base[:-1]}ied" if _falls(base) else f"{base}ed"
        yield f"{base}ing"


def _plural(base: str) -> Iterator[str]:
    if _falls(base):
        yield f"{base[:-1]}ies"
    elif _HISSING.search(base):
        yield f"{base}es"
    elif not base.endswith(("us", "is")):
        yield f"{base}s"
        if base.endswith("o"):
            yield f"{base}es"
        if base.endswith("a"):
            yield f"{base}e"


def _falls(base: str) -> bool:
    """Whether its y becomes another letter: discovery, discoveries."""
    return base.endswith("y") and base[-2] not in "aeiou"


def _is_apart(word: str) -> bool:
    return word in _names() or word in _apart()


@cache
def _names() -> frozenset[str]:
    """What is called by one word, plural names aside: they say the same as the others."""
    called = (words(name) for each in ENTITIES for name in (each.name, *each.aliases))
    alone = {name[0] for name in called if len(name) == 1}
    return frozenset(name for name in alone if name.removesuffix("s") not in alone - {name})


@cache
def _apart() -> frozenset[str]:
    """Words that look like forms of others and are none."""
    read = Path(__file__).with_name("apart.txt").read_text(encoding="utf-8")
    return frozenset(
        word for line in read.splitlines() if not line.startswith("#") for word in line.split()
    )
