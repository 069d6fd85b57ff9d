"""When an article says it was published: a hint for order and display, never for newness."""

import calendar
import time
from datetime import UTC, datetime, timedelta

EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
"""No feed is older than feeds; what claims to be is a mistake."""

AHEAD = timedelta(hours=24)
"""Time zones explain this much of the future, nothing explains more."""


def aware(parsed: time.struct_time | None) -> datetime | None:
    """feedparser's UTC struct_time as an aware time; None for what is no time."""
    if parsed is None:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (OverflowError, ValueError, OSError):
        return None


def believed(published_at: datetime | None, now: datetime) -> datetime | None:
    """The date, or None where it cannot be true."""
    if published_at is None or not EARLIEST <= published_at <= now + AHEAD:
        return None
    return published_at


def told_at(published_at: datetime | None, first_seen_at: datetime) -> datetime:
    """What orders everything people see: so a first reading makes no archive "today"."""
    return min(published_at or first_seen_at, first_seen_at)
