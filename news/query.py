"""What someone searches for: words, "phrases", -without."""

import re
from dataclasses import dataclass
from datetime import datetime

from news.errors import Mistake

LONGEST = 200
MOST_TERMS = 16
_TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>\S+))')
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which stories are asked for, by other things than words; None: any."""

    topic: str | None = None
    source_id: str | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """Each term is the words of one phrase, in order; a single word is a phrase of one."""

    wanted: tuple[tuple[str, ...], ...]
    without: tuple[tuple[str, ...], ...] = ()


def parse(text: str) -> Query:
    """Raises Mistake for a text in which nothing is asked for."""
    wanted: list[tuple[str, ...]] = []
    without: list[tuple[str, ...]] = []
    for match in _TERM.finditer(text[:LONGEST]):
        words = tuple(_WORDS.findall(match["phrase"] or match["word"] or ""))
        if words:
            (without if match["minus"] else wanted).append(words)
    if not wanted:
        raise Mistake("search.no_words")
    return Query(tuple(wanted[:MOST_TERMS]), tuple(without[:MOST_TERMS]))
