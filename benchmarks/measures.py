"""What a process and its children cost, and how late an event loop is. Reads Linux's /proc."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time

TICK = 0.005
"""Seconds that the sampler of the loop's lag sleeps."""

_PROC = Path("/proc")
_JIFFIES = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")

Cost = tuple[float, float]
"""Milliseconds by the clock, and of the processor: others that are busy lengthen the first more."""


def clocks() -> Cost:
    return perf_counter() * 1000, process_time() * 1000


def since(began: Cost) -> Cost:
    """What this process has taken since clocks() said so."""
    now = clocks()
    return now[0] - began[0], now[1] - began[1]


@dataclass
class Lag:
    """How much later than asked for the loop woke the sampler, in seconds."""

    late: list[float] = field(default_factory=list)

    def at(self, percent: int) -> float:
        if len(self.late) < 2:
            return max(self.late, default=0.0)
        return quantiles(self.late, n=100, method="inclusive")[percent - 1]

    @property
    def most(self) -> float:
        return max(self.late, default=0.0)


@asynccontextmanager
async def lag() -> AsyncIterator[Lag]:
    """Samples while it is entered; the figures are whole after it is left."""
    found = Lag()
    sampler = asyncio.create_task(_sample(found))
    try:
        yield found
    finally:
        sampler.cancel()
        await asyncio.wait([sampler])


async def _sample(found: Lag) -> None:
    while True:
        asked = perf_counter()
        await asyncio.sleep(TICK)
        found.late.append(max(0.0, perf_counter() - asked - TICK))


def cpu_seconds() -> float:
    """User and system time of this process and of the children that it has now."""
    return sum(map(cpu_of, family()))


def resident() -> dict[str, float]:
    """MiB that each process of the family holds in memory: this one is "own"."""
    own, *children = family()
    return {"own": resident_of(own)} | {f"child {pid}": resident_of(pid) for pid in children}


def family(parent: int | None = None) -> Sequence[int]:
    """A process, this one if none is given, and its living children after it."""
    first = parent or os.getpid()
    return [first, *_children(first)]


def _children(parent: int) -> Iterator[int]:
    for entry in _PROC.iterdir():
        if entry.name.isdecimal() and _parent(int(entry.name)) == parent:
            yield int(entry.name)


def _parent(pid: int) -> int:
    return int(_stat(pid)[1]) if _stat(pid) else 0


def cpu_of(pid: int) -> float:
    """Seconds of user and system time."""
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / _JIFFIES if fields else 0.0


def resident_of(pid: int) -> float:
    """MiB."""
    try:
        pages = (_PROC / str(pid) / "statm").read_text().split()[1]
    except OSError:
        return 0.0
    return int(pages) * _PAGE / 2**20


def _stat(pid: int) -> list[str]:
    """What stands behind the name: state, parent, …; user time is 11, system time 12."""
    try:
        text = (_PROC / str(pid) / "stat").read_text()
    except OSError:
        return []  # it has ended meanwhile
    return text.rpartition(")")[2].split()
