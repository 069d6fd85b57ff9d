"""What is remembered of a source, in columns and back; what is seldom there is JSON."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row

from news.models import Hints, Move, Reading, Trouble, Validators


def reading(row: Row[Any]) -> Reading:
    """A row of sources -> what is remembered."""
    return Reading(
        validators=Validators(row.etag, row.last_modified),
        body_hash=row.body_hash,
        read_at=row.read_at,
        whole_at=row.whole_at,
        items=row.items,
        hints=_hints(row.hints),
        gap=None if row.gap_seconds is None else timedelta(seconds=row.gap_seconds),
        news_at=row.news_at,
        failures=row.failures,
        failing_since=row.failing_since,
        trouble=Trouble(**json.loads(row.trouble)) if row.trouble else None,
        stopped=row.stopped,
        move=_move(row.move),
        noticed=row.noticed,
    )


def columns(reading: Reading) -> dict[str, Any]:
    """What is remembered -> columns of sources."""
    return {
        "etag": reading.validators.etag,
        "last_modified": reading.validators.last_modified,
        "body_hash": reading.body_hash,
        "read_at": reading.read_at,
        "whole_at": reading.whole_at,
        "items": reading.items,
        "hints": _hints_text(reading.hints),
        "gap_seconds": None if reading.gap is None else int(reading.gap.total_seconds()),
        "news_at": reading.news_at,
        "failures": reading.failures,
        "failing_since": reading.failing_since,
        "trouble": _trouble_text(reading.trouble),
        "stopped": reading.stopped,
        "move": _move_text(reading.move),
        "noticed": reading.noticed,
    }


def _hints(text: str | None) -> Hints:
    if not text:
        return Hints()
    seconds, hours, days = json.loads(text)
    every = None if seconds is None else timedelta(seconds=seconds)
    return Hints(every, frozenset(hours), frozenset(days))


def _hints_text(hints: Hints) -> str | None:
    if hints == Hints():
        return None
    seconds = None if hints.every is None else hints.every.total_seconds()
    return json.dumps([seconds, sorted(hints.skip_hours), sorted(hints.skip_days)])


def _trouble_text(trouble: Trouble | None) -> str | None:
    return (
        None
        if trouble is None
        else json.dumps({"key": trouble.key, "values": dict(trouble.values)})
    )


def _move(text: str | None) -> Move | None:
    if not text:
        return None
    url, since, times = json.loads(text)
    return Move(url, datetime.fromisoformat(since).astimezone(UTC), times)


def _move_text(move: Move | None) -> str | None:
    return None if move is None else json.dumps([move.url, move.since.isoformat(), move.times])
