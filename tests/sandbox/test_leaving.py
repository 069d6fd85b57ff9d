"""The bot is removed from the server, and comes back."""

from sandbox.server import Sandbox
from tests.sandbox.client import Bot, Clock
from tests.sandbox.conftest import Rest, client_of
from tests.sandbox.test_gateway import identified

GUILDS = 1


async def test_a_bot_hears_that_it_was_removed_and_that_it_is_back(
    sandbox: Sandbox, bot: Bot, clock: Clock
) -> None:
    sandbox.world.kick_bot()
    await bot.hears("GUILD_DELETE")
    assert not bot.guilds
    bot.heard.clear()
    clock.pass_by(days=1)
    sandbox.world.invite_bot()
    await bot.hears("GUILD_CREATE")
    [guild] = bot.guilds
    assert guild.me.joined_at == clock()
    assert [role.name for role in guild.me.roles] == ["@everyone", "Downlink"]
    await bot.text_channel("general").send("here again")


async def test_where_it_is_no_member_a_bot_may_nothing(
    sandbox: Sandbox, rest: Rest, general: str
) -> None:
    guild_id, world = sandbox.world.guild.id, sandbox.world
    _, sent = await rest("POST", general, json={"content": "story"})
    post = next(iter(world.guild.threads))
    world.kick_bot()
    commands = f"/applications/{world.application_id}/guilds/{guild_id}/commands"
    asked = {
        ("GET", f"/guilds/{guild_id}"): (404, 10004),
        ("GET", f"/guilds/{guild_id}/channels"): (404, 10004),
        ("GET", f"/guilds/{guild_id}/threads/active"): (404, 10004),
        ("GET", general.removesuffix("/messages")): (403, 50001),
        ("GET", general): (403, 50001),
        ("PATCH", f"{general}/{sent['id']}"): (403, 50001),
        ("DELETE", f"{general}/{sent['id']}"): (403, 50001),
        ("POST", general): (403, 50001),
        ("POST", f"/channels/{post}/messages"): (403, 50001),
        ("PUT", commands): (403, 50001),
        ("GET", "/channels/1"): (404, 10003),
    }
    answers = {
        (method, path): await rest(method, path, json={"content": "x"}) for method, path in asked
    }
    assert {one: (status, body["code"]) for one, (status, body) in answers.items()} == asked
    assert [one["id"] for one in world.messages("general")] == [sent["id"]]


async def test_a_bot_that_was_away_meanwhile_is_told_of_no_server(sandbox: Sandbox) -> None:
    sandbox.world.kick_bot()
    async with client_of(sandbox) as session, session.ws_connect(sandbox.gateway) as socket:
        ready = await identified(sandbox, socket, GUILDS)
        assert ready["d"]["guilds"] == []
        sandbox.world.add_channel("unheard of")
        sandbox.world.invite_bot()
        event = await socket.receive_json()
    assert event["t"] == "GUILD_CREATE"
    names = [channel["name"] for channel in event["d"]["channels"]]
    assert "unheard of" in names
    [me] = event["d"]["members"]
    assert me["user"]["id"] == str(sandbox.world.bot.id)


async def test_a_session_that_is_resumed_hears_of_the_leaving(sandbox: Sandbox, bot: Bot) -> None:
    await sandbox.drop_gateways()
    sandbox.world.kick_bot()
    await bot.hears("GUILD_DELETE")
    assert bot.heard.count("READY") == 1
    assert not bot.guilds


async def test_nobody_has_the_commands_of_a_bot_that_left(sandbox: Sandbox, bot: Bot) -> None:
    mia = sandbox.person("mia")
    assert [one["name"] for one in mia.commands() if one["name"] == "hello"]
    sandbox.world.kick_bot()
    assert mia.commands() == []
    sandbox.world.invite_bot()
    assert (await mia.command("hello", name="Mia")).content == "Hello Mia"


async def test_what_a_bot_wrote_stays_when_it_leaves(sandbox: Sandbox, bot: Bot) -> None:
    message = await bot.text_channel("general").send("story")
    thread = await message.create_thread(name="Coverage")
    sandbox.world.kick_bot()
    assert [one["content"] for one in sandbox.world.messages("general")] == ["story"]
    assert sandbox.world.bot.id not in sandbox.world.guild.threads[thread.id].members
