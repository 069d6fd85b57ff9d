"""Posts that are sent as the newsroom would, without it: to one channel of the sandbox."""

from dataclasses import dataclass
from typing import Any

from cogs.posting import Posting
from news.identity import digest
from news.models import Card, Place, Post, PostKind
from sandbox.models import Json
from sandbox.models.channel import Channel
from sandbox.server import Sandbox
from tests.house import House

CARD = Card(
    author="Orbit",
    title="Lander touches down",
    url="https://orbit.example/lander",
    description="It stands.",
    text="**Lander touches down**\nhttps://orbit.example/lander",
    lead="lead",
    subject="Lander touches down",
    topics=("launch",),
)


@dataclass
class Sender:
    """Posts to this channel, which is of such a place."""

    house: House
    name: str
    place: Place = Place.TEXT

    @property
    def sandbox(self) -> Sandbox:
        return self.house.sandbox

    @property
    def channel(self) -> Channel:
        return self.sandbox.world.channel(self.name)

    @property
    def posting(self) -> Posting:
        cog = self.house.bot.get_cog("Posting")
        assert isinstance(cog, Posting)
        return cog

    def post(self, name: str = "one", **changed: Any) -> Post:
        """Posts of one name are one post."""
        given: dict[str, Any] = {
            "kind": PostKind.CARD,
            "place": self.place,
            "started_at": self.house.clock(),
        }
        guild = self.sandbox.world.guild.id
        key = digest("post", self.name, name)
        return Post(key, guild, self.channel.id, **(given | changed))

    async def send(self, post: Post, card: Card = CARD) -> int:
        return await self.posting.send(post, card)

    def messages(self) -> list[Json]:
        return self.sandbox.world.messages(self.name)

    def forget_forged(self) -> None:
        """What no description of Discord's has, and bots have met all the same."""
        self.sandbox.requests.clear()
