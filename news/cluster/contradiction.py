"""What two headlines cannot both tell of one event."""

from news.gist import Gist
from news.gist.lexicon import PHYSICAL


def contradict(one: Gist, other: Gist) -> bool:
    """They cannot be one event, whatever else they share."""
    return (
        one.column
        or other.column
        or numbered_apart(one, other)
        or _on_other_sides(one, other)
        or _turned(one, other)
    )


def numbered_apart(one: Gist, other: Gist) -> bool:
    """Artemis II and III, Crew-11 and Crew-12."""
    return any(
        numbers.isdisjoint(other.designators.get(family, numbers))
        for family, numbers in one.designators.items()
    )


def _on_other_sides(one: Gist, other: Gist) -> bool:
    """One of the Senate, one of the House."""
    return any(other.sides.get(kind, side) != side for kind, side in one.sides.items())


def _turned(one: Gist, other: Gist) -> bool:
    """A preview and its result are two stories."""
    if {one.ahead, other.ahead} == {True, False}:
        return not PHYSICAL.isdisjoint(one.acts | other.acts)
    live = (one.live and not other.ahead) or (other.live and not one.ahead)
    return live and not PHYSICAL.isdisjoint(one.acts & other.acts)
