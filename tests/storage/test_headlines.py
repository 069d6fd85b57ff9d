"""Headlines: by which stories are chosen, as far as a server may see them."""

from datetime import timedelta

from news.identity import link_key
from news.models import GuildView
from storage import headlines, search
from storage.database import Database
from tests.builders import NOON, article, story
from tests.storage.stock import private, stock

STRANGER = GuildView()
MEMBER = GuildView(1, frozenset({"club"}))


async def test_the_newest_told_come_first_by_their_leads_headlines(db: Database) -> None:
    older = story("Comet fades", told_at=NOON - timedelta(days=1))
    both = (article("Lander lands"), article("It is down", source_id="perigee"))
    newer = story(articles=both)
    await stock(db, older, newer)
    found = await headlines.newest(db, STRANGER)
    assert [(each.value, each.name) for each in found] == [
        (newer.key, "Lander lands"),
        (older.key, "Comet fades"),
    ]


async def test_private_headlines_are_offered_to_their_owners_alone(db: Database) -> None:
    await stock(db, private("Club meets comet"))
    assert await headlines.newest(db, STRANGER) == []
    assert await search.headlined(db, STRANGER, [["comet"]]) == []
    assert len(await headlines.newest(db, MEMBER)) == 1
    assert len(await search.headlined(db, MEMBER, [["comet"]])) == 1


async def test_a_headline_is_found_by_one_of_the_words_at_each_place(db: Database) -> None:
    await stock(db, story("Comet fades"), story("Comet flares"), story("Star fades"))
    found = await search.headlined(db, STRANGER, [["comet"], ["fades", "glows"]])
    assert [each.name for each in found] == ["Comet fades"]


async def test_a_story_is_found_by_the_link_of_any_of_its_articles(db: Database) -> None:
    both = (article("Lander lands"), article("It is down", source_id="perigee"))
    await stock(db, story(articles=both))
    [key] = [each.value for each in await headlines.newest(db, STRANGER)]
    for told in both:
        there = link_key(told.url.replace("https://", "http://www."))
        assert await headlines.of_links(db, ["orbit", "perigee"], [there, "no"]) == {there: key}


async def test_a_link_is_known_only_to_who_sees_its_source(db: Database) -> None:
    one = private("Club meets comet")
    await stock(db, one)
    there = link_key(one.lead.url)
    assert await headlines.of_links(db, ["orbit"], [there]) == {}
    assert await headlines.of_links(db, ["club"], [there]) == {there: one.key}
