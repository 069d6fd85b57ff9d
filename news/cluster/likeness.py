"""How much speaks for two headlines telling the same event."""

from news.cluster.evidence import evidence
from news.cluster.weights import ALWAYS, WEIGHTS
from news.gist import Gist, Rarities


def likeness(said: Gist, other: Gist, days: float, rare: Rarities) -> float:
    """What speaks for one event; SAME or more is enough. days: how long after each other told.

    rare: of the first one's traits, how rare they are in these days.
    """
    found = evidence(said, other, days, rare) or {}
    return ALWAYS + sum([WEIGHTS[each] * much for each, much in found.items()])
