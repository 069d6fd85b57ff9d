"""What a subscription would have posted lately, from the stories that are there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from news.models import SeenStory

DAYS = 14
NEWEST = 3
"""Stories that are shown of it."""

_BARS = "▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """per_day: how many stories, the day that ends now last; newest: the last few of them."""

    per_day: Sequence[int]
    newest: Sequence[SeenStory] = ()

    @property
    def total(self) -> int:
        return sum(self.per_day)

    @property
    def a_day(self) -> int:
        """Roughly; 0 where it is not even one."""
        return round(self.total / len(self.per_day))

    @property
    def gap(self) -> int:
        """About how many days lie between two; of nothing: all of them."""
        return round(len(self.per_day) / max(self.total, 1))

    @property
    def bars(self) -> str:
        """A bar a day, as high as that day had stories beside the fullest one; the lowest: none."""
        most = max(self.per_day, default=0) or 1
        steps = len(_BARS) - 1
        return "".join(_BARS[-(-count * steps // most)] for count in self.per_day)


def days(now: datetime) -> list[datetime]:
    """When each of the last days began, 24 hours apart, and when the last of them ends: now."""
    return [now - timedelta(days=number) for number in range(DAYS, -1, -1)]
