"""How near the bot is to being shut out by Discord, and whether it had better be silent."""

from collections import deque
from datetime import datetime, timedelta

from pipeline.pacing import Clock

WINDOW = timedelta(minutes=10)

ENOUGH = 5_000
"""Refusals in a window from which on nothing is told. Discord shuts out whoever has 10,000:
https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
What people ask for goes on, and may be refused, too."""


class Refusals:
    """Counts the requests that Discord refuses with 401, 403 or 429, whoever made them."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._at: deque[datetime] = deque(maxlen=ENOUGH)

    def __len__(self) -> int:
        """How many there were within the last window, as far as they matter."""
        while self._at and self._clock() - self._at[0] >= WINDOW:
            self._at.popleft()
        return len(self._at)

    def count(self) -> None:
        """One more."""
        self._at.append(self._clock())

    @property
    def rest_until(self) -> datetime | None:
        """When there is room again for refusals; None: there is."""
        return self._at[0] + WINDOW if len(self) >= ENOUGH else None
