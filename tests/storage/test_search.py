"""Searching: which stories are found by which words, best first, and by whom."""

from datetime import timedelta
from typing import Any

import pytest

from news.models import Article, GuildView, Story
from news.query import Filter, parse
from news.text import END, START
from storage import search
from storage.database import Database
from storage.search import Way
from tests.builders import NOON, article, story
from tests.storage.stock import private, stock, titles

STRANGER = GuildView()
MEMBER = GuildView(1, frozenset({"club"}))
DAY = timedelta(days=1)


async def found(
    db: Database,
    words: str,
    view: GuildView = STRANGER,
    wanted: Filter = Filter(),  # noqa: B008 (frozen)
    *,
    way: Way = Way.WORDS,
    limit: int = 10,
    offset: int = 0,
) -> list[str]:
    asked = search.Asked(parse(words), wanted, view, way)
    matches = await search.find(db, asked, limit=limit, offset=offset)
    return titles(match.story for match in matches)


def about(title: str, summary: str = "", **changed: Any) -> Story:
    told: Article = article(title, summary=summary)
    return story(articles=(told,), **changed)


@pytest.fixture
async def archive(db: Database) -> Database:
    await stock(
        db,
        about("Lander touches down on the Moon", "A lunar lander has landed."),
        about("Rover climbs a crater rim", "On Mars, the rover climbs."),
        about("Launch of a lunar relay", "A relay for landers on the far side."),
        about("Ariane lifts two satellites", "The launch went well."),
        about("Señor Pérez names a comet", "Café talk of the near past."),
    )
    return db


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(
            "lander", {"Lander touches down on the Moon", "Launch of a lunar relay"}, id="one word"
        ),
        pytest.param("lunar launch", {"Launch of a lunar relay"}, id="all words"),
        pytest.param("mars moon", set(), id="no story has all"),
        pytest.param('"far side"', {"Launch of a lunar relay"}, id="phrase"),
        pytest.param('"side far"', set(), id="a phrase has its order"),
        pytest.param("launch -lunar", {"Ariane lifts two satellites"}, id="without a word"),
        pytest.param(
            'lunar -"far side"', {"Lander touches down on the Moon"}, id="without a phrase"
        ),
        pytest.param("lunar -relay -landed", set(), id="without two"),
        pytest.param("satel", set(), id="half a word"),
        pytest.param("climbing", {"Rover climbs a crater rim"}, id="another form of the word"),
        pytest.param("senor perez", {"Señor Pérez names a comet"}, id="typed without accents"),
        pytest.param("CAFÉ", {"Señor Pérez names a comet"}, id="typed with accents and capitals"),
        pytest.param("orbit mars", {"Rover climbs a crater rim"}, id="outlet"),
    ],
)
async def test_words_find_stories(archive: Database, words: str, expected: set[str]) -> None:
    assert set(await found(archive, words)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("satel", ["Ariane lifts two satellites"], id="the only word"),
        pytest.param("launch satel", ["Ariane lifts two satellites"], id="the last word"),
        pytest.param("satel launch", [], id="no other word"),
    ],
)
async def test_the_last_word_may_be_begun(
    archive: Database, words: str, expected: list[str]
) -> None:
    assert await found(archive, words, way=Way.BEGINNING) == expected


async def test_mars_is_not_march(db: Database) -> None:
    await stock(db, about("Long March lifts off"), about("A look at Mars"))
    assert await found(db, "mars") == ["A look at Mars"]


async def test_any_of_the_words_is_asked_for_when_all_are_too_many(archive: Database) -> None:
    assert set(await found(archive, "mars satellites venus", way=Way.SOME)) == {
        "Rover climbs a crater rim",
        "Ariane lifts two satellites",
    }
    assert await found(archive, "mars satellites -rover", way=Way.SOME) == [
        "Ariane lifts two satellites"
    ]


PLAIN = "Near near title near summary near scope public near OR 1 1 NOT AND rowid"


@pytest.mark.parametrize(
    "words",
    [
        "NEAR(near title)",
        "near*",
        "*near",
        '"near',
        'near"',
        '"near" "title"',
        "title:near",
        "title: near",
        "{title summary}: near",
        "^near",
        "near NOT title",
        "near OR title",
        "near AND title",
        "near + title",
        "scope:public",
        "(near",
        "near)",
        "near; DROP TABLE search",
        "near' OR '1'='1",
        "near -",
        "near --",
        "near ?",
        "near :title",
        "near \\",
    ],
)
async def test_what_is_an_operator_elsewhere_is_a_word_here(db: Database, words: str) -> None:
    await stock(db, about(f"{PLAIN} drop table search"), about("Lander touches down"))
    assert await found(db, words) == [f"{PLAIN} drop table search"]


@pytest.mark.parametrize(
    "words", ["_", "moon _", "_ moon", "²", "moon -_", "٣ moon", "🚀 moon", "ª"]
)
async def test_signs_that_are_no_words_break_nothing(archive: Database, words: str) -> None:
    for way in Way:
        assert set(await found(archive, words, way=way)) <= {"Lander touches down on the Moon"}


async def test_a_not_is_no_operator_when_it_is_typed(archive: Database) -> None:
    assert await found(archive, "lunar NOT relay") == []


async def test_a_headline_says_more_than_a_summary(db: Database) -> None:
    await stock(
        db,
        about("Weekly notes", "A comet, and another comet, and a comet."),
        about("A comet passes", "It is bright."),
        about("Evening notes", "Nothing of that kind."),
        about("More notes", "Nothing of that kind either."),
    )
    assert await found(db, "comet") == ["A comet passes", "Weekly notes"]


async def test_of_equals_the_newest_stands_first(db: Database) -> None:
    await stock(
        db,
        about("A comet yes", told_at=NOON - DAY),
        about("A comet too", told_at=NOON),
        about("A comet and", told_at=NOON - 2 * DAY),
    )
    assert await found(db, "comet") == ["A comet too", "A comet yes", "A comet and"]


async def test_results_are_paged(db: Database) -> None:
    await stock(db, *(about(f"A comet {n}", told_at=NOON - n * DAY) for n in range(5)))
    assert await found(db, "comet", limit=2) == ["A comet 0", "A comet 1"]
    assert await found(db, "comet", limit=2, offset=4) == ["A comet 4"]
    assert await found(db, "comet", limit=2, offset=6) == []


async def test_matched_words_are_marked_in_the_headline(archive: Database) -> None:
    [match] = await search.find(
        archive, search.Asked(parse("moon land"), way=Way.BEGINNING), limit=5
    )
    assert match.title == f"{START}Lander{END} touches down on the {START}Moon{END}"
    assert match.story.lead.title == "Lander touches down on the Moon"


async def test_results_are_narrowed_by_topic_source_and_age(db: Database) -> None:
    await stock(
        db,
        about("A comet one", topics=("comets",)),
        about("A comet two", topics=("mars",)),
        about("A comet old", topics=("comets",), told_at=NOON - 9 * DAY),
        story(articles=(article("A comet elsewhere", source_id="probe"),), topics=("comets",)),
    )
    assert set(await found(db, "comet", wanted=Filter(topic="comets", since=NOON - DAY))) == {
        "A comet one",
        "A comet elsewhere",
    }
    assert await found(db, "comet", wanted=Filter(source_id="probe")) == ["A comet elsewhere"]


async def test_a_rare_story_is_found_behind_many_newer_ones(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "RANKED", 2)
    await stock(
        db,
        story(articles=(article("A comet elsewhere", source_id="probe"),)),
        *(about(f"A comet {number}") for number in range(5)),
    )
    assert await found(db, "comet", wanted=Filter(source_id="probe")) == ["A comet elsewhere"]


async def test_a_private_story_is_found_by_its_owners_only(db: Database) -> None:
    await stock(db, about("A comet"), private("A secret comet"))
    assert set(await found(db, "comet", MEMBER)) == {"A comet", "A secret comet"}
    assert await found(db, "comet", STRANGER) == ["A comet"]
    assert await found(db, "secret", STRANGER) == []
    assert await found(db, "club", STRANGER) == []
    assert await found(db, "secret", GuildView(2, frozenset({"guild"}))) == []
    assert await found(db, "secret", STRANGER, Filter(source_id="club")) == []


async def test_the_scope_is_no_word_to_search_for(db: Database) -> None:
    await stock(db, about("A comet"))
    assert await found(db, "public") == []


async def test_nothing_is_found_in_an_empty_archive(db: Database) -> None:
    assert await found(db, "comet") == []
