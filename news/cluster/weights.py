"""How much each piece of evidence says, as `python -m benchmarks weights` reckons it.

In logits: 0 is as likely as not, 3 is twenty to one.
"""

from collections.abc import Mapping

SAME = 0.5
"""So much makes two headlines one event: a story that is told twice is better than one lost."""

ALWAYS = -3.18
"""Of two headlines that share something most tell two events."""

WEIGHTS: Mapping[str, float] = {
    # What speaks for one event, the rarer what both say the more:
    "clear subject": 0.34,
    "kin": 0.64,
    "rarest": 0.92,
    "acts": 0.76,
    "acts of a subject": 0.09,
    "frame": 0.33,
    "figures": 0.79,
    "realms": 0.13,
    # and against it; numbers, since what is numbered says much already by how rare it is.
    "numbers": -0.60,
    "days": -1.50,
    "other act": -0.98,
    "one more act": -1.14,
    "perhaps turned": -0.95,
    "one live": -1.94,
    "one asks": -2.64,
    "other thing": -1.16,
    "other home": -2.95,
}
