"""Sessions: to identify, to be told, to lose the connection and to resume."""

import aiohttp
import discord
import pytest

from sandbox import gateway
from sandbox.models import Json
from sandbox.people import members
from sandbox.server import Sandbox
from tests.sandbox.client import Bot, ready
from tests.sandbox.conftest import Rest, Told, client_of, point_at


async def identified(
    sandbox: Sandbox, socket: aiohttp.ClientWebSocketResponse, intents: int = 0
) -> Json:
    """The READY."""
    await socket.receive_json()
    identity = {"token": sandbox.world.token, "intents": intents}
    await socket.send_json({"op": 2, "d": identity})
    event: Json = await socket.receive_json()
    return event


async def test_the_real_client_logs_in_and_sees_the_server(sandbox: Sandbox, bot: Bot) -> None:
    guild = bot.guilds[0]
    assert guild.name == "Orbit Club"
    assert [channel.name for channel in guild.text_channels][:2] == ["general", "space-news"]
    assert guild.me.display_name == "Downlink"
    assert bot.text_channel("announcements").is_news()


async def test_rights_in_a_channel_are_as_the_client_computes_them(
    sandbox: Sandbox, bot: Bot
) -> None:
    for channel in bot.guilds[0].text_channels:
        theirs = channel.permissions_for(bot.guilds[0].me)
        ours = discord.Permissions(
            sandbox.world.permissions(sandbox.world.bot, sandbox.world.channel(channel.id))
        )
        assert theirs.send_messages == ours.send_messages == (channel.name != "staff-only")
        assert theirs.view_channel == ours.view_channel


async def test_a_wrong_token_is_refused(sandbox: Sandbox) -> None:
    client = discord.Client(intents=discord.Intents.none())
    async with client:
        with pytest.raises(discord.LoginFailure):
            await client.login("not the token")


async def test_a_privileged_intent_is_refused(sandbox: Sandbox) -> None:
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with ready(sandbox, discord.Intents(guilds=True, members=True)):
            pass


async def test_a_bot_hears_of_messages_only_with_that_intent(sandbox: Sandbox) -> None:
    intents = discord.Intents(guilds=True, guild_messages=True)
    async with ready(sandbox) as deaf, ready(sandbox, intents) as hearing:
        await hearing.text_channel("general").send("hi")
        sandbox.world.add_channel("later")
        for bot in (deaf, hearing):
            await bot.hears("CHANNEL_CREATE")
    assert "MESSAGE_CREATE" in hearing.heard
    assert "MESSAGE_CREATE" not in deaf.heard


async def test_what_admins_do_reaches_the_bot(sandbox: Sandbox, bot: Bot) -> None:
    made = sandbox.world.add_channel("rovers")
    role = sandbox.world.add_role("pilots", mentionable=True)
    sandbox.world.deny("rovers", "embed_links")
    sandbox.world.remove_channel("launches")
    sandbox.world.change_role(role, "manage_threads")
    await bot.hears("GUILD_ROLE_UPDATE")
    rovers = bot.get_channel(made.id)
    assert isinstance(rovers, discord.TextChannel)
    assert not rovers.permissions_for(rovers.guild.me).embed_links
    known = rovers.guild.get_role(role.id)
    assert known is not None
    assert known.mentionable
    assert known.permissions.manage_threads
    assert discord.utils.get(rovers.guild.channels, name="launches") is None


async def test_a_dropped_connection_is_resumed_and_nothing_is_missed(
    sandbox: Sandbox, bot: Bot
) -> None:
    bot.heard.clear()
    sandbox.world.add_channel("before")
    await sandbox.drop_gateways()
    sandbox.world.add_channel("meanwhile")
    await bot.hears("RESUMED")
    assert bot.heard == ["CHANNEL_CREATE", "CHANNEL_CREATE", "RESUMED"]
    assert bot.text_channel("meanwhile").name == "meanwhile"


async def test_an_unknown_session_begins_anew(sandbox: Sandbox, bot: Bot) -> None:
    bot.heard.clear()
    sandbox.forget_sessions()
    await sandbox.drop_gateways()
    await bot.hears("READY")
    assert "RESUMED" not in bot.heard


@pytest.mark.parametrize(
    ("goodbye", "answer"),
    [
        pytest.param(1000, {"op": 9, "d": False}, id="with a goodbye"),
        pytest.param(4000, {"op": 0, "t": "RESUMED"}, id="without"),
    ],
)
async def test_a_bot_that_says_goodbye_has_no_session_left(
    sandbox: Sandbox, goodbye: int, answer: Json
) -> None:
    async with client_of(sandbox) as session:
        async with session.ws_connect(sandbox.gateway) as socket:
            ready_event = await identified(sandbox, socket)
            await socket.close(code=goodbye)
        await sandbox.until(lambda: not sandbox.connected)
        async with session.ws_connect(sandbox.gateway) as socket:
            await socket.receive_json()
            known = {"token": sandbox.world.token, "session_id": ready_event["d"]["session_id"]}
            await socket.send_json({"op": 6, "d": {**known, "seq": ready_event["s"]}})
            assert answer.items() <= (await socket.receive_json()).items()


async def test_only_so_many_lost_sessions_are_kept(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gateway, "MOST_SESSIONS", 2)
    async with client_of(sandbox) as session:
        known = []
        for _ in range(3):
            async with session.ws_connect(sandbox.gateway) as socket:
                known.append((await identified(sandbox, socket))["d"]["session_id"])
                await socket.close(code=4000)
            await sandbox.until(lambda: not sandbox.connected)
        answers = []
        for one in known:
            async with session.ws_connect(sandbox.gateway) as socket:
                await socket.receive_json()
                resume = {"token": sandbox.world.token, "session_id": one, "seq": 1}
                await socket.send_json({"op": 6, "d": resume})
                answers.append((await socket.receive_json())["op"])
                await socket.close(code=4000)
    assert answers == [9, 0, 0]


async def test_what_members_write_is_hidden_from_a_bot_it_does_not_mention(
    sandbox: Sandbox, rest: Rest, general: str
) -> None:
    world = sandbox.world
    async with client_of(sandbox) as session, session.ws_connect(sandbox.gateway) as socket:
        await identified(sandbox, socket, intents=1 << 9)
        for content in ("among us", f"<@{world.bot.id}> hello"):
            members.say(world, world.user("mia"), world.channel("general"), content)
        heard = [(await socket.receive_json())["d"] for _ in range(2)]
    assert [one["content"] for one in heard] == ["", f"<@{world.bot.id}> hello"]
    _, read = await rest("GET", general)
    assert [one["content"] for one in reversed(read)] == [one["content"] for one in heard]
    assert (await rest("GET", f"{general}/{heard[0]['id']}"))[1]["content"] == ""
    assert world.messages("general")[0]["content"] == "among us"


@pytest.mark.parametrize("query", ["v=9", "encoding=etf", "compress=brotli"])
async def test_another_gateway_than_the_one_that_is_built_is_refused(
    sandbox: Sandbox, query: str
) -> None:
    async with client_of(sandbox) as session:
        with pytest.raises(aiohttp.WSServerHandshakeError) as error:
            await session.ws_connect(f"{sandbox.gateway}?{query}")
    assert error.value.status == 501


@pytest.mark.parametrize(
    ("said", "code"),
    [
        pytest.param("{", 4002, id="no JSON"),
        pytest.param("[" * 9000, 4002, id="deep JSON"),
        pytest.param('["op"]', 4002, id="no payload"),
        pytest.param('{"op": 2, "d": {"token": "x"}}', 4002, id="no intents"),
        pytest.param('{"op": 2, "d": {"token": "x", "intents": "1"}}', 4002, id="no number"),
        pytest.param('{"op": 6, "d": null}', 4002, id="nothing to resume"),
        pytest.param('{"op": 8, "d": {}}', 4003, id="anything before identifying"),
        pytest.param('{"op": 2, "d": {"token": "wrong", "intents": 1}}', 4004, id="wrong token"),
    ],
)
async def test_a_client_that_speaks_wrongly_is_closed(
    sandbox: Sandbox, said: str, code: int
) -> None:
    async with client_of(sandbox) as session, session.ws_connect(sandbox.gateway) as socket:
        assert (await socket.receive_json())["op"] == 10
        await socket.send_str(said)
        await socket.receive()
        assert socket.close_code == code


async def test_a_plain_client_is_answered_its_heartbeats(sandbox: Sandbox) -> None:
    async with client_of(sandbox) as session, session.ws_connect(sandbox.gateway) as socket:
        hello = await socket.receive_json()
        assert hello["d"]["heartbeat_interval"] > 0
        await socket.send_json({"op": 1, "d": None})
        assert await socket.receive_json() == {"op": 11}


async def test_what_is_not_built_is_refused_and_logged(
    sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    identify = {"op": 2, "d": {"token": sandbox.world.token, "intents": 0}}
    async with client_of(sandbox) as session, session.ws_connect(sandbox.gateway) as socket:
        for payload in (identify, identify):
            await socket.send_json(payload)
        await socket.receive_json()
        assert (await socket.receive_json())["t"] == "READY"
        await socket.receive()
        assert socket.close_code == 4005
    async with client_of(sandbox) as session, session.ws_connect(sandbox.gateway) as socket:
        for payload in (identify, {"op": 8, "d": {}}):
            await socket.send_json(payload)
        for _ in range(3):
            await socket.receive()
        assert socket.close_code == 4001
    assert "op 8" in caplog.text


async def test_a_world_outlives_its_sandbox(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with ready(sandbox) as bot:
        await bot.text_channel("general").send("before")
    async with Sandbox(sandbox.world.clock, sandbox.world, limits=False) as second:
        point_at(second, monkeypatch)
        async with ready(second) as bot:
            await bot.text_channel("general").send("after")
    assert [one["content"] for one in sandbox.world.messages("general")] == ["before", "after"]


async def test_the_client_learns_of_threads_as_they_come_and_go(sandbox: Sandbox, bot: Bot) -> None:
    guild = bot.guilds[0]
    assert [one.name for one in guild.threads] == ["Seen from the garden: station passes"]
    bot.heard.clear()
    sent = await bot.text_channel("general").send("story")
    thread = await sent.create_thread(name="Coverage")
    await thread.edit(name="Renamed")
    sandbox.world.remove_channel(thread.id)
    await bot.hears("THREAD_DELETE")
    assert [one for one in bot.heard if one.startswith("THREAD")] == [
        "THREAD_CREATE",
        "THREAD_UPDATE",
        "THREAD_DELETE",
    ]
    assert guild.get_thread(thread.id) is None


async def test_threads_of_hidden_channels_are_told_of_when_they_show(sandbox: Sandbox) -> None:
    sandbox.world.deny("mission-log", "view_channel")
    async with ready(sandbox) as bot:
        assert list(bot.guilds[0].threads) == []
        sandbox.world.threads.change(next(iter(sandbox.world.guild.threads.values())), name="x")
        sandbox.world.allow("mission-log", "view_channel")
        await bot.hears("THREAD_LIST_SYNC")
        assert [one.name for one in bot.guilds[0].threads] == ["x"]
        assert "THREAD_UPDATE" not in bot.heard


async def test_others_following_a_thread_takes_a_privileged_intent(
    sandbox: Sandbox, bot: Bot, told: Told
) -> None:
    post = next(iter(sandbox.world.guild.threads.values()))
    sandbox.world.threads.join(post, sandbox.world.user("ada").id)
    sandbox.world.add_channel("later")
    await bot.hears("CHANNEL_CREATE")
    assert "THREAD_MEMBERS_UPDATE" in [event for event, _ in told]
    assert "THREAD_MEMBERS_UPDATE" not in bot.heard
