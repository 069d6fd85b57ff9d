"""Which entities a text names, and what they belong to."""

from collections.abc import Iterable
from pathlib import Path

from news.entities.reading import ancestors, is_name, read, terms
from news.matching import Find, Term, Vocabulary, outermost
from news.models import Entity, EntityKind

MOST = 12
_LEAD = 600
"""Characters of a summary that are read: what an item is about stands at its beginning."""

# The more special a thing is, the more it says about a story.
_SPECIAL_FIRST = (
    EntityKind.MISSION,
    EntityKind.SPACECRAFT,
    EntityKind.VEHICLE,
    EntityKind.STATION,
    EntityKind.OBSERVATORY,
    EntityKind.CONSTELLATION,
    EntityKind.BODY,
    EntityKind.PROGRAMME,
    EntityKind.SPACEPORT,
    EntityKind.COMPANY,
    EntityKind.AGENCY,
)

ENTITIES: tuple[Entity, ...] = read(Path(__file__).parent)
"""By kind, then as their files have them."""
_BY_ID = {each.id: each for each in ENTITIES}
_GENERALITY = {each.id: _SPECIAL_FIRST.index(each.kind) for each in ENTITIES}
_LINEAGE = ancestors(ENTITIES)
_NAMES = Vocabulary(term for each in ENTITIES for term in terms(each))
_BESIDE = {(each.id, name): each.beside for each in ENTITIES for name in each.loose}
_COMPANIONS = Vocabulary(
    Term(word, word, as_written=is_name(word))
    for word in dict.fromkeys(word for each in ENTITIES for word in each.beside)
)


def entity(entity_id: str) -> Entity | None:
    return _BY_ID.get(entity_id)


def lineage(ids: Iterable[str]) -> tuple[str, ...]:
    """These and all that they belong to, none twice, these first.

    Ids that the vocabulary does not know (any more) stay as they are.
    """
    given = tuple(ids)
    above = (each for name in given for each in _LINEAGE.get(name, ()))
    return tuple(dict.fromkeys([*given, *above]))


def named(title: str, summary: str = "") -> tuple[str, ...]:
    """The ids of what an article names: at most MOST, most telling first.

    The title's come before those of the lead of the summary; in each, the special before the
    general (a mission before its agency), and what is named earlier before what comes later.
    """
    told = (title, summary[:_LEAD])
    finds = [_NAMES.found(text) for text in told]
    if any(_wants_company(find) for each in finds for find in outermost(each)):
        company = {word for text in told for word in _COMPANIONS.owners(text)}
        finds = [[find for find in each if _counts(find, company)] for each in finds]
    ranked = (find.owner for each in finds for find in sorted(outermost(each), key=_generality))
    return tuple(dict.fromkeys(ranked))[:MOST]


def _wants_company(find: Find[str]) -> bool:
    return (find.owner, find.term.written) in _BESIDE


def _counts(find: Find[str], company: set[str]) -> bool:
    beside = _BESIDE.get((find.owner, find.term.written))
    return beside is None or not company.isdisjoint(beside)


def _generality(find: Find[str]) -> int:
    return _GENERALITY[find.owner]
