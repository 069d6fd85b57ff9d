"""/news digest: what most outlets tell comes first, under its topic; its pages turn for ever."""

from sandbox.server import Sandbox
from tests import feeds
from tests.cogs.owned import ELSEWHERE, Club
from tests.house import House, Start, furnish

BOTH, ONE = "Europa Clipper passes Mars on its way to Jupiter", "Rover drills into old mud on Mars"
COMET = "Comet grows a second tail"
OFF = "Three months for the price of one"


async def test_what_most_outlets_tell_comes_first_under_its_topic(house: House) -> None:
    nothing = await house.member("news digest", topic="sun")
    assert "the last 24 hours" in nothing.content
    assert "period:week" in nothing.content
    house.feeds.publish("/orbit", feeds.rss([COMET, ONE, BOTH, OFF]))
    house.feeds.publish("/perigee", feeds.rss([BOTH], "https://perigee.example"))
    await house.read()
    digest = await house.member("news digest")
    assert digest.ephemeral
    assert digest.components == []
    [embed] = digest.embeds
    assert embed["title"] == "The last 24 hours in space"
    told = embed["description"]
    assert "What most outlets tell comes first." in told
    assert told.index(BOTH) < told.index(ONE)
    assert told.index(BOTH) < told.index(COMET)
    assert "and 1 more" in told
    assert OFF not in told
    narrowed = await house.member("news digest", topic="mars", public=True)
    assert not narrowed.ephemeral
    assert narrowed.embeds[0]["title"].startswith("The last 24 hours in space: ")
    assert narrowed.embeds[0]["title"].endswith("Mars")
    assert COMET not in narrowed.embeds[0]["description"]


async def test_a_day_and_a_week_are_counted_back_from_now(house: House) -> None:
    house.feeds.publish("/orbit", feeds.rss([COMET]))
    await house.read()
    house.clock.move(days=3)
    assert "the last 24 hours" in (await house.member("news digest")).content
    week = await house.member("news digest", period="week")
    assert week.embeds[0]["title"] == "The last 7 days in space"
    assert COMET in week.embeds[0]["description"]
    house.clock.move(days=6)
    assert "the last 7 days" in (await house.member("news digest", period="week")).content


async def test_its_pages_stay_what_they_are_after_a_restart(start: Start, sandbox: Sandbox) -> None:
    async with furnish(start) as house:
        comets = [f"Comet {number} is seen" for number in range(29)]  # and what stood there before
        house.feeds.publish("/orbit", feeds.rss(comets))
        await house.read()
        first = await house.member("news digest", public=True)
        [onward] = first.components[0]["components"]
        house.clock.move(days=2)
    async with start():
        mia, theo = sandbox.person("mia", "space-news"), sandbox.person("theo", "space-news")
        copy = await theo.press(first, onward["custom_id"])
        second = await mia.press(first, onward["custom_id"])
        [back] = second.components[0]["components"]
        again = await mia.press(second, back["custom_id"])
    assert copy.ephemeral
    assert not copy.updated
    assert second.updated
    assert second.embeds[0]["description"].count("https://orbit.example/") == 30 - 25
    assert second.embeds[-1]["footer"]["text"] == "Page 2"
    assert again.embeds[0]["description"] == first.embeds[0]["description"]


async def test_it_has_the_news_languages_of_its_server_and_nobody_elses_sources(
    house: House,
) -> None:
    await Club(house).founded(ELSEWHERE)
    house.feeds.publish("/orbit", feeds.rss([COMET]))
    await house.read()
    told = (await house.member("news digest")).embeds[0]["description"]
    assert "Club" not in told
    await house.admin("settings", news_languages="de")
    assert "Nothing of that" in (await house.member("news digest")).content
