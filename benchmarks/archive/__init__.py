"""What an archive of a million stories costs those who search it, and the articles that come."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.archive.building import build, path
from benchmarks.measures import Cost, Lag
from benchmarks.tables import Table

_CPU = "CPU p50", "CPU p99"
_Cells = tuple[float | str, ...]

SMALL, LARGE = 50_000, 1_000_000
"""Stories."""


def run(*, quick: bool) -> list[Table]:
    count = SMALL if quick else LARGE
    built = asyncio.run(build(count))
    command = [sys.executable, "-m", f"{__name__}.measured", str(path(count))]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)  # noqa: S603
    return tables(count, built, json.loads(done.stdout))


def tables(count: int, built: float, found: Mapping[str, Any]) -> list[Table]:
    """built: seconds that making the archive took, 0 where it was there."""
    return [
        _costs(count, built, found),
        _times("Searching, ms", found["searching"], p99=30),
        _times("Choosing from what is offered while one types, ms", found["choosing"], p99=20),
        _times("Lists, ms", found["listing"], p99=30),
        _times("Counting for charts, ms", found["charting"], p99=100),
        _times("Rehearsals of a query, ms", found["rehearsing"], p99=300),
        _times("Related stories, ms", found["relating"], p99=30),
        _gathering(found["gathering"]),
    ]


def _costs(count: int, built: float, found: Mapping[str, Any]) -> Table:
    size = path(count).stat().st_size / 2**20
    table = Table(f"An archive of {count:,} stories, {size:,.0f} MiB", ("Downlink", "wanted"))
    table.rows.append(("opened cold until the first answer, s", f"{found['opened']:.2f}", "≤ 3"))
    own, *rest = found["memory"].values()
    table.rows.append(("bot after all of this, MiB resident", f"{own:.0f}", ""))
    table.rows.append(("with its worker, MiB", f"{own + sum(rest):.0f}", "≤ 250"))
    if load := found.get("load"):
        table.notes.append(f"{os.cpu_count()} cores with {load:.1f} programs at work meanwhile.")
    if built:
        table.notes.append(f"Made in {built:.0f} s, and kept for the next run.")
    return table


def _times(title: str, found: Mapping[str, Sequence[Cost]], p99: float) -> Table:
    table = Table(title, ("calls", "p50", "p99", "max", "p99 wanted", *_CPU))
    for kind, took in found.items():
        lag, cpu = _lags(took)
        shown: _Cells = lag.at(50), lag.at(99), lag.most, f"≤ {p99:g}", cpu.at(50), cpu.at(99)
        table.rows.append((kind, str(len(took)), *map(_cell, shown)))
    return table


def _gathering(found: Mapping[str, Sequence[Cost]]) -> Table:
    columns = "calls", "p50", "wanted", "p99", "wanted", *_CPU
    table = Table("What a new article costs, ms", columns)
    for kind, took in found.items():
        lag, cpu = _lags(took)
        p50, p99 = ("≤ 0.5", "≤ 5") if "article" in kind else ("", "")
        shown: _Cells = lag.at(50), p50, lag.at(99), p99, cpu.at(50), cpu.at(99)
        table.rows.append((kind, str(len(took)), *map(_cell, shown)))
    return table


def _lags(took: Sequence[Cost]) -> tuple[Lag, Lag]:
    """By the clock, and of the processor."""
    return Lag([each for each, _ in took]), Lag([each for _, each in took])


def _cell(shown: float | str) -> str:
    return shown if isinstance(shown, str) else f"{shown:.2f}" if shown < 10 else f"{shown:.1f}"
