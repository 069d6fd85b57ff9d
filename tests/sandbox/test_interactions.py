"""People who use commands and buttons of the real client, and what Discord refuses them."""

import asyncio

import discord
import pytest

from sandbox.models import ChannelType, Overwrite, OverwriteType
from sandbox.people.members import open_thread
from sandbox.people.person import NoAnswer, Refused
from sandbox.server import Sandbox
from sandbox.world.permissions import Permission
from tests.sandbox.client import Bot, Clock, ready
from tests.sandbox.conftest import Rest, Told, point_at


async def test_an_ephemeral_answer_is_seen_by_one_and_in_no_channel(
    sandbox: Sandbox, bot: Bot
) -> None:
    answer = await sandbox.person("mia").command("hello", name="Mia")
    assert (answer.content, answer.ephemeral) == ("Hello Mia", True)
    assert sandbox.world.messages("general") == []


async def test_a_public_answer_is_in_the_channel(sandbox: Sandbox, bot: Bot) -> None:
    answer = await sandbox.person("mia", "launches").command("shout", words="liftoff")
    assert sandbox.world.messages("launches") == [answer.message]
    assert answer.message["interaction_metadata"]["user"]["username"] == "mia"
    assert not answer.ephemeral


async def test_options_reach_a_subcommand_as_their_types(sandbox: Sandbox, bot: Bot) -> None:
    mia = sandbox.person("mia")
    answer = await mia.command("news search", query="ice", topic="mars", limit="7")
    assert answer.content == "ice in mars, 7 at most"


async def test_options_are_proposed_while_one_types(sandbox: Sandbox, bot: Bot) -> None:
    mia = sandbox.person("mia")
    found = await mia.autocomplete("news search", "topic", "m", query="ice")
    assert found == [("Mars", "mars"), ("Moon", "moon")]


async def test_a_channel_option_brings_the_rights_of_the_person(sandbox: Sandbox, bot: Bot) -> None:
    ada, channel = sandbox.person("ada"), sandbox.world.channel("announcements")
    answer = await ada.command("subscribe", channel=channel)
    assert answer.content == f"<#{channel.id}> True"


@pytest.mark.parametrize(
    ("name", "command", "options", "why"),
    [
        pytest.param("mia", "launch", {}, "not among the commands", id="unknown"),
        pytest.param("mia", "news", {}, "not a whole command", id="group without subcommand"),
        pytest.param("mia", "news find", {}, "not among the commands", id="unknown subcommand"),
        pytest.param("mia", "hello", {}, "required", id="required option missing"),
        pytest.param("mia", "hello", {"name": "x", "age": 5}, "no option age", id="unknown option"),
        pytest.param("mia", "subscribe", {"channel": "general"}, "not among", id="not permitted"),
        pytest.param("milo", "subscribe", {"channel": "general"}, "not among", id="moderator"),
        pytest.param("ada", "subscribe", {"channel": "nowhere"}, "no channel", id="no channel"),
        pytest.param("mia", "news search", {"query": "x", "limit": 26}, "between", id="too large"),
        pytest.param("mia", "news search", {"query": "x", "limit": "a"}, "integer", id="no number"),
    ],
)
async def test_what_discord_would_not_let_one_send(
    sandbox: Sandbox, bot: Bot, name: str, command: str, options: dict[str, str], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        await sandbox.person(name).command(command, **options)


async def test_the_owner_may_use_every_command(sandbox: Sandbox, bot: Bot) -> None:
    answer = await sandbox.person("nora").command("subscribe", channel="general")
    assert answer.content.endswith("True")


async def test_a_button_edits_its_message(sandbox: Sandbox, bot: Bot) -> None:
    mia = sandbox.person("mia")
    first = await mia.command("buttons")
    second = await mia.press(first, "next")
    assert (second.content, second.updated, second.ephemeral) == ("page 2", True, True)
    assert second.message["id"] == first.message["id"]
    third = await mia.press(second, "later")
    assert (third.content, third.updated, third.components) == ("page 3", True, [])


async def test_a_button_answers_with_a_message_of_its_own(sandbox: Sandbox, bot: Bot) -> None:
    mia = sandbox.person("mia")
    answer = await mia.press(await mia.command("buttons"), "say")
    assert (answer.content, answer.updated) == ("pressed", False)
    assert sandbox.world.messages("general") == [answer.message]


@pytest.mark.parametrize(
    ("name", "custom_id", "why"),
    [
        pytest.param("mia", "off", "disabled", id="disabled"),
        pytest.param("mia", "nothing", "no nothing, only", id="not there"),
        pytest.param("theo", "next", "Only who asked", id="of somebody else"),
    ],
)
async def test_what_cannot_be_pressed(
    sandbox: Sandbox, bot: Bot, name: str, custom_id: str, why: str
) -> None:
    answer = await sandbox.person("mia").command("buttons")
    with pytest.raises(Refused, match=why):
        await sandbox.person(name).press(answer, custom_id)


async def test_a_deleted_message_has_no_buttons(sandbox: Sandbox, bot: Bot) -> None:
    button: discord.ui.Button[discord.ui.View] = discord.ui.Button(label="Go", custom_id="go")
    await bot.text_channel("general").send("card", view=discord.ui.View().add_item(button))
    [message] = sandbox.world.messages("general")
    sandbox.world.delete_message("general", message["id"])
    with pytest.raises(Refused, match="gone"):
        await sandbox.person("mia").press(message, "go")


async def test_a_deferred_answer_is_awaited(sandbox: Sandbox, bot: Bot) -> None:
    answer = await sandbox.person("mia").command("think")
    assert (answer.content, answer.ephemeral) == ("thought", True)
    assert answer.message["flags"] == 64
    assert answer.message["edited_timestamp"] is None
    await sandbox.until(lambda: sandbox.requests[-1].path.startswith("/webhooks/"))
    assert sandbox.world.messages("general") == []
    assert bot.errors == []


async def test_who_does_not_answer_in_time_finds_the_token_dead(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Sandbox(clock, answer_within=0.05) as sandbox:
        point_at(sandbox, monkeypatch)
        async with ready(sandbox) as bot:
            await bot.tree.sync()
            with pytest.raises(NoAnswer):
                await sandbox.person("mia").command("wait")
            bot.hold.set()
            await bot.failed()
    [error] = bot.errors
    assert isinstance(error, discord.NotFound)
    assert error.code == 10062


async def test_an_answer_given_twice_is_refused(sandbox: Sandbox, bot: Bot) -> None:
    answer = await sandbox.person("mia").command("twice")
    await bot.failed()
    assert answer.content == "once"
    [error] = bot.errors
    assert isinstance(error, discord.HTTPException)
    assert (error.status, error.code) == (400, 40060)


async def test_follow_ups_end_after_fifteen_minutes(
    sandbox: Sandbox, bot: Bot, rest: Rest, clock: Clock
) -> None:
    await sandbox.person("mia").command("hello", name="Mia")
    token = sandbox.requests[-1].path.split("/")[3]
    follow_ups = f"/webhooks/{sandbox.world.application_id}/{token}"
    status, _ = await rest("GET", f"{follow_ups}/messages/@original")
    assert status == 200
    clock.pass_by(minutes=16)
    status, body = await rest("POST", follow_ups, json={"content": "still there?"})
    assert (status, body["code"]) == (401, 50027)


async def test_a_deferred_answer_is_filled_by_the_first_follow_up(
    sandbox: Sandbox, bot: Bot, rest: Rest, told: Told
) -> None:
    asking = asyncio.create_task(sandbox.person("mia").command("wait"))
    [(_, request)] = await sandbox.until(lambda: told)
    callback = f"/interactions/{request['id']}/{request['token']}/callback"
    assert await rest("POST", callback, json={"type": 5}) == (204, None)
    [thinking] = sandbox.world.messages("general")
    assert (thinking["content"], thinking["flags"]) == ("", 128)
    follow_ups = f"/webhooks/{sandbox.world.application_id}/{request['token']}"
    await rest("POST", follow_ups, json={"content": "at last"})
    answer = await asking
    assert [one["content"] for one in sandbox.world.messages("general")] == ["at last"]
    assert answer.message["id"] == thinking["id"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"type": 7, "data": {"content": "x"}}, id="an update of no message"),
        pytest.param({"type": 8, "data": {"choices": []}}, id="choices for a command"),
        pytest.param({"type": 4, "data": {"content": "x" * 2001}}, id="too long"),
        pytest.param({"type": 4, "data": "x"}, id="no object"),
        pytest.param({"type": 9, "data": {"title": "x"}}, id="a modal without fields"),
    ],
)
async def test_a_wrong_answer_is_refused_and_a_right_one_may_follow(
    sandbox: Sandbox, bot: Bot, rest: Rest, told: Told, body: dict[str, object]
) -> None:
    asking = asyncio.create_task(sandbox.person("mia").command("wait"))
    [(_, request)] = await sandbox.until(lambda: told)
    callback = f"/interactions/{request['id']}/{request['token']}/callback"
    status, refusal = await rest("POST", callback, json=body)
    assert (status, refusal["code"]) == (400, 50035)
    await rest("POST", callback, json={"type": 4, "data": {"content": "right"}})
    assert (await asking).content == "right"


async def test_the_language_of_the_person_is_told(sandbox: Sandbox, bot: Bot, told: Told) -> None:
    mia = sandbox.person("mia")
    mia.locale = "de"
    await mia.command("hello", name="Mia")
    [(_, request)] = told
    assert (request["locale"], request["guild_locale"]) == ("de", "en-US")


async def test_a_token_is_good_for_its_own_messages_alone(
    sandbox: Sandbox, bot: Bot, rest: Rest
) -> None:
    card = await bot.text_channel("general").send("card")
    await sandbox.person("mia").command("hello", name="Mia")
    token = sandbox.requests[-1].path.split("/")[3]
    path = f"/webhooks/{sandbox.world.application_id}/{token}/messages/{card.id}"
    status, body = await rest("PATCH", path, json={"content": "changed"})
    assert (status, body["code"]) == (404, 10008)


async def test_a_select_gives_the_values_taken(sandbox: Sandbox, bot: Bot) -> None:
    mia = sandbox.person("mia")
    answer = await mia.command("choices")
    assert (await mia.choose(answer, "topics", "moon")).content == "moon"
    with pytest.raises(Refused, match="offers"):
        await mia.choose(answer, "topics", "sun")
    with pytest.raises(Refused, match="takes 1 to 1"):
        await mia.choose(answer, "topics")


async def test_in_a_thread_commands_are_used_as_in_its_channel(sandbox: Sandbox, bot: Bot) -> None:
    world, mia = sandbox.world, sandbox.person("mia")
    said = await mia.command("shout", words="liftoff")
    where = world.channel("general")
    thread = open_thread(world, world.user("milo"), where, int(said.message["id"]), "Liftoff")
    inside = sandbox.person("mia", thread)
    answer = await inside.command("shout", words="orbit")
    assert world.messages(thread)[-1] == answer.message
    everyone = world.guild.id
    no_commands = Permission.USE_APPLICATION_COMMANDS
    where.overwrites[everyone] = Overwrite(everyone, OverwriteType.ROLE, deny=no_commands)
    assert inside.commands() == []


async def test_in_a_forum_there_is_nothing_to_type_into(sandbox: Sandbox, bot: Bot) -> None:
    forum = sandbox.world.add_channel("questions", ChannelType.FORUM)
    assert sandbox.person("mia", forum).commands() == []
