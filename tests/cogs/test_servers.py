"""The bot is removed and comes back, channels close, open and go, a role is deleted."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import pytest

from news.models import Place
from sandbox.faults import Fault
from sandbox.models import ChannelType, Thread
from sandbox.people import members
from sandbox.server import Sandbox
from storage import forgetting, notices, places, subscriptions
from tests import feeds
from tests.cogs.owned import Club
from tests.house import House, Start, furnish
from tests.storage.stock import traces

NEW = "Probe finds ice at the lunar pole"
LATER = "Rover wakes after a lunar night"


async def until(is_so: Callable[[], Awaitable[object]]) -> None:
    """Returns when it is so; what Discord tells the bot takes a moment to be followed."""
    async with asyncio.timeout(10):
        while not await is_so():
            await asyncio.sleep(0)


def guild(house: House) -> int:
    return house.sandbox.world.guild.id


def ids(house: House) -> list[int]:
    """Of the server, its channels and roles."""
    known = house.sandbox.world.guild
    return [known.id, *known.channels, *known.roles]


async def is_left(house: House) -> bool:
    return await forgetting.is_left(house.db, guild(house))


async def is_here(house: House) -> bool:
    return not await is_left(house)


async def shelved(house: House) -> list[str]:
    return [each.key for each in await notices.shelved(house.db, guild(house))]


def publish(house: House, *titles: str) -> None:
    house.feeds.publish("/orbit", feeds.rss([*reversed(titles), "Lander touches down on the Moon"]))


async def everything_of(house: House) -> None:
    """Subscriptions, stories told, a source of its own, a notice."""
    await Club(house).founded()
    await house.admin("subscribe", topic="all")
    await house.admin("settings", notices="launches")
    publish(house, NEW)
    await house.read()
    assert house.titles() == [NEW]


def talk(house: House) -> Thread:
    """A thread in #space-news."""
    world = house.sandbox.world
    ada, channel = world.user("ada"), world.channel("space-news")
    said = members.say(world, ada, channel, "Look up!")
    return members.open_thread(world, ada, channel, int(said["id"]), "talk")


# Servers


async def test_who_removes_the_bot_is_forgotten_after_the_days(house: House) -> None:
    await everything_of(house)
    house.sandbox.world.kick_bot()
    await until(lambda: is_left(house))
    house.clock.move(days=6)
    await house.read()
    assert await traces(house.db, *ids(house))
    house.clock.move(days=2)
    await house.read()
    assert await traces(house.db, *ids(house)) == {}


async def test_who_removes_the_bot_can_be_forgotten_at_once(start: Start) -> None:
    async with start(FORGET_AFTER_DAYS="0") as house:
        await house.read()
        await everything_of(house)
        house.sandbox.world.kick_bot()
        await until(lambda: nothing_left(house))


async def nothing_left(house: House) -> bool:
    return not await traces(house.db, *ids(house))


async def test_who_removes_the_bot_while_it_sleeps_is_noticed_when_it_wakes(
    start: Start, sandbox: Sandbox
) -> None:
    async with furnish(start) as house:
        await everything_of(house)
    sandbox.world.kick_bot()
    async with start() as house:
        await until(lambda: is_left(house))
    sandbox.world.invite_bot()
    async with start() as house:
        await until(lambda: is_here(house))
        assert house.titles() == [NEW]
        publish(house, NEW, LATER)
        await house.read()
        assert house.titles() == [NEW, LATER]


async def test_who_invites_the_bot_again_goes_on_as_before(house: House) -> None:
    await everything_of(house)
    world = house.sandbox.world
    world.kick_bot()
    await until(lambda: is_left(house))
    publish(house, NEW, LATER)
    await house.read()
    world.invite_bot()
    await until(lambda: is_here(house))
    publish(house, NEW, LATER, "Comet seen")
    await house.read()
    await house.tell()
    assert house.titles() == [NEW, LATER, "Comet seen"]
    assert await shelved(house) == []


async def test_a_server_that_is_out_is_not_left(house: House) -> None:
    await everything_of(house)
    # As Discord says it: the server cannot be reached, and the bot is in it all the same.
    house.sandbox.world.tell("GUILD_DELETE", {"id": str(guild(house)), "unavailable": True})
    known = house.bot.get_guild(guild(house))
    assert known
    async with asyncio.timeout(10):
        while not known.unavailable:
            await asyncio.sleep(0)
    await house.read()
    assert await is_here(house)


async def test_a_source_that_only_a_forgotten_server_had_is_not_read_any_more(
    house: House,
) -> None:
    await everything_of(house)
    house.sandbox.world.kick_bot()
    await until(lambda: is_left(house))
    house.clock.move(days=8)
    await house.read()
    asked = len(house.feeds.requests["/club"])
    house.clock.move(days=1)
    await house.read()
    assert len(house.feeds.requests["/club"]) == asked


# Channels


@pytest.mark.parametrize("channel", ["space-news", "launches"])
async def test_of_a_deleted_channel_the_admins_hear_once(house: House, channel: str) -> None:
    await house.admin("subscribe", topic="moon", channel=channel)
    house.sandbox.world.remove_channel(channel)
    await until(lambda: shelved(house))
    assert await subscriptions.of_guild(house.db, guild(house)) == []
    answer = await house.sandbox.person("ada", "general").command("settings")
    said = answer.content.replace("\\", "")
    assert said.startswith(f"🔔 #{channel} is gone, and its 1 subscription with it: ")
    assert "Moon" in said
    again = await house.sandbox.person("ada", "general").command("settings")
    assert "gone" not in (again.content or "")


async def test_of_a_channel_that_nobody_subscribed_nobody_hears(house: House) -> None:
    await house.admin("subscribe", topic="all")
    world = house.sandbox.world
    world.remove_channel("general")
    world.remove_channel("launches")
    publish(house, NEW)
    await house.read()
    assert house.titles() == [NEW]
    assert await shelved(house) == []


async def test_of_a_deleted_thread_the_admins_hear(house: House) -> None:
    world = house.sandbox.world
    thread = talk(house)
    await house.sandbox.person("ada", thread).command("subscribe", topic="moon")
    world.remove_channel(thread)
    await until(lambda: shelved(house))
    assert await shelved(house) == ["notice.gone"]


async def test_with_a_channel_its_threads_go(house: House) -> None:
    await house.sandbox.person("ada", talk(house)).command("subscribe", topic="moon")
    house.sandbox.world.remove_channel("space-news")
    await until(lambda: shelved(house))
    [told] = await notices.shelved(house.db, guild(house))
    assert (told.key, told.values["name"]) == ("notice.gone", "talk")


async def test_a_closed_channel_goes_on_by_itself_as_soon_as_it_is_open(house: House) -> None:
    await house.admin("subscribe", topic="all")
    await house.admin("settings", notices="launches")
    world = house.sandbox.world
    world.deny("space-news", "send_messages")
    publish(house, NEW)
    await house.read()
    await house.tell()
    [told] = Club(house).told()
    assert told.strip().startswith(f"I cannot post in <#{world.channel('space-news').id}>")
    [message] = world.messages("launches")
    assert message["components"] == []
    world.allow("space-news", "send_messages")
    await house.sandbox.until(lambda: house.titles() == [NEW], 10)
    assert len(Club(house).told()) == 1


async def test_a_channel_that_looks_open_and_is_not_is_told_of_once(house: House) -> None:
    """Discord has reasons that permissions do not show, and other things change meanwhile."""
    await house.admin("subscribe", topic="all")
    await house.admin("settings", notices="launches")
    world, faults = house.sandbox.world, house.sandbox.faults
    here = rf"/channels/{world.channel('space-news').id}/messages$"
    closed = {"code": 50013, "message": "Missing Permissions"}
    refused = faults.add("POST", here, status=403, json=closed, times=None)
    publish(house, NEW)
    await house.read()
    for _ in range(2):
        before = refused.hits
        world.change_role(world.role("moderator"))
        await until(partial(is_more, refused, before))
        await house.tell()
    assert len(Club(house).told()) == 1


async def is_more(fault: Fault, before: int) -> bool:
    return fault.hits > before


async def test_a_right_of_a_role_opens_a_channel_too(house: House) -> None:
    await house.admin("subscribe", topic="all")
    world = house.sandbox.world
    role = world.role("Downlink")
    world.change_role(role, "view_channel")
    world.change_role(world.role("@everyone"), "view_channel", "use_application_commands")
    publish(house, NEW)
    await house.read()
    assert house.titles() == []
    assert await shelved(house) == ["notice.closed"]
    able = world.add_role("able", "view_channel", "send_messages", "embed_links")
    world.change_role(able, "send_messages", "embed_links", "read_message_history")
    assert house.titles() == []
    world.give_role(world.bot, able)
    await house.sandbox.until(lambda: house.titles() == [NEW], 10)


async def test_an_unlocked_thread_goes_on_by_itself(house: House) -> None:
    world = house.sandbox.world
    thread = talk(house)
    await house.sandbox.person("ada", thread).command("subscribe", topic="all")
    world.lock(thread)
    world.archive(thread)
    publish(house, NEW)
    await house.read()
    assert await shelved(house) == ["notice.closed"]
    world.threads.change(thread, locked=False, archived=False)
    await house.sandbox.until(lambda: house.titles(thread.name) == [NEW], 10)


async def test_a_channel_that_becomes_an_announcement_channel_is_known_as_one(
    house: House,
) -> None:
    await house.admin("subscribe", topic="all")
    house.sandbox.world.change_kind("space-news", ChannelType.ANNOUNCEMENT)

    async def sorts() -> bool:
        found = await places.of_guild(house.db, guild(house))
        return [each.place for each in found] == [Place.ANNOUNCEMENT]

    await until(sorts)


# Roles


@pytest.mark.parametrize("asleep", [False, True], ids=["awake", "asleep"])
async def test_of_a_deleted_role_the_admins_hear_and_stories_go_on(
    start: Start, sandbox: Sandbox, *, asleep: bool
) -> None:
    async with furnish(start) as house:
        await house.admin("subscribe", topic="all", mention="launch-pings")
        [before] = await subscriptions.of_guild(house.db, guild(house))
        assert before.subscription.mention
        if not asleep:
            sandbox.world.remove_role("launch-pings")
            await until(lambda: shelved(house))
    if asleep:
        sandbox.world.remove_role("launch-pings")
    async with start() as house:
        await until(lambda: shelved(house))
        [after] = await subscriptions.of_guild(house.db, guild(house))
        assert after.subscription.mention is None
        answer = await house.admin("settings")
        assert "The role that I mentioned in <#" in answer.content
        publish(house, NEW)
        await house.read()
        assert house.titles() == [NEW]
