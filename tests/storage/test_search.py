"""Searching: which stories are found by which words, best first, and by whom."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from news.models import Article, GuildView, Story
from news.query import Filter, Query, parse
from news.terms import Term, beginning, meanings, tag, terms
from news.text import END, START
from storage import roster, search
from storage.database import Database
from storage.search import expression, finding
from tests.builders import NOON, article, source, story
from tests.storage.stock import find, keep, private, stock, titles

STRANGER = GuildView()
MEMBER = GuildView(1, frozenset({"club"}))
DAY = timedelta(days=1)


async def found(
    db: Database,
    words: str,
    view: GuildView = STRANGER,
    wanted: Filter = Filter(),  # noqa: B008 (frozen)
    *,
    limit: int = 10,
    offset: int = 0,
) -> list[str]:
    asked = search.Asked(parse(words), wanted, view)
    matches = await find(db, asked, limit=limit, offset=offset)
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


async def begun(db: Database, words: str, view: GuildView = STRANGER) -> list[str]:
    """What is found where the last word may be half a word."""
    query = parse(words)
    half = await db.look(lambda ask: search.beginning(ask, view, query.wanted[-1][-1]))
    asked = search.Asked(query, view=view, terms=beginning(terms(query), half))
    return titles(match.story for match in await find(db, asked, limit=10)) if half else []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("satel", ["Ariane lifts two satellites"], id="the only word"),
        pytest.param("launch satel", ["Ariane lifts two satellites"], id="the last word"),
        pytest.param("satel launch", [], id="no other word"),
        pytest.param("pere", ["Señor Pérez names a comet"], id="without accents"),
        pytest.param("xyz", [], id="no word begins so"),
    ],
)
async def test_the_last_word_may_be_begun(
    archive: Database, words: str, expected: list[str]
) -> None:
    assert await begun(archive, words) == expected


async def test_a_begun_word_is_not_cut_like_a_whole_one(db: Database) -> None:
    await stock(db, about("Long March lifts off"), about("Perseverance drills"))
    assert await begun(db, "mars") == []
    assert await begun(db, "perseveran") == ["Perseverance drills"]


async def test_half_a_word_of_a_private_headline_is_completed_for_its_owners_only(
    db: Database,
) -> None:
    await stock(db, private("A zirconium comet"))
    assert await db.look(lambda ask: search.beginning(ask, MEMBER, "zirc")) == ["zirconium"]
    assert await db.look(lambda ask: search.beginning(ask, STRANGER, "zirc")) == []
    assert await db.look(lambda ask: search.like(ask, STRANGER, "z", [9])) == {}
    assert await db.look(lambda ask: search.seen(ask, STRANGER, ["zirconium"])) == {}


async def test_mars_is_not_march(db: Database) -> None:
    await stock(db, about("Long March lifts off"), about("A look at Mars"))
    assert await found(db, "mars") == ["A look at Mars"]


async def about_as(db: Database, words: str, enough: int) -> set[str]:
    asked = search.Asked(parse(words))
    hits = await db.look(lambda ask: search.near(ask, asked, enough=enough))
    return {hit.title for hit in hits}


async def test_fewer_of_the_words_are_asked_for_until_there_are_enough(archive: Database) -> None:
    assert await about_as(archive, "ariane satellites venus", 1) == {"Ariane lifts two satellites"}
    assert await about_as(archive, "mars satellites venus", 2) == {
        "Rover climbs a crater rim",
        "Ariane lifts two satellites",
    }
    assert await about_as(archive, "mars satellites -rover", 2) == {"Ariane lifts two satellites"}


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
    about_the_moon = {"Lander touches down on the Moon", "Launch of a lunar relay"}
    assert set(await found(archive, words)) <= about_the_moon
    assert await about_as(archive, words, 10) <= about_the_moon


async def test_a_not_is_no_operator_when_it_is_typed(archive: Database) -> None:
    assert await found(archive, "lunar NOT relay") == ["Launch of a lunar relay"]


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
    [match, *_] = await find(archive, search.Asked(parse("moon landers")), limit=5)
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
    monkeypatch.setattr(finding, "NEWEST", 2)
    await stock(
        db,
        story(articles=(article("A comet elsewhere", source_id="probe"),)),
        about("A comet passes the Sun"),
        *(about(f"Notes {number}", "The Sun, and a comet that passes") for number in range(5)),
    )
    assert await found(db, "comet", wanted=Filter(source_id="probe")) == ["A comet elsewhere"]
    assert (await found(db, "comet sun"))[0] == "A comet passes the Sun"


async def test_old_stories_are_about_the_same_only_where_no_new_one_is(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "RECENT", 2)
    asked = search.Asked(parse("comet fades"))

    async def near() -> list[str]:
        hits = await db.look(partial(search.near, asked=asked, enough=9))
        return [hit.title for hit in hits]

    await stock(db, about("A comet fades"), about("Notes"), about("More notes"))
    assert await near() == ["A comet fades"]
    await stock(db, about("A comet glows"))
    assert await near() == ["A comet glows"]


def test_a_phrase_is_not_sought_beside_a_part_of_it() -> None:
    named = Term((("Moon",),), (("the", "moon"), ("lunar",), ("far", "lunar", "side")), ("moon",))
    assert expression.every([named]) == '("Moon" OR "lunar" OR "moon§")'
    begun = replace(named, begun=("moons",))
    assert expression.every([begun]) == '(("moons") OR "the moon" OR "lunar" OR "moon§")'


async def test_a_story_that_grows_is_found_by_what_it_has_got(db: Database) -> None:
    first = about("Probe leaves for Venus")
    [number] = await stock(db, first)
    other = article("Orbiter begins its journey", source_id="perigee", outlet="Perigee")
    grown = replace(first, articles=(*first.articles, other), topics=("planets",))
    async with db.transaction() as tx:
        await search.index(tx, {number: grown})
    for words in ("orbiter", "perigee", "venus"):
        asked = search.Asked(parse(words), Filter(topic="planets"))
        hits = await db.look(partial(search.hits, asked=asked))
        assert [hit.id for hit in hits] == [number]


async def test_what_a_source_told_is_found_by_its_heirs_name(db: Database) -> None:
    await stock(db, about("A comet"))
    await keep(db, source("heir"))
    async with db.transaction() as tx:
        await roster.hand_over(tx, source("orbit"), "heir")
    assert await found(db, "comet", wanted=Filter(source_id="heir")) == ["A comet"]
    assert await found(db, "comet", wanted=Filter(source_id="orbit")) == []


async def test_what_is_narrowed_needs_no_words(db: Database) -> None:
    await stock(
        db,
        about("Old notes", topics=("mars",), told_at=NOON - DAY),
        about("New notes", topics=("mars",)),
        about("Other notes", topics=("moon",)),
    )
    asked = search.Asked(Query(()), tags=(tag("mars"),))
    assert titles(each.story for each in await find(db, asked, limit=5)) == [
        "New notes",
        "Old notes",
    ]


async def test_no_published_word_is_taken_for_a_topic(db: Database) -> None:
    await stock(db, about("Deal §mars§ mars§ of the day"))
    assert await found(db, "deal", wanted=Filter(topic="mars")) == []


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


async def test_a_private_story_says_the_same_in_other_words_to_its_owners_only(
    db: Database,
) -> None:
    await keep(db, source("club", private=True, owners=frozenset({1})))
    await stock(db, private("Secret engine explodes"))
    query = parse("engine blew up")
    for view, there in ((MEMBER, 1), (STRANGER, 0)):
        asked = search.Asked(query, view=view, terms=meanings(query))
        assert len(await db.look(partial(search.near, asked=asked, enough=9))) == there
        assert await db.look(partial(search.some, asked=asked)) == there
