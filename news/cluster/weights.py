"""How much each piece of evidence says, as `python -m benchmarks weights` reckons it.

In logits: 0 is as likely as not, 3 is twenty to one.
"""

from collections.abc import Mapping

SAME = 0.0
"""So much makes two headlines one event: a story that is told twice is better than one lost."""

ALWAYS = -3.82
"""Of two headlines that share something most tell two events."""

WEIGHTS: Mapping[str, float] = {
    # What speaks for one event, the rarer what both say the more:
    "clear subject": 0.55,
    "kin": 1.13,
    "rarest": 0.88,
    "acts": 0.51,
    "acts of a subject": 0.14,
    "frame": 0.39,
    "realms": 0.29,
    "numbers": -0.79,
    # and against it.
    "days": -1.62,
    "other act": -1.60,
    "one more act": -1.15,
    "perhaps turned": -2.23,
    "one live": -2.08,
    "one asks": -2.56,
    "other thing": -1.44,
    "other home": -2.02,
}
