"""How requests are counted: so many in so many seconds, per whatever it is counted for."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from math import ceil
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)

FEWEST_TO_FORGET = 1000


@dataclass(frozen=True, slots=True)
class Rule:
    """So many requests in so many seconds."""

    limit: int
    seconds: float


@dataclass(slots=True)
class Window:
    """Opens with the first request and counts until it is over."""

    rule: Rule
    ends_at: float = 0.0
    used: int = 0

    def take(self, now: float) -> bool:
        if now >= self.ends_at:
            self.ends_at, self.used = now + self.rule.seconds, 0
        self.used += 1
        return self.used <= self.rule.limit


class Windows(Generic[K]):
    """Windows by what they count for; those that are over are forgotten now and then."""

    def __init__(self) -> None:
        self._open: dict[K, Window] = {}
        self._look_at = FEWEST_TO_FORGET

    def of(self, key: K, rule: Rule, now: float) -> Window:
        if len(self._open) > self._look_at:
            self._open = {kept: one for kept, one in self._open.items() if one.ends_at > now}
            # Twice as many may come before the next look: what is kept is not looked at each time.
            self._look_at = max(FEWEST_TO_FORGET, 2 * len(self._open))
        return self._open.setdefault(key, Window(rule))

    def take(self, key: K, rule: Rule, now: float) -> float | None:
        """Count one more; for how long it should have waited if it came too early."""
        window = self.of(key, rule, now)
        return None if window.take(now) else window.ends_at - now


def rounded_up(seconds: float) -> float:
    """To milliseconds, and never down: who waits so long must not come too early."""
    return ceil(seconds * 1000) / 1000
