"""A source publishes, a subscribed channel has the story, a member finds it."""

from sandbox.server import Sandbox
from tests import feeds
from tests.house import House, Start

OLD = "Lander touches down on the Moon"
NEW = "Probe finds ice at the lunar pole"


def published(house: House, *titles: str) -> None:
    house.feeds.publish("/orbit", feeds.rss([*reversed(titles), OLD]))


async def test_a_new_story_is_posted_once_to_each_subscribed_channel(house: House) -> None:
    await house.admin("subscribe", topic="all")
    await house.admin("subscribe", source="orbit", channel="launches")
    published(house, NEW)
    await house.read()
    await house.read()
    assert house.titles("space-news") == [NEW]
    assert house.titles("launches") == [NEW]
    assert house.titles("general") == []


async def test_what_stood_there_before_the_first_reading_is_posted_to_nobody(
    start: Start,
) -> None:
    async with start() as house:
        await house.admin("subscribe", topic="all")
        await house.read()
        assert house.titles() == []
        found = await house.member("news search", query="lander")
        assert "Lander" in found.embeds[0]["description"]


async def test_a_story_owed_twice_over_is_told_once(house: House) -> None:
    await house.admin("subscribe", topic="all")
    await house.admin("subscribe", topic="moon")
    await house.admin("subscribe", source="orbit")
    published(house, NEW)
    await house.read()
    assert house.titles() == [NEW]


async def test_stories_come_in_the_order_in_which_they_happened(house: House) -> None:
    await house.admin("subscribe", topic="all")
    told = [f"Comet number {number} is discovered" for number in range(5)]
    published(house, *told)
    await house.read()
    assert house.titles() == told


async def test_many_stories_of_one_reading_are_five_cards_and_a_roundup(house: House) -> None:
    await house.admin("subscribe", topic="all")
    told = [f"Comet number {number} is discovered" for number in range(30)]
    published(house, *told)
    await house.read()
    assert house.titles() == [*told[:5], "25 stories"]
    roundup = house.sandbox.world.messages("space-news")[-1]["embeds"][0]["description"]
    assert all(title in roundup for title in told[5:])


async def test_a_source_that_fails_does_not_stop_the_others(house: House) -> None:
    await house.admin("subscribe", topic="all")
    del house.feeds.documents["/perigee"]
    published(house, NEW)
    await house.read()
    assert house.titles() == [NEW]


async def test_a_restarted_bot_goes_on_where_it_was(start: Start, sandbox: Sandbox) -> None:
    async with start() as house:
        await house.read()
        await house.admin("subscribe", topic="all")
    async with start() as house:
        published(house, NEW)
        await house.read()
    async with start() as house:
        await house.read()
        assert house.titles() == [NEW]


async def test_a_card_says_who_tells_what_and_since_when(house: House) -> None:
    await house.admin("subscribe", topic="all")
    published(house, NEW)
    await house.read()
    [message] = house.sandbox.world.messages("space-news")
    [embed] = message["embeds"]
    assert embed["author"]["name"].startswith("Orbit · ")
    assert "Moon" in embed["author"]["name"]
    assert embed["url"] == "https://orbit.example/probe-finds-ice-at-the-lunar-pole"
    assert embed["description"].startswith(rf"What is known\: {NEW}")
    assert "<t:" in embed["description"]
    buttons = message["components"][0]["components"]
    assert [each["label"] for each in buttons] == ["Related", "Coverage (1)"]
    assert all(each["custom_id"].endswith(message["nonce"]) for each in buttons)


async def test_a_feed_cannot_ping_or_format(house: House) -> None:
    await house.admin("subscribe", topic="all")
    nasty = "@everyone **free** [rockets](https://evil.example) <@1>"
    published(house, nasty)
    await house.read()
    [message] = house.sandbox.world.messages("space-news")
    assert message["mention_everyone"] is False
    assert message["mentions"] == []
    shown = message["embeds"][0]["title"]
    assert "[rockets](" not in shown
    assert "**free**" not in shown


async def test_the_buttons_of_a_card_work_after_a_restart(start: Start, sandbox: Sandbox) -> None:
    async with start() as house:
        await house.read()
        await house.admin("subscribe", topic="all")
        published(house, NEW)
        await house.read()
    [message] = sandbox.world.messages("space-news")
    related, coverage = (each["custom_id"] for each in message["components"][0]["components"])
    async with start():
        mia = sandbox.person("mia", "space-news")
        reports, others = await mia.press(message, coverage), await mia.press(message, related)
    assert reports.ephemeral
    assert NEW in reports.embeds[0]["description"]
    assert "Orbit" in reports.embeds[0]["description"]
    assert others.ephemeral
    assert others.embeds[0]["title"] == "Related stories"
    assert others.embeds[0]["description"].startswith(f"Related to [{NEW}](")
