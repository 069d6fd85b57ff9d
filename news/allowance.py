"""So many tries in so long a time, wherever in it they fall."""

from collections.abc import Sequence
from datetime import datetime, timedelta

TRIES = 30
"""Addresses that one server may have tried in the span: nobody scans a network this slowly."""

SPAN = timedelta(hours=1)


def counted(tries: Sequence[datetime], now: datetime) -> list[datetime]:
    """Those of the tries that still count, oldest first as they are given."""
    return [each for each in tries if now - each < SPAN]


def free_at(tries: Sequence[datetime], now: datetime) -> datetime | None:
    """When another try is allowed; None: now."""
    last = counted(tries, now)[-TRIES:]
    return last[0] + SPAN if len(last) == TRIES else None
