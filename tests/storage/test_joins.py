"""A private story and the public one of the same event are one for their owners, two for us."""

from dataclasses import replace

import pytest

from news.models import GuildView, Story
from news.query import Filter
from news.view import seen
from storage import joins, lists, roster, stories
from storage.database import Database
from tests import builders
from tests.builders import GUILD, story
from tests.storage.stock import keep, private, stock

OURS = GuildView(GUILD, frozenset({"club"}))
PUBLIC = story("Lander touches down", topics=("moon",))
SECRET = private("We heard it land")


@pytest.fixture
async def joined(db: Database) -> Database:
    await keep(db, builders.source("club", private=True, owners=frozenset({GUILD})))
    public, secret = await stock(db, PUBLIC, SECRET)
    async with db.transaction() as tx:
        await joins.save(tx, {secret: public})
    return db


async def listed(db: Database, view: GuildView, wanted: Filter) -> list[list[str]]:
    found = seen(view, await lists.newest(db, view, wanted, limit=9))
    return [[article.title for article in each.articles] for each in found]


async def test_its_owners_see_one_story_with_the_articles_of_both(joined: Database) -> None:
    for wanted in (Filter(), Filter(topic="moon")):
        assert await listed(joined, OURS, wanted) == [["Lander touches down", "We heard it land"]]


async def test_others_see_the_public_one_alone(joined: Database) -> None:
    for view in (GuildView(), GuildView(GUILD + 1, frozenset({"other"}))):
        assert await listed(joined, view, Filter()) == [["Lander touches down"]]


async def test_asked_for_by_its_source_the_private_one_leads(joined: Database) -> None:
    found = await listed(joined, OURS, Filter(source_id="club"))
    assert found == [["We heard it land", "Lander touches down"]]


async def test_a_private_one_is_listed_where_the_public_one_is_not_about_space(
    db: Database,
) -> None:
    await keep(db, builders.source("club", private=True, owners=frozenset({GUILD})))
    ours = replace(SECRET, topics=("moon",))
    public, secret = await stock(db, story("Lander touches down"), ours)
    async with db.transaction() as tx:
        await joins.save(tx, {secret: public})
    [found] = seen(OURS, await lists.newest(db, OURS, Filter(), limit=9, on_topic=True))
    assert {each.title for each in found.articles} == {"Lander touches down", "We heard it land"}
    assert await lists.newest(db, GuildView(), Filter(), limit=9, on_topic=True) == []


async def test_neither_has_got_an_article(joined: Database) -> None:
    found: list[Story] = await stories.by_keys(joined, [PUBLIC.key, SECRET.key])
    titles = [[article.title for article in each.articles] for each in found]
    assert titles == [["Lander touches down"], ["We heard it land"]]


async def test_a_source_that_an_owner_gave_back_shows_nothing_any_more(joined: Database) -> None:
    async with joined.transaction() as tx:
        await roster.disown(tx, "club", GUILD)
    assert await listed(joined, GuildView(GUILD), Filter()) == [["Lander touches down"]]


async def test_a_story_is_joined_with_one_other(joined: Database) -> None:
    [other] = await stock(joined, story("Another lander"))
    async with joined.transaction() as tx:
        await joins.save(tx, {2: other})
        assert await joins.twins(tx, [1, 2, other]) == {1: {2}, 2: {1}}
