"""How long a site says that its document stays as it is, or wants to be left alone."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST_WAIT = timedelta(hours=24)
"""Of a Retry-After: one that is mistyped must not silence a source for years."""

# A name, and perhaps a value that may be quoted (RFC 9111 §5.2).
_DIRECTIVE = re.compile(r'([\w-]+)\s*(=\s*(?:"([^"]*)"|([^,\s]*)))?')
_LARGEST = 2**31  # seconds; what overflows counts as this much (RFC 9111 §1.2.2)


def http_date(text: str) -> datetime | None:
    """Any of the three forms of RFC 9110 §5.6.7, aware UTC; None for what is no date."""
    try:
        found = parsedate_to_datetime(text)
        return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def fresh_for(
    cache_control: Sequence[str], expires: str | None, date: str | None, age: str | None = None
) -> timedelta | None:
    """What is left of Cache-Control's max-age, else of Expires; None where nothing is said.

    cache_control: the header as often as it was sent. Its s-maxage is for shared caches, not for
    us; max-age given twice counts as first given, and one that is no number as none
    (RFC 9111 §4.2.1).
    """
    said = _directives(cache_control)
    if "no-cache" in said or "no-store" in said:
        return None
    if "max-age" in said:
        lifetime = _seconds(said["max-age"])
    elif expires and date:
        lifetime = _between(date, expires)
    else:
        return None
    left = lifetime - _seconds(age or "")
    return left if left > timedelta() else None


def retry_after(
    text: str | None, date: str | None = None, now: datetime | None = None
) -> timedelta | None:
    """A Retry-After: seconds, or a date, as seen from the answer's own Date or else from now.

    None where it is missing, past or neither; at most a day.
    """
    text = (text or "").strip()
    until, since = None, None
    if text.isdecimal():
        wait = _seconds(text)
    else:
        until, since = http_date(text), http_date(date) if date else None
        since = since or now
        wait = until - since if until and since else timedelta()
    return min(wait, LONGEST_WAIT) if wait > timedelta() else None


def _directives(lines: Sequence[str]) -> dict[str, str]:
    said: dict[str, str] = {}
    for match in _DIRECTIVE.finditer(",".join(lines)):
        name, given, quoted, plain = match.groups()
        # `no-cache="Set-Cookie"` speaks of that header alone.
        if not (given and name.lower() == "no-cache"):
            said.setdefault(name.lower(), quoted or plain or "")
    return said


def _seconds(text: str) -> timedelta:
    if not (text.isascii() and text.isdecimal()):
        return timedelta()
    return timedelta(seconds=_LARGEST if len(text) > 9 else int(text))


def _between(date: str, expires: str) -> timedelta:
    since, until = http_date(date), http_date(expires)
    return until - since if since and until else timedelta()
