"""The entities of entities.toml."""

from collections.abc import Iterable

from news.models import Entity

ENTITIES: tuple[Entity, ...] = ()


def entity(entity_id: str) -> Entity | None:  # noqa: ARG001
    return None


def named(title: str, summary: str = "") -> tuple[str, ...]:  # noqa: ARG001
    return ()


def lineage(ids: Iterable[str]) -> tuple[str, ...]:
    """These and all that they belong to."""
    return tuple(ids)
