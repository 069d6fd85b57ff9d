"""Where charts are painted: a process that comes and goes, whatever becomes of it."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from news import charts
from news.charts import Chart
from news.errors import NotAFeed
from pipeline import studio
from pipeline.parsing import Worker
from pipeline.studio import Studio
from tests.news.test_charts import BEGUN, UTC_ZONE
from tests.pipeline.accidents import die, loaded, rest, spin


@pytest.fixture
async def opened(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Studio]:
    """One that loads nothing beforehand, nor waits for long."""
    monkeypatch.setattr(studio, "_load", rest)
    made = Studio()
    yield made
    await made.close()


def chart(count: int = 1) -> Chart:
    counts = {"mars": [count] * charts.DAYS}
    return charts.drawn(BEGUN, UTC_ZONE, counts, ["mars"], counts["mars"])


async def test_a_chart_is_painted_in_another_process_and_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(studio, "WITHIN", 60.0)
    made = Studio()
    try:
        pictures = await asyncio.gather(*(made.picture(chart()) for _ in range(3)))
        assert pictures[0].startswith(b"\x89PNG")
        assert pictures[0] is pictures[1] is pictures[2]
        assert made._opening
        there: set[str] = await (await made._opening).run(loaded)
        assert "matplotlib" in there
        assert not {"discord", "aiohttp", "sqlalchemy"} & there
    finally:
        await made.close()


async def test_only_so_many_pictures_are_kept(
    opened: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(studio, "_painted", repr)
    monkeypatch.setattr(studio, "KEPT", 2)
    for count in (1, 2, 1, 3):
        await opened.picture(chart(count))
    assert list(opened._kept) == [chart(1), chart(3)]


async def test_a_process_that_dies_over_a_chart_paints_the_next(
    opened: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(studio, "_painted", die)
        with pytest.raises(NotAFeed):
            await opened.picture(chart())
    monkeypatch.setattr(studio, "_painted", repr)
    assert await opened.picture(chart())


async def test_a_process_that_could_not_be_started_is_started_for_the_next(
    opened: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_worker: Worker) -> Worker:
        raise OSError("no memory for another process")

    monkeypatch.setattr(studio, "_painted", repr)
    with monkeypatch.context() as patched:
        patched.setattr(Worker, "__aenter__", fail)
        with pytest.raises(OSError, match="no memory"):
            await opened.picture(chart())
    assert await opened.picture(chart())


async def test_a_chart_that_takes_too_long_is_given_up(
    opened: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(studio, "_painted", spin)
    monkeypatch.setattr(studio, "WITHIN", 0.3)
    with pytest.raises(TimeoutError):
        await opened.picture(chart())
    monkeypatch.setattr(studio, "_painted", repr)
    monkeypatch.setattr(studio, "WITHIN", 30.0)
    assert await opened.picture(chart())


async def test_what_is_given_up_while_the_process_starts_leaves_none_behind(
    opened: Studio,
) -> None:
    asking = asyncio.create_task(opened.picture(chart()))
    await asyncio.sleep(0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert opened._opening
    worker = await opened._opening
    await opened.close()
    assert not worker._pool.active


async def test_the_process_ends_when_nothing_is_asked_of_it_and_comes_again(
    opened: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(studio, "_painted", repr)
    monkeypatch.setattr(studio, "IDLE", 0.05)
    await opened.picture(chart())
    first = opened._opening
    assert first
    assert opened._resting
    await opened._resting
    assert opened._opening is None
    assert not (await first)._pool.active
    assert await opened.picture(chart(2))
