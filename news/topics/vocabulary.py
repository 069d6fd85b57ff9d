"""The files of this folder, checked, and what each of their terms is a sign of."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

import tomli

from news.entities import entity
from news.matching import Term, Vocabulary
from news.models import Topic
from news.words import DEFAULT, languages, say

SPACE, TRADE, ORDINARY = "space", "trade", "ordinary"
"""What else a term can be a sign of: space at all, or something else altogether."""

_ORDER = (
    "launch",
    "crew",
    "moon",
    "mars",
    "planets",
    "small-bodies",
    "exoplanets",
    "universe",
    "observatories",
    "sun",
    "earth",
    "satellites",
    "debris",
    "technology",
    "policy",
    "military",
    "business",
    "china",
    "skywatching",
    "people",
)
"""In which they are listed everywhere, and stand where they count the same."""
_SHOWN = ("emoji",)
_PLAIN = ("words", "names")
_LISTS = (*_PLAIN, "common", "nature", "without", "sections", "earthly")
_APART = ("sections", "earthly")
"""Lists of what is not found in texts."""
_PAIRS = ("beside", "not_beside")
_SIDES = ("these", "near")


class Strength(Enum):
    """What a file says by the list a term stands in; SILENT: it only stands in a pair."""

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
    """What a term tells. Equal where the topics are: `without` masks all terms of its topic.

    Terms of one list that stand in no pair have one between them.
    """

    topic: str
    strength: Strength = field(compare=False)
    these: tuple[Pair, ...] = field(compare=False)
    near: tuple[Pair, ...] = field(compare=False)


def _read(owner: str) -> Mapping[str, Any]:
    written = (Path(__file__).parent / f"{owner}.toml").read_text(encoding="utf-8")
    return _checked(owner, tomli.loads(written))


def _topic(topic_id: str, table: Mapping[str, Any]) -> Topic:
    missing = set(_SHOWN) - set(table)
    assert not missing, f"{topic_id}.toml: has no {', '.join(sorted(missing))}"
    return Topic(
        id=topic_id,
        name=say(f"named.{topic_id}"),
        emoji=table["emoji"],
        description=say(f"described.{topic_id}"),
        words=tuple(table.get("words", ())),
        names=tuple(table.get("names", ())),
        without=tuple(table.get("without", ())),
    )


def _checked(owner: str, table: Mapping[str, Any]) -> Mapping[str, Any]:
    where = f"{owner}.toml"
    unknown = set(table) - {*_SHOWN, *_LISTS, *_PAIRS}
    assert not unknown, f"{where}: unknown key among {sorted(unknown)}"
    written = Counter(term for key in _LISTS for term in table.get(key, ()) if key not in _APART)
    twice = [term for term, times in written.items() if times > 1]
    assert not twice, f"{where}: {twice} stand there more than once"
    names = [word for word in table.get("words", ()) if word != word.lower()]
    assert not names, f"{where}: {names} among the words"
    return table


def _terms(owner: str, table: Mapping[str, Any]) -> Iterator[Term[Sign]]:
    strengths = {
        written: strength for key, strength in _STRENGTHS.items() for written in table.get(key, ())
    }
    signs = {strength: Sign(owner, strength, (), ()) for strength in Strength}
    paired = _paired(owner, table)
    for written in strengths | paired:
        strength = strengths.get(written, Strength.SILENT)
        sign = Sign(owner, strength, *paired[written]) if written in paired else signs[strength]
        yield Term(sign, written, as_written=written != written.lower())
    for written in table.get("without", ()):
        yield Term(signs[Strength.SILENT], written, masks=True)


def _paired(owner: str, table: Mapping[str, Any]) -> dict[str, tuple[tuple[Pair, ...], ...]]:
    """Term -> the pairs in which it is one of `these`, and those in which one of `near`."""
    found: dict[str, tuple[tuple[Pair, ...], ...]] = defaultdict(lambda: ((), ()))
    for key in _PAIRS:
        for sides in table.get(key, ()):
            assert set(sides) == set(_SIDES), f"{owner}.toml: a pair has {_SIDES}"
            pair = Pair(owner, voids=key == "not_beside")
            for term in sides["these"]:
                found[term] = (*found[term][0], pair), found[term][1]
            for term in sides["near"]:
                found[term] = found[term][0], (*found[term][1], pair)
    return found


_STRENGTHS = {
    "words": Strength.PLAIN,
    "names": Strength.PLAIN,
    "common": Strength.COMMON,
    "nature": Strength.NATURE,
}
_TABLES = {owner: _read(owner) for owner in (SPACE, TRADE, ORDINARY, *_ORDER)}
TOPICS: tuple[Topic, ...] = tuple(_topic(each, _TABLES[each]) for each in _ORDER)
"""In the order of the vocabulary."""
_BY_ID = {topic.id: topic for topic in TOPICS}
RANK = {topic_id: rank for rank, topic_id in enumerate(_ORDER)}
TERMS: Vocabulary[Sign] = Vocabulary(
    term for owner, table in _TABLES.items() for term in _terms(owner, table)
)
SECTIONS: Mapping[str, tuple[str, ...]] = {
    section: tuple(owner for owner in _TABLES if section in _TABLES[owner].get("sections", ()))
    for table in _TABLES.values()
    for section in table.get("sections", ())
}
"""The folders of addresses, in lower case and words, and what they are a sign of."""
EARTHLY = frozenset(_TABLES[SPACE]["earthly"])
"""Ids of entities that stories of everything else name, too."""
assert all(map(entity, EARTHLY)), "space.toml: an earthly entity is unknown"
OUTDOORS = tuple(owner for owner, table in _TABLES.items() if "nature" in table)


def name(topic: Topic, locale: str = DEFAULT) -> str:
    """At most 20 characters, as Discord has it of a forum's tag."""
    return say(f"named.{topic.id}", locale)


def names(topic: Topic) -> list[str]:
    """In all languages."""
    return [name(topic, each) for each in languages()]


def description(topic: Topic, locale: str = DEFAULT) -> str:
    return say(f"described.{topic.id}", locale)


def shown(topic: Topic, locale: str = DEFAULT) -> str:
    """Its emoji and its name."""
    return f"{topic.emoji} {name(topic, locale)}"


def topic(topic_id: str) -> Topic | None:
    return _BY_ID.get(topic_id)
