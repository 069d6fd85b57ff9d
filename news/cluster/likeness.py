"""How much speaks for two headlines telling the same event."""

from news.gist import Gist
from news.gist.lexicon import BESIDE, BROAD, EVERYDAY, GENERAL, PHYSICAL, SEEING, TELLING, TYPES
from news.gist.naming import LOOKING, SINGLE, owners

SAME = 3.5
"""So much makes two headlines one event."""

# What they share: who or what it happened to,
_ENTITY, _BROAD, _KIN, _BROAD_KIN = 2.5, 1.0, 2.0, 1.25
_DESIGNATOR, _AMOUNT, _DATE, _YEAR = 1.5, 2.0, 1.5, 1.0
_NAME, _WORD, _EVERYDAY, _MOST_EVERYDAY = 1.5, 1.0, 0.75, 2.25
_THEME, _MOST_THEMES = 1.5, 3.5
# and what happened.
_PHYSICAL, _ACT, _GENERAL, _MOST_ACTS = 1.5, 3.0, 0.5, 4.0
_ASIDE = 1.0
# What parts them.
_OTHER_ACT, _NO_ACT, _NO_ACTS, _MORE_ACTS = -2.5, -1.5, -0.5, -2.5
_OTHER_COUNT, _OTHER_DATE, _OTHER_SUM = -2.0, -2.0, -3.0
_OTHER_THING, _OTHER_NUMBER = -2.0, -1.5
_PERHAPS_TURNED, _PUT_OFF, _ONE_BESIDE = -2.0, -2.5, -2.0
_DAY, _DAY_AHEAD = -0.8, -0.3

_SUBJECT = 1.5
"""So much of what they share has to say who or what it happened to."""


def contradict(one: Gist, other: Gist) -> bool:
    """They cannot be one event, whatever else they share."""
    return (
        one.column
        or other.column
        or _numbered_apart(one, other)
        or _on_other_sides(one, other)
        or _turned(one, other)
    )


def likeness(one: Gist, other: Gist, days: float) -> float:
    """What speaks for one event; SAME or more is enough. days: how long after each other told.

    Nothing where they do not even share who or what it happened to.
    """
    themes = min(_THEME * len(one.themes & other.themes), _MOST_THEMES)
    wording = _worded(one, other)
    named = _named(one, other)
    acts = one.acts & other.acts
    if max(named, themes if acts - GENERAL else 0) + len(acts & TELLING) + wording < _SUBJECT:
        return 0
    said = max(named, themes) + wording
    return said + _happened(one, other) + _parted(one, other) + _later(one, other, days)


def _numbered_apart(one: Gist, other: Gist) -> bool:
    """Artemis II and III, Crew-11 and Crew-12."""
    return any(
        numbers.isdisjoint(other.designators.get(family, numbers))
        for family, numbers in one.designators.items()
    )


def _on_other_sides(one: Gist, other: Gist) -> bool:
    """One of the Senate, one of the House."""
    return any(other.sides.get(kind, side) != side for kind, side in one.sides.items())


def _named(one: Gist, other: Gist) -> float:
    entities = one.entities & other.entities
    entities -= owners(entities)
    acts = (one.acts & other.acts) - GENERAL
    broad = BROAD | LOOKING if acts and acts <= SEEING else BROAD
    kin = (one.entities & other.kin) | (other.entities & one.kin)
    numbered = one.figures.designators & other.figures.designators
    return (
        _ENTITY * len(entities - broad)
        + _BROAD * len(entities & broad)
        + _KIN * bool(kin - entities - BROAD)
        + _BROAD_KIN * bool(kin & BROAD - entities)
        + _YEAR * len(one.figures.years & other.figures.years)
        + _DESIGNATOR * sum(family not in TYPES for family, _ in numbered)
        + _AMOUNT * len(one.figures.amounts & other.figures.amounts)
        + _DATE * len(one.figures.dates & other.figures.dates)
    )


def _worded(one: Gist, other: Gist) -> float:
    shared = one.stems & other.stems
    telling = shared - EVERYDAY
    names = telling & (one.names | other.names)
    return (
        _NAME * len(names)
        + _WORD * (len(telling) - len(names))
        + min(_EVERYDAY * (len(shared) - len(telling)), _MOST_EVERYDAY)
    )


def _happened(one: Gist, other: Gist) -> float:
    acts = one.acts & other.acts
    aside = _ASIDE * bool(
        (one.acts & other.aside) | (other.acts & one.aside) | (one.aside & other.aside)
    )
    if not acts:
        if one.acts and other.acts:
            return aside + _OTHER_ACT
        return aside + (_NO_ACT if one.acts or other.acts else _NO_ACTS)
    shared = (
        _PHYSICAL * len(acts & PHYSICAL)
        + _GENERAL * len(acts & GENERAL)
        + _ACT * len(acts - PHYSICAL - GENERAL)
    )
    more = (one.acts - acts) & PHYSICAL and (other.acts - acts) & PHYSICAL
    return min(shared, _MOST_ACTS) + aside + _MORE_ACTS * bool(more)


def _parted(one: Gist, other: Gist) -> float:
    counts = dict(other.figures.counts)
    dates = one.figures.dates, other.figures.dates
    sums = _sums(one), _sums(other)
    return (
        _OTHER_COUNT * any(counts.get(what, many) != many for what, many in one.figures.counts)
        + _OTHER_DATE * (all(dates) and dates[0].isdisjoint(dates[1]))
        + _OTHER_SUM * (all(sums) and sums[0].isdisjoint(sums[1]))
        + _OTHER_NUMBER * _numbered_otherwise(one, other)
        + _OTHER_THING * _of_other_things(one, other)
        + _PERHAPS_TURNED * _may_turn(one, other)
        + _ONE_BESIDE * (not BESIDE.isdisjoint(one.acts ^ other.acts))
        + _PUT_OFF * _put_off(one, other)
    )


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


def _turned(one: Gist, other: Gist) -> bool:
    """A preview and its result are two stories."""
    if {one.ahead, other.ahead} == {True, False}:
        return not (one.acts | other.acts).isdisjoint(PHYSICAL)
    live = (one.live and not other.ahead) or (other.live and not one.ahead)
    return live and not (one.acts & other.acts).isdisjoint(PHYSICAL)


def _later(one: Gist, other: Gist, days: float) -> float:
    return days * (_DAY + _DAY_AHEAD * bool(one.ahead and other.ahead))
