"""The terms of a vocabulary, found in running text in one pass over it (Aho–Corasick)."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation

T = TypeVar("T")

_TYPESET = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00a0"
_APART = str.maketrans({each: " " for each in map(chr, range(128)) if not each.isalnum()})
_APART[ord("$")] = " $ "
_ACCENT = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+|[$€£]")


@lru_cache(maxsize=64)
def plain(text: str) -> str:
    """The words of a text, a space after each; without accents, so lower() keeps its length.

    Remembers the newest few: each text is searched for topics, entities and more.
    """
    return "".join([f"{word} " for word in _words(text)])


def _words(text: str) -> list[str]:
    if not text.isascii():
        # Mostly it is a curly apostrophe or a dash, and the quick way is open without it.
        for mark in _TYPESET:
            text = text.replace(mark, " ")
    if text.isascii():
        return text.translate(_APART).split()
    return _WORD.findall(_ACCENT.sub("", unicodedata.normalize("NFKD", text)))


@dataclass(frozen=True, slots=True)
class Term(Generic[T]):
    """A phrase that stands for its owner; whole words, and a * at the end takes every ending.

    as_written: a name, which counts in its own letters ("Mars", not "mars") or in a text that is
    all in capitals. masks: a phrase that is not meant: nothing of its owner that touches it counts.
    """

    owner: T
    written: str
    as_written: bool = False
    masks: bool = False

    @property
    def text(self) -> str:
        """As plain() makes it; the space at its end is missing where any ending will do."""
        made = plain(self.written)
        return made.rstrip() if self.written.endswith("*") else made


class Find(NamedTuple, Generic[T]):
    """Where a term stands, in characters of plain(text); end is exclusive."""

    term: Term[T]
    start: int
    end: int

    @property
    def owner(self) -> T:
        return self.term.owner


class Vocabulary(Generic[T]):
    """One automaton over all terms: the time follows the text, not their number.

    Made of the terms when the first text comes: not every process reads texts.
    """

    def __init__(self, terms: Iterable[Term[T]]) -> None:
        self._terms = terms

    @cached_property
    def _made(self) -> tuple[AhoCorasick, list[list[tuple[Term[T], str]]]]:
        """The automaton, and for each of its patterns the terms that are meant."""
        meant: dict[str, list[tuple[Term[T], str]]] = defaultdict(list)
        for term in self._terms:
            text = term.text
            if "*" in term.written[:-1] or len(text) < 2:
                raise ValueError(
                    f"{term.owner}: {term.written!r}: a * ends a term of two letters or more"
                )
            meant[f" {text.lower()}"].append((term, text))
        automaton = AhoCorasick(
            list(meant), implementation=Implementation.ContiguousNFA, store_patterns=False
        )
        return automaton, list(meant.values())

    def found(self, text: str) -> list[Find[T]]:
        """Every term that counts, in the order of the text, the longer first where two begin.

        Some may overlap: see outermost.
        """
        hits = self._hits(plain(text))
        masks = [hit for hit in hits if hit.term.masks]
        if not masks:
            return hits
        return [
            hit
            for hit in hits
            if not hit.term.masks and not any(_touches(mask, hit) for mask in masks)
        ]

    def _hits(self, words: str) -> list[Find[T]]:
        # A space before each word and term: they begin together. So each place is one too far.
        automaton, meant = self._made
        matches = automaton.find_matches_as_indexes(f" {words.lower()}", overlapping=True)
        in_capitals = bool(matches) and words.isupper()
        return sorted(
            (
                Find(term, start, end - 1)
                for index, start, end in matches
                for term, text in meant[index]
                if in_capitals or not term.as_written or words.startswith(text, start)
            ),
            key=_place,
        )


def outermost(finds: Iterable[Find[T]]) -> list[Find[T]]:
    """The finds that do not lie inside a longer one: "Falcon Heavy" hides its "Falcon".

    finds: in the order of the text, the longer first, as Vocabulary.found gives them.
    """
    kept: list[Find[T]] = []
    widest = (0, 0)
    for find in finds:
        if find.end > widest[1]:
            widest = (find.start, find.end)
        if (find.start, find.end) == widest:
            kept.append(find)
    return kept


def _place(find: Find[T]) -> tuple[int, int]:
    return find.start, -find.end


def _touches(mask: Find[T], find: Find[T]) -> bool:
    return mask.owner == find.owner and mask.start < find.end and find.start < mask.end
