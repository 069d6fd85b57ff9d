"""The words of news/events: acts, themes, realms, cues, and words that tell little."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from news.gist.stems import stem
from news.matching import Find, Term, Vocabulary, outermost, plain


def _read() -> dict[str, dict[str, Any]]:
    """The tables of all files; acts are in several."""
    data: dict[str, dict[str, Any]] = {}
    for file in sorted(Path(__file__).parent.with_name("events").glob("*.toml")):
        for name, table in tomli.loads(file.read_text("utf-8")).items():
            data.setdefault(name, {}).update(table)
    return data


_DATA = _read()

NOT_MEANT = "none"
"""The act of what is no act."""
_PAIRS = [pair.split() for pair in _DATA["akin"]["pairs"]]


class Sort(StrEnum):
    """What a phrase tells."""

    ACT = "acts"
    THEME = "themes"
    REALM = "realms"
    CUE = "cues"


class Sense(NamedTuple):
    """One of the acts, themes, realms or cues."""

    sort: Sort
    name: str


def _phrases() -> list[Term[Sense]]:
    acts = {act: table["words"] for act, table in _DATA[Sort.ACT].items()}
    tables = {sort: _DATA[sort] for sort in Sort} | {Sort.ACT: acts}
    return [
        Term(Sense(sort, name), phrase.lstrip("!"), masks=phrase.startswith("!"))
        for sort, table in tables.items()
        for name, phrases in table.items()
        for phrase in phrases
    ]


_PHRASES = Vocabulary(_phrases())


def senses(text: str) -> dict[Sort, list[Find[Sense]]]:
    """What a text tells, in its order; an act hides those whose phrases its own holds."""
    sorts: dict[Sort, list[Find[Sense]]] = {sort: [] for sort in Sort}
    words = plain(text)
    for find in _PHRASES.found(text):
        end = words.index(" ", find.end - 1) + 1
        whole = find if end == find.end else Find(find.term, find.start, end)
        sorts[find.term.owner.sort].append(whole)
    acts = [find for find in outermost(sorts[Sort.ACT]) if find.owner.name != NOT_MEANT]
    return {**sorts, Sort.ACT: acts}


def _acts(quality: str) -> frozenset[str]:
    return frozenset(act for act, table in _DATA[Sort.ACT].items() if table.get(quality))


PHYSICAL = _acts("physical")
"""Acts at a place and a time: what is to come and what has come are two events."""

GENERAL = _acts("general")
"""Acts that are told of anything: to share one tells little."""

SEEING = _acts("seeing")
"""What a telescope does every day."""

WIDE = _acts("wide")
"""Acts of many kinds: the word that says which (a leak, a crash) counts for itself."""

MEANT: Mapping[str, Mapping[str, str]] = {
    act: {kind: other for other, kinds in table["meant"].items() for kind in kinds.split()}
    for act, table in _DATA[Sort.ACT].items()
    if "meant" in table
}
"""Which act a word of many meanings tells beside which theme, realm or entity."""

ANNOUNCING = _acts("announcing")
"""Acts that tell of another, which is to come."""

TELLING = _acts("telling")
"""Acts that are so rare that they tell whose news it is."""

AKIN: Mapping[str, frozenset[str]] = {
    act: frozenset(each for pair in _PAIRS if act in pair for each in pair) - {act}
    for act in _DATA[Sort.ACT]
}
"""Of each act those under which the same happening is told as well."""

CONTRASTS: Mapping[str, tuple[str, str]] = {
    word: (kind, words)
    for kind, choices in _DATA["contrasts"].items()
    for words in choices
    for word in words.split()
}
"""Words that exclude each other: of which kind, and which side."""

FAMILIES: Mapping[str, str] = _DATA["families"]
"""One name for what is counted under several."""

TYPES = frozenset(_DATA["words"]["types"].split())
"""Families whose number is part of a name that many events share: Falcon 9, Artemis II."""

NOUNS = frozenset(_DATA["words"]["nouns"].split())
"""Acts that are named so beside another are its time and place: "delays launch"."""

IDLE = frozenset(_DATA["words"]["idle"].split())
EVERYDAY = frozenset(map(stem, _DATA["words"]["everyday"].split()))
PLURAL = frozenset(_DATA["words"]["plural"].split())
"""Verbs that tell what has come, though no ending says so."""
PLACES = frozenset(_DATA["words"]["places"].split())
"""After "to" they say where."""
BROAD = frozenset(_DATA["words"]["broad"].split())
"""Entities that so much news is about that to share one tells little."""
BUSY = frozenset(_DATA["words"]["busy"].split())
"""Entities of which several things are told on one day."""
HOMES = frozenset(_DATA["words"]["homes"].split())
"""Realms of which one thing belongs to one."""
