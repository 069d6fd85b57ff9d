"""The terms of a vocabulary, found in running text in one pass over it (Aho–Corasick)."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation

T = TypeVar("T")

_TYPESET = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00a0"
_APART = bytes(each if chr(each).isalnum() or each == ord("$") else ord(" ") for each in range(256))
"""For ASCII alone, whose bytes are its characters."""
_ACCENT = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+|[$€£]")


@lru_cache(maxsize=64)
def plain(text: str) -> str:
    """The words of a text, a space after each; without accents, so lower() keeps its length.

    Remembers the newest few: each text is searched for topics, entities and more.
    """
    words = _words(text)
    return f"{' '.join(words)} " if words else ""


def _words(text: str) -> list[str]:
    if not text.isascii():
        # Mostly it is a curly apostrophe or a dash, and the quick way is open without it.
        for mark in _TYPESET:
            text = text.replace(mark, " ")
    if text.isascii():
        return text.replace("$", " $ ").encode().translate(_APART).decode().split()
    return _WORD.findall(_ACCENT.sub("", unicodedata.normalize("NFKD", text)))


class Term(NamedTuple, Generic[T]):
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
        """The automaton, and for each of its patterns the terms that are meant.

        Beside a name the letters that it must stand in, beside a word none: "" stands everywhere.
        """
        meant: dict[str, list[tuple[Term[T], str]]] = defaultdict(list)
        for term in self._terms:
            text = term.text
            if "*" in term.written[:-1] or len(text) < 2:
                raise ValueError(
                    f"{term.owner}: {term.written!r}: a * ends a term of two letters or more"
                )
            written = f" {text}" if term.as_written else ""
            meant[f" {text.lower()}"].append((term, written))
        automaton = AhoCorasick(
            list(meant), implementation=Implementation.ContiguousNFA, store_patterns=False
        )
        return automaton, list(meant.values())

    @cached_property
    def _masking(self) -> frozenset[int]:
        """The patterns by which something is not meant."""
        meant = enumerate(self._made[1])
        return frozenset(index for index, terms in meant if any(term.masks for term, _ in terms))

    def found(self, text: str) -> list[Find[T]]:
        """Every term that counts, in the order of the text, the longer first where two begin.

        Some may overlap: see outermost.
        """
        words = plain(text)
        matches = self._matches(words)
        return sorted(_meant(self._hits(words, matches)), key=_place) if matches else []

    def owners(self, text: str) -> list[T]:
        """The owner of each different term that counts, wherever and however often it stands."""
        words = plain(text)
        matches = self._matches(words)
        indexes = {match[0] for match in matches}
        if not self._masking.isdisjoint(indexes):
            terms = {id(find.term): find.term for find in _meant(self._hits(words, matches))}
            return [term.owner for term in terms.values()]
        spaced, anyhow = f" {words}", words.isupper()
        return [
            term.owner
            for index in indexes
            for term, written in self._made[1][index]
            if anyhow or written in spaced
        ]

    def _matches(self, words: str) -> list[tuple[int, int, int]]:
        # A space before each word and term: they begin together. So each place is one too far.
        matches = self._made[0].find_matches_as_indexes
        return matches(f" {words.lower()}", overlapping=True) if words else []

    def _hits(self, words: str, matches: Iterable[tuple[int, int, int]]) -> list[Find[T]]:
        spaced, anyhow, meant = f" {words}", words.isupper(), self._made[1]
        return [
            Find(term, start, end - 1)
            for index, start, end in matches
            for term, written in meant[index]
            if anyhow or spaced.startswith(written, start)
        ]


def _meant(hits: list[Find[T]]) -> list[Find[T]]:
    """Those that nothing masks; a mask touches itself, so none is left."""
    for mask in [hit for hit in hits if hit.term.masks]:
        hits = [hit for hit in hits if not _touches(mask, hit)]
    return hits


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
    return mask.start < find.end and find.start < mask.end and mask.owner == find.owner
