"""Whether our own network is out: then no source is to blame for not answering."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from news.models import Source

WINDOW = timedelta(minutes=2)
FEWEST_HOSTS = 5
MOST_SILENT = 0.8
"""Of the hosts tried in the window: they failed before any HTTP answer."""


@dataclass(frozen=True, slots=True)
class _Try:
    at: datetime
    host: str
    answered: bool


class Network:
    """What became of the last tries to reach a host, and who was blamed meanwhile."""

    def __init__(self) -> None:
        self._tries: deque[_Try] = deque()
        self._blamed: dict[str, tuple[datetime, Source]] = {}

    def answered(self, host: str, now: datetime, source: Source) -> None:
        """The host answered, whatever it said; what is known of the source is newer than blame."""
        self._add(_Try(now, host, answered=True))
        self._blamed.pop(source.id, None)

    def silent(self, host: str, now: datetime, source: Source) -> list[Source]:
        """The host did not answer. The sources to acquit, each as it was before it was blamed.

        None of them: the network is well, and this source is to blame.
        """
        self._add(_Try(now, host, answered=False))
        self._blamed = {of: each for of, each in self._blamed.items() if now - each[0] <= WINDOW}
        self._blamed[source.id] = (now, source)
        if not self._is_out():
            return []
        innocent = [blamed for _, blamed in self._blamed.values()]
        self._blamed.clear()
        return innocent

    def _is_out(self) -> bool:
        last = {each.host: each.answered for each in self._tries}
        silent = sum(not answered for answered in last.values())
        return len(last) >= FEWEST_HOSTS and silent >= MOST_SILENT * len(last)

    def _add(self, tried: _Try) -> None:
        self._tries.append(tried)
        while tried.at - self._tries[0].at > WINDOW:
            self._tries.popleft()
