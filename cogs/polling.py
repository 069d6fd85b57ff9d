"""The clock that reads sources."""

from cogs.clockwork import Clockwork
from pipeline.newsroom import Newsroom


class Polling(Clockwork):
    """Starts what is due, awaits none of it."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.newsroom = newsroom

    async def round(self) -> None:
        await self.newsroom.poll_once()
        await self.newsroom.until_due()
