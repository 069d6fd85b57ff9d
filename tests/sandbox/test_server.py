"""The doors: who is let in, what is on record, what is not built."""

import logging

import discord
import pytest

from sandbox.gateway.compression import packer
from sandbox.models import ChannelFlag, ChannelType, Forum
from sandbox.server import Sandbox
from sandbox.world import World
from sandbox.world.permissions import Permission
from tests.sandbox.client import Bot
from tests.sandbox.conftest import Rest


async def test_it_stands_on_loopback_alone(sandbox: Sandbox) -> None:
    assert sandbox.api.startswith("http://127.0.0.1:")
    assert sandbox.gateway.startswith("ws://127.0.0.1:")


async def test_a_request_without_the_token_is_refused(rest: Rest, general: str) -> None:
    headers = {"Authorization": "Bot wrong"}
    refusal = await rest("POST", general, json={"content": "x"}, headers=headers)
    assert refusal == (401, {"message": "401: Unauthorized", "code": 0})


@pytest.mark.parametrize(
    ("method", "path"),
    [
        pytest.param("GET", "/guilds/1/audit-logs", id="unknown path"),
        pytest.param("PUT", "/users/@me", id="unknown method"),
    ],
)
async def test_what_is_not_built_is_named_and_logged(
    rest: Rest, caplog: pytest.LogCaptureFixture, method: str, path: str
) -> None:
    with caplog.at_level(logging.WARNING):
        status, body = await rest(method, path)
    assert status == 501
    assert f"{method} {path}" in body["message"]
    assert f"{method} {path}" in caplog.text


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/channels/1", 404, 10003),
        ("/channels/x", 400, 50035),
        ("/channels/" + "9" * 5000, 400, 50035),
        ("/guilds/{guild}/members/@me", 400, 50035),
        ("/guilds/1", 404, 10004),
        ("/guilds/{guild}/members/1", 404, 10007),
        ("/users/1", 404, 10013),
    ],
)
async def test_what_is_not_there_is_unknown(
    sandbox: Sandbox, rest: Rest, path: str, status: int, code: int
) -> None:
    answer = await rest("GET", path.format(guild=sandbox.world.guild.id))
    assert (answer[0], answer[1]["code"]) == (status, code)


async def test_the_server_is_read_by_the_real_client(sandbox: Sandbox, bot: Bot) -> None:
    guild = await bot.fetch_guild(sandbox.world.guild.id)
    assert [role.name for role in await guild.fetch_roles()][:2] == ["@everyone", "launch-pings"]
    assert len(await guild.fetch_channels()) == len(sandbox.world.guild.channels)
    member = await guild.fetch_member(sandbox.world.user("ada").id)
    assert member.guild_permissions.manage_guild
    launches = await bot.fetch_channel(sandbox.world.channel("launches").id)
    assert isinstance(launches, discord.TextChannel)
    assert launches.name == "launches"


async def test_every_request_is_on_record(sandbox: Sandbox, rest: Rest, general: str) -> None:
    await rest("POST", general, json={"content": "story"})
    [request] = sandbox.requests
    assert (request.method, request.path, request.status) == ("POST", general, 200)
    assert request.body == {"content": "story"}


async def test_of_very_many_requests_the_newest_are_on_record(
    sandbox: Sandbox, rest: Rest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.rest.KEPT_REQUESTS", 3)
    for number in range(7):
        await rest("GET", f"/users/{number}")
    assert [one.path for one in sandbox.requests] == [f"/users/{one}" for one in (3, 4, 5, 6)]


@pytest.mark.parametrize("text", [b'"\xff', b"{", b"[" * 99_000])
async def test_a_body_that_is_no_json_is_refused(rest: Rest, general: str, text: bytes) -> None:
    status, body = await rest("POST", general, data=text)
    assert (status, body["code"]) == (400, 50109)


async def test_waiting_in_vain_tells_what_happened(
    sandbox: Sandbox, rest: Rest, general: str
) -> None:
    await rest("POST", general, json={"content": "story"})
    with pytest.raises(TimeoutError, match=f"POST {general} -> 200"):
        await sandbox.until(lambda: sandbox.world.messages("launches"), timeout=0.01)


async def test_two_sandboxes_do_not_meet(sandbox: Sandbox, bot: Bot) -> None:
    await bot.text_channel("general").send("story")
    async with Sandbox(sandbox.world.clock) as other:
        assert other.api != sandbox.api
        assert other.world.messages("general") == []


def test_the_same_file_makes_the_same_world() -> None:
    ids = [[channel.id for channel in World.default().guild.channels.values()] for _ in range(2)]
    assert ids[0] == ids[1]


def test_who_may_do_what_in_the_default_world() -> None:
    world = World.default()

    def may(name: str, permission: int, channel: str) -> bool:
        return bool(world.permissions(world.user(name), world.channel(channel)) & permission)

    send, view = 1 << 11, 1 << 10
    assert may("mia", send, "general")
    assert not may("mia", view, "staff-only")
    assert may("milo", send, "staff-only")
    assert not may("milo", send, "announcements")
    assert may("ada", send, "announcements")
    assert may("nora", send, "staff-only")


def test_stored_zstandard_blocks_are_a_valid_stream() -> None:
    zstd = pytest.importorskip("compression.zstd", reason="comes with Python 3.14")
    pack, unpack = packer("zstd-stream"), zstd.ZstdDecompressor()
    for text in ("first", "x" * 300_000, "last"):
        packed = pack(text)
        assert isinstance(packed, bytes)
        assert unpack.decompress(packed).decode() == text


async def test_the_default_world_has_all_that_news_can_be_sent_to(sandbox: Sandbox) -> None:
    world = sandbox.world
    kinds = {one.type for one in world.guild.channels.values()}
    assert kinds == {ChannelType.TEXT, ChannelType.ANNOUNCEMENT, ChannelType.FORUM}
    forums = [one for one in world.guild.channels.values() if isinstance(one, Forum)]
    assert all(one.tags for one in forums)
    assert {bool(one.flags & ChannelFlag.REQUIRE_TAG) for one in forums} == {True, False}
    mentionable = {role.name: role.mentionable for role in world.guild.roles.values()}
    assert (mentionable["launch-pings"], mentionable["moderator"]) == (True, False)
    closed = world.permissions(world.bot, world.channel("staff-only"))
    assert not closed & Permission.SEND_MESSAGES
    assert closed & Permission.VIEW_CHANNEL


async def test_thousands_of_channels_reach_a_bot_that_listens(sandbox: Sandbox, bot: Bot) -> None:
    for number in range(2_500):
        sandbox.world.add_channel(f"channel-{number}")
    sandbox.world.add_role("last")
    await bot.hears("GUILD_ROLE_CREATE")
    assert len(bot.guilds[0].channels) == len(sandbox.world.guild.channels) > 2_500
    await bot.text_channel("channel-2499").send("story")
    assert bot.heard.count("GUILD_CREATE") == 1
