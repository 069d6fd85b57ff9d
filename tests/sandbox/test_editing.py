"""Edits that Discord limits harder than the headers of its answers say."""

from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest

from sandbox.models import Json
from sandbox.server import Sandbox
from tests.sandbox.client import Clock, ready
from tests.sandbox.conftest import client_of, point_at

OLD, PUBLISHED = 30046, 20028


@pytest.fixture
async def sandbox(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Sandbox]:
    """With limits, those of the routes aside: they are met by real time."""
    monkeypatch.setattr("sandbox.rest.ratelimits.RULES", {})
    async with Sandbox(clock) as running:
        point_at(running, monkeypatch)
        yield running


@pytest.fixture
async def http(sandbox: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    async with client_of(sandbox) as session:
        yield session


class Editor:
    """Writes in one channel, and edits what it wrote."""

    def __init__(self, sandbox: Sandbox, http: aiohttp.ClientSession, channel: str) -> None:
        place = sandbox.world.channel(channel).id
        self._path, self._http = f"{sandbox.api}/channels/{place}/messages", http
        self._edits = 0

    async def write(self, *, publish: bool = False) -> str:
        async with self._http.post(self._path, json={"content": "story"}) as answer:
            written = str((await answer.json())["id"])
        if publish:
            async with self._http.post(f"{self._path}/{written}/crosspost") as answer:
                assert answer.status == 200
        return written

    async def edit(self, message_id: str) -> tuple[int, Json, dict[str, str]]:
        self._edits += 1
        body = {"content": f"edit {self._edits}"}
        async with self._http.patch(f"{self._path}/{message_id}", json=body) as answer:
            return answer.status, await answer.json(), dict(answer.headers)


async def test_a_channel_takes_few_edits_of_old_messages(
    sandbox: Sandbox, http: aiohttp.ClientSession, clock: Clock
) -> None:
    editor = Editor(sandbox, http, "general")
    first, second = await editor.write(), await editor.write()
    clock.pass_by(hours=1, seconds=1)
    for message in (first, second, first):
        assert (await editor.edit(message))[0] == 200
    status, body, headers = await editor.edit(second)
    assert (status, body["code"]) == (429, OLD)
    assert (headers["Retry-After"], body["retry_after"]) == ("1", 1200)
    assert sandbox.invalid_requests == 1
    young = await editor.write()
    assert (await editor.edit(young))[0] == 200
    clock.pass_by(minutes=20)
    assert (await editor.edit(second))[0] == 200


async def test_a_young_message_takes_more(
    sandbox: Sandbox, http: aiohttp.ClientSession, clock: Clock
) -> None:
    editor = Editor(sandbox, http, "general")
    message = await editor.write()
    clock.pass_by(minutes=59)
    assert {(await editor.edit(message))[0] for _ in range(6)} == {200}


async def test_a_published_message_takes_three_edits_an_hour(
    sandbox: Sandbox, http: aiohttp.ClientSession, clock: Clock
) -> None:
    editor = Editor(sandbox, http, "announcements")
    published, other = await editor.write(publish=True), await editor.write(publish=True)
    assert [(await editor.edit(published))[0] for _ in range(3)] == [200] * 3
    clock.pass_by(minutes=10)
    status, body, headers = await editor.edit(published)
    assert (status, body["code"]) == (429, PUBLISHED)
    assert (headers["Retry-After"], body["retry_after"]) == ("1", 3000)
    assert headers["X-RateLimit-Scope"] == "shared"
    assert sandbox.invalid_requests == 0
    assert (await editor.edit(other))[0] == 200
    shown = {one["id"]: one["content"] for one in sandbox.world.messages("announcements")}
    assert shown[published] == "edit 3"


async def test_where_limits_are_lifted_all_edits_pass(
    sandbox: Sandbox, http: aiohttp.ClientSession, clock: Clock
) -> None:
    sandbox.limits = False
    editor = Editor(sandbox, http, "announcements")
    message = await editor.write(publish=True)
    clock.pass_by(hours=2)
    assert {(await editor.edit(message))[0] for _ in range(6)} == {200}


async def test_the_real_client_goes_by_what_the_body_says(sandbox: Sandbox, clock: Clock) -> None:
    async with ready(sandbox, max_ratelimit_timeout=30) as bot:
        message = await bot.text_channel("announcements").send("story")
        await message.publish()
        for number in range(3):
            await message.edit(content=str(number))
        with pytest.raises(discord.RateLimited) as error:
            await message.edit(content="once too often")
    assert error.value.retry_after == 3600
