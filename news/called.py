"""What entities are called by those who search: their names however spelt, and nicknames."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from news.entities import ENTITIES, entity, lineage
from news.models import EntityKind
from news.numerals import number
from news.query import Phrase, bare
from news.stems import words

_SORTS = {
    EntityKind.MISSION: (
        "mission probe spacecraft orbiter lander rover satellite satellites flight helicopter"
    ),
    EntityKind.PROGRAMME: "program programme project campaign mission missions",
    EntityKind.VEHICLE: "rocket rockets launcher launchers booster boosters",
    EntityKind.SPACECRAFT: "spacecraft spaceship capsule capsules ship lander craft",
    EntityKind.STATION: "station outpost",
    EntityKind.CONSTELLATION: "satellite satellites constellation network",
    EntityKind.OBSERVATORY: "telescope telescopes observatory mission spacecraft satellite",
    EntityKind.SPACEPORT: "spaceport cosmodrome port base",
    EntityKind.AGENCY: "agency",
    EntityKind.COMPANY: "company firm inc corp",
    EntityKind.BODY: "planet moon comet asteroid star galaxy nebula",
}
"""Words for its sort that may stand before or behind a name."""

_BEFORE = {"moon"}
"""Of these, those that say something else behind it: a Mars moon is not Mars."""

_MANY = {
    EntityKind.MISSION,
    EntityKind.VEHICLE,
    EntityKind.SPACECRAFT,
    EntityKind.CONSTELLATION,
}
"""Sorts of which one name is that of many."""


@lru_cache(maxsize=4096)
def meant(name: Phrase) -> tuple[str, ...]:
    """Ids of what these folded words together may name; () where they are no name."""
    return _spelt(name) or _several(name) or _sorted(name) or _of_parent(name)


@cache
def names(entity_id: str) -> tuple[Phrase, ...]:
    """Whatever an entity is called in headlines, as folded words."""
    found = entity(entity_id)
    written = (found.name, *found.aliases) if found else ()
    return tuple(filter(None, dict.fromkeys(tuple(words(each)) for each in written)))


def _spelt(name: Phrase) -> tuple[str, ...]:
    return _known().get("".join(name)) or _known().get(_numbered(name), ())


def _several(name: Phrase) -> tuple[str, ...]:
    """ "Starships" for Starship."""
    *before, last = name
    one = _spelt((*before, last.removesuffix("s"))) if last.endswith("s") else ()
    return tuple(each for each in one if _kind(each) in _MANY)


def _sorted(name: Phrase) -> tuple[str, ...]:
    """ "Juno probe" for Juno, and "comet Lemmon" for Lemmon."""
    if len(name) < 2 or name[-1] in _BEFORE:
        return ()
    for sort, rest in ((name[-1], name[:-1]), (name[0], name[1:])):
        if found := tuple(each for each in _spelt(rest) if sort in _SORTS[_kind(each)].split()):
            return found
    return ()


def _of_parent(name: Phrase) -> tuple[str, ...]:
    """ "SpaceX Dragon" and "Dragon SpaceX" for Dragon, which is one of SpaceX's."""
    for at in range(1, len(name)):
        for owner, own in ((name[:at], name[at:]), (name[at:], name[:at])):
            owners = set(_spelt(owner))
            if found := tuple(each for each in _spelt(own) if owners & set(lineage([each])[1:])):
                return found
    return ()


def _kind(entity_id: str) -> EntityKind:
    found = entity(entity_id)
    assert found, f"nicknames.txt: {entity_id} is no entity"
    return found.kind


@cache
def _known() -> Mapping[str, tuple[str, ...]]:
    """Names without blanks -> the ids of those that are called so."""
    called: dict[str, dict[str, None]] = defaultdict(dict)
    for entity_id, written in _written():
        for name in {tuple(words(written)), tuple(words(bare(written)))}:
            called["".join(name)][entity_id] = None
            called[_numbered(name)][entity_id] = None
    return {name: tuple(ids) for name, ids in called.items() if name}


def _numbered(name: Phrase) -> str:
    """With numbers in figures: "Artemis II", "Artemis 2" and "Artemis two" are one name."""
    return "".join(number(word) or word for word in name)


def _written() -> Iterable[tuple[str, str]]:
    for each in ENTITIES:
        yield from ((each.id, name) for name in (each.name, *each.aliases))
    read = Path(__file__).with_name("nicknames.txt").read_text(encoding="utf-8")
    for line in read.splitlines():
        entity_id, colon, nicknames = line.partition(": ")
        if colon and not line.startswith("#"):
            yield from ((entity_id, name) for name in nicknames.split(", "))
