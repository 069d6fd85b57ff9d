"""How much each piece of evidence says, as `python -m benchmarks weights` reckons it.

In logits: 0 is as likely as not, 3 is twenty to one.
"""

from collections.abc import Mapping

SAME = 0.5
"""So much makes two headlines one event: a story that is told twice is better than one lost."""

ALWAYS = -4.27
"""Of two headlines that share something most tell two events."""

WEIGHTS: Mapping[str, float] = {
    # What speaks for one event, the rarer what both say the more:
    "clear subject": 0.42,
    "kin": 1.13,
    "rarest": 1.12,
    "acts": 0.81,
    "acts of a subject": 0.10,
    "frame": 0.33,
    "figures": 0.94,
    "realms": 0.19,
    "numbers": -0.60,
    # and against it.
    "days": -1.55,
    "other act": -1.26,
    "one more act": -1.15,
    "perhaps turned": -2.21,
    "one live": -2.22,
    "one asks": -2.58,
    "other thing": -1.26,
    "other home": -2.78,
}
