"""Too many requests, counted and told as Discord does."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from sandbox.rest import ratelimits
from sandbox.rest.windows import Rule
from sandbox.rules.messages import compose
from sandbox.server import Sandbox
from tests.sandbox.client import Clock, ready
from tests.sandbox.conftest import client_of, point_at

POST_MESSAGE = ("POST", "/channels/{channel_id}/messages")


@pytest.fixture
async def sandbox(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Sandbox]:
    """With rate limits; the global one counts for a minute, so that slow machines meet it, too."""
    monkeypatch.setattr(ratelimits, "ALL_REQUESTS", Rule(50, 60.0))
    async with Sandbox(clock) as running:
        point_at(running, monkeypatch)
        yield running


async def test_the_sixth_message_within_five_seconds_waits(sandbox: Sandbox, clock: Clock) -> None:
    general = f"{sandbox.api}/channels/{sandbox.world.channel('general').id}/messages"
    launches = f"{sandbox.api}/channels/{sandbox.world.channel('launches').id}/messages"
    async with client_of(sandbox) as session:
        for left in (4, 3, 2, 1, 0):
            async with session.post(general, json={"content": "x"}) as answer:
                assert answer.headers["X-RateLimit-Remaining"] == str(left)
                assert answer.headers["X-RateLimit-Limit"] == "5"
        async with session.post(general, json={"content": "x"}) as answer:
            body = await answer.json()
            assert answer.status == 429
            assert 0 < body["retry_after"] <= 5
            assert body["global"] is False
            assert 1 <= int(answer.headers["Retry-After"]) <= 5
            assert answer.headers["Via"]
            reset = float(answer.headers["X-RateLimit-Reset"]) - clock().timestamp()
            assert 0 < reset <= 5
        async with session.post(launches, json={"content": "x"}) as answer:
            assert answer.status == 200
    assert len(sandbox.world.messages("general")) == 5


async def test_limits_can_be_lifted(sandbox: Sandbox) -> None:
    sandbox.limits = False
    async with client_of(sandbox) as session:
        answers = [await session.get(f"{sandbox.api}/users/@me") for _ in range(60)]
    assert {answer.status for answer in answers} == {200}
    assert "X-RateLimit-Limit" not in answers[0].headers


async def test_the_global_limit_counts_all_routes(sandbox: Sandbox) -> None:
    async with client_of(sandbox) as session:
        answers = [await session.get(f"{sandbox.api}/users/@me") for _ in range(51)]
        assert [answer.status for answer in answers] == [200] * 50 + [429]
        body = await answers[-1].json()
        assert body["global"] is True
        assert answers[-1].headers["X-RateLimit-Global"] == "true"


async def test_the_real_client_keeps_within_the_limits(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ratelimits.RULES, POST_MESSAGE, Rule(3, 0.1))
    async with ready(sandbox) as bot:
        general = bot.text_channel("general")
        await asyncio.gather(*(general.send(str(number)) for number in range(7)))
    assert len(sandbox.world.messages("general")) == 7
    assert all(one.status == 200 for one in sandbox.requests)


async def test_the_real_client_waits_as_long_as_a_429_says(sandbox: Sandbox) -> None:
    body = {"message": "You are being rate limited.", "retry_after": 0.02, "global": False}
    headers = {"Via": "1.1 sandbox", "Retry-After": "1"}
    sandbox.faults.add("POST", "/messages$", status=429, json=body, headers=headers)
    async with ready(sandbox) as bot:
        await bot.text_channel("general").send("story")
    assert len(sandbox.world.messages("general")) == 1
    posts = [one.status for one in sandbox.requests if one.method == "POST"]
    assert posts == [429, 200]


async def test_a_channel_publishes_ten_messages_an_hour(sandbox: Sandbox) -> None:
    channel = sandbox.world.channel("announcements")
    told = [compose(sandbox.world, channel, sandbox.world.bot, {}, {}) for _ in range(11)]
    for message in told:
        sandbox.world.add_message(channel, message)
    async with client_of(sandbox) as session:
        path = f"{sandbox.api}/channels/{channel.id}/messages"
        answers = [await session.post(f"{path}/{one['id']}/crosspost") for one in told]
    assert [answer.status for answer in answers] == [200] * 10 + [429]
    assert 3590 < int(answers[-1].headers["Retry-After"]) <= 3600


async def test_the_global_limit_does_not_bind_answers_to_interactions(sandbox: Sandbox) -> None:
    async with ready(sandbox) as bot, client_of(sandbox) as session:
        await bot.tree.sync()
        while (await session.get(f"{sandbox.api}/users/@me")).status != 429:
            pass
        answer = await sandbox.person("mia").command("hello", name="Mia")
    assert answer.content == "Hello Mia"
