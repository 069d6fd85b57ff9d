"""The sandbox with the real client in front of it, and plain HTTP beside it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import aiohttp
import discord
import pytest
import yarl

from sandbox.models import Json
from sandbox.server import Sandbox
from tests.discord_api import wrong_answers
from tests.openapi import Description
from tests.sandbox.by_hand import ByHand
from tests.sandbox.client import Bot, Clock, ready
from tests.sandbox.tabs import Open, Tab

Rest = Callable[..., Awaitable[tuple[int, Any]]]
Told = list[tuple[str, Json]]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def sandbox(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, discord_api: Description | None
) -> AsyncIterator[Sandbox]:
    """Without rate limits; discord.py is pointed at it, and its answers must be Discord's."""
    async with Sandbox(clock, limits=False, answer_within=5) as running:
        point_at(running, monkeypatch)
        yield running
    wrong = wrong_answers(discord_api, running.requests) if discord_api else []
    assert not wrong, "\n".join(wrong)


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    """The real client, ready, its commands registered."""
    async with ready(sandbox) as client:
        await client.tree.sync()
        yield client


@pytest.fixture
async def rest(sandbox: Sandbox) -> AsyncIterator[Rest]:
    """Requests with the bot's token: `status, body = await rest("GET", path, json=...)`."""
    async with client_of(sandbox) as session:

        async def request(method: str, path: str, **what: Any) -> tuple[int, Any]:
            async with session.request(method, sandbox.api + path, **what) as response:
                return response.status, await response.json() if response.status != 204 else None

        yield request


@pytest.fixture
def hand(sandbox: Sandbox, rest: Rest) -> ByHand:
    """In the place of the real client."""
    return ByHand(sandbox, rest)


@pytest.fixture
async def tab(sandbox: Sandbox) -> AsyncIterator[Open]:
    """Opens the page as somebody: `await tab("mia")`."""
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(aiohttp.ClientSession(sandbox.page))
        origin = {"Origin": sandbox.page.rstrip("/")}

        async def opened(name: str) -> Tab:
            connecting = client.ws_connect(f"/live?as={name}", headers=origin)
            made = Tab(await stack.enter_async_context(connecting))
            await made.open()
            return made

        yield opened


@pytest.fixture
def general(sandbox: Sandbox) -> str:
    """The path of the messages of a channel where the bot may do all it needs."""
    return f"/channels/{sandbox.world.channel('general').id}/messages"


@pytest.fixture
def told(sandbox: Sandbox) -> Told:
    """What the gateway is told from now on."""
    events: Told = []
    sandbox.world.listeners.append(lambda event, data: events.append((event, data)))
    return events


def client_of(sandbox: Sandbox) -> aiohttp.ClientSession:
    """Plain HTTP with the bot's token."""
    return aiohttp.ClientSession(headers={"Authorization": f"Bot {sandbox.world.token}"})


def point_at(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discord.http.Route, "BASE", sandbox.api)
    gateway = yarl.URL(sandbox.gateway)
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", gateway)
