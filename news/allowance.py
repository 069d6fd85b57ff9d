"""So many tries in so long a time, wherever in it they fall."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many tries in any span of this length."""

    tries: int
    span: timedelta

    def counted(self, tries: Sequence[datetime], now: datetime) -> list[datetime]:
        """Those of the tries that still count, oldest first as they are given."""
        return [each for each in tries if now - each < self.span]

    def free_at(self, tries: Sequence[datetime], now: datetime) -> datetime | None:
        """When another try is allowed; None: now."""
        last = self.counted(tries, now)[-self.tries :]
        return last[0] + self.span if len(last) == self.tries else None


ADDRESSES = Allowance(30, timedelta(hours=1))
"""That one server may have tried: nobody scans a network this slowly."""

COSTLY = Allowance(10, timedelta(seconds=30))
"""Uses by one person of what costs the bot most: a person who reads is slower."""
