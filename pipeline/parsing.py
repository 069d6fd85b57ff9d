"""A worker process around news.parse: bad input can block a parser for longer than we live with."""

import asyncio
import multiprocessing
import signal
from collections.abc import Iterator
from concurrent.futures import TimeoutError as OutOfTime
from contextlib import contextmanager
from datetime import datetime
from multiprocessing import resource_tracker

from pebble import ProcessExpired, ProcessPool

from news.errors import NotAFeed
from news.models import Document, Fetched, Source
from news.parse import parse

DEADLINE = 10.0
"""Seconds for one document; then the worker is killed and replaced."""


class Worker:
    """One process, reused from document to document. An async context manager."""

    async def __aenter__(self) -> "Worker":
        # Never fork: our process has threads, whose locks a forked child would inherit held.
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPool(max_workers=1, context=context)
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        await asyncio.to_thread(self._pool.join)

    async def parse(self, fetched: Fetched, source: Source, now: datetime) -> Document:
        """As news.parse.parse, off our event loop. Raises NotAFeed."""
        with _interrupts_held_back():
            # The first time, this starts the process.
            future = self._pool.schedule(parse, args=(fetched, source, now), timeout=DEADLINE)
        try:
            document: Document = await asyncio.wrap_future(future)
        except OutOfTime as error:
            raise NotAFeed("source.too_slow") from error
        except ProcessExpired as error:
            raise NotAFeed("source.not_readable") from error
        return document


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """What is started meanwhile hears no Ctrl-C, which a terminal sends to all: we end it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    # Its start would let them through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
