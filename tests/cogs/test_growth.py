"""Several outlets tell one event: one card, which names them; who follows one reads that one."""

from typing import Any

import pytest

from sandbox.people import members
from tests import feeds
from tests.cogs.owned import ID, Club
from tests.house import House

OLD = "Lander touches down on the Moon"
ORBIT = "Europa Clipper enters orbit around Jupiter"
PERIGEE = "Europa Clipper has arrived in orbit around Jupiter"
CLUB = "Europa Clipper arrives in orbit around Jupiter"
AFTER = "Europa Clipper sends its first picture of Ganymede"


@pytest.fixture
async def club(house: House) -> Club:
    added = Club(house)
    await added.founded()
    return added


def orbit(house: House, *titles: str) -> None:
    house.feeds.publish("/orbit", feeds.rss([*titles, OLD]))


def perigee(house: House, *titles: str) -> None:
    told = feeds.rss([*titles, "Old comet returns"], "https://perigee.example")
    house.feeds.publish("/perigee", told)


def cards(house: House, channel: str = "space-news") -> list[dict[str, Any]]:
    return [each["embeds"][0] for each in house.sandbox.world.messages(channel)]


def coverage(house: House, channel: str = "space-news") -> str:
    [message] = house.sandbox.world.messages(channel)
    label: str = message["components"][0]["components"][-1]["label"]
    return label


async def test_the_second_outlet_makes_no_second_card_but_stands_on_the_first(house: House) -> None:
    await house.admin("subscribe", topic="all")
    orbit(house, ORBIT)
    await house.read()
    [first] = cards(house)
    assert (first["title"], coverage(house)) == (ORBIT, "Coverage (1)")
    perigee(house, PERIGEE)
    await house.read()
    [card] = cards(house)
    assert card["title"] == ORBIT
    assert card["description"].endswith("also in Perigee")
    assert coverage(house) == "Coverage (2)"


async def test_two_outlets_of_the_same_minute_are_one_card(house: House) -> None:
    await house.admin("subscribe", topic="all")
    orbit(house, ORBIT)
    perigee(house, PERIGEE)
    await house.read()
    await house.tell()
    [card] = cards(house)
    assert "also in " in card["description"]


async def test_what_comes_after_is_a_story_of_its_own(house: House) -> None:
    await house.admin("subscribe", topic="all")
    orbit(house, ORBIT)
    await house.read()
    perigee(house, AFTER)
    await house.read()
    assert house.titles() == [ORBIT, AFTER]


async def test_who_follows_a_source_reads_its_article_first(house: House) -> None:
    await house.admin("subscribe", topic="all")
    await house.admin("subscribe", source="perigee", channel="launches")
    orbit(house, ORBIT)
    await house.read()
    assert house.titles("launches") == []
    perigee(house, PERIGEE)
    await house.read()
    assert house.titles("launches") == [PERIGEE]
    assert cards(house, "launches")[0]["description"].endswith("also in Orbit")


async def test_a_day_later_it_is_news_for_those_alone_who_follow_the_source(house: House) -> None:
    await house.admin("subscribe", source="orbit")
    await house.admin("subscribe", source="perigee", channel="launches")
    orbit(house, ORBIT)
    await house.read()
    house.clock.move(hours=25)
    await house.admin("subscribe", topic="all", channel="general")
    perigee(house, PERIGEE)
    await house.read()
    assert house.titles("launches") == [PERIGEE]
    assert house.titles("general") == []


async def test_a_card_that_moderators_deleted_is_not_sent_again(house: House) -> None:
    await house.admin("subscribe", topic="all")
    orbit(house, ORBIT)
    await house.read()
    [message] = house.sandbox.world.messages("space-news")
    world = house.sandbox.world
    members.delete(world, world.user("ada"), world.channel("space-news"), int(message["id"]))
    perigee(house, PERIGEE)
    await house.read()
    assert house.titles() == []
    orbit(house, AFTER, ORBIT)
    await house.read()
    assert house.titles() == [AFTER]


async def test_what_was_there_before_the_bot_is_told_where_somebody_tells_it_anew(
    house: House,
) -> None:
    await house.admin("subscribe", topic="all")
    perigee(house, "Lander safely touches down on the Moon")
    await house.read()
    [card] = cards(house)
    assert card["title"] in (OLD, "Lander safely touches down on the Moon")


async def test_what_a_servers_own_source_tells_again_makes_no_second_card(
    house: House, club: Club
) -> None:
    await house.admin("subscribe", topic="all")
    orbit(house, ORBIT)
    await house.read()
    club.publish(CLUB)
    await house.read()
    assert house.titles() == [ORBIT]


async def test_what_a_servers_own_source_told_first_is_not_told_again(
    house: House, club: Club
) -> None:
    await house.admin("subscribe", topic="all")
    club.publish(CLUB)
    await house.read()
    orbit(house, ORBIT)
    await house.read()
    assert house.titles() == [CLUB]


async def test_its_owners_find_both_in_one_story(house: House, club: Club) -> None:
    orbit(house, ORBIT)
    await house.read()
    club.publish(CLUB)
    await house.read()
    found = (await house.member("news latest", topic="planets")).embeds[0]["description"]
    assert ORBIT in found
    assert CLUB not in found
    whole = await house.member("news story", story=ORBIT)
    assert "Club" in str(whole.embeds)


async def test_who_follows_the_servers_own_source_reads_it_there(house: House, club: Club) -> None:
    await house.admin("subscribe", source=ID, channel="launches")
    await house.admin("subscribe", topic="all")
    orbit(house, ORBIT)
    await house.read()
    club.publish(CLUB)
    await house.read()
    assert house.titles("launches") == [CLUB]
    assert house.titles() == [ORBIT]
