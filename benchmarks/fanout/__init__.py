"""A few stories into very many channels, within Discord's limits, while members ask."""

import asyncio
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks import measures
from benchmarks.fanout.discord import Place, Seen, Size, serve
from benchmarks.tables import Table
from news.models import ALL, Subscription
from storage import subscriptions
from storage.database import open_database
from tests import bot_process
from tests.feeds import catalogue

SMALL = Size(channels=100, stories=2)
LARGE = Size(channels=2_000, stories=5)

LONGEST_END = 30
"""Seconds in which the bot has to end."""

WINDOW = 10.0
"""Seconds over which a rate is sustained."""

RATE = "≥ 47"
"""A second, of the 48 that DELIVERY_RATE allows."""


class Cost(NamedTuple):
    """Of the bot's own process and of its children: seconds of the processor, MiB resident."""

    own_cpu: float
    other_cpu: float
    own_memory: float
    other_memory: float


def run(*, quick: bool) -> list[Table]:
    size = SMALL if quick else LARGE
    with TemporaryDirectory() as folder, discord(size) as there:
        place: Place = there.recv()
        with bot(place, Path(folder)) as running:
            there.recv()
            before = cost(running.pid)
            there.send("publish")
            seen: Seen = there.recv()
            after = cost(running.pid)
    spent = Cost(
        after.own_cpu - before.own_cpu,
        after.other_cpu - before.other_cpu,
        after.own_memory,
        after.other_memory,
    )
    return [table(size, seen, spent)]


@contextmanager
def discord(size: Size) -> Iterator[Connection]:
    here, there = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=serve, args=(there, size))
    process.start()
    there.close()
    try:
        yield here
    finally:
        here.close()
        process.join()


@contextmanager
def bot(place: Place, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The program with its own settings, but for where it finds Discord and the source."""
    database, known = folder / "news.db", folder / "catalogue.toml"
    known.write_text(catalogue(("orbit", place.source)), encoding="utf-8")
    asyncio.run(subscribe(database, place))
    env = os.environ | bot_process.environment(place.token, database, known)
    env |= {"POLL_MINUTES": "0.01", "POLL_MAX_MINUTES": "0.01", "LOG_LEVEL": "ERROR"}
    running = subprocess.Popen(bot_process.command(place.api, place.gateway), env=env)  # noqa: S603
    try:
        yield running
    finally:
        running.terminate()
        running.wait(LONGEST_END)


async def subscribe(database: Path, place: Place) -> None:
    now = datetime.now(UTC)
    async with open_database(database) as db, db.transaction() as tx:
        for channel in place.channels:
            wanted = Subscription(guild_id=place.guild, channel_id=channel, topic=ALL)
            await subscriptions.add(tx, wanted, now)


def cost(pid: int) -> Cost:
    own, *others = measures.family(pid)
    return Cost(
        measures.cpu_of(own),
        sum(map(measures.cpu_of, others)),
        measures.resident_of(own),
        sum(map(measures.resident_of, others)),
    )


def table(size: Size, seen: Seen, spent: Cost) -> Table:
    title = (
        f"{size.posts:,} posts: {size.stories} stories in {size.channels:,} channels, "
        "within Discord's limits"
    )
    rows = [*_told(seen), *_acknowledged(seen), *_spent(size, spent)]
    return Table(title, ("Downlink", "wanted"), rows)


def _told(seen: Seen) -> Iterator[tuple[str, ...]]:
    times = sorted(at for at, _ in seen.told)
    first = dict[int, float]()
    for at, channel in seen.told:
        first.setdefault(channel, at)
    yield ("posts/s", f"{rate(times):.1f}", RATE)
    yield (f"posts/s, slowest {WINDOW:.0f} s", f"{slowest(times):.1f}", RATE)
    yield ("429 answers", f"{seen.statuses[429]:,}", "0")
    yield ("other errors", f"{_errors(seen):,}", "0")
    yield from _shares("published to told, s", times)
    yield from _shares("published to a channel's first, s", list(first.values()))


def _spent(size: Size, spent: Cost) -> Iterator[tuple[str, ...]]:
    yield ("CPU-ms a post", f"{spent.own_cpu * 1000 / size.posts:.1f}", "")
    yield ("its processes, CPU-ms a post", f"{spent.other_cpu * 1000 / size.posts:.1f}", "")
    yield ("bot, MiB resident", f"{spent.own_memory:.1f}", "")
    yield ("its processes, MiB", f"{spent.other_memory:.1f}", "")


def rate(times: Sequence[float]) -> float:
    """A second, from the first to the last."""
    return (len(times) - 1) / (times[-1] - times[0])


def slowest(times: Sequence[float]) -> float:
    """A second, in the window with the fewest; where there is none, all along."""
    starts = [at for at in times if at + WINDOW <= times[-1]]
    if not starts:
        return rate(times)
    end, fewest = 0, len(times)
    for begin, at in enumerate(starts):
        while times[end] < at + WINDOW:
            end += 1
        fewest = min(fewest, end - begin)
    return fewest / WINDOW


def _errors(seen: Seen) -> int:
    return sum(
        count for status, count in seen.statuses.items() if (status or 0) >= 400 and status != 429
    )


def _acknowledged(seen: Seen) -> Iterator[tuple[str, ...]]:
    milliseconds = [took * 1000 for took in seen.acknowledged]
    asked = len(milliseconds) + seen.silent
    yield ("commands acknowledged", f"{len(milliseconds):,} of {asked:,}", "all")
    yield from _shares("acknowledged, ms", milliseconds, ("", "≤ 300"))


def _shares(
    name: str, figures: Sequence[float], wanted: tuple[str, str] = ("", "")
) -> Iterator[tuple[str, ...]]:
    cuts = quantiles(figures, n=100)
    for at, limit in zip((50, 99), wanted, strict=True):
        yield (f"{name}, p{at}", f"{cuts[at - 1]:.1f}", limit)
