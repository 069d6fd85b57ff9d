"""Bad days on demand, as the real client feels them."""

import asyncio

import aiohttp
import discord
import pytest
from discord.backoff import ExponentialBackoff

from sandbox.server import Sandbox
from tests.sandbox.client import Bot, Clock
from tests.sandbox.conftest import Rest

MESSAGES = r"^/channels/\d+/messages$"


async def test_an_answer_of_ours_comes_in_place_of_the_effect(sandbox: Sandbox, bot: Bot) -> None:
    body = {"message": "Service Unavailable", "code": 0}
    fault = sandbox.faults.add("POST", MESSAGES, status=503, json=body)
    with pytest.raises(discord.DiscordServerError):
        await bot.text_channel("general").send("story")
    assert sandbox.world.messages("general") == []
    assert fault.hits == 1
    await bot.text_channel("general").send("story")
    assert [one.status for one in sandbox.requests[-2:]] == [503, 200]


@pytest.mark.parametrize(
    ("after_effect", "messages"),
    [pytest.param(False, 0, id="before"), pytest.param(True, 1, id="after")],
)
async def test_a_reset_breaks_the_connection_before_or_after_the_effect(
    sandbox: Sandbox, bot: Bot, after_effect: bool, messages: int
) -> None:
    sandbox.faults.add("POST", MESSAGES, reset=True, after_effect=after_effect)
    with pytest.raises(aiohttp.ClientOSError):
        await bot.text_channel("general").send("story", nonce="post-1")
    assert len(sandbox.world.messages("general")) == messages
    assert sandbox.requests[-1].status is None
    await bot.text_channel("general").send("story", nonce="post-1")
    assert len(sandbox.world.messages("general")) == 1


async def test_a_status_after_the_effect_hides_it(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.faults.add("POST", MESSAGES, status=503, after_effect=True)
    with pytest.raises(discord.DiscordServerError):
        await bot.text_channel("general").send("story")
    assert len(sandbox.world.messages("general")) == 1


async def test_what_hangs_is_answered_when_released(sandbox: Sandbox, bot: Bot) -> None:
    fault = sandbox.faults.add("POST", MESSAGES, hang=True)
    sending = asyncio.create_task(bot.text_channel("general").send("story"))
    await sandbox.until(lambda: fault.hits)
    assert sandbox.world.messages("general") == []
    fault.release()
    assert (await sending).content == "story"


async def test_what_hangs_ends_with_its_client(sandbox: Sandbox, bot: Bot) -> None:
    fault = sandbox.faults.add("POST", MESSAGES, hang=True, after_effect=True)
    sending = asyncio.create_task(bot.text_channel("general").send("story"))
    await sandbox.until(lambda: fault.hits)
    sending.cancel()
    await asyncio.wait({sending})
    assert len(sandbox.world.messages("general")) == 1


async def test_what_hangs_does_not_hold_up_the_end(clock: Clock) -> None:
    async with aiohttp.ClientSession() as session:
        async with Sandbox(clock) as sandbox:
            fault = sandbox.faults.add("GET", "/users/@me", hang=True)
            asking = asyncio.create_task(session.get(f"{sandbox.api}/users/@me"))
            await sandbox.until(lambda: fault.hits)
        with pytest.raises(aiohttp.ClientError):
            await asking


async def test_a_fault_befalls_as_many_requests_as_it_was_told(sandbox: Sandbox, bot: Bot) -> None:
    twice = sandbox.faults.add("POST", MESSAGES, status=503, times=2)
    always = sandbox.faults.add("DELETE", MESSAGES[:-1], status=503, times=None)
    general = bot.text_channel("general")
    for _ in range(2):
        with pytest.raises(discord.DiscordServerError):
            await general.send("story")
    sent = await general.send("story")
    for _ in range(3):
        with pytest.raises(discord.DiscordServerError):
            await sent.delete()
    assert (twice.hits, always.hits) == (2, 3)
    sandbox.faults.clear()
    await sent.delete()


async def test_a_delay_only_delays(sandbox: Sandbox, bot: Bot) -> None:
    fault = sandbox.faults.add("POST", MESSAGES, delay=0.02)
    sending = asyncio.create_task(bot.text_channel("general").send("story"))
    await sandbox.until(lambda: fault.hits)
    assert sandbox.world.messages("general") == []
    assert (await sending).content == "story"


async def test_an_interaction_lost_on_its_way_is_seen_by_the_person(
    sandbox: Sandbox, bot: Bot
) -> None:
    sandbox.faults.add("POST", "/callback$", reset=True, after_effect=True)
    answer = await sandbox.person("mia").command("hello", name="Mia")
    assert answer.content == "Hello Mia"
    await bot.failed()


async def test_an_outage_answers_everything_with_its_status(
    sandbox: Sandbox, bot: Bot, general: str, rest: Rest
) -> None:
    fault = sandbox.faults.add("POST", MESSAGES, status=500)
    async with sandbox.outage():
        assert (await rest("POST", general, json={"content": "x"}))[0] == 503
        assert (await rest("GET", "/users/@me"))[0] == 503
        async with aiohttp.ClientSession() as session:
            with pytest.raises(aiohttp.WSServerHandshakeError) as error:
                await session.ws_connect(sandbox.gateway)
        assert error.value.status == 503
    assert fault.hits == 0
    assert (await rest("GET", "/users/@me"))[0] == 200


async def test_after_an_outage_the_real_client_is_back_and_has_missed_nothing(
    sandbox: Sandbox, bot: Bot, rest: Rest, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The library waits ever longer before it tries again.
    monkeypatch.setattr(ExponentialBackoff, "delay", lambda _: 0.01)
    bot.heard.clear()
    async with sandbox.outage(502):
        assert not sandbox.connected
        sandbox.world.add_channel("meanwhile")
        assert (await rest("GET", "/users/@me"))[0] == 502
    await bot.hears("RESUMED")
    assert bot.text_channel("meanwhile").name == "meanwhile"
    await bot.text_channel("general").send("back")
