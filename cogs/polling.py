"""The clock that reads sources."""

import asyncio
import logging

from discord.ext import commands, tasks

from pipeline.newsroom import Newsroom

log = logging.getLogger(__name__)


class Polling(commands.Cog):
    """Starts what is due, awaits none of it."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.newsroom = newsroom

    async def cog_load(self) -> None:
        self.tick.start()

    async def cog_unload(self) -> None:
        self.tick.cancel()

    @tasks.loop()
    async def tick(self) -> None:
        # discord.py ends a loop for good on the first error it does not know.
        try:
            await self.newsroom.poll_once()
            await self.newsroom.until_due()
        except Exception:
            log.exception("this round of reading failed; the next one starts in a second")
            await asyncio.sleep(1)
