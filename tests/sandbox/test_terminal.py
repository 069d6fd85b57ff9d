"""The demo's terminal at a channel of the sandbox, with a bot that answers every command alike."""

import asyncio
import io
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from sandbox.options import OptionType
from sandbox.server import Sandbox
from sandbox.terminal import Terminal, search_for, to_stdout, typed_lines

NOW = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
STORY = {"title": "Heron 2 lifts off", "url": "https://orbit.example/heron-2"}


def option(name: str, kind: OptionType, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": int(kind), "description": f"the {name}", **more}


QUERY = option("query", OptionType.STRING, required=True)
COMMANDS: list[dict[str, Any]] = [
    {
        "name": "news",
        "description": "Space news",
        "options": [
            option("latest", OptionType.SUBCOMMAND),
            option("search", OptionType.SUBCOMMAND, options=[QUERY]),
        ],
    },
    {
        "name": "subscribe",
        "description": "Stories for a channel",
        "default_member_permissions": "32",
        "options": [
            option("topic", OptionType.STRING),
            option("channel", OptionType.CHANNEL),
            option("max_per_hour", OptionType.INTEGER),
        ],
    },
]


class Bot:
    """Speaks as much of Discord's REST as it needs to post and to answer every command alike."""

    def __init__(self, sandbox: Sandbox, web: aiohttp.ClientSession) -> None:
        self.sandbox, self.web = sandbox, web
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.answer: dict[str, Any] | None = {"type": 4, "data": {"content": "Two", "flags": 64}}
        self._answers = asyncio.TaskGroup()

    async def __aenter__(self) -> "Bot":
        application = self.sandbox.world.application_id
        await self._answers.__aenter__()
        await self.call("PUT", f"/applications/{application}/commands", COMMANDS)
        self.sandbox.world.listeners.append(self._hear)
        return self

    async def __aexit__(self, *error: Any) -> None:
        await self._answers.__aexit__(*error)

    async def call(self, method: str, path: str, body: Any) -> None:
        headers = {"Authorization": f"Bot {self.sandbox.world.token}"}
        url = self.sandbox.api + path
        async with self.web.request(method, url, json=body, headers=headers) as response:
            assert response.ok, await response.text()

    async def post(self, **message: Any) -> None:
        channel = self.sandbox.world.channel("space-news")
        await self.call("POST", f"/channels/{channel.id}/messages", message)

    def _hear(self, event: str, data: dict[str, Any]) -> None:
        if event == "INTERACTION_CREATE":
            self.asked.append((data["member"]["user"]["username"], data["data"]))
            if self.answer:
                path = f"/interactions/{data['id']}/{data['token']}/callback"
                self._answers.create_task(self.call("POST", path, self.answer))


class Screen:
    """What was written, and the keyboard."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.keys: asyncio.Queue[str | None] = asyncio.Queue()
        self._written = asyncio.Event()

    def write(self, block: str) -> None:
        self.blocks.append(block)
        self._written.set()

    async def shows(self, text: str) -> str:
        """The first block with this text, as soon as there is one."""
        async with asyncio.timeout(5):
            while not (found := [block for block in self.blocks if text in block]):
                self._written.clear()
                await self._written.wait()
        return found[0]

    async def lines(self) -> AsyncIterator[str]:
        while (line := await self.keys.get()) is not None:
            yield line


@asynccontextmanager
async def demo(**options: Any) -> AsyncIterator[tuple[Bot, Screen, asyncio.Task[None]]]:
    """A sandbox, a bot, and a terminal running at its channel."""
    screen = Screen()
    async with (
        Sandbox(lambda: NOW, **options) as sandbox,
        aiohttp.ClientSession() as web,
        Bot(sandbox, web) as bot,
    ):
        await bot.post(content="Said before anyone looked")
        terminal = Terminal(sandbox, "space-news", screen.write, screen.lines())
        running = asyncio.create_task(terminal.run())
        await screen.shows("Type /news search mars")
        try:
            yield bot, screen, running
        finally:
            running.cancel()
            await asyncio.wait([running])


async def test_a_message_is_shown_as_it_arrives_and_older_ones_are_not() -> None:
    async with demo() as (bot, screen, _):
        await bot.post(content="Hello <#1>")
        assert await screen.shows("Hello") == "\nDownlink:\nHello <#1>"
        assert "Said before" not in "".join(screen.blocks)


async def test_after_the_first_story_one_search_is_typed_as_an_example() -> None:
    async with demo() as (bot, screen, _):
        await bot.post(embeds=[STORY])
        await screen.shows("Downlink answers, for mia alone:\nTwo")
        await bot.post(embeds=[{**STORY, "title": "Tidewatch in orbit"}])
        await screen.shows("Tidewatch in orbit")
        assert [block for block in screen.blocks if "> /" in block] == ["\n> /news search heron"]
        [(name, data)] = bot.asked
        assert name == "mia"
        assert data["options"][0]["options"] == [{"name": "query", "type": 3, "value": "heron"}]


async def test_the_example_comes_without_a_keyboard_too() -> None:
    async with demo() as (bot, screen, _):
        screen.keys.put_nowait(None)
        await bot.post(embeds=[STORY])
        await screen.shows("Downlink answers, for mia alone:\nTwo")


async def test_commands_for_admins_are_run_as_the_admin() -> None:
    async with demo() as (bot, screen, _):
        screen.keys.put_nowait("/subscribe moon channel:#launches")
        await screen.shows("Downlink answers, for ada alone:\nTwo")
        assert bot.asked[0][0] == "ada"


async def test_a_public_answer_is_shown_once() -> None:
    async with demo() as (bot, screen, _):
        bot.answer = {"type": 4, "data": {"content": "For everyone"}}
        screen.keys.put_nowait("/news latest")
        await screen.shows("For everyone")
        await bot.post(content="Afterwards")
        await screen.shows("Afterwards")
        assert len([block for block in screen.blocks if "For everyone" in block]) == 1


async def test_mistakes_refusals_and_silence_are_told_and_the_next_line_is_run() -> None:
    async with demo(answer_within=0.01) as (bot, screen, _):
        bot.answer = None
        for line in ["\x1b[2Jmars", "/subscribe max_per_hour:few", "/news latest", "help"]:
            screen.keys.put_nowait(line)
        await screen.shows("Commands begin with a slash")
        await screen.shows("max_per_hour: input a valid integer.")
        await screen.shows("No answer: the bot did not answer within 0.01 s.")
        await screen.shows("/news search query - the search")


async def test_quit_ends_it_and_the_end_of_input_does_not() -> None:
    async with demo() as (_, screen, running):
        screen.keys.put_nowait("quit")
        await asyncio.wait_for(running, 5)
    async with demo() as (bot, screen, running):
        screen.keys.put_nowait(None)
        await bot.post(content="Still here")
        await screen.shows("Still here")
        assert not running.done()


async def test_being_cancelled_ends_it_cleanly() -> None:
    async with demo() as (_, _, running):
        running.cancel()
        await asyncio.wait([running])
        assert running.cancelled()


@pytest.mark.parametrize(
    ("embed", "line"),
    [
        pytest.param(STORY, "/news search heron", id="a story"),
        pytest.param({"title": STORY["title"]}, "", id="no link"),
        pytest.param({"title": "M 87", "url": STORY["url"]}, "", id="no word"),
        pytest.param({"description": "x"}, "", id="no headline"),
    ],
)
def test_a_story_suggests_a_search(embed: dict[str, Any], line: str) -> None:
    assert search_for({"embeds": [embed]}) == line


# Standard input and output


async def test_lines_are_read_from_a_pipe_until_it_ends() -> None:
    reading, writing = os.pipe()
    os.write(writing, "help\n/news search Kuiper-Gürtel\n\xff\nlast".encode())
    os.close(writing)
    lines = [line async for line in typed_lines(reading)]
    os.close(reading)
    assert lines == ["help", "/news search Kuiper-Gürtel", "\xff", "last"]


async def test_an_empty_device_has_no_lines() -> None:
    with Path(os.devnull).open("rb") as nothing:
        assert [line async for line in typed_lines(nothing.fileno())] == []


@pytest.mark.parametrize("stream", [None, io.StringIO("help")], ids=["closed", "no file"])
async def test_without_standard_input_there_are_no_lines(
    stream: io.StringIO | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", stream)
    assert [line async for line in typed_lines()] == []


def test_what_the_stream_cannot_write_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    to_stdout("🚀 up")
    assert written.getvalue() == b"? up\n"
