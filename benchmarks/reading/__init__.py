"""First and unchanged reading of many sources: ours and lemon24/reader's, from the same server."""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.documents import ITEMS
from benchmarks.reading.server import serving
from benchmarks.tables import Table

SMALL, LARGE = 40, 1_000
"""Sources."""

RIVAL_WORKERS = ("1", "8")
"""Threads that lemon24/reader fetches with; its better figure counts."""

Found = dict[str, Any]


def run(*, quick: bool) -> list[Table]:
    count, runs, again = (SMALL, 1, 1) if quick else (LARGE, 3, 3)
    ours, theirs = list[Found](), list[Found]()
    with serving(count) as addresses:
        for _ in range(runs):
            ours.append(_read(addresses, "downlink", again))
            if rival():
                theirs += [_read(addresses, "lemon24", again, each) for each in RIVAL_WORKERS]
    return [_speed(count, ours, theirs), _cost(count, ours, theirs)]


def rival() -> str:
    """The version of lemon24/reader; empty where it is not installed."""
    with suppress(PackageNotFoundError):
        return version("reader")
    return ""


def _read(addresses: Sequence[str], module: str, again: int, *arguments: str) -> Found:
    """Runs one reader of feeds in a process of its own, with a new database.

    again: how often what has not changed is read.
    """
    with TemporaryDirectory() as folder:
        (Path(folder) / "sources").write_text("\n".join(addresses), encoding="utf-8")
        command = [sys.executable, "-m", f"{__name__}.{module}", folder, str(again), *arguments]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)  # noqa: S603
    found: Found = json.loads(done.stdout)
    assert found["articles"] == len(addresses) * ITEMS, f"{module} has read {found['stories']}"
    return found


def _speed(count: int, ours: Sequence[Found], theirs: Sequence[Found]) -> Table:
    title = f"Reading {count:,} sources of {ITEMS} items, each on a host of its own"
    table = Table(title, ("Downlink", f"reader {rival()}", "ratio", "wanted"))
    for phase, wanted in (("first", "≥ 3"), ("unchanged", "")):
        mine = _median(ours, phase, "rate")
        best = _best(theirs, phase, "rate", max)
        ratio = f"{mine / best:.1f}" if best else "–"
        table.rows.append((f"{phase}, sources/s", _one(mine), _one(best), ratio, wanted))
    for phase, wanted in (("first", ""), ("unchanged", "≤ 1.5")):
        mine = _median(ours, phase, "cpu_ms")
        best = _best(theirs, phase, "cpu_ms", min)
        ratio = f"{mine / best:.2f}" if best else "–"
        table.rows.append((f"{phase}, CPU-ms a source", _two(mine), _two(best), ratio, wanted))
    table.notes.append(_about(len(ours)))
    return table


def _cost(count: int, ours: Sequence[Found], theirs: Sequence[Found]) -> Table:
    table = Table(f"What it costs to read {count:,} sources", ("Downlink", "wanted"))
    for phase in ("first", "unchanged"):
        for at, wanted in (("p50", ""), ("p99", "≤ 20"), ("max", "")):
            late = _median(ours, phase, f"lag_{at}_ms")
            table.rows.append((f"loop late while {phase}, {at}, ms", _one(late), wanted))
    held = sorted((each["memory"] for each in ours), key=_sum)[len(ours) // 2]
    # The third is multiprocessing's own, which waits to tidy up after the others.
    own, *rest = held.values()
    table.rows.append(("bot, MiB resident", _one(own), ""))
    table.rows.append(("its processes, MiB", " + ".join(map(_one, rest)), ""))
    table.rows.append(("together, MiB", _one(_sum(held)), "≤ 200"))
    if theirs:
        memory = median(_sum(each["memory"]) for each in theirs)
        table.notes.append(f"reader holds {memory:.0f} MiB; it has no loop, no bot, no worker.")
    return table


def _about(runs: int) -> str:
    known = "" if rival() else "lemon24/reader is not installed: make bench does that. "
    runs_of = "One run" if runs == 1 else f"Medians of {runs} runs"
    return (
        f"{known}{runs_of}; reader has {' or '.join(RIVAL_WORKERS)} workers, whichever is better."
    )


def _median(found: Sequence[Found], phase: str, figure: str) -> float:
    return median(part[figure] for each in found for part in _parts(each[phase]))


def _best(
    found: Sequence[Found], phase: str, figure: str, better: Callable[[Sequence[float]], float]
) -> float:
    """The better of the medians for each number of workers; 0: none was measured."""
    apart = [found[at :: len(RIVAL_WORKERS)] for at in range(len(RIVAL_WORKERS))]
    medians = [_median(each, phase, figure) for each in apart if each]
    return better(medians) if medians else 0.0


def _parts(phase: Any) -> list[dict[str, float]]:
    return phase if isinstance(phase, list) else [phase]


def _sum(memory: dict[str, float]) -> float:
    return sum(memory.values())


def _one(figure: float) -> str:
    return f"{figure:,.1f}" if figure else "–"


def _two(figure: float) -> str:
    return f"{figure:,.2f}" if figure else "–"
