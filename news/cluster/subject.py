"""Whether two headlines say that they are of the same thing."""

from typing import NamedTuple

from news.gist import Gist
from news.gist.lexicon import BROAD, SEEING, TELLING
from news.gist.naming import GROUNDS, LOOKING, owners

_USUAL = BROAD | GROUNDS
_SEEN = _USUAL | LOOKING

_SURELY, _PERHAPS, _HARDLY = 2.0, 1.0, 0.5
"""So clearly a thing that both name, a word of both, and what many are about says it."""


class Subject(NamedTuple):
    """clear: how clearly they say it; 2 is clear. kin: only what is of one kind."""

    clear: float
    kin: bool


def subject(one: Gist, other: Gist) -> Subject:
    """Who or what both are about."""
    entities = one.entities & other.entities
    if len(entities) > 1:
        entities -= owners(entities)
    broad = _SEEN if one.acts | other.acts <= SEEING else _USUAL
    telling = entities - broad
    kin = not telling and bool(
        ((one.entities & other.beyond) | (other.entities & one.beyond)) - entities
    )
    themes = 0 if telling or kin else min(len(one.themes & other.themes), 2)
    surely = _SURELY * (bool(telling) + kin + themes + _numbered(one, other))
    hardly = _HARDLY * (len(entities & broad - LOOKING) + min(len(one.realms & other.realms), 3))
    return Subject(surely + hardly + _worded(one, other), kin)


def _numbered(one: Gist, other: Gist) -> int:
    amounts = one.figures.amounts & other.figures.amounts
    return min(len(one.numbered & other.numbered), 2) + min(len(amounts), 2)


def _worded(one: Gist, other: Gist) -> float:
    telling = one.telling & other.telling
    names = telling & (one.names | other.names)
    named = (one.telling & other.naming) | (other.telling & one.naming)
    told_aside = (one.aside & (other.acts | other.aside)) | (one.acts & other.aside)
    words = min(len(telling) - len(names), 4) + bool(told_aside)
    words += not TELLING.isdisjoint(one.acts & other.acts)
    everyday = min(len(one.everyday & other.everyday), 3)
    return _SURELY * min(len(names) + len(named), 3) + _PERHAPS * words + _HARDLY * everyday
