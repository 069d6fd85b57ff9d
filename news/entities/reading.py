"""Reads the files of this folder once, and says what is wrong with them."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

import tomli

from news.matching import Term, plain
from news.models import Entity, EntityKind

_FIELDS = {field.name for field in fields(Entity)} - {"id", "kind"}
_PLAIN = {"name", "home"}


def read(folder: Path) -> tuple[Entity, ...]:
    """Every entity, kind by kind in the order of EntityKind, checked as a whole.

    Raises ValueError with the file and the entity that are to be mended.
    """
    tables = [
        _entity(kind, entity_id, table)
        for kind in EntityKind
        for entity_id, table in _file(folder / f"{kind}.toml").items()
    ]
    _check_ids(tables)
    _check_names(tables)
    return tuple(tables)


def _file(path: Path) -> Mapping[str, Any]:
    return tomli.loads(path.read_text(encoding="utf-8"))


def _entity(kind: EntityKind, entity_id: str, table: Mapping[str, Any]) -> Entity:
    made = Entity(id=entity_id, kind=kind, **_values(f"{kind}.toml: {entity_id}", table))
    where = f"{kind}.toml: {entity_id}"
    _demand(not set(made.loose) - {made.name, *made.aliases}, where, "loose is not among its names")
    _demand(bool(made.loose) == bool(made.beside), where, "loose and beside go together")
    _demand(not made.home or made.home.startswith("https://"), where, "home is no https address")
    return made


def _values(where: str, table: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(table) - _FIELDS
    _demand(not unknown, where, f"unknown key {', '.join(sorted(unknown))}")
    _demand(bool(table.get("name")), where, "has no name")
    wrong = [key for key, value in table.items() if isinstance(value, list) == (key in _PLAIN)]
    _demand(not wrong, where, f"text in place of a list, or a list of text: {', '.join(wrong)}")
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


def _check_ids(entities: Iterable[Entity]) -> None:
    known: dict[str, Entity] = {}
    for each in entities:
        _demand(each.id not in known, each.id, "stands there twice")
        known[each.id] = each
    for each in known.values():
        unknown = [parent for parent in each.parents if parent not in known]
        _demand(not unknown, each.id, f"unknown parent {', '.join(unknown)}")


def _check_names(entities: Iterable[Entity]) -> None:
    owners: dict[str, str] = {}
    for each in entities:
        for name in {plain(written) for written in sure(each)}:
            other = owners.setdefault(name, each.id)
            _demand(other == each.id, each.id, f"{name.strip()!r} is a name of {other}, too")


def sure(entity: Entity) -> set[str]:
    """The names that count by themselves."""
    return {entity.name, *entity.aliases} - set(entity.loose)


def terms(entity: Entity) -> Iterable[Term[str]]:
    """Its names and exclusions for a vocabulary of ids."""
    yield Term(entity.id, entity.name, as_written=True)
    yield from (Term(entity.id, alias, as_written=is_name(alias)) for alias in entity.aliases)
    yield from (Term(entity.id, phrase, masks=True) for phrase in entity.without)


def is_name(written: str) -> bool:
    """What is written in lower case throughout is a word, and counts in any case."""
    return written != written.lower()


def ancestors(entities: Iterable[Entity]) -> dict[str, tuple[str, ...]]:
    """Id -> the entity and all that it belongs to, nearest first, none twice."""
    parents = {each.id: each.parents for each in entities}
    found: dict[str, tuple[str, ...]] = {}
    try:
        for each in TopologicalSorter(parents).static_order():
            above = [further for parent in parents[each] for further in found[parent]]
            found[each] = tuple(dict.fromkeys([each, *parents[each], *above]))
    except CycleError as error:
        raise ValueError(f"parents in a circle: {' < '.join(error.args[1])}") from error
    return found


def _demand(holds: bool, where: str, otherwise: str) -> None:
    if not holds:
        raise ValueError(f"news/entities: {where}: {otherwise}")
