"""When an article says it was published: a hint for order and display, never for newness.

Read from the text that the source wrote. Libraries guess: feedparser takes AEST for UTC, dateutil
turns GMT+0900 round and makes a date of "12".
"""

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from news.almanac import MONTHS, SEVERAL_ZONES, ZONES

EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
"""No feed is older than feeds; what claims to be is a mistake."""

AHEAD = timedelta(hours=24)
"""Time zones explain this much of the future, nothing explains more."""

_LONGEST = 120
_SECONDS, _MILLISECONDS = 10, 13

# As RFC 3339 and RFC 2822 have it, and as most sources write it: nothing of it is in doubt.
_RFC_3339 = re.compile(
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-](?:0\d|1[0-3]):[0-5]\d)", re.ASCII
)
_RFC_2822 = re.compile(
    r"(?:[A-Z][a-z]{2}, )?(\d\d?) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d)"
    r" (GMT|[+-](?:0\d|1[0-3])[0-5]\d)",
    re.ASCII,
)

_TIME = re.compile(
    r"(?<!\d)(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?(?![\d:])(?:\s*([ap])\.?m\b\.?)?"
    r"|(\d{1,2})[時시]\s*(\d{1,2})[分분](?:\s*(\d{1,2})[秒초])?",
    re.IGNORECASE,
)
# Korean, Japanese and Chinese name the half of the day in front of the hour.
_AFTERNOON = re.compile(r"(?:오후|午後|下午)\s*\Z")
_ZONE = re.compile(r"[\s(]*([A-Za-z]{0,5})\s*(?:([+-])(\d{1,2}):?(\d{2})?(?!\d))?")
_COMPACT = re.compile(r"((?:19|20)\d{6})(?:T?(\d{2})(\d{2})(\d{2})?(?:[.,]\d+)?)?(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-/.年년]\s*(\d{1,2})[-/.月월]\s*(\d{1,2})(?!\d)")
_WEEK = re.compile(r"(?<!\d)(\d{4})-?W(\d{2})-?([1-7])(?!\d)")
_ORDINAL = re.compile(r"^(\d{4})-(\d{3})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_DAY_MONTH = re.compile(
    r"(?<![\d+])(\d{1,2})(?:st|nd|rd|th|er|o)?[\s.,\-/]*(?:de\s+|of\s+)?([^\W\d_]{3,12})"
    r"[\s.,\-/']*(?:de\s+)?(\d{4}|\d{2})?(?!\d)"
)
_MONTH_DAY = re.compile(r"([^\W\d_]{3,12})[\s.\-/]*(\d{1,2})(?:st|nd|rd|th)?(?!\d)[\s,\-/]*")
_YEAR = re.compile(r"(?<![\d+-])((?:19|20)\d{2})(?!\d)")


class Written(NamedTuple):
    """A time as a source wrote it; zoned: it said in which zone, and we know that one."""

    at: datetime
    zoned: bool


class _Zone(NamedTuple):
    east: timedelta
    known: bool


_NO_ZONE = _Zone(timedelta(), known=False)


def normalise(written: str) -> Written | None:
    """The time that this says, whatever year that is; None if it says no day.

    A year or a month alone is none, for it would make today's news look weeks old; neither is
    01/02/2026, which is two days. A time without a known zone is taken for UTC.
    """
    said = written[:_LONGEST].strip()
    if not said.isascii():
        said = unicodedata.normalize("NFKD", said)
        said = "".join(char for char in said if not unicodedata.combining(char)).strip()
    try:
        return (
            _standard(said)
            or _epoch(said)
            or _compact(said)
            or _told(unicodedata.normalize("NFC", said))
        )
    except (ValueError, OverflowError):
        return None


def believed(written: Written | None, now: datetime) -> datetime | None:
    """The time, or None where it cannot be true.

    Without a zone it may be half a day ahead of the truth, so it never lies in the future.
    """
    if written is None or not EARLIEST <= written.at <= now + AHEAD:
        return None
    return written.at if written.zoned else min(written.at, now)


def told_at(published_at: datetime | None, first_seen_at: datetime) -> datetime:
    """What orders everything people see: so a first reading makes no archive "today"."""
    return min(published_at or first_seen_at, first_seen_at)


def _standard(said: str) -> Written | None:
    """A time just as the standards write it, at a fifth of what a search for its parts costs.

    Midnight as 24:00 and a leap second are for those who search.
    """
    if found := _RFC_3339.fullmatch(said):
        at = found[1] + found[2]
    elif (found := _RFC_2822.fullmatch(said)) and (month := MONTHS.get(found[2].lower())):
        zone = "+0000" if found[7] == "GMT" else found[7]
        day, clock = int(found[1]), ":".join(found.group(4, 5, 6))
        at = f"{found[3]}-{month:02}-{day:02}T{clock}{zone[:3]}:{zone[3:]}"
    else:
        return None
    try:
        return Written(datetime.fromisoformat(at).astimezone(UTC), zoned=True)
    except ValueError:
        return None


def _epoch(said: str) -> Written | None:
    digits = said.partition(".")[0]
    if not (said.isascii() and digits.isdecimal()) or len(digits) not in (_SECONDS, _MILLISECONDS):
        return None
    seconds = int(digits) / (1000 if len(digits) == _MILLISECONDS else 1)
    return Written(datetime.fromtimestamp(seconds, UTC), zoned=True)


def _compact(said: str) -> Written | None:
    found = _COMPACT.match(said)
    if found is None:
        return None
    day = _day(int(found[1][:4]), int(found[1][4:6]), int(found[1][6:]))
    hour, minute, second = (int(part or 0) for part in found.group(2, 3, 4))
    zone = _zone(said[found.end() :]) if found[2] else _NO_ZONE
    return _at(day, timedelta(hours=hour, minutes=minute, seconds=second), zone)


def _told(said: str) -> Written | None:
    clock, zone, rest = _clock(said)
    day = _numbered(rest) or _named(rest)
    return _at(day, clock, zone) if day else None


def _at(day: datetime, clock: timedelta, zone: _Zone) -> Written:
    return Written(day + clock - zone.east, zone.known)


def _clock(said: str) -> tuple[timedelta, _Zone, str]:
    """The time of day, its zone, and what is left."""
    # 05.02.2026 has the form of a time, too.
    found = _TIME.search(_masked(said))
    if found is None:
        return timedelta(), _NO_ZONE, said
    hour, minute, second = (
        int(found[western] or found[eastern] or 0) for western, eastern in ((1, 5), (2, 6), (3, 7))
    )
    if half := found[4] or _AFTERNOON.search(said[: found.start()]):
        hour = hour % 12 + (0 if half in ("a", "A") else 12)
    clock = timedelta(hours=hour, minutes=minute, seconds=second)
    after = said[found.end() :]
    zone = _zone(after)
    if (offset := _ZONE.match(after)) and offset[2]:
        after = after[offset.end() :]
    # Midnight may be 24:00, and a leap second is the next minute's first.
    possible = hour <= 24 and minute <= 59 and second <= 60
    rest = f"{said[: found.start()].rstrip('Tt')} {after}"
    return clock if possible else timedelta(), zone, rest


def _masked(said: str) -> str:
    for dated in (_YEAR_FIRST, _DAY_FIRST):
        said = dated.sub(lambda found: "x" * len(found[0]), said)
    return said


def _zone(after: str) -> _Zone:
    found = _ZONE.match(after)
    if found and found[2]:
        east = timedelta(hours=int(found[3]), minutes=int(found[4] or 0))
        possible = east <= timedelta(hours=14) and int(found[4] or 0) < 60
        return _Zone(east if found[2] == "+" else -east, known=True) if possible else _NO_ZONE
    name = found[1].upper() if found else ""
    return _Zone(ZONES[name], name not in SEVERAL_ZONES) if name in ZONES else _NO_ZONE


def _numbered(said: str) -> datetime | None:
    if found := _YEAR_FIRST.search(said):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _WEEK.search(said):
        week = datetime.fromisocalendar(int(found[1]), int(found[2]), int(found[3]))
        return week.replace(tzinfo=UTC)
    if found := _ORDINAL.search(said):
        within = 1 <= int(found[2]) <= 366
        return _day(int(found[1]), 1, 1) + timedelta(int(found[2]) - 1) if within else None
    if found := _DAY_FIRST.search(said):
        return _either(int(found[1]), int(found[3]), int(found[4]), dotted=found[2] == ".")
    return None


def _either(first: int, second: int, year: int, *, dotted: bool) -> datetime | None:
    """Day and month in the order that the numbers allow; Europe's dots put the day first."""
    if dotted or first > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def _named(said: str) -> datetime | None:
    for found in _DAY_MONTH.finditer(said):
        month = MONTHS.get(found[2].lower())
        year = _year(found[3]) or _year_in(said, found)
        if month and year:
            return _day(year, month, int(found[1]))
    for found in _MONTH_DAY.finditer(said):
        month, year = MONTHS.get(found[1].lower()), _year_in(said, found)
        if month and year:
            return _day(year, month, int(found[2]))
    return None


def _year(digits: str | None) -> int | None:
    if not digits:
        return None
    if len(digits) == 4:
        return int(digits)
    # RFC 2822 §4.3: two digits are of 1950 to 2049.
    return int(digits) + (2000 if int(digits) < 50 else 1900)


def _year_in(said: str, found: re.Match[str]) -> int | None:
    elsewhere = _YEAR.search(said, found.end()) or _YEAR.search(said[: found.start()])
    return int(elsewhere[1]) if elsewhere else None


def _day(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)
