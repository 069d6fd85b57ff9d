"""A server's hours: when its digests come and when it wants quiet, by its own clocks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from news.errors import Mistake
from news.models import Pace

DIGEST_AT = 8 * 60
"""Where a server has not chosen another time."""

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_TIME = re.compile(r"(\d{1,2}?)\s*(?:[:.h]?\s*(\d\d))?\s*(?:h|([ap])\.?\s?m\.?)?")
_NAMED = {"midnight": 0, "noon": 12 * 60}


@dataclass(frozen=True, slots=True)
class Hours:
    """Times of day are minutes after midnight. No timezone: UTC.

    Quiet hours may go past midnight; where either end is missing, or both are one, there are none.
    """

    timezone: str | None = None
    digest_at: int = DIGEST_AT
    quiet_from: int | None = None
    quiet_to: int | None = None

    @property
    def quiet(self) -> tuple[int, int] | None:
        """Their begin and end, if there are any."""
        if self.quiet_from is None or self.quiet_to is None or self.quiet_from == self.quiet_to:
            return None
        return self.quiet_from, self.quiet_to

    @property
    def digest_is_quiet(self) -> bool:
        """Digests of a day or a week fall into the quiet hours, and wait for their end."""
        if self.quiet is None:
            return False
        begin, end = self.quiet
        if begin < end:
            return begin <= self.digest_at < end
        return self.digest_at >= begin or self.digest_at < end

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone or "UTC")


def next_digest(hours: Hours, pace: Pace, now: datetime) -> datetime:
    """When the first digest after now is due, in UTC; at the pace `instant` that is now.

    Each local day has one daily digest and each week one weekly: where clocks skip its time, at the
    first moment after the gap; where they show it twice, the first time. Quiet hours: quiet_until.
    """
    if pace is Pace.INSTANT:
        return now
    if pace is Pace.HOURLY:
        return min(each for each in _full_hours(hours.zone, now) if each > now)
    today = now.astimezone(hours.zone).date()
    days = 1
    if pace is Pace.WEEKLY:
        today, days = today - timedelta(days=today.weekday()), 7
    # Where clocks go back over midnight, yesterday comes again.
    around = (today + each * days * _DAY for each in range(-1, 4))
    digests = (_moment(day, hours.digest_at, hours.zone) for day in around)
    return next(each for each in digests if each > now)


def quiet_until(hours: Hours, now: datetime) -> datetime | None:
    """When the quiet hours end that are on now, in UTC; None: they are not on."""
    end = None
    for begins_at, ends_at in _quiet(hours, now):
        # Where clocks skip what lies between two of them, one goes on as the next.
        if begins_at <= (end or now) < ends_at:
            end = ends_at
    return end


def _quiet(hours: Hours, now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The quiet hours of the days around now, oldest first."""
    if hours.quiet is None:
        return
    begin, end = hours.quiet
    today = now.astimezone(hours.zone).date()
    for day in (today + each * _DAY for each in range(-1, 3)):
        last = day if begin < end else day + _DAY
        yield _moment(day, begin, hours.zone), _moment(last, end, hours.zone)


def _full_hours(zone: ZoneInfo, now: datetime) -> Iterator[datetime]:
    """Those around now, also where clocks show one twice."""
    hour = now.astimezone(zone).replace(minute=0, second=0, microsecond=0, tzinfo=None)
    for local in (hour, hour + _HOUR):
        for fold in (0, 1):
            yield _instant(local.replace(fold=fold), zone)


def _moment(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    midnight = datetime.combine(day, time())
    return _instant(midnight + timedelta(minutes=minutes), zone)


def _instant(local: datetime, zone: ZoneInfo) -> datetime:
    """When clocks show this; where they skip it, when they do."""
    shown = local.replace(tzinfo=zone).astimezone(UTC)
    if shown.astimezone(zone).replace(tzinfo=None) == local:
        return shown
    # PEP 495: of a time that is skipped, fold 1 gives a moment before the gap, fold 0 one after it.
    before, after = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (1, 0))
    while after - before > timedelta(seconds=1):
        between = before + (after - before) // 2
        if between.astimezone(zone).replace(tzinfo=None) < local:
            before = between
        else:
            after = between
    return after.replace(microsecond=0)


def time_of_day(typed: str) -> int:
    """Minutes after midnight: "8", "8:30", "0830", "8.30", "8 pm", "20h30", "noon"; 24:00 is 0.

    Raises Mistake.
    """
    wanted = typed.strip().casefold()
    if wanted in _NAMED:
        return _NAMED[wanted]
    found = _TIME.fullmatch(wanted)
    if found is None:
        raise Mistake("time.unknown", typed=typed[:80])
    hour, minute = int(found[1]), int(found[2] or 0)
    if half := found[3]:
        is_right = 1 <= hour <= 12
        hour = hour % 12 + (12 if half == "p" else 0)
    else:
        is_right = hour < 24 or (hour, minute) == (24, 0)
    if not is_right or minute > 59:
        raise Mistake("time.unknown", typed=typed[:80])
    return (hour * 60 + minute) % (24 * 60)


def clock(minutes: int) -> str:
    """Minutes after midnight as clocks show them: "08:00"."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
