"""A loop that cannot die."""

import asyncio
import logging

from discord.ext import commands, tasks

log = logging.getLogger(__name__)

PAUSE_SECONDS = 1.0
"""After a round that failed: a lasting error must not spin the processor."""


class Clockwork(commands.Cog):
    """Goes round for as long as the cog is loaded; what a round does is for the cog to say."""

    async def round(self) -> None:
        raise NotImplementedError

    async def cog_load(self) -> None:
        self.tick.start()

    async def cog_unload(self) -> None:
        self.tick.cancel()

    @tasks.loop()
    async def tick(self) -> None:
        # discord.py ends a loop for good on the first error it does not know.
        try:
            await self.round()
        except Exception:
            log.exception("a round of %s failed; the next one follows", self.qualified_name)
            await asyncio.sleep(PAUSE_SECONDS)
