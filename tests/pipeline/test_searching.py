"""What a search finds in the end, however it was typed."""

from datetime import timedelta
from typing import Any

import pytest

from news.errors import Mistake
from news.models import Story
from news.query import Filter
from pipeline.finding import Found
from pipeline.room import Room
from pipeline.searching import matching
from storage.database import Database
from tests.builders import GUILD, NOON, article, source, story
from tests.storage.stock import keep, private, stock

DRILL = "Perseverance drills into old mud"


def about(title: str, **changed: Any) -> Story:
    return story(articles=(article(title, source_id=changed.pop("source_id", "orbit")),), **changed)


@pytest.fixture
async def archive(db: Database) -> Database:
    await stock(
        db,
        about(DRILL, topics=("mars",), source_id="perigee"),
        about("Starlink satellites lift off", topics=("satellites",)),
        about("Rocket destroyed in explosion on the pad", topics=("launch",)),
        about("Galápagos tortoises return", topics=("earth",)),
        about("Long March lifts off", topics=("launch", "china"), told_at=NOON - timedelta(days=9)),
        private("A starling named zirconium"),
    )
    return db


async def search(room: Room, typed: str, wanted: Filter | None = None, page: int = 0) -> Found:
    return await matching(room, None, typed, wanted or Filter(), page)


def leads(found: Found) -> list[str]:
    return [each.lead.title for each in found.stories]


@pytest.mark.parametrize(
    ("typed", "meant", "corrected"),
    [
        pytest.param("starlnk", "Starlink satellites lift off", "starlink", id="a slip"),
        pytest.param("tortoi ses", "Galápagos tortoises return", "tortoises", id="a space"),
        pytest.param("marchlifts", "Long March lifts off", "march lifts", id="no space"),
        pytest.param(
            "galapogos tortoises",
            "Galápagos tortoises return",
            "galapagos tortoises",
            id="one of two",
        ),
        pytest.param("persevrance", DRILL, "perseverance", id="a name"),
    ],
)
async def test_what_is_misspelt_is_answered_as_it_was_meant(
    archive: Database, room: Room, typed: str, meant: str, corrected: str
) -> None:
    found = await search(room, typed)
    assert leads(found)[0] == meant
    assert found.corrected == corrected


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("star link", "Starlink satellites lift off"),
        ("longmarch", "Long March lifts off"),
        ("percy rover", DRILL),
    ],
)
async def test_a_name_is_found_however_it_is_spelt(
    archive: Database, room: Room, typed: str, meant: str
) -> None:
    found = await search(room, typed)
    assert leads(found)[0] == meant
    assert found.corrected == ""


async def test_a_slip_that_a_headline_shares_is_answered_and_the_usual_word_offered(
    archive: Database, room: Room
) -> None:
    await stock(archive, *(about(f"Starlink launch {number}") for number in range(12)))
    await stock(archive, about("Starlnk seen"))
    found = await search(room, "starlnk")
    assert leads(found) == ["Starlnk seen"]
    assert (found.corrected, found.offered) == ("", "starlink")


async def test_a_word_that_is_spelt_well_is_offered_no_other(archive: Database, room: Room) -> None:
    await stock(archive, *(about(f"New maps of the sea floor {number}") for number in range(12)))
    await stock(archive, about("A look at Mars"))
    found = await search(room, "mars")
    assert (found.corrected, found.offered) == ("", "")


async def test_nothing_is_corrected_to_a_word_of_another_servers_headline(
    archive: Database, room: Room
) -> None:
    with pytest.raises(Mistake) as refused:
        await search(room, "zirconiun")
    assert "zirconium" not in str(refused.value)


async def test_what_is_quoted_is_not_corrected(archive: Database, room: Room) -> None:
    with pytest.raises(Mistake):
        await search(room, '"starlnk"')


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("blew up", "Rocket destroyed in explosion on the pad", id="a phrase"),
        pytest.param("endangered reptiles", "Galápagos tortoises return", id="two words"),
    ],
)
async def test_what_says_the_same_in_other_words_is_found(
    archive: Database, room: Room, typed: str, meant: str
) -> None:
    found = await search(room, typed)
    assert leads(found)[0] == meant
    assert found.in_other_words


async def test_few_stories_are_followed_by_those_that_say_the_same(
    archive: Database, room: Room
) -> None:
    await stock(archive, about("Gas tank blew up"))
    found = await search(room, "blew up")
    assert leads(found) == ["Gas tank blew up", "Rocket destroyed in explosion on the pad"]
    assert not found.in_other_words


async def test_a_word_that_is_begun_is_no_misspelt_one(archive: Database, room: Room) -> None:
    found = await search(room, "old persever")
    assert (leads(found), found.corrected) == ([DRILL], "")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("lift off topic:china", ["Long March lifts off"], id="a topic"),
        pytest.param('lift off topic:"China in space"', ["Long March lifts off"], id="by its name"),
        pytest.param("lift off -topic:china", ["Starlink satellites lift off"], id="without"),
        pytest.param("drills source:perigee", [DRILL], id="a source"),
        pytest.param("topic:mars", [DRILL], id="a topic alone"),
        pytest.param("drills topic:all", [DRILL], id="everything"),
    ],
)
async def test_a_search_is_narrowed_inside_its_words(
    archive: Database, room: Room, typed: str, expected: list[str]
) -> None:
    assert leads(await search(room, typed)) == expected


async def test_the_words_and_the_options_must_both_hold(archive: Database, room: Room) -> None:
    wanted = Filter(topic="launch", since=NOON - timedelta(days=1))
    with pytest.raises(Mistake, match="with these filters"):
        await search(room, "topic:china lift off", wanted)
    assert leads(await search(room, "topic:china lift off", Filter(topic="launch"))) == [
        "Long March lifts off"
    ]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param("rover topic:zzzz", "There is no topic", id="topic"),
        pytest.param("rover source:zzzz", "There is no source", id="source"),
        pytest.param("rover source:club", "There is no source", id="another server's source"),
    ],
)
async def test_a_name_that_nobody_has_is_a_mistake(
    archive: Database, room: Room, typed: str, sentence: str
) -> None:
    await keep(archive, source("club", private=True, owners=frozenset({GUILD})))
    with pytest.raises(Mistake, match=sentence):
        await search(room, typed)


async def test_a_search_has_pages_and_an_end(db: Database, room: Room) -> None:
    await stock(db, *(about(f"A comet {number}") for number in range(7)))
    first, second = await search(room, "comet"), await search(room, "comet", page=1)
    assert (len(first.stories), first.more) == (5, True)
    assert (len(second.stories), second.more) == (2, False)
    assert not set(leads(first)) & set(leads(second))
    with pytest.raises(Mistake, match="nothing further"):
        await search(room, "comet", page=2)
