"""The vocabulary: what a story can be about."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Topic:
    """One entry of the vocabulary; news/topics says how words, names and without are matched."""

    id: str
    name: str
    emoji: str
    description: str
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


class EntityKind(StrEnum):
    """What sort of thing an entity is; "the same mission" is said by this word."""

    MISSION = "mission"
    PROGRAMME = "programme"
    VEHICLE = "vehicle"
    SPACECRAFT = "spacecraft"
    STATION = "station"
    CONSTELLATION = "constellation"
    OBSERVATORY = "observatory"
    SPACEPORT = "spaceport"
    AGENCY = "agency"
    COMPANY = "company"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Entity:
    """A mission, vehicle, agency, place …; news/entities says how its names are matched.

    loose: which of its names count only where one of `beside` stands in the text, too. parents:
    ids of what it belongs to: a story about it is one about them, too. topics: which its name is
    evidence for. home: its own page, or its owner's about it; https.
    """

    id: str
    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    home: str = ""
    loose: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
