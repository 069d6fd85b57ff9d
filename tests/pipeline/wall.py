"""A server's hours as its people see them: by what their clocks show, every quarter of an hour.

Reckoned in another way than news.hours does, by looking at one quarter after the other: no time
zone of the tests is off by anything else.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta

from news.hours import Hours
from news.models import Pace

QUARTER, DAY = timedelta(minutes=15), timedelta(days=1)


def is_quiet(hours: Hours, at: datetime) -> bool:
    begin, end = hours.quiet_from, hours.quiet_to
    if begin is None or end is None:
        return False
    shown = _minutes(at.astimezone(hours.zone))
    return begin <= shown < end if begin < end else not end <= shown < begin


class Wall:
    """When a server's digests come between these days, were there something for each."""

    def __init__(self, hours: Hours, begin: datetime, end: datetime) -> None:
        self._hours = hours
        self._due: Mapping[Pace, list[datetime]] = {
            pace: list(_due(hours, pace, begin - 9 * DAY, end + 9 * DAY))
            for pace in (Pace.HOURLY, Pace.DAILY, Pace.WEEKLY)
        }

    def digest(self, pace: Pace, after: datetime) -> datetime:
        """The first digest after this moment; from quiet hours it moves to their end."""
        due = self._due[pace]
        at = due[bisect_right(due, after)]
        while is_quiet(self._hours, at):
            at += QUARTER
        return at


def _due(hours: Hours, pace: Pace, begin: datetime, end: datetime) -> Iterator[datetime]:
    at = begin.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    seen = _period(hours, pace, at)
    while at < end:
        at += QUARTER
        period = _period(hours, pace, at)
        if pace is Pace.HOURLY:
            if period != seen or not at.astimezone(hours.zone).minute:
                yield at
        elif period <= seen:
            continue  # where clocks show a time twice, it was there before
        else:
            yield at
        seen = period


def _period(hours: Hours, pace: Pace, at: datetime) -> tuple[date, int]:
    """In which hour or day this is; a day begins with its digest, and a week on Monday."""
    shown = at.astimezone(hours.zone)
    if pace is Pace.HOURLY:
        return shown.date(), shown.hour
    day = shown.date() if _minutes(shown) >= hours.digest_at else shown.date() - DAY
    if pace is Pace.WEEKLY:
        day -= timedelta(days=day.weekday())
    return day, 0


def _minutes(shown: datetime) -> int:
    return shown.hour * 60 + shown.minute
