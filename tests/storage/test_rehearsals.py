"""What SQL counts is what the rules of the audience say of each single story."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from news.audience import recipients
from news.models import ALL, Article, Fate, GuildView, Story, Subscription
from news.rehearsal import days
from storage import joins
from storage.database import Database
from storage.rehearsals import rehearsed
from tests.builders import GUILD, NOON, article, source, story, subscription
from tests.storage.stock import keep, stock, titles
from tests.storage.test_plans import recorded, scanned

VIEW = GuildView(GUILD, frozenset({"club"}))
STRANGER = GuildView(GUILD + 1)


def told(title: str, hours: float = 1, **changed: Any) -> Story:
    """A story of so many hours ago. by: the sources that tell it."""
    at = NOON - timedelta(hours=hours)
    topics, by = changed.pop("topics", ("mars",)), changed.pop("by", ("orbit",))
    told_by = [_article(title, each, published_at=at, **changed) for each in by]
    return story(articles=told_by, topics=topics, told_at=at, first_seen_at=at)


def _article(title: str, source_id: str, **changed: Any) -> Article:
    scope = "club" if source_id == "club" else "public"
    language = "de" if source_id == "umlauf" else "en"
    return article(title, source_id=source_id, scope=scope, language=language, **changed)


TOLD = (
    told("Rover climbs a dune"),
    told("Rover meets a dune", 30, by=("orbit", "perigee", "umlauf")),
    told("Sonde auf dem Mars", 50, by=("umlauf",)),
    told("Lander sees Mars and Moon", 60, topics=("moon", "mars")),
    told("Three months for the price of one", 70, topics=()),
    told("Club looks at Mars", 80, by=("club",)),
    told("Comet grows a tail", 13.5 * 24, topics=("small-bodies",), by=("perigee",)),
    told("Old rover rests", 15 * 24),
)


@pytest.fixture
async def archive(db: Database) -> Database:
    await keep(
        db,
        *(source("orbit"), source("perigee"), source("umlauf", language="de")),
        source("club", private=True, owners=frozenset({GUILD})),
    )
    await stock(db, *TOLD)
    return db


def expected(wanted: Subscription, view: GuildView, stories: Sequence[Story]) -> list[str]:
    """Of the last 14 days, newest first."""
    return titles(
        each
        for each in sorted(stories, key=lambda each: each.told_at, reverse=True)
        if view.shows(each.scope)
        and NOON - each.told_at < timedelta(days=14)
        and any(found.fate is Fate.OWED for found in recipients(each, [wanted], NOON))
    )


@pytest.mark.parametrize("view", [VIEW, STRANGER], ids=["owner", "stranger"])
@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param({"topic": ALL}, id="everything"),
        pytest.param({"topic": "mars"}, id="a topic"),
        pytest.param({"topic": "sun"}, id="a topic without stories"),
        pytest.param({"topic": "mars", "languages": frozenset({"en", "de"})}, id="two languages"),
        pytest.param({"topic": ALL, "languages": frozenset({"de"})}, id="another language"),
        pytest.param({"topic": None, "source_id": "orbit"}, id="a source"),
        pytest.param({"topic": ALL, "source_id": "orbit"}, id="all of a source"),
        pytest.param({"topic": "moon", "source_id": "orbit"}, id="a topic of a source"),
        pytest.param({"topic": None, "source_id": "umlauf"}, id="a source in its own language"),
        pytest.param({"topic": None, "source_id": "club"}, id="a private source"),
        pytest.param({"topic": None, "query": "rover"}, id="a word"),
        pytest.param({"topic": None, "query": "dunes -meets"}, id="without a word"),
        pytest.param({"topic": None, "query": "-rover"}, id="only without"),
        pytest.param({"topic": None, "query": '"old rover" OR club'}, id="either"),
        pytest.param({"topic": ALL, "query": '"a dune" three'}, id="of one article each"),
        pytest.param({"topic": None, "query": "price"}, id="a word of what is off topic"),
        pytest.param({"topic": None, "query": "venus"}, id="a word that nobody says"),
        pytest.param({"topic": "moon", "query": "lander"}, id="a word on a topic"),
        pytest.param({"topic": None, "source_id": "orbit", "query": "price"}, id="of a source"),
        pytest.param({"topic": None, "source_id": "club", "query": "mars"}, id="of a private one"),
        pytest.param({"languages": frozenset({"de"}), "query": "mars"}, id="in a language"),
    ],
)
async def test_what_would_have_been_posted_is_what_the_audience_says(
    archive: Database, wanted: dict[str, Any], view: GuildView
) -> None:
    asked = subscription(**wanted)
    counts, newest = await rehearsed(archive, view, asked, days(NOON), newest=3)
    whole = expected(asked, view, TOLD)
    assert sum(counts) == len(whole)
    assert titles(newest) == whole[:3]


async def test_each_story_counts_on_the_day_on_which_it_was_told(archive: Database) -> None:
    asked = subscription(topic=ALL)
    counts, _ = await rehearsed(archive, STRANGER, asked, days(NOON), newest=3)
    assert counts == [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1]


async def test_a_source_that_tells_a_story_twice_has_told_it_once(db: Database) -> None:
    twice = told("Rover stops", 5).articles + told("Rover stops: what we know", 4).articles
    await stock(db, story(articles=twice, topics=("mars",), told_at=NOON - timedelta(hours=5)))
    asked = subscription(topic=None, source_id="orbit")
    counts, newest = await rehearsed(db, STRANGER, asked, days(NOON), newest=3)
    assert (sum(counts), len(newest)) == (1, 1)


async def test_an_event_that_a_private_source_tells_as_well_counts_once(archive: Database) -> None:
    private, public = await stock(
        archive, told("Dust storm ends", by=("club",)), told("Mars storm is over")
    )
    before, _ = await rehearsed(archive, VIEW, subscription(topic="mars"), days(NOON), newest=3)
    async with archive.transaction() as tx:
        await joins.save(tx, {private: public})
    counts, newest = await rehearsed(
        archive, VIEW, subscription(topic="mars"), days(NOON), newest=3
    )
    assert sum(counts) == sum(before) - 1
    assert "Dust storm ends" not in titles(newest)


@pytest.mark.parametrize(
    ("wanted", "newest_of_them"),
    [
        pytest.param({"query": "storm"}, ["Mars storm is over"], id="both say it"),
        pytest.param({"query": "dust"}, ["Dust storm ends"], id="the private one alone"),
        pytest.param({"query": "over"}, ["Mars storm is over"], id="the public one alone"),
        pytest.param(
            {"query": "storm", "topic": None, "source_id": "club"},
            ["Dust storm ends"],
            id="of the private source",
        ),
    ],
)
async def test_of_one_event_what_passes_the_query_counts_once(
    archive: Database, wanted: dict[str, Any], newest_of_them: list[str]
) -> None:
    private, public = await stock(
        archive, told("Dust storm ends", by=("club",)), told("Mars storm is over")
    )
    async with archive.transaction() as tx:
        await joins.save(tx, {private: public})
    counts, newest = await rehearsed(archive, VIEW, subscription(**wanted), days(NOON), newest=3)
    assert (sum(counts), titles(newest)) == (1, newest_of_them)


async def test_the_newest_that_pass_the_query_are_shown_newest_first(archive: Database) -> None:
    asked = subscription(query="rover OR mars")
    counts, newest = await rehearsed(archive, STRANGER, asked, days(NOON), newest=2)
    assert counts == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1]
    assert titles(newest) == ["Rover climbs a dune", "Rover meets a dune"]


@pytest.mark.parametrize("wanted", [{"query": "mars"}, {"query": "mars", "source_id": "orbit"}])
async def test_a_query_reads_the_stories_of_its_days_alone(
    archive: Database, wanted: dict[str, Any]
) -> None:
    with recorded() as statements:
        await rehearsed(archive, VIEW, subscription(**wanted), days(NOON), newest=3)
    assert await scanned(archive, statements) == {}
