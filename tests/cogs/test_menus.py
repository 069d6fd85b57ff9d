"""Related stories in the menu of a message: by whatever link stands in it."""

import pytest

from sandbox.models import Json
from sandbox.people import members
from tests import feeds
from tests.cogs.owned import ELSEWHERE, Club
from tests.house import House

FIRST = "Perseverance drills into a Jezero river bed"
SECOND = "Perseverance naps through a Jezero dust storm"
LINK = "https://orbit.example/perseverance-drills-into-a-jezero-river-bed"
MENU = "Related stories"


@pytest.fixture
async def archive(house: House) -> House:
    house.feeds.publish("/orbit", feeds.rss([FIRST, SECOND, "Lander touches down on the Moon"]))
    await house.read()
    return house


def said(house: House, content: str) -> Json:
    world = house.sandbox.world
    return members.say(world, world.user("theo"), world.channel("general"), content)


async def test_a_link_of_a_message_names_its_story_however_it_is_written(archive: House) -> None:
    mia = archive.sandbox.person("mia", "general")
    for content in (LINK, f"See [this]({LINK}?utm_source=x)!", f"https://no.example and <{LINK}>"):
        answer = await mia.menu(MENU, said(archive, content))
        assert answer.ephemeral
        shown = answer.embeds[0]["description"]
        assert shown.startswith(f"Related to [{FIRST}](")
        assert SECOND in shown


async def test_a_card_names_its_own_story(archive: House) -> None:
    await archive.admin("subscribe", topic="all")
    new = "Perseverance wakes up in Jezero"
    archive.feeds.publish("/orbit", feeds.rss([new, FIRST, SECOND]))
    await archive.read()
    [card] = archive.sandbox.world.messages("space-news")
    answer = await archive.sandbox.person("mia", "space-news").menu(MENU, card)
    assert answer.embeds[0]["description"].startswith(f"Related to [{new}](")


async def test_of_an_unknown_link_a_search_for_its_words_is_offered(archive: House) -> None:
    mia = archive.sandbox.person("mia", "general")
    unknown = "https://other.example/2026/perseverance-drills-again"
    for content, key in ((unknown, "I know no story"), ("Perseverance drills", "no link")):
        answer = await mia.menu(MENU, said(archive, content))
        assert answer.ephemeral
        assert key in answer.content
        [search] = answer.components[0]["components"]
        assert search["label"].lower().startswith("search: perseverance drills")
        found = await mia.press(answer, search["custom_id"])
        assert found.updated
        assert found.content == ""
        assert "Perseverance" in found.embeds[0]["description"]


@pytest.mark.parametrize(
    "content", ["🚀", "https://other.example/?p=1"], ids=["no link", "an unknown one"]
)
async def test_without_a_word_to_search_for_no_search_is_offered(
    archive: House, content: str
) -> None:
    answer = await archive.sandbox.person("mia", "general").menu(MENU, said(archive, content))
    assert answer.components == []
    assert "/news search" in answer.content


async def test_a_link_of_another_servers_source_is_unknown(archive: House) -> None:
    await Club(archive).founded(ELSEWHERE)
    message = said(archive, "https://club.example/club-night")
    answer = await archive.sandbox.person("mia", "general").menu(MENU, message)
    assert "I know no story" in answer.content
