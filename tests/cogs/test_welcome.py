"""The first words in a server: once, where they may stand, with buttons that do what they say."""

from datetime import timedelta

import pytest

from news.models import Pace
from news.words import say
from sandbox.models import Json
from sandbox.server import Sandbox
from storage import guilds, subscriptions
from tests.builders import Clock
from tests.cogs.test_servers import is_here, is_left, until
from tests.house import House, Start, furnish


def hellos(sandbox: Sandbox, channel: str = "general") -> list[Json]:
    said = sandbox.world.messages(channel)
    return [each for each in said if "welcome_all:1:" in str(each["components"])]


def ids(message: Json) -> list[str]:
    return [button["custom_id"] for button in message["components"][0]["components"]]


def pressed(message: Json, name: str) -> str:
    return next(each for each in ids(message) if each.startswith(f"{name}:1:"))


@pytest.fixture
def newcomer(sandbox: Sandbox, clock: Clock) -> Sandbox:
    """The bot has just been invited."""
    sandbox.world.bot.joined_at = clock()
    return sandbox


async def welcomed(house: House) -> None:
    """Returns when the bot has said hello, or never will."""
    await until(lambda: guilds.welcomed(house.db))
    await house.tell()


async def wants(house: House) -> list[str | None]:
    """The topics that the server's channels get."""
    standing = await subscriptions.of_guild(house.db, house.sandbox.world.guild.id)
    assert {each.subscription.channel_id for each in standing} <= {
        house.sandbox.world.channel("general").id
    }
    return [each.subscription.topic for each in standing]


async def test_the_bot_says_hello_once_where_the_server_greets_who_comes(
    start: Start, newcomer: Sandbox
) -> None:
    world = newcomer.world
    world.guild.locale = "de"
    async with furnish(start) as house:
        await welcomed(house)
        [hello] = hellos(newcomer)
        assert len(ids(hello)) == 3
        assert hello["embeds"][0]["title"] == say("welcome.title", "de")
        assert "</subscribe:" in hello["embeds"][0]["description"]
        assert (await guilds.chosen(house.db, world.guild.id)).locale == "de"
        world.kick_bot()
        await until(lambda: is_left(house))
        world.invite_bot()
        await until(lambda: is_here(house))
        await house.tell()
    async with start() as house:
        await house.tell()
        assert hellos(newcomer) == [hello]
    assert not any("users/@me/channels" in each.path for each in newcomer.requests)


async def test_a_server_that_it_joined_while_it_was_off_is_told_when_it_is_back(
    start: Start, sandbox: Sandbox
) -> None:
    sandbox.world.kick_bot()
    async with start():
        pass
    sandbox.world.invite_bot()
    async with furnish(start) as house:
        await welcomed(house)
        assert len(hellos(sandbox)) == 1


@pytest.mark.parametrize(
    "lacking", ["view_channel", "send_messages", "embed_links", "channel", "new"]
)
async def test_where_hello_cannot_be_said_it_never_is(
    start: Start, newcomer: Sandbox, lacking: str
) -> None:
    world = newcomer.world
    match lacking:
        case "channel":
            world.guild.system_channel_id = None
        case "new":
            world.bot.joined_at -= timedelta(days=8)
        case permission:
            world.deny("general", permission)
    async with furnish(start) as house:
        await welcomed(house)
        world.allow("general", "view_channel", "send_messages", "embed_links")
        world.guild.system_channel_id = world.channel("general").id
        newcomer.world.bot.joined_at = house.clock()
        await house.read()
    async with furnish(start) as house:
        await welcomed(house)
        assert not hellos(newcomer)


async def test_its_first_button_does_what_subscribe_does(start: Start, newcomer: Sandbox) -> None:
    async with furnish(start) as house:
        await welcomed(house)
        [hello] = hellos(newcomer)
        mia, ada = (newcomer.person(name, "general") for name in ("mia", "ada"))
        refused = await mia.press(hello, pressed(hello, "welcome_all"))
        assert refused.ephemeral
        assert "Only people who manage this server" in refused.content
        assert await wants(house) == []
        answer = await ada.press(hello, pressed(hello, "welcome_all"))
        assert answer.ephemeral
        assert "gets everything" in answer.content
        assert await wants(house) == ["all"]
        [(_, number)] = await ada.autocomplete("unsubscribe", "subscription", "")
        await ada.command("unsubscribe", subscription=number)
        typed = await ada.command("subscribe", topic="all")
        assert (answer.content, answer.embeds) == (typed.content, typed.embeds)
        again = await ada.press(hello, pressed(hello, "welcome_all"))
        assert "has exactly this subscription already" in again.content


async def test_topics_are_taken_from_a_menu_and_leave_alone_what_is_there(
    start: Start, newcomer: Sandbox
) -> None:
    async with furnish(start) as house:
        await welcomed(house)
        [hello] = hellos(newcomer)
        mia, ada = (newcomer.person(name, "general") for name in ("mia", "ada"))
        await ada.command("subscribe", topic="mars", pace="daily")
        shown = await ada.press(hello, pressed(hello, "welcome_topics"))
        assert shown.ephemeral
        answer = await ada.choose(shown, "welcome_chosen:1", "mars", "moon", "launch")
        assert answer.ephemeral
        assert "Done: " in answer.content
        assert sorted(map(str, await wants(house))) == ["launch", "mars", "moon"]
        standing = await subscriptions.of_guild(house.db, newcomer.world.guild.id)
        paces = {each.subscription.topic: each.subscription.pace for each in standing}
        assert paces["mars"] is Pace.DAILY
        again = await ada.choose(shown, "welcome_chosen:1", "moon")
        assert "gets all of these already" in again.content
        refused = await mia.press(hello, pressed(hello, "welcome_topics"))
        assert "Only people who manage this server" in refused.content
        newcomer.world.take_role("ada", "admin")
        late = await ada.choose(shown, "welcome_chosen:1", "sun")
        assert "Only people who manage this server" in late.content


async def test_everybody_may_see_the_newest_also_after_a_restart(
    start: Start, newcomer: Sandbox
) -> None:
    async with furnish(start) as house:
        await welcomed(house)
        [hello] = hellos(newcomer)
    async with furnish(start):
        mia = newcomer.person("mia", "general")
        answer = await mia.press(hello, pressed(hello, "welcome_newest"))
        assert answer.ephemeral
        assert answer.embeds == (await mia.command("news latest")).embeds


async def test_nobody_can_subscribe_a_channel_in_which_they_or_the_bot_may_not_write(
    start: Start, newcomer: Sandbox
) -> None:
    async with furnish(start) as house:
        await welcomed(house)
        [hello] = hellos(newcomer)
        newcomer.world.deny("general", "send_messages")
        answer = await newcomer.person("ada", "general").press(hello, pressed(hello, "welcome_all"))
        assert "I cannot post in" in answer.content
        assert await wants(house) == []


async def test_a_channel_that_closes_before_hello_is_said_is_not_told_later(
    start: Start, newcomer: Sandbox
) -> None:
    newcomer.faults.add("POST", "/messages$", status=403, json={"code": 50013, "message": "No"})
    async with furnish(start) as house:
        await welcomed(house)
        house.clock.move(hours=2)
        await house.tell()
        assert not hellos(newcomer)
        await house.admin("subscribe", topic="all", channel="general")
        assert "cannot" not in (await house.admin("subscriptions")).content
