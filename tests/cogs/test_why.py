"""/why: what became of a story in each channel of a server, in words."""

from datetime import timedelta

from sandbox.people.person import Answer
from storage import channels
from tests import feeds
from tests.cogs.owned import ELSEWHERE, Club
from tests.house import House

OLD = "Lander touches down on the Moon"
NEW = "Probe finds ice at the lunar pole"
LINK = "https://orbit.example/probe-finds-ice-at-the-lunar-pole"


def publish(house: House, *titles: str) -> None:
    house.feeds.publish("/orbit", feeds.rss([*titles, OLD]))


def lines(answer: Answer) -> list[str]:
    assert answer.ephemeral
    return "\n".join(each["description"] for each in answer.embeds).splitlines()


def of_channel(house: House, answer: Answer, name: str) -> str:
    """The line about a channel."""
    mention = f"<#{house.sandbox.world.channel(name).id}>"
    [line] = [each for each in lines(answer) if each.startswith(f"• {mention}: ")]
    return line.removeprefix(f"• {mention}: ")


async def test_a_posted_story_names_its_message_source_and_subscription(house: House) -> None:
    await house.admin("subscribe", topic="moon")
    publish(house, NEW)
    await house.read()
    answer = await house.admin("why", link=LINK)
    assert answer.embeds[0]["title"] == "What became of this story"
    headline, seen, topics, *_ = lines(answer)
    assert headline == f"**[{NEW}]({LINK})**"
    assert seen.endswith("told by Orbit.")
    assert "Moon" in topics
    [message] = house.sandbox.world.messages("space-news")
    world = house.sandbox.world
    place = f"{world.guild.id}/{world.channel('space-news').id}/{message['id']}"
    line = of_channel(house, answer, "space-news")
    assert f"https://discord.com/channels/{place})). It came from Orbit, for " in line
    assert "Moon." in line


async def test_channels_that_did_not_want_it_say_so(house: House) -> None:
    await house.admin("subscribe", topic="mars")
    publish(house, NEW)
    await house.read()
    await house.admin("subscribe", topic="moon", channel="launches")
    answer = await house.admin("why", link=LINK)
    assert "None of its subscriptions asks" in of_channel(house, answer, "space-news")
    assert "subscribed after the story had come" in of_channel(house, answer, "launches")


async def test_what_stood_in_a_source_before_it_was_read_says_so(house: House) -> None:
    await house.admin("subscribe", topic="all")
    await Club(house).founded()
    answer = await house.admin("why", link="https://club.example/club-night")
    assert "when its source was first read" in of_channel(house, answer, "space-news")


async def test_a_story_that_waits_says_what_for(house: House) -> None:
    await house.admin("subscribe", topic="all")
    world = house.sandbox.world
    channel = world.channel("space-news").id
    async with house.db.transaction() as tx:
        again = house.clock() + timedelta(hours=1)
        await channels.rest(tx, channel, again, "delivery.forbidden")
    publish(house, NEW)
    await house.read()
    line = of_channel(house, await house.admin("why", link=LINK), "space-news")
    assert line.startswith("It waits. The bot may not write there: give it View Channel")
    assert "Next try <t:" in line


async def test_what_is_not_about_space_says_who_gets_it(house: House) -> None:
    await house.admin("subscribe", topic="all")
    publish(house, "Phones on sale this weekend")
    await house.read()
    answer = await house.admin("why", link="phones on sale")
    assert "It is not about space" in of_channel(house, answer, "space-news")
    assert "It has no topic that is about space" in "\n".join(lines(answer))


async def test_a_server_without_subscriptions_is_told_how_to_start(house: House) -> None:
    publish(house, NEW)
    await house.read()
    assert "start one with /subscribe" in lines(await house.admin("why", link=LINK))[-1]


async def test_a_subscription_that_has_ended_is_not_named(house: House) -> None:
    await house.admin("subscribe", topic="all")
    publish(house, NEW)
    await house.read()
    ada = house.sandbox.person("ada")
    [(_, chosen)] = await ada.autocomplete("unsubscribe", "subscription", "")
    await house.admin("unsubscribe", subscription=chosen)
    line = of_channel(house, await house.admin("why", link=LINK), "space-news")
    assert line.endswith("It came from Orbit; the subscription has ended since.")


async def test_a_servers_own_story_tells_of_the_public_one_too(house: House) -> None:
    club = Club(house)
    await club.founded()
    await house.admin("subscribe", source="own-club")
    club.publish(NEW)
    await house.read()
    publish(house, NEW)
    await house.read()
    for link in (LINK, "https://club.example/probe-finds-ice-at-the-lunar-pole"):
        line = of_channel(house, await house.admin("why", link=link), "space-news")
        assert line.startswith("It was posted ")
        assert "It came from Club, for Club." in line


async def test_a_link_that_nobody_told_says_what_to_do(house: House) -> None:
    club = Club(house)
    await club.founded(ELSEWHERE)
    for link in ("https://orbit.example/no-such", "https://club.example/club-night"):
        answer = await house.admin("why", link=link)
        assert answer.content.startswith("No story with that link is known here.")


async def test_headlines_are_offered_while_they_are_typed(house: House) -> None:
    offered = await house.sandbox.person("ada").autocomplete("why", "link", "lander")
    assert offered[0][0] == OLD
