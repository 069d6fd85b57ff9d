"""How much each piece of evidence says, as `python -m benchmarks weights` reckons it.

In logits: 0 is as likely as not, 3 is twenty to one.
"""

from collections.abc import Mapping

SAME = 0.5
"""So much makes two headlines one event: a story that is told twice is better than one lost."""

ALWAYS = -3.64
"""Of two headlines that share something most tell two events."""

WEIGHTS: Mapping[str, float] = {
    # What speaks for one event, the rarer what both say the more:
    "clear subject": 0.37,
    "kin": 0.80,
    "rarest": 1.02,
    "acts": 0.80,
    "acts of a subject": 0.09,
    "frame": 0.35,
    "figures": 0.85,
    "realms": 0.13,
    "numbers": -0.62,
    # and against it.
    "days": -1.52,
    "other act": -0.93,
    "one more act": -1.15,
    "perhaps turned": -0.91,
    "one live": -2.15,
    "one asks": -2.66,
    "other thing": -1.18,
    "other home": -3.08,
}
