"""How long documents take to read, and what that does to the loop of the process beside it."""

import asyncio
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

from benchmarks import documents, measures
from benchmarks.tables import Table
from news.entities import named
from news.errors import NotAFeed
from news.matching import plain
from news.models import Article, Fetched, Kind, Source
from news.parse import parse
from news.topics import classify
from pipeline.parsing import Worker

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SOURCE = Source("bench", "https://bench.example/feed", "Bench", Kind.PRESS, images=True)
LARGE = 2 * 1024 * 1024
"""Bytes; few real feeds are as large."""


def run(*, quick: bool) -> list[Table]:
    tables = [_times("documents of our own", _own(10 if quick else 100), 1 if quick else 3)]
    if (shared := os.environ.get("SPACE_NEWS_SHARED")) and not quick:
        tables.append(_times("the documents of the corpus", _corpus(Path(shared)), 3))
    tables.append(_understood(_own(4 if quick else 40), 1 if quick else 5))
    tables.append(asyncio.run(_lag(LARGE // 20 if quick else LARGE, 1 if quick else 5)))
    return tables


def _own(count: int) -> list[Fetched]:
    made = (documents.document(number) for number in range(count))
    return [Fetched(SOURCE.url, body, kind) for body, kind in made]


def _corpus(shared: Path) -> list[Fetched]:
    files = sorted((shared / "corpus" / "documents").iterdir())
    return [Fetched(SOURCE.url, file.read_bytes()) for file in files if file.is_file()]


def _times(name: str, found: Sequence[Fetched], runs: int) -> Table:
    """Milliseconds, of each document the median of the runs."""
    taken = [median(_took(each) for _ in range(runs)) * 1000 for each in found]
    size = sum(len(each.body) for each in found)
    rate = size / 1e6 / (sum(taken) / 1000)
    table = Table(f"Reading {name} ({len(found)}, {size / 1e6:.1f} MB)", ("",))
    table.rows += [
        ("median, ms", f"{median(taken):.1f}"),
        ("p95, ms", f"{quantiles(taken, n=20, method='inclusive')[-1]:.1f}"),
        ("longest, ms", f"{max(taken):.1f}"),
        ("MB/s", f"{rate:.1f}"),
    ]
    return table


def _took(fetched: Fetched) -> float:
    began = perf_counter()
    with suppress(NotAFeed):  # that takes its time, too
        parse(fetched, SOURCE, NOW)
    return perf_counter() - began


def _understood(found: Sequence[Fetched], runs: int) -> Table:
    """The part of it that names entities and topics, as the best of the runs has it."""
    articles = [article for each in found for article in parse(each, SOURCE, NOW).articles]
    least = min(_naming(articles) for _ in range(runs))
    table = Table(f"Names and topics of {len(articles)} items", ("", "wanted"))
    table.rows.append(("CPU-ms an item", f"{least * 1000 / len(articles):.2f}", "≤ 0.2"))
    return table


def _naming(articles: Sequence[Article]) -> float:
    plain.cache_clear()
    began = process_time()
    for each in articles:
        classify(
            each.title,
            each.summary,
            categories=each.categories,
            kind=each.kind,
            url=each.url,
            entities=named(each.title, each.summary),
        )
    return process_time() - began


async def _lag(size: int, runs: int) -> Table:
    """With the document on its way to the worker, in it, and what was found on its way back."""
    fetched = Fetched(SOURCE.url, b"".join(documents.large(size)))
    late = measures.Lag()
    async with Worker() as worker:
        await worker.parse(_own(1)[0], SOURCE, NOW)
        for _ in range(runs):
            async with measures.lag() as lag:
                await worker.parse(fetched, SOURCE, NOW)
            late.late += lag.late
    table = Table(f"The loop while a document of {size / 2**20:.1f} MiB is read", ("", "wanted"))
    table.rows += [
        ("late, p50, ms", f"{late.at(50) * 1000:.1f}", ""),
        ("late, p99, ms", f"{late.at(99) * 1000:.1f}", "≤ 20"),
        ("late, longest, ms", f"{late.most * 1000:.1f}", ""),
    ]
    return table
