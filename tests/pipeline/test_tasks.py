"""Work beside a loop: one task a key, none forgotten."""

import asyncio
import logging

import pytest

from pipeline.tasks import Tasks


class Work:
    """Goes on until it is let go."""

    def __init__(self) -> None:
        self.begun = self.ended = 0
        self.stay = asyncio.Event()

    async def __call__(self) -> None:
        self.begun += 1
        await self.stay.wait()
        self.ended += 1


async def fail() -> None:
    raise ValueError("on purpose")


async def test_a_key_is_busy_until_its_work_is_done() -> None:
    tasks: Tasks[str] = Tasks()
    work = Work()
    assert tasks.start("a", work)
    assert not tasks.start("a", work)
    assert tasks.start("b", work)
    work.stay.set()
    await tasks.finish()
    assert (work.begun, work.ended) == (2, 2)
    assert tasks.start("a", work)
    await tasks.finish()


async def test_finishing_waits_for_all() -> None:
    tasks: Tasks[int] = Tasks()
    work = Work()
    for key in range(3):
        tasks.start(key, work)
    asyncio.get_running_loop().call_soon(work.stay.set)
    await tasks.finish()
    assert work.ended == 3
    assert tasks.running == {}


async def test_what_is_late_is_cancelled() -> None:
    ends: list[str] = []
    tasks: Tasks[str] = Tasks(ended=lambda: ends.append("ended"))
    work = Work()
    tasks.start("a", work)
    await tasks.finish(seconds=0.01)
    assert (work.ended, tasks.running, ends) == (0, {}, [])


async def test_finishing_nothing_is_done_at_once() -> None:
    await Tasks[int]().finish()
    await Tasks[int]().finish(seconds=0)


async def test_the_end_of_each_is_told() -> None:
    ends: list[str] = []
    tasks: Tasks[int] = Tasks(ended=lambda: ends.append("ended"))
    work = Work()
    work.stay.set()
    tasks.start(1, work)
    tasks.start(2, work)
    await tasks.finish()
    assert ends == ["ended", "ended"]


async def test_a_failure_is_logged_and_frees_its_key(caplog: pytest.LogCaptureFixture) -> None:
    ends: list[str] = []
    tasks: Tasks[str] = Tasks(ended=lambda: ends.append("ended"))
    with caplog.at_level(logging.ERROR):
        tasks.start("a", fail)
        await tasks.finish()
    # Woken by its end, a failure that lasts would spin.
    assert ends == []
    assert tasks.running == {}
    [record] = caplog.records
    assert record.exc_info
    assert isinstance(record.exc_info[1], ValueError)


async def test_once_closed_nothing_is_started_any_more() -> None:
    tasks: Tasks[str] = Tasks()
    work = Work()
    tasks.start("a", work)
    await tasks.close(seconds=0)
    assert not tasks.start("b", work)
    assert (work.begun, work.ended) == (1, 0)
