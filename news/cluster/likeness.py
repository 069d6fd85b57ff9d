"""How much speaks for two headlines telling the same event."""

from collections.abc import Iterator, Mapping

from news.gist import Gist
from news.gist.lexicon import (
    AKIN,
    BESIDE,
    BROAD,
    BUSY,
    EVERYDAY,
    GENERAL,
    PHYSICAL,
    SEEING,
    TELLING,
    TYPES,
)
from news.gist.naming import GROUNDS, LOOKING, SINGLE, owners

SAME = 3.0
"""So much makes two headlines one event."""

WEIGHTS: Mapping[str, float] = {
    # What they share: who or what it happened to,
    "entity": 2.5,
    "rare entity": 3.25,
    "busy entity": 0.5,
    "more entities": 1.25,
    "broad entity": 0.75,
    "kin": 3.25,
    "theme": 0.75,
    "realm": 1.0,
    "number": 0.25,
    "amount": 2.5,
    "date": 1.75,
    "year": 1.25,
    "name": 1.5,
    "word": 0.75,
    "everyday word": 0.5,
    # and what happened.
    "physical act": 2.75,
    "act": 3.5,
    "general act": 0.5,
    "telling act": 2.0,
    "once a day": 2.5,
    "akin": 0.25,
    "aside": 0.75,
    # What parts them.
    "other act": -2.0,
    "no act": -0.25,
    "no acts": -1.5,
    "one more act": -1.0,
    "more acts": -3.0,
    "other count": -1.25,
    "other date": -2.0,
    "other sum": -2.5,
    "other number": -0.5,
    "other thing": -2.0,
    "perhaps turned": -3.75,
    "put off": -2.25,
    "beside": -3.75,
    "days": -1.5,
    "days of a moment": -0.25,
}


SUBJECT: Mapping[str, float] = {
    **dict.fromkeys(("entity", "rare entity", "busy entity", "kin", "theme", "number"), 2),
    **dict.fromkeys(("amount", "name", "once a day"), 2),
    **dict.fromkeys(("word", "telling act", "aside"), 1),
    **dict.fromkeys(("everyday word", "broad entity", "realm"), 0.5),
}
"""What says who or what it happened to, and how clearly."""

CLEAR = 2
"""So clearly two headlines have to say that they are of the same thing."""

_USUAL = BROAD | GROUNDS
_SEEN = _USUAL | LOOKING
_ONE_DAY = 1.5
"""And what outlets on the other side of the world need to tell it."""


def likeness(one: Gist, other: Gist, days: float) -> float:
    """What speaks for one event; SAME or more is enough. days: how long after each other told.

    Nothing where they do not even share who or what it happened to.
    """
    found = dict(_shared(one, other, days))
    if sum([clear * found.get(each, 0) for each, clear in SUBJECT.items()]) < CLEAR:
        return 0
    found.update(_parted(one, other))
    far = _days(one, other, days)
    return far + sum([WEIGHTS[each] * much for each, much in found.items() if much])


def _shared(one: Gist, other: Gist, days: float) -> Iterator[tuple[str, float]]:
    yield from _named(one, other)
    yield from _numbered(one, other)
    yield from _worded(one, other)
    yield from _happened(one, other, days)


def _days(one: Gist, other: Gist, days: float) -> float:
    """What happens at one moment is told at once."""
    momentary = not PHYSICAL.isdisjoint(one.acts & other.acts)
    return days * (WEIGHTS["days"] + WEIGHTS["days of a moment"] * momentary)


def _named(one: Gist, other: Gist) -> Iterator[tuple[str, float]]:
    entities = one.entities & other.entities
    if len(entities) > 1:
        entities -= owners(entities)
    broad = _SEEN if one.acts | other.acts <= SEEING else _USUAL
    telling = entities - broad
    kin = ((one.entities & other.kin) | (other.entities & one.kin)) - entities - BROAD
    if telling:
        rare = telling & SINGLE - BUSY
        yield "busy entity" if telling <= BUSY else "rare entity" if rare else "entity", 1
        yield "more entities", min(len(telling) - 1, 2)
    elif kin:
        yield "kin", 1
    else:
        yield "theme", min(len(one.themes & other.themes), 2)
    yield "broad entity", min(len(entities & (broad - LOOKING)), 2)
    yield "realm", min(len(one.realms & other.realms), 3)


def _numbered(one: Gist, other: Gist) -> Iterator[tuple[str, float]]:
    numbered = one.figures.designators & other.figures.designators
    yield "number", min(sum(family not in TYPES for family, _ in numbered), 2)
    yield "amount", min(len(one.figures.amounts & other.figures.amounts), 2)
    yield "date", len(one.figures.dates & other.figures.dates)
    yield "year", len(one.figures.years & other.figures.years)


def _worded(one: Gist, other: Gist) -> Iterator[tuple[str, float]]:
    shared = one.stems & other.stems
    telling = shared - EVERYDAY
    named = ((one.stems & other.naming) | (other.stems & one.naming)) - EVERYDAY
    names = telling & (one.names | other.names)
    yield "name", min(len(names) + len(named), 3)
    yield "word", min(len(telling) - len(names), 4)
    yield "everyday word", min(len(shared) - len(telling), 3)


def _happened(one: Gist, other: Gist, days: float) -> Iterator[tuple[str, float]]:
    acts = one.acts & other.acts
    akin = any(not AKIN[act].isdisjoint(other.acts) for act in one.acts)
    yield (
        "aside",
        bool((one.acts & other.aside) | (other.acts & one.aside) | (one.aside & other.aside)),
    )
    yield "physical act", min(len(acts & PHYSICAL), 2)
    yield "act", min(len(acts - PHYSICAL - GENERAL), 2)
    yield "general act", len(acts & GENERAL)
    yield "telling act", bool(acts & TELLING)
    yield "akin", akin and not acts
    yield "other act", bool(one.acts and other.acts) and not acts and not akin
    yield "no act", bool(one.acts) != bool(other.acts)
    yield "no acts", not one.acts and not other.acts
    yield "more acts", bool((one.acts - acts) & PHYSICAL and (other.acts - acts) & PHYSICAL)
    yield "one more act", bool(acts) and min(len((one.acts ^ other.acts) - GENERAL), 2)
    yield "once a day", days < _ONE_DAY and not one.frames.isdisjoint(other.frames)


def _parted(one: Gist, other: Gist) -> Iterator[tuple[str, float]]:
    counts = dict(other.figures.counts)
    dates = one.figures.dates, other.figures.dates
    sums = _sums(one), _sums(other)
    yield (
        "other count",
        any(counts.get(what, many) != many for what, many in one.figures.counts),
    )
    yield "other date", all(dates) and dates[0].isdisjoint(dates[1])
    yield "other sum", all(sums) and sums[0].isdisjoint(sums[1])
    yield "other number", _numbered_otherwise(one, other)
    yield "other thing", _of_other_things(one, other)
    yield "perhaps turned", _may_turn(one, other)
    yield "beside", not BESIDE.isdisjoint(one.acts ^ other.acts)
    yield "put off", _put_off(one, other)


def _numbered_otherwise(one: Gist, other: Gist) -> bool:
    """Booster 19 and Ship 39."""
    mine, theirs = one.designators.keys() - TYPES, other.designators.keys() - TYPES
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _sums(said: Gist) -> set[str]:
    return {each for each in said.figures.amounts if each.startswith("$")}


def _of_other_things(one: Gist, other: Gist) -> bool:
    """Each has to do with something that the other has not."""
    return bool(one.entities & SINGLE - other.kin) and bool(other.entities & SINGLE - one.kin)


def _may_turn(one: Gist, other: Gist) -> bool:
    return {one.ahead, other.ahead} == {True, None} and bool(one.acts & other.acts & PHYSICAL)


def _put_off(one: Gist, other: Gist) -> bool:
    """What one says is delayed the other says has come."""
    if "delay" in one.acts:
        return other.ahead is False and "delay" not in other.acts
    return one.ahead is False and "delay" in other.acts
