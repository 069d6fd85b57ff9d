"""When a source is read next, and what its readings say about it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from news.identity import digest
from news.models import Document, Hints, Move, Reading
from news.settings import Settings

LONGEST_BACKOFF = timedelta(hours=24)

WALL = timedelta(hours=12)
"""Who wants a browser, which we are not, does not change its mind in minutes."""

LONGEST_HINT = timedelta(hours=24)
"""A site's typo must not silence it."""

JITTER = 0.1
"""Sources spread over a tenth of their rhythm to both sides, so that no minute is everybody's."""

SILENCE = 8
"""Who has had nothing for a time is asked again after an eighth of it, whatever the rhythm was."""

LARGE = 1024 * 1024
"""Bytes: a document of this size without validators is read once a day, for it comes whole."""

WHOLE_EVERY = timedelta(days=7)
"""Then a document is asked for without a condition: some sites answer 304 for ever."""

PROOF_TIMES, PROOF_SPAN = 3, timedelta(hours=24)
"""A permanent move is believed after so many readings over so long."""

FEWEST_TO_SHRINK = 5
SHRUNK = 0.2
"""Of its items is left: the document was cut off, or something else answers in the site's name."""

BELIEVED_AFTER = 3
"""Readings after which a shrunken document is what the source has to say."""


def next_check_at(
    source_id: str,
    reading: Reading,
    now: datetime,
    settings: Settings,
    *,
    fresh_for: timedelta | None = None,
    retry_after: timedelta | None = None,
    size: int = 0,
) -> datetime:
    """fresh_for, retry_after: what the last answer asked for. size: bytes of its body, if any."""
    if reading.failures:
        wait = min(settings.poll * (1 << min(reading.failures, 16)), LONGEST_BACKOFF)
        wait = max(wait, settings.poll) * _share(source_id, reading.failures)
        walled = reading.trouble is not None and reading.trouble.key == "source.wall"
        least = max(settings.poll_min, WALL if walled else timedelta(0))
        return now + max(wait, least, min(retry_after or wait, LONGEST_HINT))
    if size > LARGE and reading.validators.is_empty:
        wait = longest = LONGEST_HINT
    else:
        longest = settings.poll_max
        wait = max(_rhythm(reading, now, settings), _hinted(reading.hints, fresh_for))
    # The longest wait is spread, too.
    wait = min(wait, _window(reading), longest / (1 + JITTER)) * _share(source_id)
    then = _allowed(now + wait, reading.hints)
    return max(min(then, now + longest), now + settings.poll_min)


def gap(times: Sequence[datetime]) -> timedelta | None:
    """The usual time between two of these; None: there are too few to say."""
    if len(times) < 2:
        return None
    return (max(times) - min(times)) / (len(times) - 1)


def wants_whole(reading: Reading, now: datetime) -> bool:
    """Whether the document is to be asked for without a condition this time."""
    return reading.whole_at is None or now - reading.whole_at >= WHOLE_EVERY


def moved(reading: Reading, moved_to: str | None, now: datetime) -> Move | None:
    """What is remembered of a permanent redirect after this reading, which had led there."""
    if moved_to is None:
        return None
    if reading.move is None or reading.move.url != moved_to:
        return Move(moved_to, now)
    return replace(reading.move, times=reading.move.times + 1)


def is_proven(move: Move | None, now: datetime) -> bool:
    """Whether a source has moved for good: a captive portal does not last for a day."""
    return bool(move and move.times >= PROOF_TIMES and now - move.since >= PROOF_SPAN)


def is_cut_short(reading: Reading, document: Document) -> bool:
    """Whether a document is not to be believed: most items are gone, or it ends before the first.

    A cut document may look whole, and its validators would keep the rest from us.
    """
    ends_early = not document.items and not document.well_formed
    if reading.read_at is None:
        return ends_early  # believed, it would make news of all that stands there later
    if reading.failures >= BELIEVED_AFTER - 1:
        return False
    if ends_early:
        return True
    if document.well_formed and document.hints.skip_days:
        return False  # arXiv has nothing at all on the days it names
    before = reading.items
    return before >= FEWEST_TO_SHRINK and document.items < before * SHRUNK


def _rhythm(reading: Reading, now: datetime, settings: Settings) -> timedelta:
    if reading.gap is None or reading.news_at is None:
        return settings.poll
    return max(settings.poll, reading.gap, (now - reading.news_at) / SILENCE)


def _hinted(hints: Hints, fresh_for: timedelta | None) -> timedelta:
    given = (each for each in (hints.every, fresh_for) if each is not None)
    return min(max(given, default=timedelta(0)), LONGEST_HINT)


def _window(reading: Reading) -> timedelta:
    """Half the time in which all items of a document give way to others: none is to be missed."""
    if not reading.gap or reading.items < 2:
        return timedelta.max
    return reading.gap * reading.items / 2


def _allowed(then: datetime, hints: Hints) -> datetime:
    """The first hour from `then` on in which the source wants to be read, within a week."""
    then = then.astimezone(UTC)
    for _ in range(7 * 24):
        if then.hour not in hints.skip_hours and then.weekday() not in hints.skip_days:
            break
        then += timedelta(hours=1)  # and at its own minute: not all at the full hour
    return then


def _share(source_id: str, failures: int = 0) -> float:
    """0.9 to 1.1. The same for one source and its count of failures: a calculation, not a die."""
    share = int(digest(source_id, failures)[:8], 16) / 0xFFFFFFFF
    return 1 + JITTER * (2 * share - 1)
