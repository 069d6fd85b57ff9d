"""Which of an article's entities its headline names, and by which words."""

from collections.abc import Iterable

from news.entities import ENTITIES, lineage
from news.gist.stems import stem
from news.matching import plain
from news.models import EntityKind


def _stems(name: str) -> frozenset[str]:
    return frozenset(map(stem, plain(name.replace("'", "").rstrip("*")).split()))


_NAMES = {
    each.id: tuple({_stems(name) for name in (each.name, *each.aliases)}) for each in ENTITIES
}

_SINGLE = {
    EntityKind.MISSION,
    EntityKind.SPACECRAFT,
    EntityKind.VEHICLE,
    EntityKind.OBSERVATORY,
    EntityKind.COMPANY,
    EntityKind.CONSTELLATION,
}
SINGLE = frozenset(each.id for each in ENTITIES if each.kind in _SINGLE)
"""Whoever tells of one of these tells of no other: two different ones are two events."""


GROUNDS = frozenset(each.id for each in ENTITIES if each.kind is EntityKind.SPACEPORT)
"""Where so much happens that to share one tells little."""

VEHICLES = frozenset(each.id for each in ENTITIES if each.kind is EntityKind.VEHICLE)

LOOKING = frozenset(each.id for each in ENTITIES if each.kind is EntityKind.OBSERVATORY)
"""They look at something else every day."""

_OWNERS = {each.id: frozenset(lineage((each.id,))) - {each.id} for each in ENTITIES}


def owners(entities: Iterable[str]) -> frozenset[str]:
    """All that one of these belongs to: whoever shares Electron shares Rocket Lab anyway."""
    return frozenset().union(*(_OWNERS[each] for each in entities))


def headlined(entities: Iterable[str], stems: frozenset[str]) -> tuple[set[str], set[str]]:
    """Those that are named with these stems, and the stems that name them."""
    named: set[str] = set()
    words: set[str] = set()
    for each in entities:
        for name in _NAMES.get(each, ()):
            if name <= stems:
                named.add(each)
                words |= name
    return named, words
