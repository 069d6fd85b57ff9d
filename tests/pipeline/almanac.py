"""News that nobody wrote: what a few sources publish, day by day, and which servers want it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from news.hours import Hours
from news.models import Article, Pace, Place, Style, Subscription
from tests.builders import article

SOURCES = ("apogee", "nadir", "orbit", "perigee", "zenith")
TOPICS = ("crew", "earth", "exoplanets", "launch", "mars", "moon", "sun", "universe")

_SYLLABLES = [f"{one}{other}" for one in "bdfklmnprstvz" for other in "aeio"]
_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)

STORIES = 5, 7
"""That one source brings in a day, at the least and at the most."""

BURST = 12
"""Stories that one source publishes at once, now and then: more than may be crossposted an hour."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a source has new when it is read at this time."""

    at: datetime
    source_id: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Server:
    """A server with its hours, and what its channels are."""

    id: int
    hours: Hours
    places: dict[int, Place]


SERVERS = (
    Server(
        1,
        Hours("Europe/Berlin", quiet_from=22 * 60, quiet_to=7 * 60),
        {11: Place.TEXT, 12: Place.ANNOUNCEMENT},
    ),
    Server(2, Hours("America/New_York"), {21: Place.TEXT}),
    Server(
        3,
        Hours("Australia/Lord_Howe", quiet_from=23 * 60 + 30, quiet_to=6 * 60 + 15),
        {31: Place.THREAD},
    ),
    Server(4, Hours("Asia/Kathmandu", digest_at=19 * 60), {41: Place.FORUM}),
    Server(5, Hours(), {51: Place.TEXT}),
    # Clocks skip these hours one night in March, and show them twice one in October.
    Server(
        6, Hours("Europe/Berlin", digest_at=150, quiet_from=120, quiet_to=180), {61: Place.TEXT}
    ),
)

WANTED = (
    Subscription(1, 11, "mars", mention=901),
    Subscription(1, 11, "sun", mention=901, max_per_hour=1),
    Subscription(1, 11, "crew", pace=Pace.DAILY),
    Subscription(1, 12, "moon", publish=True),
    Subscription(2, 21, "launch", style=Style.COMPACT, max_per_hour=2, mention=902),
    Subscription(2, 21, "universe", pace=Pace.DAILY, mention=902),
    Subscription(2, 21, "mars", pace=Pace.WEEKLY),
    Subscription(3, 31, "moon", max_per_hour=1, mention=903),
    Subscription(3, 31, "earth", pace=Pace.HOURLY),
    Subscription(3, 31, "all", pace=Pace.DAILY),
    Subscription(4, 41, "exoplanets", style=Style.COMPACT),
    Subscription(4, 41, "universe", pace=Pace.DAILY, silent=True),
    Subscription(5, 51, source_id="orbit", style=Style.COMPACT),
    Subscription(5, 51, "sun", pace=Pace.WEEKLY),
    Subscription(6, 61, "earth", pace=Pace.DAILY),
)


def readings(
    begin: datetime, end: datetime, seed: int, busy: Sequence[tuple[datetime, str]]
) -> list[Reading]:
    """All there is to read, oldest first; before that, once, what stood there already.

    busy: hours in which there is much of one topic.
    """
    random = Random(seed)
    made = [Reading(begin, each, (_article(random, each, begin),)) for each in SOURCES]
    made += [each for at, topic in busy for each in _busy(random, at, topic)]
    day = begin
    while day < end:
        made += _told(random, _during(random, day), random.randint(*STORIES))
        if random.random() < 0.1:
            made += _told(random, day + random.randint(8, 18) * 60 * _MINUTE, BURST, "moon")
        day += _DAY
    return sorted((each for each in made if each.at < end), key=lambda each: each.at)


def _during(random: Random, day: datetime) -> datetime:
    return day + random.randint(1, 1439) * _MINUTE


def _busy(random: Random, at: datetime, topic: str) -> Iterator[Reading]:
    for number in range(5):
        then, source_id = at + number * 11 * _MINUTE, random.choice(SOURCES)
        yield Reading(then, source_id, (_article(random, source_id, then, topic),))


def _told(random: Random, at: datetime, count: int, *topics: str) -> Iterator[Reading]:
    """Stories that one source brings; some of them others bring, too, always of much at once."""
    first, *others = random.sample(SOURCES, k=len(SOURCES))
    told = tuple(_article(random, first, at, *topics) for _ in range(count))
    yield Reading(at, first, told)
    if topics or random.random() < 0.3:
        for other in others[: random.randint(1, 2)]:
            later = at + random.randint(3, 90) * _MINUTE
            same = random.sample(told, k=random.randint(1, len(told)))
            yield Reading(later, other, tuple(_copied(each, other, later) for each in same))


def _article(random: Random, source_id: str, at: datetime, *topics: str) -> Article:
    title = f"{_name(random)} meets {_name(random)} near {_name(random)}"
    topics = topics or tuple(random.sample(TOPICS, k=random.choice((1, 1, 1, 2))))
    return article(title, source_id=source_id, published_at=at, topics=topics)


def _copied(told: Article, source_id: str, at: datetime) -> Article:
    return article(told.title, source_id=source_id, published_at=at, topics=told.topics)


def _name(random: Random) -> str:
    return "".join(random.choices(_SYLLABLES, k=4)).title()
