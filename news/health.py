"""How a source does, and when that is worth a notice: once an episode, and once it is over."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from news.models import Reading, Source, Trouble

NOTICEABLE = timedelta(hours=24)
"""Failing for less than this is an ordinary day of the web."""

SHORTEST_SILENCE = timedelta(days=14)
SILENT_GAPS = 6
"""So many of its usual gaps without anything new, and a source is stale."""

UNKNOWN_SILENCE = timedelta(days=60)
"""For a source of which too little was read to know its rhythm."""


class State(StrEnum):
    UNREAD = "unread"  # not read yet
    WELL = "well"
    FAILING = "failing"  # the last reading failed
    STALE = "stale"  # it can be read, but nothing new comes
    STOPPED = "stopped"  # it is not read until somebody adds it anew
    OFF = "off"  # the operator has switched it off


class Turn(StrEnum):
    """What a notice says; the first three are also kept as the state that was noticed last."""

    FAILING = "failing"
    STALE = "stale"
    STOPPED = "stopped"
    RECOVERED = "recovered"


@dataclass(frozen=True, slots=True)
class Health:
    """since: when the state began, where that is known; next_at: None where none will be."""

    state: State
    since: datetime | None = None
    trouble: Trouble | None = None
    read_at: datetime | None = None
    next_at: datetime | None = None

    @property
    def is_trouble(self) -> bool:
        return self.state in (State.FAILING, State.STALE, State.STOPPED)


@dataclass(frozen=True, slots=True)
class Change:
    """What owners are to be told; since: when what is told of, or is over now, began."""

    turn: Turn
    since: datetime
    trouble: Trouble | None = None

    @property
    def noticed(self) -> str | None:
        """What Reading.noticed holds from now on."""
        return None if self.turn is Turn.RECOVERED else self.turn.value


def health(source: Source, now: datetime) -> Health:
    """How the source does, for those who look at it; failing counts at once."""
    reading = source.reading
    if not source.enabled:
        return Health(State.OFF, read_at=reading.read_at)
    if reading.stopped:
        return Health(State.STOPPED, reading.failing_since, _why_stopped(reading), reading.read_at)
    state, since = _read(reading, now)
    trouble = reading.trouble if state is State.FAILING else None
    return Health(state, since, trouble, reading.read_at, source.next_check_at)


def _read(reading: Reading, now: datetime) -> tuple[State, datetime | None]:
    if reading.failures:
        return State.FAILING, reading.failing_since
    if reading.read_at is None:
        return State.UNREAD, None
    if is_stale(reading, now):
        return State.STALE, reading.news_at
    return State.WELL, None


def is_stale(reading: Reading, now: datetime) -> bool:
    """Silent for far longer than is its way; what never told anything has no way."""
    if reading.news_at is None:
        return False
    silence = UNKNOWN_SILENCE
    if reading.gap is not None:
        silence = max(SHORTEST_SILENCE, SILENT_GAPS * reading.gap)
    return now - reading.news_at > silence


def noticeable(reading: Reading, now: datetime) -> Turn | None:
    """What is wrong and worth telling; None: nothing, or nothing yet."""
    if reading.stopped:
        return Turn.STOPPED
    if reading.failures:
        began = reading.failing_since
        return Turn.FAILING if began and now - began >= NOTICEABLE else None
    return Turn.STALE if is_stale(reading, now) else None


def change(former: Reading, reading: Reading, now: datetime) -> Change | None:
    """What a reading changes that owners are to hear of; None: nothing.

    reading.noticed says what they heard last. A bad hour ends no episode: only a reading that
    succeeds does.
    """
    turn = noticeable(reading, now)
    if turn == reading.noticed:
        return None
    if turn is None:
        if reading.failures or reading.noticed is None:
            return None
        turn = Turn.RECOVERED
    since = _began(turn, former, reading) or former.read_at or now
    return Change(turn, since, _trouble(turn, reading))


def _began(turn: Turn, former: Reading, reading: Reading) -> datetime | None:
    if turn is Turn.RECOVERED:
        return former.news_at if reading.noticed == Turn.STALE else former.failing_since
    if turn is Turn.STALE:
        return reading.news_at
    return reading.failing_since or former.failing_since


def _trouble(turn: Turn, reading: Reading) -> Trouble | None:
    if turn is Turn.STOPPED:
        return _why_stopped(reading)
    return reading.trouble if turn is Turn.FAILING else None


def _why_stopped(reading: Reading) -> Trouble:
    last = reading.trouble
    if last and last.key == reading.stopped:
        return last  # it has the values, too
    return Trouble(reading.stopped or "")
