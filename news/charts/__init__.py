"""What a chart shows: a numbered row a topic or source, a column a day. Figures and dates alone.

As no name stands in a picture, any language can stand beside it, and one picture serves whoever
sees the same figures.

    layout.py    where each part of it stands, in pixels      colours.py  its colours, readable
    painting.py  the picture; in a process of its own         alt.py      the same in words
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = 14

MOST_ROWS = 20
"""As many can be read where Discord shows a picture, which is 350 pixels high."""


@dataclass(frozen=True, slots=True)
class Row:
    """number: its place in the list that stands beside the chart, from 1; counts: of each day."""

    number: int
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Chart:
    """Oldest day first. totals: of each day, which is not the sum of its rows: a story may be of
    several topics, and what is rare has no row of its own."""

    days: tuple[date, ...]
    rows: tuple[Row, ...]
    totals: tuple[int, ...]

    @property
    def most(self) -> int:
        """Of a row on a day."""
        return max((count for row in self.rows for count in row.counts), default=0)

    @property
    def is_empty(self) -> bool:
        return not any(self.totals)


def midnights(now: datetime, zone: ZoneInfo) -> list[datetime]:
    """When each of the last days began there, and when today ends, in UTC: one more than DAYS."""
    today = now.astimezone(zone).date()
    days = (today + timedelta(days=number) for number in range(1 - DAYS, 2))
    return [datetime.combine(day, time(), zone).astimezone(UTC) for day in days]


def drawn(
    begun: Sequence[datetime],
    zone: ZoneInfo,
    counts: Mapping[str, Sequence[int]],
    ids: Sequence[str],
    totals: Sequence[int],
) -> Chart:
    """begun: from midnights(); counts: id -> of each day, where there is any; ids: as listed."""
    nothing = (0,) * (len(begun) - 1)
    rows = [Row(number, tuple(counts.get(each, nothing))) for number, each in enumerate(ids, 1)]
    days = tuple(moment.astimezone(zone).date() for moment in begun[:-1])
    return Chart(days, tuple(_busiest(rows)), tuple(totals))


def _busiest(rows: Sequence[Row]) -> list[Row]:
    """As many as there is room for, in the order of their list."""
    if len(rows) <= MOST_ROWS:
        return list(rows)
    kept = sorted(rows, key=lambda row: -row.total)[:MOST_ROWS]
    return sorted(kept, key=lambda row: row.number)


def label(day: date) -> str:
    """As every language reads it: "11-23"."""
    return f"{day:%m-%d}"
