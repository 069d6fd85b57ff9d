"""How much each piece of evidence says, as `python -m benchmarks weights` reckons it.

In logits: 0 is as likely as not, 3 is twenty to one.
"""

from collections.abc import Mapping

SAME = 0.75
"""So much makes two headlines one event: a story that is told twice is better than one lost."""

ALWAYS = -3.22
"""Of two headlines that share something most tell two events."""

WEIGHTS: Mapping[str, float] = {
    # What speaks for one event, the rarer what both say the more:
    "clear subject": 0.29,
    "kin": 0.55,
    "rarest": 0.89,
    "acts": 0.73,
    "acts of a subject": 0.10,
    "frame": 0.31,
    "figures": 0.51,
    "realms": 0.23,
    # and against it; numbers, since what is numbered says much already by how rare it is.
    "numbers": -0.57,
    "days": -1.17,
    "other act": -1.09,
    "one more act": -1.07,
    "perhaps turned": -1.09,
    "one live": -1.41,
    "one asks": -2.42,
    "other thing": -1.14,
    "other home": -2.98,
}
