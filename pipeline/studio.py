"""Where charts are painted: in a process of its own, which is there while any are asked for."""

import asyncio
import os
from collections import OrderedDict

from news.charts import Chart
from pipeline.parsing import Worker

WITHIN = 10.0
"""Seconds for one chart, the wait for those before it included; then there is none."""

IDLE = 300.0
"""Seconds after the last chart until the process ends, and its 100 MB with it."""

KEPT = 32
"""Pictures, of about 80 KB. The key of each is all that it shows, so none can show a server what
another one sees."""


class Studio:
    """Paints one chart at a time; whoever asks for the same figures gets the same picture."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Chart, bytes] = OrderedDict()
        self._turn = asyncio.Lock()
        self._opening: asyncio.Task[Worker] | None = None
        self._resting: asyncio.Task[None] | None = None

    async def picture(self, chart: Chart) -> bytes:
        """A PNG. Raises TimeoutError, and NotAFeed where the process has died over it."""
        async with asyncio.timeout(WITHIN), self._turn:
            if chart not in self._kept:
                self._kept[chart] = await self._painted(chart)
            self._kept.move_to_end(chart)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return self._kept[chart]

    async def _painted(self, chart: Chart) -> bytes:
        if self._resting:
            self._resting.cancel()
        # Before it waits for anything: whatever becomes of this chart, the process ends some day.
        self._resting = asyncio.create_task(self._rest())
        if self._opening is None:
            self._opening = asyncio.create_task(Worker(_load).__aenter__())
        return await (await self._opened(self._opening)).run(_painted, chart)

    async def _opened(self, opening: asyncio.Task[Worker]) -> Worker:
        try:
            # To its end, whoever gives up meanwhile: else nobody would end the process.
            return await asyncio.shield(opening)
        except Exception:
            self._opening = None  # the next chart tries again
            raise

    async def _rest(self) -> None:
        await asyncio.sleep(IDLE)
        async with self._turn:
            await self._end()

    async def _end(self) -> None:
        if self._opening:
            opening, self._opening = self._opening, None
            await (await opening).__aexit__()

    async def close(self) -> None:
        """Once nobody waits for a picture any more."""
        if self._resting:
            self._resting.cancel()
        await self._end()


def _load() -> None:
    # As many threads as there are cores would each want memory, for nothing that we do.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    from news.charts import painting  # noqa: F401


def _painted(chart: Chart) -> bytes:
    # Not above: this module is loaded by the bot, too.
    from news.charts.painting import painted

    return painted(chart)
