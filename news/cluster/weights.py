"""How much each thing says that two headlines may share, or not share."""

from collections.abc import Mapping

SAME = 3.0
"""So much makes two headlines one event."""

WEIGHTS: Mapping[str, float] = {
    # What they share: who or what it happened to,
    "entity": 2.5,
    "rare entity": 3.25,
    "busy entity": 0.5,
    "more entities": 1.25,
    "broad entity": 0.75,
    "kin": 3.25,
    "theme": 0.75,
    "realm": 1.0,
    "number": 0.25,
    "amount": 2.5,
    "date": 1.75,
    "year": 1.25,
    "name": 1.5,
    "word": 0.75,
    "everyday word": 0.5,
    # and what happened.
    "physical act": 2.75,
    "act": 3.5,
    "general act": 0.5,
    "telling act": 2.0,
    "once a day": 2.5,
    "akin": 0.25,
    "aside": 0.75,
    # What parts them.
    "other act": -2.0,
    "no act": -0.25,
    "no acts": -1.5,
    "one more act": -1.0,
    "more acts": -3.0,
    "other count": -1.25,
    "other date": -2.0,
    "other sum": -2.5,
    "other number": -0.5,
    "other thing": -2.0,
    "perhaps turned": -3.75,
    "put off": -2.25,
    "beside": -3.75,
    "days": -1.5,
    "days of a moment": -0.25,
}


SUBJECT: Mapping[str, float] = {
    **dict.fromkeys(("entity", "rare entity", "busy entity", "kin", "theme", "number"), 2),
    **dict.fromkeys(("amount", "name", "once a day"), 2),
    **dict.fromkeys(("word", "telling act", "aside"), 1),
    **dict.fromkeys(("everyday word", "broad entity", "realm"), 0.5),
    **dict.fromkeys(("more entities",), 0),
}
"""What says who or what it happened to, and how clearly."""

CLEAR = 2
"""So clearly two headlines have to say that they are of the same thing."""
