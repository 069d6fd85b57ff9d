"""The newsroom: reads what is due, tells what is owed. Loops only call these."""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from news.models import Source
from news.settings import Settings
from pipeline.collect import collect
from pipeline.deliver import Messenger, tell
from pipeline.pacing import AT_ONCE, Clock
from pipeline.parsing import Worker
from pipeline.room import Room
from pipeline.session import Session
from pipeline.sweeping import sweep
from pipeline.tasks import Tasks
from storage import channels, sources
from storage.database import Database
from storage.sources import Free

READINGS = 16
"""Sources read at the same time."""

TELLINGS = 128
"""Channels told at the same time. discord.py holds back the fifth message in five seconds for up to
five more: at Discord's rate, that many may wait at once."""

LATEST = timedelta(seconds=1)
"""How late a source may be read, or a channel be looked after, also where the clock has leapt: a
machine that slept knows nothing of the time that passed."""

_MOMENT = LATEST / 20

SWEEPS_EVERY = timedelta(hours=1)
"""What is only needed for days is kept about so much longer."""

SETTLING_SECONDS = 3.0
"""How long a post in flight may take when the bot ends."""


class Newsroom:
    """Owns the readings and the tellings that go on; finish() or close() ends them."""

    def __init__(
        self,
        db: Database,
        session: Session,
        worker: Worker,
        settings: Settings,
        clock: Clock,
    ) -> None:
        self.room = Room(db, session, worker, settings, clock)
        self._ended = asyncio.Event()
        self._readings: Tasks[str] = Tasks(ended=self._ended.set)
        self._leased: dict[str, Source] = {}
        self._chores: Tasks[str] = Tasks()
        self._swept_at: datetime | None = None
        # What came while a channel's last post was sent must not wait for the next reading.
        self._tellings: Tasks[int] = Tasks(ended=self.room.owed.set)

    async def poll_once(self) -> int:
        """Starts reading the sources that are due, awaits none; how many that are."""
        room = self.room
        self._ended.clear()
        free = READINGS - len(self._readings.running)
        if free <= 0 or room.closing:
            return 0
        now, wait = room.clock(), room.settings.poll_min
        async with room.db.transaction() as tx:
            busy = [self._leased[name] for name in self._readings.running]
            due = await sources.lease(tx, now, wait, busy=busy, free=Free(free, self._of_host))
        self._leased = {each.id: each for each in (*busy, *due)}
        if self._swept_at is None or now - self._swept_at >= SWEEPS_EVERY:
            self._swept_at = now
            self._chores.start("sweep", partial(sweep, room))
        return sum(self._readings.start(each.id, partial(collect, room, each)) for each in due)

    @property
    def _of_host(self) -> int | None:
        return AT_ONCE if self.room.settings.host_gap else None

    async def until_due(self) -> None:
        """Returns when the next source may be due, after a second at the latest."""
        due_at = await sources.due_at(self.room.db)
        wait = min(due_at - self.room.clock(), LATEST) if due_at else LATEST
        if wait <= timedelta(0):
            await self._until_free()
        else:
            await asyncio.sleep(max(wait, _MOMENT).total_seconds())

    async def _until_free(self) -> None:
        """Returns when readings have ended and half of the places are free, in a moment at most.

        A source that is due and cannot be read yet must not make this spin, nor is each place
        worth a lease of its own.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(_MOMENT.total_seconds()):
                await self._ended.wait()
                while len(self._readings.running) > READINGS // 2:
                    self._ended.clear()
                    await self._ended.wait()

    async def deliver_once(self, messenger: Messenger) -> int:
        """Starts telling the channels that are owed something, awaits none; how many that are."""
        room = self.room
        room.owed.clear()
        free = TELLINGS - len(self._tellings.running)
        if free <= 0 or room.is_quiet:
            return 0
        busy = list(self._tellings.running)
        due = await channels.due(room.db, room.clock(), busy=busy, most=free)
        return sum(
            self._tellings.start(channel_id, partial(tell, room, channel_id, messenger))
            for channel_id in due
        )

    async def until_owed(self) -> None:
        """Returns when something new is owed or a channel is due, after a second at the latest."""
        now = self.room.clock()
        wakes_at = await channels.wakes_at(self.room.db, now)
        wait = min(wakes_at - now, LATEST) if wakes_at else LATEST
        try:
            async with asyncio.timeout(max(wait, _MOMENT).total_seconds()):
                await self.room.owed.wait()
        except TimeoutError:
            return

    async def finish(self) -> None:
        """Waits for all that goes on now; nothing new is kept from beginning."""
        await self._readings.finish()
        await self._chores.finish()
        await self._tellings.finish()
        await self.room.drawings.finish()

    async def close(self) -> None:
        """Begins nothing new; readings are broken off, posts in flight are settled."""
        self.room.closing = True
        await self._readings.close(seconds=0)
        await self._chores.close(seconds=0)
        await self.room.drawings.close(seconds=0)
        await self._tellings.close(seconds=SETTLING_SECONDS)
        await self.room.studio.close()
