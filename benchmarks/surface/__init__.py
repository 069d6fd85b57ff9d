"""How soon every command is answered over a large archive, while much is read and told."""

import asyncio
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.archive import building, events
from benchmarks.fanout import LONGEST_END, Cost, cost
from benchmarks.measures import Lag
from benchmarks.reading.server import serving
from benchmarks.surface import ground
from benchmarks.surface.discord import Place, Seen, Size, serve
from benchmarks.tables import Table
from tests import bot_process

SMALL = Size(
    50_000, sources=40, channels=50, seconds=45, read_every=10, anew_after=300, told_every=1.1
)
LARGE = Size(1_000_000, sources=1_000, channels=100, seconds=420)

WANTED = "≤ 250"
"""Milliseconds, of every command's 99th percentile."""


def run(*, quick: bool) -> list[Table]:
    size = SMALL if quick else LARGE
    asyncio.run(building.build(size.stories))
    # The archive ends on a certain day: all of this takes place then.
    ahead = events.NOW - datetime.now(UTC)
    with (
        TemporaryDirectory() as folder,
        serving(size.sources, size.anew_after, size.read_every) as sources,
        discord(size, ahead) as there,
    ):
        place: Place = there.recv()
        database, catalogue = Path(folder) / "news.db", Path(folder) / "catalogue.toml"
        known = asyncio.run(ground.lay(database, size, place))
        catalogue.write_text(ground.catalogue(place.wire, sources), encoding="utf-8")
        env = bot_process.environment(place.token, database, catalogue)
        with bot(size, place, env, ahead) as running:
            there.recv()
            # Sources that are new are read once, and never again so much at a time.
            ground.until_read(database)
            before = ground.articles(database)
            there.send(known)
            seen: Seen = there.recv()
            spent = cost(running.pid)
        read = ground.articles(database) - before
    return [_answers(size, seen), _meanwhile(seen, read, spent)]


@contextmanager
def discord(size: Size, ahead: timedelta) -> Iterator[Connection]:
    here, there = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=serve, args=(there, size, ahead))
    process.start()
    there.close()
    try:
        yield here
    finally:
        here.close()
        process.join()


@contextmanager
def bot(
    size: Size, place: Place, env: Mapping[str, str], ahead: timedelta
) -> Iterator[subprocess.Popen[bytes]]:
    """The program with its own settings, but for how often it reads."""
    often = {
        "POLL_MINUTES": str(size.told_every / 60),
        "POLL_MAX_MINUTES": str(size.read_every / 60),
        "LOG_LEVEL": "ERROR",
    }
    command = bot_process.command(place.api, place.gateway, ahead.total_seconds() / 60)
    running = subprocess.Popen(command, env={**os.environ, **env, **often})  # noqa: S603
    try:
        yield running
    finally:
        running.terminate()
        running.wait(LONGEST_END)


def _answers(size: Size, seen: Seen) -> Table:
    """The slowest first, by their 99th percentile."""
    title = (
        f"First answers, ms: {size.stories:,} stories, {size.sources:,} sources being read, "
        f"{size.channels:,} channels being told"
    )
    took = {name: Lag([each * 1000 for each in took]) for name, took in seen.heard.took.items()}
    everything = Lag([each for lag in took.values() for each in lag.late])
    slowest = sorted(took.items(), key=lambda each: -each[1].at(99))
    table = Table(title, ("asked", "failed", "p50", "p99", "max", "p99 wanted"))
    table.rows.append(_row("all of them", everything, seen.heard.failed.total()))
    table.rows += [_row(name, lag, seen.heard.failed[name]) for name, lag in slowest]
    failed = {name: count for name, count in seen.heard.failed.items() if count}
    table.rows += [_row(name, Lag(), failed[name]) for name in failed.keys() - took.keys()]
    return table


def _row(name: str, lag: Lag, failed: int) -> tuple[str, ...]:
    figures = (lag.at(50), lag.at(99), lag.most)
    return (name, f"{len(lag.late):,}", f"{failed}", *(f"{each:.1f}" for each in figures), WANTED)


def _meanwhile(seen: Seen, read: int, spent: Cost) -> Table:
    table = Table("Meanwhile", ("Downlink",))
    table.rows += [
        ("seconds", f"{seen.seconds:.0f}"),
        ("commands and buttons/s", f"{sum(map(len, seen.heard.took.values())) / seen.seconds:.1f}"),
        ("new articles read/s", f"{read / seen.seconds:.1f}"),
        ("stories told/s", f"{seen.told / seen.seconds:.1f}"),
        ("bot, CPU seconds", f"{spent.own_cpu:.0f}"),
        ("its processes, CPU seconds", f"{spent.other_cpu:.0f}"),
        ("bot, MiB resident", f"{spent.own_memory:.0f}"),
        ("its processes, MiB", f"{spent.other_memory:.0f}"),
    ]
    return table
