"""What someone searches for: words, "phrases", -without, source:name, topic:name."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from news.errors import Mistake

LONGEST = 200
MOST_TERMS = 16
_TERM = re.compile(
    r"""(?P<minus>-?)
    (?: (?P<key>source|topic):(?:"(?P<quoted>[^"]+)"?|(?P<value>[^\s"]+))
      | "(?P<phrase>[^"]*)"?
      | (?P<word>\S+)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_WORDS = re.compile(r"\w+")
_POSSESSIVE = re.compile(r"(?<=\w)['’](?:s\b|(?!\w))", re.IGNORECASE)

Phrase = tuple[str, ...]
"""Words in order, side by side."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which stories are asked for, by other things than words; None: any."""

    topic: str | None = None
    source_id: str | None = None
    since: datetime | None = None


class Key(StrEnum):
    """By what a search is narrowed inside its words."""

    SOURCE = "source"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """`source:nasa` or `-topic:mars`; what was typed is looked up by those who know the names."""

    key: Key
    typed: str
    without: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """Each term is the words of one phrase, in order; a single word is a phrase of one.

    quoted: the places of `wanted` that stood in quotation marks: they are meant as they stand.
    """

    wanted: tuple[Phrase, ...]
    without: tuple[Phrase, ...] = ()
    narrowed: tuple[Narrowing, ...] = ()
    quoted: frozenset[int] = frozenset()


def parse(text: str) -> Query:
    """Raises Mistake for a text in which nothing is asked for."""
    wanted: list[Phrase] = []
    without: list[Phrase] = []
    narrowed: list[Narrowing] = []
    quoted: set[int] = set()
    for match in _TERM.finditer(text[:LONGEST]):
        minus = bool(match["minus"])
        if match["key"]:
            named = match["quoted"] or match["value"]
            narrowed.append(Narrowing(Key(match["key"].lower()), named.strip(), minus))
        elif words := tuple(_WORDS.findall(match["phrase"] or bare(match["word"] or ""))):
            if match["phrase"] and not minus:
                quoted.add(len(wanted))
            (without if minus else wanted).append(words)
    if not wanted and not any(not each.without for each in narrowed):
        raise Mistake("search.no_words")
    return Query(
        tuple(wanted[:MOST_TERMS]),
        tuple(without[:MOST_TERMS]),
        tuple(narrowed[:MOST_TERMS]),
        frozenset(place for place in quoted if place < MOST_TERMS),
    )


def bare(word: str) -> str:
    """Without a possessive ending: "NASA's" is found by "NASA", and the other way round."""
    return _POSSESSIVE.sub("", word)
