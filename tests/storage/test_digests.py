"""What a period brought: what most outlets tell comes first, the newest of equals."""

from datetime import timedelta

from news.models import ALL
from storage.database import Database
from storage.digests import best
from tests.builders import NOON, source, subscription
from tests.storage.stock import keep, stock, titles
from tests.storage.test_rehearsals import STRANGER, VIEW, told

DAY = (NOON - timedelta(days=1), NOON)
TOLD = (
    told("Rover climbs a dune", 3),
    told("Rover meets a dune", 20, by=("orbit", "perigee")),
    told("Lander sees Mars and Moon", 2, topics=("moon", "mars")),
    told("Club looks at Mars", 4, by=("club",)),
    told("Sonde auf dem Mars", 5, by=("umlauf",)),
    told("Three months for the price of one", 1, topics=(), by=("orbit", "perigee")),
    told("Yesterday's dune", 25, by=("orbit", "perigee")),
)


async def test_what_most_outlets_tell_comes_first_as_the_audience_has_it(db: Database) -> None:
    await keep(
        db,
        *(source("orbit"), source("perigee"), source("umlauf", language="de")),
        source("club", private=True, owners=frozenset({VIEW.guild_id or 0})),
    )
    await stock(db, *TOLD)
    everything = subscription(topic=ALL)
    found = await best(db, VIEW, everything, DAY, places=range(10))
    assert titles(found.stories) == [
        "Rover meets a dune",
        "Lander sees Mars and Moon",
        "Rover climbs a dune",
        "Club looks at Mars",
    ]
    assert found.total == 4
    rest = await best(db, STRANGER, everything, DAY, places=range(1, 3))
    assert titles(rest.stories) == ["Lander sees Mars and Moon", "Rover climbs a dune"]
    assert rest.total == 3
    moon = await best(db, VIEW, subscription(topic="moon"), DAY, places=range(10))
    assert titles(moon.stories) == ["Lander sees Mars and Moon"]
    assert (await best(db, VIEW, everything, DAY, places=range(10, 20))).stories == []
