"""How often a document itself wants to be read: ttl, skipHours, skipDays, and RSS 1.0's sy:."""

import re
from collections.abc import Mapping
from datetime import timedelta

from news.models import Hints

LONGEST = timedelta(days=31)
"""A document that wants to be read more seldom than this has mistaken the unit."""

_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(days=7),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LIST_LIMIT = 4096
_HOUR = re.compile(r"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_DAY = re.compile(r"<day>\s*([a-z]{6,9})\s*</day>", re.IGNORECASE)


def hints(feed: Mapping[str, object], text: str) -> Hints:
    """What is said in a channel as feedparser gives it, and in its text: it reads no skip lists.

    What cannot be meant is left out: no time at all, months, hours that leave none to read in.
    Of two rhythms the slower counts.
    """
    rhythms = [each for each in (_ttl(feed), _syndication(feed)) if each]
    hours = (int(found) for found in _HOUR.findall(_listed(text, "skiphours")))
    days = (found.lower() for found in _DAY.findall(_listed(text, "skipdays")))
    return Hints(
        every=max(rhythms, default=None),
        # RSS 0.91 counted them from 1 to 24.
        skip_hours=_some(frozenset(hour % 24 for hour in hours if hour <= 24), 24),
        skip_days=_some(frozenset(_DAYS.index(day) for day in days if day in _DAYS), 7),
    )


def _ttl(feed: Mapping[str, object]) -> timedelta | None:
    """RSS 2.0: minutes."""
    minutes = _number(feed.get("ttl"))
    return _meant(timedelta(minutes=minutes)) if minutes else None


def _syndication(feed: Mapping[str, object]) -> timedelta | None:
    """RSS 1.0 Syndication: so many times in a period; once where no number is given."""
    period = _PERIODS.get(str(feed.get("sy_updateperiod") or "").strip().lower())
    frequency = _number(feed.get("sy_updatefrequency") or "1")
    return _meant(period / frequency) if period and frequency else None


def _number(value: object) -> int:
    written = str(value or "").strip()
    return int(written) if re.fullmatch(r"[0-9]{1,8}", written) else 0


def _meant(every: timedelta) -> timedelta | None:
    return every if timedelta(minutes=1) <= every <= LONGEST else None


def _listed(text: str, name: str) -> str:
    """What stands in the first element of that name."""
    found = re.search(rf"<{name}\s*>", text, re.IGNORECASE)
    if not found:
        return ""
    inside = text[found.end() : found.end() + _LIST_LIMIT]
    end = re.search(rf"</{name}\s*>", inside, re.IGNORECASE)
    return inside[: end.start()] if end else ""


def _some(found: frozenset[int], every: int) -> frozenset[int]:
    return found if len(found) < every else frozenset()
