"""Requests that should not have been are counted, and too many of them end in a ban."""

from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest

from sandbox.rest import invalid
from sandbox.server import Sandbox
from tests.sandbox.client import Clock, ready
from tests.sandbox.conftest import client_of, point_at


@pytest.fixture
async def sandbox(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Sandbox]:
    """With limits, those of the routes aside; five invalid requests are too many."""
    monkeypatch.setattr("sandbox.rest.ratelimits.RULES", {})
    monkeypatch.setattr(invalid, "MOST", 5)
    async with Sandbox(clock) as running:
        point_at(running, monkeypatch)
        yield running


@pytest.fixture
async def http(sandbox: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    async with client_of(sandbox) as session:
        yield session


async def test_what_is_forbidden_or_too_much_is_counted_for_ten_minutes(
    sandbox: Sandbox, http: aiohttp.ClientSession, clock: Clock
) -> None:
    path = f"{sandbox.api}/users/@me"
    for status in (401, 403, 429, 404, 400, 500, 200):
        sandbox.faults.add("GET", "/users/@me$", status=status)
        await http.get(path)
    shared = {"X-RateLimit-Scope": "shared"}
    sandbox.faults.add("GET", "/users/@me$", status=429, headers=shared)
    await http.get(path)
    assert sandbox.invalid_requests == 3
    clock.pass_by(minutes=9)
    await http.get(path, headers={"Authorization": "Bot nobody's"})
    assert sandbox.invalid_requests == 4
    clock.pass_by(minutes=1)
    assert sandbox.invalid_requests == 1


async def test_too_many_of_them_are_answered_by_cloudflare(
    sandbox: Sandbox, http: aiohttp.ClientSession, clock: Clock
) -> None:
    forbidden = f"{sandbox.api}/channels/{sandbox.world.channel('staff-only').id}/messages"
    for _ in range(5):
        assert (await http.post(forbidden, json={"content": "x"})).status == 403
    for path in ("/users/@me", "/gateway", "/nothing"):
        async with http.get(sandbox.api + path) as answer:
            assert (answer.status, answer.content_type) == (429, "text/html")
            assert "Via" not in answer.headers
            assert answer.headers["Retry-After"] == "3600"
    clock.pass_by(hours=1)
    assert (await http.get(f"{sandbox.api}/users/@me")).status == 200


async def test_nobody_is_banned_where_limits_are_lifted(
    sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    sandbox.limits = False
    headers = {"Authorization": "Bot nobody's"}
    for _ in range(6):
        assert (await http.get(f"{sandbox.api}/users/@me", headers=headers)).status == 401
    assert (await http.get(f"{sandbox.api}/users/@me")).status == 200
    assert sandbox.invalid_requests == 6


async def test_the_real_client_takes_no_ban_for_a_rate_limit(sandbox: Sandbox) -> None:
    async with ready(sandbox) as bot:
        for _ in range(5):
            with pytest.raises(discord.Forbidden):
                await bot.text_channel("staff-only").send("x")
        with pytest.raises(discord.HTTPException) as error:
            await bot.text_channel("general").send("x")
    assert error.value.status == 429
