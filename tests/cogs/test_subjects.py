"""An entity may be given wherever a topic may; a new subscription is rehearsed."""

import pytest

from tests import feeds
from tests.house import House

FLIGHTS = [f"Falcon 9 lifts off on its flight {number}" for number in range(1, 8)]
COMET = "Comet grows a second tail"


@pytest.fixture
async def archive(house: House) -> House:
    """A bot that has read of several flights and one comet."""
    house.feeds.publish("/orbit", feeds.rss([COMET, *FLIGHTS]))
    await house.read()
    return house


async def test_a_channel_follows_an_entity(archive: House) -> None:
    done = await archive.admin("subscribe", topic="falcon9")
    assert "gets Falcon 9." in done.content
    new = "Falcon 9 returns to its pad in Florida"
    archive.feeds.publish("/orbit", feeds.rss(["Comet fades", new, COMET, *FLIGHTS]))
    await archive.read()
    assert archive.titles() == [new]
    shown = await archive.admin("subscriptions")
    assert "Falcon 9 · at once · all is well" in shown.embeds[0]["description"]


async def test_who_follows_a_company_gets_what_its_rockets_do(archive: House) -> None:
    await archive.admin("subscribe", topic="spacex")
    new = "Falcon 9 returns to its pad in Florida"
    archive.feeds.publish("/orbit", feeds.rss([new, COMET, *FLIGHTS]))
    await archive.read()
    assert archive.titles() == [new]


async def test_lists_and_searches_are_narrowed_to_an_entity_and_turn_their_pages(
    archive: House,
) -> None:
    latest = await archive.member("news latest", topic="Falcon 9")
    assert COMET not in latest.embeds[0]["description"]
    [forward] = latest.components[0]["components"]
    mia = archive.sandbox.person("mia", "space-news")
    second = await mia.press(latest, forward["custom_id"])
    assert second.embeds[0]["description"].count("https://") == len(FLIGHTS) - 5
    found = await archive.member("news search", query="flight 3", topic="falcon-9")
    assert "**flight** **3**" in found.embeds[0]["description"].lower()


async def test_entities_are_completed_with_what_they_are(archive: House) -> None:
    mia, ada = archive.sandbox.person("mia"), archive.sandbox.person("ada")
    assert (await mia.autocomplete("news latest", "topic", "jwst"))[0] == (
        "James Webb Space Telescope · observatory",
        "webb",
    )
    assert ("Falcon 9 · vehicle", "falcon-9") in await ada.autocomplete("subscribe", "topic", "fal")


async def test_a_feeds_own_topic_is_a_topic(archive: House) -> None:
    ada = archive.sandbox.person("ada")
    offered = await ada.autocomplete("feed add", "topic", "falcon", url="https://a.example")
    assert "falcon-9" not in [value for _, value in offered]


async def test_a_new_subscription_is_rehearsed(archive: House) -> None:
    done = await archive.admin("subscribe", topic="falcon-9")
    [rehearsal] = done.embeds
    assert done.ephemeral
    assert rehearsal["title"] == "The last 14 days"
    assert "7 stories, about one every 2 days." in rehearsal["description"]
    assert "`▁▁▁▁▁▁▁▁▁▁▁▁▁█`" in rehearsal["description"]
    assert rehearsal["description"].count("https://orbit.example/") == 3
    assert archive.titles() == []


async def test_a_rehearsal_of_nothing_says_what_that_means(archive: House) -> None:
    done = await archive.admin("subscribe", topic="sun")
    assert "It will post when something comes." in done.embeds[0]["description"]


async def test_what_is_not_about_space_is_rehearsed_for_its_source_alone(archive: House) -> None:
    sale = "Three months for the price of one"
    archive.feeds.publish("/orbit", feeds.rss([sale, COMET, *FLIGHTS]))
    await archive.read()
    everything = await archive.admin("subscribe", topic="all")
    assert sale not in everything.embeds[0]["description"]
    source = await archive.admin("subscribe", source="orbit")
    assert sale in source.embeds[0]["description"]
