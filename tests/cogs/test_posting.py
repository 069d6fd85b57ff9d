"""What Discord may answer to a post, and what becomes of it."""

from collections import Counter

import pytest

from news.errors import TokenRefused
from sandbox.server import Sandbox
from storage import deliveries, subscriptions
from tests import feeds
from tests.house import House, Start

MESSAGES = r"/channels/\d+/messages$"
OLD, NEW, NEWER = (
    "Lander touches down on the Moon",
    "Probe finds ice on the Moon",
    "Mars rover wakes up",
)


@pytest.fixture
async def subscribed(house: House) -> House:
    await house.admin("subscribe", topic="all")
    return house


async def published(house: House, *titles: str) -> None:
    house.feeds.publish("/orbit", feeds.rss([*reversed(titles), OLD]))
    await house.read()


async def fates(house: House) -> Counter[str]:
    """Fate -> how many, in space-news."""
    channel = house.sandbox.world.channel("space-news")
    return Counter((await deliveries.fates(house.db, channel.id)).values())


async def test_a_card_that_discord_refuses_goes_as_plain_text(subscribed: House) -> None:
    subscribed.sandbox.faults.add("POST", MESSAGES, status=400)
    await published(subscribed, NEW)
    [message] = subscribed.sandbox.world.messages("space-news")
    assert message["embeds"] == []
    assert NEW in message["content"]
    assert "https://orbit.example/probe-finds-ice" in message["content"]
    assert message["components"]


async def test_a_story_refused_twice_is_given_up_and_the_next_goes_on(subscribed: House) -> None:
    subscribed.sandbox.faults.add("POST", MESSAGES, status=400, times=2)
    await published(subscribed, NEW, NEWER)
    assert subscribed.titles() == [NEWER]
    assert await fates(subscribed) == {"refused": 1, "told": 1}


async def test_a_closed_channel_rests_is_told_of_and_goes_on_by_itself(subscribed: House) -> None:
    world = subscribed.sandbox.world
    world.deny("space-news", "SEND_MESSAGES")
    await published(subscribed, NEW)
    assert await fates(subscribed) == {"owed": 1}
    ada = subscribed.sandbox.person("ada", "general")
    shown = await ada.command("subscriptions")
    assert "please give me Send Messages" in shown.embeds[0]["description"]
    asked = len(subscribed.sandbox.requests)
    await published(subscribed, NEW, NEWER)
    posts = [one for one in subscribed.sandbox.requests[asked:] if one.method == "POST"]
    assert not [one for one in posts if one.path.endswith("/messages")]
    world.allow("space-news", "SEND_MESSAGES")
    subscribed.clock.move(hours=1)
    shown = await ada.command("subscriptions")
    assert "The bot may not write there" in shown.embeds[0]["description"]
    await subscribed.read()
    assert subscribed.titles() == [NEW, NEWER]
    shown = await ada.command("subscriptions")
    assert "all is well" in shown.embeds[0]["description"]


async def test_a_channel_deleted_without_our_hearing_of_it_is_forgotten(
    subscribed: House,
) -> None:
    channel = subscribed.sandbox.world.channel("space-news")
    del subscribed.sandbox.world.guild.channels[channel.id]
    await published(subscribed, NEW)
    assert set((await deliveries.fates(subscribed.db, channel.id)).values()) == {"gone"}
    guild = subscribed.sandbox.world.guild.id
    assert await subscriptions.of_guild(subscribed.db, guild) == []


async def test_a_message_that_was_deleted_meanwhile_is_not_sent_again(subscribed: House) -> None:
    sandbox = subscribed.sandbox
    sandbox.faults.add("POST", MESSAGES, status=503, after_effect=True)
    await published(subscribed, NEW)
    [message] = sandbox.world.messages("space-news")
    sandbox.world.delete_message("space-news", message["id"])
    subscribed.clock.move(seconds=30)
    await subscribed.tell()
    assert subscribed.titles() == []
    assert await fates(subscribed) == {"told": 1}


@pytest.mark.parametrize("after_effect", [False, True], ids=["not posted", "posted"])
async def test_a_lost_connection_neither_loses_nor_doubles(
    subscribed: House, after_effect: bool
) -> None:
    subscribed.sandbox.faults.add("POST", MESSAGES, reset=True, after_effect=after_effect)
    await published(subscribed, NEW)
    assert await fates(subscribed) == {"owed": 1}
    await published(subscribed, NEW, NEWER)
    assert subscribed.titles() == [NEW, NEWER]


async def test_past_the_nonce_window_a_post_is_looked_for_before_it_is_sent_again(
    subscribed: House,
) -> None:
    subscribed.sandbox.faults.add("POST", MESSAGES, reset=True, after_effect=True)
    await published(subscribed, NEW)
    subscribed.sandbox.world.forget_nonces()
    subscribed.clock.move(minutes=10)
    await published(subscribed, NEW, NEWER)
    assert subscribed.titles() == [NEW, NEWER]


async def test_after_an_outage_what_piled_up_is_one_message(subscribed: House) -> None:
    fault = subscribed.sandbox.faults.add("POST", MESSAGES, reset=True, times=None)
    await published(subscribed, NEW)
    await published(subscribed, NEW, NEWER)
    await published(subscribed, NEW, NEWER, "Crew leaves the space station")
    assert fault.hits
    subscribed.clock.move(hours=3)
    subscribed.sandbox.faults.clear()
    await subscribed.read()
    # The first one was started before the outage was known, and is not composed anew.
    assert subscribed.titles() == [NEW, "2 stories"]


async def test_an_unknown_token_stops_the_bot_with_a_sentence(
    start: Start, sandbox: Sandbox
) -> None:
    async with start() as house:
        await house.read()
        await house.admin("subscribe", topic="all")
        sandbox.world.token = "another.one.now"
        await published(house, NEW)
        assert isinstance(house.bot.refused, TokenRefused)
    assert sandbox.world.messages("space-news") == []


async def test_a_limit_of_discord_is_kept_to(subscribed: House) -> None:
    subscribed.sandbox.faults.add(
        "POST",
        MESSAGES,
        status=429,
        json={"message": "You are being rate limited.", "retry_after": 90.0, "global": False},
        headers={"Via": "1.1 sandbox", "Retry-After": "90"},
    )
    await published(subscribed, NEW)
    assert await fates(subscribed) == {"owed": 1}
    subscribed.clock.move(seconds=60)
    await subscribed.tell()
    assert subscribed.titles() == []
    subscribed.clock.move(seconds=31)
    await subscribed.tell()
    assert subscribed.titles() == [NEW]
