"""Moments in custom ids: whole seconds since 1970."""

from datetime import UTC, datetime, timedelta

_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)
_EARLIEST = int((datetime.min.replace(tzinfo=UTC) - _BEGIN).total_seconds())
_LATEST = int((datetime.max.replace(tzinfo=UTC) - _BEGIN).total_seconds())


def from_seconds(written: str) -> datetime:
    """What was never written by us is put where a moment can be."""
    seconds = min(max(int(written), _EARLIEST), _LATEST)
    return _BEGIN + timedelta(seconds=seconds)
