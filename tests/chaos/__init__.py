"""A bad day, by chance: the bot is killed again and again, Discord fails, the gateway drops.

One seed decides all of it but how fast the machine is. It is given by CHAOS_SEED.
"""

import asyncio
import os
import random
import shutil
import signal
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import IO

from sandbox.models import Json
from sandbox.server import Sandbox
from sandbox.storm import Storm
from tests import feeds
from tests.chaos.places import Places, links
from tests.chaos.storylines import headline
from tests.programme import OLD, Programme

WAVE = 15
"""Stories that are published at once, at most; more than 20 would become roundups."""

AHEAD = (0.0, 0.2, 1.0, 3.0, 6.0)
"""Minutes that pass while the bot is not there: within Discord's memory of a nonce, and beyond."""

JITTER = 0.5
"""Seconds from the moment that a number of posts gives to what happens: longer than a request."""

STALLED = 4.0
"""Seconds after which the bot is killed though nothing was told in them: its channels rest."""

LOOK = 0.2
"""Seconds between two looks at the database."""


@dataclass(frozen=True)
class Plan:
    """`channels` of each kind: see Places. `chance`: of a request to go wrong.

    `patience`: seconds without what is waited for after which it is taken for lost.
    """

    seed: int
    stories: int
    channels: dict[str, int]
    kills: int
    drops: int
    chance: float = 0.05
    limits: bool = False
    patience: float = 120.0

    @property
    def posts(self) -> int:
        return self.stories * sum(self.channels.values())

    def chances(self, what: str) -> random.Random:
        """Of their own for each kind of trouble: none waits for the others' dice."""
        return random.Random(f"{self.seed} {what}")


@dataclass
class Outcome:
    """`wrong`: a sentence for each promise that was not kept, so many of them by a channel."""

    wrong: list[str]
    failed: int
    kills: int
    drops: int
    seconds: float
    befallen: Counter[str]


def seed() -> int:
    return int(os.environ.get("CHAOS_SEED") or random.SystemRandom().randrange(10**6))


async def chaos(
    plan: Plan, folder: Path, migrated: Path | None = None, log: IO[bytes] | int | None = None
) -> Outcome:
    """What became of it. migrated: a database to begin with; log: for what the bot complains of."""
    async with feeds.serving() as served:
        served.publish("/orbit", feeds.rss([OLD]))
        sandbox = Sandbox(lambda: made.clock(), limits=plan.limits, answer_within=10)
        async with sandbox:
            made = Programme(sandbox, served, folder, log)
            if migrated:
                shutil.copyfile(migrated, made.database)
            try:
                return await Day(plan, made).outcome()
            finally:
                if made.process and made.process.returncode is None:
                    await made.kill()


class Day:
    """The moments of trouble are numbers of posts, so that they come while there is much to do."""

    def __init__(self, plan: Plan, programme: Programme) -> None:
        self._plan = plan
        self._programme = programme
        self._sandbox = programme.sandbox
        self._storm = Storm(plan.chance, plan.chances("storm"))
        self._published: list[str] = []
        self._told = self._kills = self._drops = 0
        self._wrong: list[str] = []

    async def outcome(self) -> Outcome:
        began = perf_counter()
        places = Places(self._sandbox.world, self._plan.channels)
        await self._programme.subscribed(*places.names)
        self._sandbox.world.listeners.append(self._hear)
        self._sandbox.faults.weather = self._storm
        try:
            await self._troubled()
            await self._ended()
        except* TimeoutError as late:
            self._wrong += map(str, late.exceptions)
        failed = places.wrong(self._published)
        return Outcome(
            wrong=[*self._wrong, *self._unsettled(), *failed],
            failed=len(failed),
            kills=self._kills,
            drops=self._drops,
            seconds=perf_counter() - began,
            befallen=self._storm.befallen,
        )

    async def _troubled(self) -> None:
        """Until all is told, and nothing will befall the bot any more."""
        async with asyncio.TaskGroup() as day:
            day.create_task(self._publish())
            day.create_task(self._at_moments("kill", self._plan.kills, self._kill))
            day.create_task(self._at_moments("drop", self._plan.drops, self._drop))
        await self._until_told(self._plan.posts)

    async def _ended(self) -> None:
        """As a service manager would end it, when the database knows what is told, too."""
        async with asyncio.timeout(self._plan.patience):
            while self._unsettled():
                await asyncio.sleep(LOOK)
        await self._sandbox.until(lambda: self._sandbox.connected, self._plan.patience)
        self._sandbox.faults.clear()
        if code := await self._programme.kill(signal.SIGTERM):
            self._wrong.append(f"asked to end, the bot ended with {code}")

    def _hear(self, event: str, data: Json) -> None:
        if event == "MESSAGE_CREATE":
            self._told += len(links(data))

    async def _publish(self) -> None:
        chance, programme = self._plan.chances("publish"), self._programme
        channels = sum(self._plan.channels.values())
        while left := self._plan.stories - len(self._published):
            known = len(self._published)
            few = min(left, chance.randint(1, WAVE))
            self._published += map(headline, range(known, known + few))
            read = programme.feeds.unchanged("/orbit")
            programme.publish(*self._published)
            await programme.until_read(read + 1, self._plan.patience)
            # A channel that rests holds up the others' news no longer than this.
            await self._until_told(channels * (known - chance.randint(0, WAVE)))

    async def _until_told(self, count: int) -> None:
        await self._sandbox.until(lambda: self._told >= count, self._plan.patience)

    async def _until_near(self, moment: int) -> None:
        """The moment, or one in which nothing goes on though the bot is there."""
        before = -1
        while before < self._told < moment:
            await self._sandbox.until(lambda: self._sandbox.connected, self._plan.patience)
            before = self._told
            with suppress(TimeoutError):
                await self._sandbox.until(lambda: self._told >= moment, STALLED)

    async def _at_moments(
        self, what: str, times: int, act: Callable[[random.Random], Awaitable[None]]
    ) -> None:
        chance = self._plan.chances(what)
        for moment in sorted(chance.sample(range(self._plan.posts), times)):
            await self._until_near(moment)
            await asyncio.sleep(chance.uniform(0, JITTER))
            await act(chance)

    async def _kill(self, chance: random.Random) -> None:
        """The next start is not waited for: it may be killed, too."""
        process = self._programme.process
        if process and process.returncode is not None:
            self._wrong.append(f"the bot ended by itself with {process.returncode}")
        else:
            await self._programme.kill()
        # Discord notices, or what comes would be taken for the one that has gone.
        await self._sandbox.until(lambda: not self._sandbox.connected)
        self._kills += 1
        self._programme.minutes_ahead += chance.choice(AHEAD)
        await self._programme.spawn()

    async def _drop(self, chance: random.Random) -> None:
        if chance.random() < 0.3:
            self._sandbox.forget_sessions()
        await self._sandbox.drop_gateways()
        self._drops += 1

    def _unsettled(self) -> list[str]:
        fates = Counter(self._programme.fates())
        told = fates.pop("told", 0)
        wrong = [f"{count} deliveries are {fate}" for fate, count in fates.items()]
        if told != self._plan.posts:
            wrong.append(f"{told} deliveries of {self._plan.posts} are told")
        return wrong
