"""When a source is read next."""

from datetime import datetime, timedelta

from news.identity import digest
from news.settings import Settings

LONGEST_BACKOFF = timedelta(hours=24)
JITTER = 0.1
"""Sources spread over a tenth of their rhythm to both sides, so that no minute is everybody's."""


def next_check_at(source_id: str, failures: int, now: datetime, settings: Settings) -> datetime:
    """Twice as long after each failure in a row, up to a day; else the usual rhythm."""
    if failures:
        wait = min(settings.poll * (1 << min(failures, 16)), max(LONGEST_BACKOFF, settings.poll))
    else:
        wait = min(settings.poll, settings.poll_max)
    # The same for one source and its count of failures: a calculation, not a die.
    share = int(digest(source_id, failures)[:8], 16) / 0xFFFFFFFF
    wait *= 1 + JITTER * (2 * share - 1)
    if not failures:
        wait = min(wait, settings.poll_max)
    return now + max(wait, settings.poll_min)
