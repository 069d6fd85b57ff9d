"""Weather: now and then a request goes wrong, in one of the ways in which Discord's do."""

from __future__ import annotations

import re
from collections import Counter
from random import Random

from sandbox.faults import Fault, What
from sandbox.models import Json

BEFALLEN = re.compile(r"^/channels/\d+(/(messages|threads)\b.*)?$|^/guilds/\d+/threads/active$")
"""What a bot posts by, and looks for its posts by; no commands, nothing of a start."""

_VIA = {"Via": "1.1 sandbox"}
"""Without it discord.py takes a 429 for one of Cloudflare's."""

_SECONDS = 0.3
_LIMITED: Json = {
    "message": "You are being rate limited.",
    "retry_after": _SECONDS,
    "global": False,
}
_ALL_LIMITED: Json = {**_LIMITED, "global": True}

WAYS: dict[str, tuple[int, What]] = {
    "500": (8, {"status": 500}),
    "500 after its effect": (8, {"status": 500, "after_effect": True}),
    "503": (8, {"status": 503}),
    "503 after its effect": (8, {"status": 503, "after_effect": True}),
    "429": (8, {"status": 429, "json": _LIMITED, "headers": {**_VIA, "Retry-After": "1"}}),
    "429 without Retry-After": (4, {"status": 429, "json": _LIMITED, "headers": _VIA}),
    "429 for all requests": (2, {"status": 429, "json": _ALL_LIMITED, "headers": _VIA}),
    "429 of Cloudflare": (1, {"status": 429, "headers": {"Retry-After": "1"}}),
    "reset": (8, {"reset": True}),
    "reset after its effect": (8, {"reset": True, "after_effect": True}),
}
"""How often each comes, beside the others. What is refused with 429 has no effect."""


class Storm:
    """For Faults.weather: each request is befallen with this chance; `befallen` counts how."""

    def __init__(self, chance: float, random: Random) -> None:
        self.befallen: Counter[str] = Counter()
        self._chance = chance
        self._random = random

    def __call__(self, method: str, path: str) -> Fault | None:
        if not BEFALLEN.search(path) or self._random.random() >= self._chance:
            return None
        weights = [weight for weight, _ in WAYS.values()]
        [way] = self._random.choices(list(WAYS), weights)
        self.befallen[way] += 1
        return Fault(method, BEFALLEN, **WAYS[way][1])
