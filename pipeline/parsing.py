"""A worker process around news.parse: bad input can block a parser for longer than we live with.

What else is better done beside the bot (pipeline/studio.py) has a worker of its own.
"""

import asyncio
import gc
import logging
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor
from concurrent.futures import TimeoutError as OutOfTime
from contextlib import contextmanager
from datetime import datetime
from multiprocessing import resource_tracker
from multiprocessing.context import SpawnContext, SpawnProcess
from types import ModuleType
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from news.errors import NotAFeed, SourceTrouble
from news.models import Document, Fetched, Source
from news.parse import parse

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

log = logging.getLogger(__name__)
Result = TypeVar("Result")

DEADLINE = 10.0
"""Seconds for one document; then the worker is killed and replaced."""

MEMORY = 512 * 2**20
"""Bytes of address space that the worker may have."""

LONGEST = 180.0
"""Seconds until a document has been read or refused, the wait for those before it included."""

_CPU_SECONDS = 2 * int(DEADLINE)
"""For one document: should the deadline ever be missed, the system itself ends the worker."""


def _nothing() -> None: ...


class Worker:
    """One process, reused from document to document. An async context manager.

    warm: what each process does first, in its own time.
    """

    def __init__(self, warm: Callable[[], None] = _nothing) -> None:
        self._warm = warm

    async def __aenter__(self) -> "Worker":
        self._changing = threading.Lock()
        self._closed = False
        self._pool = await asyncio.to_thread(_open, self._warm)
        return self

    async def __aexit__(self, *_error: object) -> None:
        await asyncio.to_thread(self._close)

    async def parse(self, fetched: Fetched, source: Source, now: datetime) -> Document:
        """As news.parse.parse, off our event loop. Raises NotAFeed."""
        document: Document = await self._done(_read, fetched, source, now)
        return document

    async def run(self, work: Callable[..., Result], *given: object) -> Result:
        """Any other pure function of what strangers sent, within the same limits.

        Raises NotAFeed where it goes beyond them, and what the function raises.
        """
        result: Result = await self._done(_limited, work, *given)
        return result

    async def _done(self, work: Callable[..., Any], *given: object) -> Any:
        pool = self._pool
        try:
            return await _result(pool, work, *given)
        except _StuckError as error:
            await asyncio.to_thread(self._replace, pool)
            raise NotAFeed("source.too_slow") from error
        except _BrokenError:
            # Not the document's doing: the system has ended a worker that was waiting, say.
            await asyncio.to_thread(self._replace, pool)
        try:
            return await _result(self._pool, work, *given)
        except (_StuckError, _BrokenError) as error:
            raise NotAFeed("source.not_readable") from error

    def _replace(self, broken: ProcessPool) -> None:
        with self._changing:
            if self._pool is broken and not self._closed:
                _end(broken)
                self._pool = _open(self._warm)

    def _close(self) -> None:
        with self._changing:
            self._closed = True
            _end(self._pool)


class _BrokenError(Exception):
    """No document will be read by this pool any more."""


class _StuckError(Exception):
    """The pool lives, and says nothing: a lock died with its holder, say."""


async def _result(pool: ProcessPool, work: Callable[..., Any], *given: object) -> Any:
    try:
        future = pool.schedule(work, args=given, timeout=DEADLINE)
    except RuntimeError as error:
        raise _BrokenError from error
    try:
        async with asyncio.timeout(LONGEST):
            return await asyncio.wrap_future(future)
    except SourceTrouble as trouble:
        # pebble has hung the worker's whole traceback on it: too much for a line of the log.
        log.debug("the worker says: %s", trouble.__cause__)
        raise trouble from None
    except OutOfTime as error:
        if future.cancelled():  # by us
            raise _StuckError from error
        raise NotAFeed("source.too_slow") from error
    except BrokenExecutor as error:
        raise _BrokenError from error
    except (ProcessExpired, MemoryError) as error:
        raise NotAFeed("source.not_readable") from error


def _open(warm: Callable[[], None]) -> ProcessPool:
    pool = ProcessPool(max_workers=1, initializer=_prepare, initargs=(warm,), context=_Context())
    assert pool.active  # being asked is what starts it
    return pool


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()


def _prepare(warm: Callable[[], None]) -> None:
    # What is loaded now stays for ever, and documents are made of many small things: to look
    # through all of it for garbage so often costs a tenth of the time.
    gc.freeze()
    gc.set_threshold(20_000)
    if resource:
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (_at_most(MEMORY, most), most))
    warm()


def _read(fetched: Fetched, source: Source, now: datetime) -> Document:
    return _limited(parse, fetched, source, now)


def _limited(work: Callable[..., Result], *given: object) -> Result:
    _allow(_CPU_SECONDS)
    return work(*given)


def _allow(seconds: int) -> None:
    """The system ends this process after so many seconds more of work."""
    if resource:
        used = resource.getrusage(resource.RUSAGE_SELF)
        wanted = int(used.ru_utime + used.ru_stime) + seconds
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (_at_most(wanted, most), most))


def _at_most(wanted: int, most: int) -> int:
    return wanted if most == resource.RLIM_INFINITY else min(wanted, most)


class _Process(SpawnProcess):
    """Knows nothing of the program's main module, whose imports would cost a second and 60 MB.

    The pool starts one anew whenever one has ended, in a thread of its own.
    """

    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: N802 - multiprocessing's name
        # Its own start would let interrupts through again.
        resource_tracker.ensure_running()
        with _STARTING, _interrupts_held_back(), _main_hidden():
            return SpawnProcess._Popen(process_obj)


class _Context(SpawnContext):
    """Never fork: our process has threads, whose locks a forked child would inherit held."""

    Process = _Process


_STARTING = threading.Lock()


@contextmanager
def _main_hidden() -> Iterator[None]:
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """What is started meanwhile hears no Ctrl-C, which a terminal sends to all: we end it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
