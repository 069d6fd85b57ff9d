"""How many messages a second the sandbox, in a process of its own, takes from an HTTP client."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from statistics import quantiles
from time import perf_counter
from typing import Any

import aiohttp

from benchmarks.tables import Table
from sandbox.server import Sandbox

WANTED = 1_000
"""A second."""

AT_ONCE = (1, 8, 32)
SHARES = (50, 95, 99)
MESSAGES = 4_000
WARM_UP = 200


def run(*, quick: bool) -> list[Table]:
    count = MESSAGES // 20 if quick else MESSAGES
    columns = ("messages/s", "wanted", *(f"p{at}, ms" for at in SHARES))
    return [Table("Messages created in the sandbox, limits off", columns, asyncio.run(_run(count)))]


async def _run(count: int) -> list[tuple[str, ...]]:
    here, there = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=serve, args=(there,))
    process.start()
    there.close()
    try:
        url, token = await asyncio.to_thread(here.recv)
        async with aiohttp.ClientSession(headers={"Authorization": f"Bot {token}"}) as session:
            await create(session, url, iter(range(WARM_UP)), [])
            return [await measure(session, url, at_once, count) for at_once in AT_ONCE]
    finally:
        here.close()
        await asyncio.to_thread(process.join)


async def measure(
    session: aiohttp.ClientSession, url: str, at_once: int, count: int
) -> tuple[str, ...]:
    numbers, took = iter(range(count)), list[float]()
    began = perf_counter()
    await asyncio.gather(*(create(session, url, numbers, took) for _ in range(at_once)))
    rate = count / (perf_counter() - began)
    cuts = quantiles(took, n=100)
    latencies = (f"{cuts[at - 1] * 1000:.1f}" for at in SHARES)
    return (f"{at_once} at once", f"{rate:,.0f}", f"≥ {WANTED:,}", *latencies)


async def create(
    session: aiohttp.ClientSession, url: str, numbers: Iterator[int], took: list[float]
) -> None:
    """Sends one message after the other while there are numbers."""
    for number in numbers:
        began = perf_counter()
        async with session.post(url, json=card(number)) as response:
            response.raise_for_status()
            await response.read()
        took.append(perf_counter() - began)


def card(number: int) -> dict[str, Any]:
    """As large as what the bot posts for a story."""
    story = {
        "title": f"Probe {number} finds ice at the pole",
        "url": f"https://orbit.example/{number}",
        "description": "What was taken for a shadow turns out to be frozen water. " * 4,
        "color": 0x5865F2,
        "timestamp": "2026-11-22T12:00:00+00:00",
        "footer": {"text": "Orbit Daily"},
    }
    return {"embeds": [story], "allowed_mentions": {"parse": []}}


def serve(told: Connection) -> None:
    asyncio.run(_serve(told))


async def _serve(told: Connection) -> None:
    """Until the other end is closed."""
    async with Sandbox(lambda: datetime.now(UTC), limits=False) as sandbox:
        channel = sandbox.world.channel("space-news")
        told.send((f"{sandbox.api}/channels/{channel.id}/messages", sandbox.world.token))
        await asyncio.to_thread(told.poll, None)
