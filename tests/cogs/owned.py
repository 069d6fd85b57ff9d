"""A source that only the sandbox's server has: it publishes, fails and recovers as a test says."""

from dataclasses import dataclass

from sandbox.models import Json
from tests import feeds
from tests.builders import source
from tests.house import House
from tests.storage.stock import keep

ID = "own-club"
ELSEWHERE = 424242
"""A server in which the sandbox's people are not."""


@dataclass
class Club:
    """The source `own-club`, called Club, of these servers."""

    house: House

    async def founded(self, *owners: int) -> None:
        """Added, and read once."""
        self.publish("Club night")
        servers = owners or (self.house.sandbox.world.guild.id,)
        url = f"{self.house.feeds.root}/club"
        await keep(
            self.house.db,
            source(ID, url=url, outlet="Club", private=True, owners=frozenset(servers)),
        )
        await self.house.read()

    def publish(self, *titles: str) -> None:
        self.house.feeds.publish("/club", feeds.rss(titles, "https://club.example"))

    def break_down(self) -> None:
        self.house.feeds.documents.pop("/club", None)

    async def fail(self, hours: float) -> None:
        """Breaks down, and is read then and after so many hours."""
        self.break_down()
        await self.house.read()
        await self.later(hours)

    async def later(self, hours: float) -> None:
        self.house.clock.move(hours=hours)
        await self.house.read()

    def told(self, channel: str = "launches") -> list[str]:
        """The texts of the notices in a channel, oldest first."""
        return [_text(message) for message in self.house.sandbox.world.messages(channel)]


def _text(message: Json) -> str:
    return "\n".join([message["content"], *(each["description"] for each in message["embeds"])])
