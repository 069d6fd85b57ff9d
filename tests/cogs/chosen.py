"""What /settings shows and keeps, and news to try it with."""

import re

from sandbox.people.person import Answer
from storage import guilds
from storage.guilds import Chosen
from tests import feeds
from tests.house import House


def shown(answer: Answer) -> dict[str, str]:
    """What is set -> what is said of it, in the order in which it is shown."""
    assert answer.ephemeral
    description: str = answer.embeds[0]["description"]
    lines = re.split(r"^\*\*(.+?):\*\* ", description, flags=re.MULTILINE)[1:]
    pairs = zip(lines[::2], lines[1::2], strict=True)
    return {name: said.rstrip("\n") for name, said in pairs}


async def chosen(house: House) -> Chosen:
    return await guilds.chosen(house.db, house.sandbox.world.guild.id)


async def publish(house: House, first: int, count: int = 1) -> None:
    numbers = range(first + count - 1, 0, -1)
    house.feeds.publish("/orbit", feeds.rss([f"Comet number {each} is seen" for each in numbers]))
    await house.read()
