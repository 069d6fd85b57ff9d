"""How much speaks for two headlines telling the same event."""

from collections.abc import Set

from news.cluster.weights import CLEAR, SUBJECT, WEIGHTS
from news.gist import Gist
from news.gist.lexicon import BESIDE, BROAD, BUSY, GENERAL, PHYSICAL, SEEING, TELLING
from news.gist.naming import GROUNDS, LOOKING, SINGLE, owners

_USUAL = BROAD | GROUNDS
_SEEN = _USUAL | LOOKING
_ONE_DAY = 1.5
"""And what outlets on the other side of the world need to tell it."""

Evidence = dict[str, float]
"""What of WEIGHTS two headlines show, and how much of it."""


def likeness(one: Gist, other: Gist, days: float) -> float:
    """What speaks for one event; SAME or more is enough. days: how long after each other told.

    Nothing where they do not even share who or what it happened to.
    """
    found = _subject(one, other, days)
    if sum([SUBJECT[each] * much for each, much in found.items()]) < CLEAR:
        return 0
    _happened(one, other, found)
    _parted(one, other, found)
    momentary = not PHYSICAL.isdisjoint(one.acts & other.acts)
    found["days"] = days
    found["days of a moment"] = days * momentary
    return sum([WEIGHTS[each] * much for each, much in found.items()])


def _subject(one: Gist, other: Gist, days: float) -> Evidence:
    """Who or what it happened to."""
    found: Evidence = {}
    _named(one, other, found)
    _worded(one, other, found)
    if numbered := one.numbered & other.numbered:
        found["number"] = min(len(numbered), 2)
    if amounts := one.figures.amounts & other.figures.amounts:
        found["amount"] = min(len(amounts), 2)
    if _told_aside(one, other):
        found["aside"] = 1
    if not TELLING.isdisjoint(one.acts & other.acts):
        found["telling act"] = 1
    if days < _ONE_DAY and not one.frames.isdisjoint(other.frames):
        found["once a day"] = 1
    return found


def _named(one: Gist, other: Gist, found: Evidence) -> None:
    entities = one.entities & other.entities
    if len(entities) > 1:
        entities -= owners(entities)
    broad = _SEEN if one.acts | other.acts <= SEEING else _USUAL
    if telling := entities - broad:
        rare = telling & SINGLE - BUSY
        found["busy entity" if telling <= BUSY else "rare entity" if rare else "entity"] = 1
        found["more entities"] = min(len(telling) - 1, 2)
    elif ((one.entities & other.beyond) | (other.entities & one.beyond)) - entities:
        found["kin"] = 1
    else:
        found["theme"] = min(len(one.themes & other.themes), 2)
    if entities:
        found["broad entity"] = min(len(entities & broad - LOOKING), 2)
    if realms := one.realms & other.realms:
        found["realm"] = min(len(realms), 3)


def _worded(one: Gist, other: Gist, found: Evidence) -> None:
    telling = one.telling & other.telling
    names = telling & (one.names | other.names)
    named = (one.telling & other.naming) | (other.telling & one.naming)
    found["name"] = min(len(names) + len(named), 3)
    found["word"] = min(len(telling) - len(names), 4)
    found["everyday word"] = min(len(one.everyday & other.everyday), 3)


def _told_aside(one: Gist, other: Gist) -> bool:
    """What one comes before or after is what the other tells, or comes after, too."""
    return not (
        one.aside.isdisjoint(other.acts)
        and one.aside.isdisjoint(other.aside)
        and one.acts.isdisjoint(other.aside)
    )


def _happened(one: Gist, other: Gist, found: Evidence) -> None:
    acts = one.acts & other.acts
    physical, general = acts & PHYSICAL, acts & GENERAL
    found["date"] = len(one.figures.dates & other.figures.dates)
    found["year"] = len(one.figures.years & other.figures.years)
    if acts:
        found["physical act"] = min(len(physical), 2)
        found["act"] = min(len(acts) - len(physical) - len(general), 2)
        found["general act"] = len(general)
        found["one more act"] = min(len((one.acts ^ other.acts) - GENERAL), 2)
    elif one.acts and other.acts:
        found["other act" if one.akin.isdisjoint(other.acts) else "akin"] = 1
    else:
        found["no act" if one.acts or other.acts else "no acts"] = 1
    if PHYSICAL & one.acts - acts and PHYSICAL & other.acts - acts:
        found["more acts"] = 1


def _parted(one: Gist, other: Gist, found: Evidence) -> None:
    mine, theirs = one.figures, other.figures
    counts = dict(theirs.counts)
    found["other count"] = any(counts.get(what, many) != many for what, many in mine.counts)
    found["other date"] = _differ(mine.dates, theirs.dates)
    found["other sum"] = _differ(one.sums, other.sums)
    found["other number"] = _differ(one.families, other.families)
    found["other thing"] = bool(one.singled - other.kin) and bool(other.singled - one.kin)
    found["perhaps turned"] = _may_turn(one, other)
    found["beside"] = not BESIDE.isdisjoint(one.acts ^ other.acts)
    found["put off"] = _put_off(one, other)


def _differ(mine: Set[object], theirs: Set[object]) -> bool:
    """Booster 19 and Ship 39: both say which, and not the same."""
    return bool(mine) and bool(theirs) and mine.isdisjoint(theirs)


def _may_turn(one: Gist, other: Gist) -> bool:
    return {one.ahead, other.ahead} == {True, None} and bool(one.acts & other.acts & PHYSICAL)


def _put_off(one: Gist, other: Gist) -> bool:
    """What one says is delayed the other says has come."""
    if "delay" in one.acts:
        return other.ahead is False and "delay" not in other.acts
    return one.ahead is False and "delay" in other.acts
