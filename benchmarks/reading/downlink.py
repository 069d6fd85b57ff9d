"""python -m benchmarks.reading.downlink FOLDER AGAIN: reads FOLDER/sources as the bot does.

In a process of its own that holds what the bot's holds; prints its figures as JSON.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from sqlalchemy import func, select, update

import bot
from benchmarks import measures
from news import settings
from news.models import Kind, Source
from pipeline.newsroom import Newsroom
from pipeline.parsing import Worker
from pipeline.session import open_session
from storage import roster, schema, sources
from storage.database import Database, open_database


@dataclass(frozen=True)
class Bench:
    db: Database
    newsroom: Newsroom
    count: int

    async def phase(self, read: Callable[[], Awaitable[None]]) -> dict[str, float]:
        """What it took to read all sources once."""
        cpu, began = measures.cpu_seconds(), perf_counter()
        async with measures.lag() as lag:
            await read()
        took, cpu = perf_counter() - began, measures.cpu_seconds() - cpu
        return {
            "rate": self.count / took,
            "cpu_ms": cpu * 1000 / self.count,
            "lag_p50_ms": lag.at(50) * 1000,
            "lag_p99_ms": lag.at(99) * 1000,
            "lag_max_ms": lag.most * 1000,
        }

    async def read(self) -> None:
        """As cogs.polling does it, until nothing is due any more."""
        await self.newsroom.poll_once()
        while (due_at := await sources.due_at(self.db)) and due_at <= bot.now():
            await self.newsroom.until_due()
            await self.newsroom.poll_once()
        await self.newsroom.finish()

    async def make_due(self) -> None:
        async with self.db.transaction() as tx:
            await tx.write(update(schema.sources).values(next_check_at=bot.now()))

    async def articles(self) -> int:
        rows = await self.db.rows(select(func.count().label("told")).select_from(schema.articles))
        return int(rows[0].told)


async def main(folder: Path, again: int) -> dict[str, object]:
    chosen = settings.load(
        {"DATABASE_URL": f"sqlite:///{folder}/news.db", "FETCH_PRIVATE_NETWORKS": "true"}
    )
    catalogue = [_source(at, url) for at, url in enumerate(_addresses(folder))]
    async with open_database(chosen.database) as db:
        async with db.transaction() as tx:
            await roster.keep(tx, catalogue, bot.now())
        async with open_session(chosen) as session, Worker() as worker:
            newsroom = Newsroom(db, session, worker, chosen, bot.now)
            bot.keep_loaded()
            return await _measured(Bench(db, newsroom, len(catalogue)), again)


async def _measured(bench: Bench, again: int) -> dict[str, object]:
    first = await bench.phase(bench.read)
    unchanged = []
    for _ in range(again):
        await bench.make_due()
        unchanged.append(await bench.phase(bench.read))
    memory = measures.resident()
    return {
        "first": first,
        "unchanged": unchanged,
        "articles": await bench.articles(),
        "memory": memory,
    }


def _addresses(folder: Path) -> list[str]:
    return (folder / "sources").read_text(encoding="utf-8").split()


def _source(at: int, url: str) -> Source:
    return Source(id=f"outlet-{at}", url=url, outlet=f"Outlet {at}", kind=Kind.PRESS)


if __name__ == "__main__":
    bot.write_log(settings.load({"LOG_LEVEL": "WARNING"}))
    print(json.dumps(asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))))
