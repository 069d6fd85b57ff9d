"""Discord's ids: milliseconds since 2015 and a counter, so that ids sort by time.

https://discord.com/developers/docs/reference#snowflakes
"""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


def snowflake_at(moment: datetime) -> int:
    """The smallest id that a thing made at this moment can have."""
    return (moment - EPOCH) // MILLISECOND << 22


class Snowflakes:
    """Ids that only ever grow, even if the clock stands still or goes back."""

    def __init__(self) -> None:
        self._last = 0

    def next(self, now: datetime) -> int:
        self._last = max(snowflake_at(now), self._last + 1)
        return self._last
