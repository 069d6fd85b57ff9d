"""The worker process: what it holds, what ends it, and that another one takes its place."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from news.errors import NotAFeed
from news.models import Document, Fetched
from pipeline import parsing
from pipeline.parsing import Worker
from tests.builders import NOON, source
from tests.pipeline.accidents import die, fill, hold, loaded, spin

FEED = b"""<rss version="2.0"><channel><title>Orbit</title><link>https://orbit.example/</link>
<item><guid>1</guid><title>Lander touches down</title><link>/1</link></item></channel></rss>"""

linux = pytest.mark.skipif(sys.platform != "linux", reason="what Linux's resource limits do")


async def read(worker: Worker, body: bytes = FEED) -> Document:
    return await worker.parse(Fetched("https://orbit.example/feed", body), source(), NOON)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def doomed() -> AsyncIterator[Worker]:
    """One that tests may end: it is whole again for the next."""
    async with Worker() as started:
        yield started


async def ask(worker: Worker, question: Callable[..., Any], *arguments: Any) -> Any:
    """What a function gives in the worker process."""
    return await asyncio.wrap_future(worker._pool.schedule(question, args=arguments))


async def test_a_document_is_read_in_another_process(worker: Worker) -> None:
    [article] = (await read(worker)).articles
    assert (article.title, article.url) == ("Lander touches down", "https://orbit.example/1")


async def test_what_is_no_feed_is_said_across_the_processes(worker: Worker) -> None:
    with pytest.raises(NotAFeed) as caught:
        await read(worker, b"<html></html>")
    assert caught.value.key == "source.is_a_page"
    # Nothing that would put the worker's traceback into a line of the log.
    assert caught.value.__cause__ is None


async def test_the_worker_loads_nothing_that_it_does_not_need(worker: Worker) -> None:
    assert "feedparser" in await ask(worker, loaded)
    assert not {"discord", "aiohttp", "sqlalchemy", "pytest"} & await ask(worker, loaded)


@linux
async def test_the_worker_has_only_so_much_memory(worker: Worker) -> None:
    assert await ask(worker, hold, parsing.MEMORY // 4)
    with pytest.raises(MemoryError):
        await ask(worker, hold, parsing.MEMORY)


@pytest.mark.parametrize(
    ("accident", "key"),
    [
        pytest.param(spin, "source.too_slow", id="never ends"),
        pytest.param(die, "source.not_readable", id="ends the process"),
        pytest.param(fill, "source.not_readable", id="takes all memory", marks=linux),
    ],
)
async def test_a_document_that_is_too_much_is_refused_and_the_next_is_read(
    doomed: Worker, monkeypatch: pytest.MonkeyPatch, accident: Callable[..., None], key: str
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(parsing, "_read", accident)
        patched.setattr(parsing, "DEADLINE", 0.5)
        with pytest.raises(NotAFeed) as caught:
            await read(doomed)
    assert caught.value.key == key
    assert (await read(doomed)).articles
    # The one that took its place is as lean as the first.
    assert "pytest" not in await ask(doomed, loaded)


@linux
async def test_a_deadline_that_is_missed_is_kept_by_the_system(
    doomed: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ask(doomed, parsing._allow, 1)
    monkeypatch.setattr(parsing, "_read", spin)
    with pytest.raises(NotAFeed) as caught:
        await read(doomed)
    assert caught.value.key == "source.not_readable"


def waits(pid: int) -> bool:
    """Whether the process sleeps: it holds no lock any more, as it does just after an answer."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "S"


@linux
async def test_a_worker_ended_while_it_waits_does_not_end_the_reading(
    doomed: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Where the pool does not recover by itself, it is replaced after this.
    monkeypatch.setattr(parsing, "LONGEST", 10.0)
    pid = await ask(doomed, os.getpid)
    while not waits(pid):
        await asyncio.sleep(0)
    os.kill(pid, signal.SIGKILL)
    found = await asyncio.gather(*(read(doomed) for _ in range(16)), return_exceptions=True)
    assert all(isinstance(each, Document | NotAFeed) for each in found)
    assert (await read(doomed)).articles
    assert await ask(doomed, os.getpid) != pid


async def test_a_pool_that_says_nothing_any_more_is_replaced(
    doomed: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid = await ask(doomed, os.getpid)
    with monkeypatch.context() as patched:
        patched.setattr(parsing, "_read", spin)
        patched.setattr(parsing, "LONGEST", 0.2)
        with pytest.raises(NotAFeed) as caught:
            await read(doomed)
    assert caught.value.key == "source.too_slow"
    assert (await read(doomed)).articles
    assert await ask(doomed, os.getpid) != pid


async def test_a_document_that_nobody_waits_for_holds_up_no_other(doomed: Worker) -> None:
    reading = asyncio.create_task(read(doomed))
    await asyncio.sleep(0)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert (await read(doomed)).articles


async def test_a_worker_that_has_closed_starts_no_other() -> None:
    async with Worker() as closed:
        await closed.run(len, "")
    with pytest.raises(NotAFeed):
        await closed.run(len, "")
    assert not closed._pool.active
