"""Tallies: what was told on each of some days, as far as a server sees."""

from datetime import datetime, timedelta
from typing import Any

from news.models import Article, GuildView, Story
from storage import lists, tallies
from storage.database import Database
from tests.builders import GUILD, NOON, article, story
from tests.storage.stock import stock
from tests.storage.test_plans import recorded, scanned

DAYS = [NOON - timedelta(days=number) for number in (2, 1, 0)]
OWNER, STRANGER = GuildView(GUILD, frozenset({"club"})), GuildView(GUILD + 1)


def told(title: str, at: datetime, by: tuple[str, ...] = ("orbit",), **changed: Any) -> Story:
    articles = [_article(title, each, at) for each in by]
    scope = "club" if by == ("club",) else "public"
    given = {"topics": ("mars",), "scope": scope} | changed
    return story(articles=tuple(articles), told_at=at, first_seen_at=at, **given)


def _article(title: str, source_id: str, at: datetime) -> Article:
    scope = "club" if source_id == "club" else "public"
    return article(title, source_id=source_id, published_at=at, scope=scope)


SECOND = timedelta(seconds=1)
TOLD = (
    told("Too old", DAYS[0] - SECOND),
    told("Rover stops", DAYS[0]),
    told("Rover goes on", DAYS[1] - SECOND, topics=("mars", "technology")),
    told("Comet seen", DAYS[1], ("orbit", "perigee"), topics=("small-bodies",)),
    told("Club night", DAYS[1], ("club",)),
    told("Chess", DAYS[1], topics=()),
    told("Too new", DAYS[2]),
)


async def test_stories_are_counted_by_topic_and_day(db: Database) -> None:
    await stock(db, *TOLD)
    found = await tallies.topics(db, STRANGER, DAYS)
    assert found.counts == {"mars": [2, 0], "technology": [1, 0], "small-bodies": [0, 1]}
    # One of two topics is one story; what is off topic is of none.
    assert found.totals == [2, 1]
    owned = await tallies.topics(db, OWNER, DAYS)
    assert (owned.counts["mars"], owned.totals) == ([2, 1], [2, 2])


async def test_articles_are_counted_by_source_and_day(db: Database) -> None:
    await stock(db, *TOLD)
    found = await tallies.sources(db, ["orbit", "perigee", "silent"], DAYS)
    assert found.counts == {"orbit": [2, 2], "perigee": [0, 1]}
    assert found.totals == [2, 3]


async def test_a_tally_agrees_with_the_list_beside_it(db: Database) -> None:
    await stock(db, *TOLD[:-1])
    days = await tallies.topics(db, OWNER, DAYS)
    listed = await lists.counts(db, OWNER, DAYS[0])
    assert {each: sum(counts) for each, counts in days.counts.items()} == listed


async def test_of_a_large_archive_only_those_days_are_read(db: Database) -> None:
    await stock(db, *TOLD)
    with recorded() as statements:
        await tallies.topics(db, OWNER, DAYS)
        await tallies.sources(db, ["orbit"], DAYS)
    # One each, asked again for each day.
    assert len([sql for sql in statements if sql.startswith("SELECT")]) == 3
    assert await scanned(db, statements) == {}
