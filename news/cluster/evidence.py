"""What speaks for two headlines telling one event, and what against it, in numbers."""

from collections.abc import Mapping, Set

from news.cluster.subject import subject
from news.gist import Gist, Rarities, Trait
from news.gist.lexicon import GENERAL, PHYSICAL

Evidence = dict[str, float]
"""What of weights.WEIGHTS two headlines show, and how much of it."""

_SAYS_WHAT: Mapping[Trait, float] = {
    Trait.ENTITY: 1,
    Trait.NUMBER: 1,
    Trait.KIN: 0.5,
    Trait.THEME: 0.3,
    Trait.REALM: 0.1,
}
"""How much of what they say is of who or what it happened to."""

_UNCLEAR = 1.5
"""One word that both use is too little."""

_MUCH, _MANY_ACTS, _NUMBERS, _CLEAR = 10.0, 4.0, 3.0, 5.0
"""More that is shared makes nothing clearer."""


def evidence(said: Gist, other: Gist, days: float, rare: Rarities) -> Evidence | None:
    """None: nothing says that they are of the same thing.

    days: how long after each other told. rare: of the first one, news.gist.rarities.
    """
    about = subject(said, other)
    if about.clear < _UNCLEAR:
        return None
    found: Evidence = {
        "days": days,
        "clear subject": min(about.clear, _CLEAR),
        "kin": about.kin,
        "other thing": bool(said.singled - other.kin) and bool(other.singled - said.kin),
        "other home": _differ(said.homes, other.homes),
        "one asks": said.asks != other.asks,
    }
    _shared(other, rare, found)
    _happened(said, other, found)
    _turned(said, other, found)
    return found


def _differ(mine: Set[str], theirs: Set[str]) -> bool:
    """Both say which, and not the same."""
    return bool(mine) and bool(theirs) and mine.isdisjoint(theirs)


def _shared(other: Gist, rare: Rarities, found: Evidence) -> None:
    says: dict[Trait, float] = {}
    rarest = frame = 0.0
    for trait, mine in rare.items():
        if both := mine.keys() & other.traits[trait]:
            most = max([mine[each] for each in both])
            rarest = max(rarest, most)
            frame = most if trait is Trait.FRAME else frame
            says[trait] = sum([mine[each] for each in both])
    what = sum([says[trait] * much for trait, much in _SAYS_WHAT.items() if trait in says])
    acts = says.get(Trait.ACT, 0)
    found["rarest"], found["frame"], found["acts"] = rarest, frame, acts
    found["acts of a subject"] = min(what, _MUCH) * min(acts, _MANY_ACTS)
    found["numbers"] = min(says.get(Trait.NUMBER, 0), _NUMBERS)
    found["figures"] = min(says.get(Trait.FIGURE, 0), _NUMBERS)
    found["realms"] = says.get(Trait.REALM, 0)


def _happened(said: Gist, other: Gist, found: Evidence) -> None:
    acts = said.acts & other.acts
    if acts:
        found["one more act"] = min(len((said.acts ^ other.acts) - GENERAL), 2)
    elif said.acts and other.acts:
        found["other act"] = said.akin.isdisjoint(other.acts)


def _turned(said: Gist, other: Gist, found: Evidence) -> None:
    """Perhaps: what is to come, and what may have come."""
    found["one live"] = said.live != other.live
    shared = not PHYSICAL.isdisjoint(said.acts & other.acts)
    found["perhaps turned"] = {said.ahead, other.ahead} == {True, None} and shared
