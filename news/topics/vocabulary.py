"""The vocabulary of topics.toml, checked, and what each of its terms is a sign of."""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from news.matching import Term, Vocabulary
from news.models import Topic

SPACE, TRADE, ORDINARY = "space", "trade", "ordinary"
"""What else a term can be a sign of: space at all, or something else altogether."""

_SHOWN = ("id", "name", "emoji", "description")
_PLAIN = ("words", "names")
_LISTS = (*_PLAIN, "common", "nature", "without", "sections")
_PAIRS = ("beside", "not_beside")
_SIDES = ("these", "near")


class Strength(Enum):
    """What topics.toml says of the list a term stands in; SILENT: it only stands in a pair."""

    SILENT = 0
    COMMON = 1
    NATURE = 2
    PLAIN = 3


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two groups of terms: together they are a sign of the topic, or (voids) `these` are none."""

    topic: str
    voids: bool


@dataclass(frozen=True, slots=True)
class Sign:
    """What a term tells. Equal where the topics are: `without` masks all terms of its topic."""

    topic: str
    strength: Strength = field(compare=False)
    these: tuple[Pair, ...] = field(compare=False)
    near: tuple[Pair, ...] = field(compare=False)


@dataclass(slots=True)
class _Uses:
    """Where one term stands in the lists of its topic."""

    strength: Strength = Strength.SILENT
    these: list[Pair] = field(default_factory=list)
    near: list[Pair] = field(default_factory=list)


def _topic(table: Mapping[str, Any]) -> Topic:
    assert set(_SHOWN) <= set(table), f"topics.toml: {table.get('id')}: needs {', '.join(_SHOWN)}"
    lists = {key: tuple(table.get(key, ())) for key in _LISTS}
    return Topic(
        id=table["id"],
        name=table["name"],
        emoji=table["emoji"],
        description=table["description"],
        words=lists["words"],
        names=lists["names"],
        without=lists["without"],
    )


def _checked(owner: str, table: Mapping[str, Any]) -> Mapping[str, Any]:
    where = f"topics.toml: {owner}"
    unknown = set(table) - {*_SHOWN, *_LISTS, *_PAIRS}
    assert not unknown, f"{where}: unknown key among {sorted(unknown)}"
    written = Counter(term for key in _LISTS for term in table.get(key, ()) if key != "sections")
    twice = [term for term, times in written.items() if times > 1]
    assert not twice, f"{where}: {twice} stand there more than once"
    names = [word for word in table.get("words", ()) if word != word.lower()]
    assert not names, f"{where}: {names} among the words"
    return table


def _terms(owner: str, table: Mapping[str, Any]) -> Iterator[Term[Sign]]:
    uses: dict[str, _Uses] = defaultdict(_Uses)
    for key, strength in _STRENGTHS.items():
        for written in table.get(key, ()):
            uses[written].strength = strength
    for key in _PAIRS:
        for pair in table.get(key, ()):
            _use(uses, pair, Pair(owner, voids=key == "not_beside"))
    for written, use in uses.items():
        sign = Sign(owner, use.strength, tuple(use.these), tuple(use.near))
        yield Term(sign, written, as_written=written != written.lower())
    nothing = Sign(owner, Strength.SILENT, (), ())
    for written in table.get("without", ()):
        yield Term(nothing, written, masks=True)


def _use(uses: dict[str, _Uses], written: Mapping[str, Any], pair: Pair) -> None:
    assert set(written) == set(_SIDES), f"topics.toml: {pair.topic}: a pair has {_SIDES}"
    for term in written["these"]:
        uses[term].these.append(pair)
    for term in written["near"]:
        uses[term].near.append(pair)


_STRENGTHS = {
    "words": Strength.PLAIN,
    "names": Strength.PLAIN,
    "common": Strength.COMMON,
    "nature": Strength.NATURE,
}
_DATA = tomllib.loads(Path(__file__).parent.with_suffix(".toml").read_text(encoding="utf-8"))
TOPICS: tuple[Topic, ...] = tuple(_topic(table) for table in _DATA["topic"])
"""In the order of the vocabulary."""
_BY_ID = {topic.id: topic for topic in TOPICS}
RANK = {topic.id: rank for rank, topic in enumerate(TOPICS)}
_TABLES = {
    owner: _checked(owner, table)
    for owner, table in (
        *((each, _DATA[each]) for each in (SPACE, TRADE, ORDINARY)),
        *((table["id"], table) for table in _DATA["topic"]),
    )
}
TERMS: Vocabulary[Sign] = Vocabulary(
    term for owner, table in _TABLES.items() for term in _terms(owner, table)
)
SECTIONS: Mapping[str, tuple[str, ...]] = {
    section: tuple(owner for owner in _TABLES if section in _TABLES[owner].get("sections", ()))
    for table in _TABLES.values()
    for section in table.get("sections", ())
}
"""The folders of addresses, in lower case and words, and what they are a sign of."""
OUTDOORS = tuple(owner for owner, table in _TABLES.items() if "nature" in table)

assert len(_BY_ID) == len(TOPICS), "topics.toml: an id stands there twice"
assert all(len(topic.name) <= 20 for topic in TOPICS), "topics.toml: a name is too long for a tag"


def topic(topic_id: str) -> Topic | None:
    return _BY_ID.get(topic_id)
