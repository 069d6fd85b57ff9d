"""The languages that a server wants news in, by the codes and names that people type."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from news import names, words
from news.errors import Mistake
from news.names import Choice

LONGEST = 200
"""Characters of what may be typed."""

_BETWEEN = re.compile(r"[,;/&+、，と和与]|\b(?:and|und|et|y|e)\b", re.IGNORECASE)
_REGIONAL = re.compile(r"([a-z]{2})[-_]\w+", re.IGNORECASE)
_READ_TOO = {"no": ("nb", "nn")}
"""Feeds name Norwegian by how it is written, Discord by what is spoken."""


def _own_names() -> dict[str, str]:
    """Code -> the name that a language has in itself."""
    text = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return dict(line.split(" ", 1) for line in lines)


_OWN = _own_names()


@lru_cache(maxsize=8)
def choices(locale: str) -> tuple[Choice, ...]:
    """What is offered, by its names in this locale."""
    named = {code: words.language(code, locale) for code in _OWN}
    return tuple(Choice(code, name, (name, _OWN[code])) for code, name in named.items())


def meant(typed: str, locale: str) -> str:
    """The codes of all that was typed ("en, de", "English and German"), a space between.

    Raises Mistake, which names the first that is none, and what is near to it.
    """
    parts = [part.strip() for part in _BETWEEN.split(typed) if part.strip()]
    codes = dict.fromkeys(code for part in parts for code in _codes(part, locale))
    if not codes:
        raise Mistake("settings.no_language_near", typed=typed[:80])
    return " ".join(codes)


def _codes(part: str, locale: str) -> list[str]:
    """Of one language, or of several with nothing but spaces between."""
    try:
        return [_code(part, locale)]
    except Mistake:
        several = part.split()
        if len(several) == 1:
            raise
        return [_code(each, locale) for each in several]


def _code(typed: str, locale: str) -> str:
    """A language is heard in all its countries: "pt-BR" is "pt"."""
    regional = _REGIONAL.fullmatch(typed)
    wanted = regional[1] if regional else typed
    code = wanted.casefold()
    # Of rare ones we have no names, but Babel knows the code.
    if len(code) == 2 and words.language(code, locale) != code:
        return code
    return names.meant(choices(locale), wanted, "news_language")


def offered(all_of_them: Sequence[Choice], typed: str) -> list[Choice]:
    """For the list that opens while somebody types: the last of several is completed."""
    *before, last = _BETWEEN.split(typed[:LONGEST])
    found = names.best(all_of_them, last)
    if not before:
        return found
    try:
        chosen = meant(",".join(before), words.DEFAULT).split()
    except Mistake:
        return []
    shown = {each.value: each.name for each in all_of_them}
    name = ", ".join(shown.get(code, code) for code in chosen)
    return [
        Choice(" ".join([*chosen, each.value]), f"{name}, {each.name}")
        for each in found
        if each.value not in chosen
    ]


def understood(codes: Iterable[str]) -> frozenset[str]:
    """The codes that articles may bear for somebody who reads these languages."""
    return frozenset(each for code in codes for each in (code, *_READ_TOO.get(code, ())))


def named(codes: Iterable[str], locale: str) -> str:
    """In one sentence: "English and German"."""
    return words.join([words.language(code, locale) for code in codes], locale)
