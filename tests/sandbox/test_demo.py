"""The demo as a program: a page, a server with a week behind it, live news, a clean end."""

import asyncio
import os
import re
import signal
import socket
import sys
import tomllib
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
from yarl import URL

from news import settings
from sandbox.demo import PORT, Demo, PortNotFree
from sandbox.demo.plot import Subscription, digest_before, events, read
from sandbox.demo.programme import APART, CONTENT, Programme
from sandbox.demo.week import LENGTH, links
from sandbox.models import Json

ROOT = Path(__file__).parent.parent.parent
NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)
GOING_AWAY = 1001
CHANNELS = ("general", "space-news", "launches")
ALONE = ("space-news", "launches", "announcements", "story-shelf")
"""Where each story has a message of its own."""
SLACK = timedelta(seconds=30)
"""The program began so much earlier than its page could be opened, at most."""
[FIRST_LIVE, *_] = [item["title"] for item in tomllib.loads(CONTENT.read_text("utf-8"))["live"]]


class Tab:
    """A tab of the page; keeps what it was told of each channel."""

    def __init__(self, link: aiohttp.ClientWebSocketResponse, hello: Json) -> None:
        self.link = link
        self.began_at = datetime.fromisoformat(hello["now"])
        self._places = hello["channels"]
        self._told = [one for there in hello["messages"].values() for one in there["messages"]]

    def messages(self, channel: str) -> list[Json]:
        """With those of its threads."""
        found = next(one["id"] for one in self._places if one["name"] == channel)
        ids = {one["id"] for one in self._places if found in (one["id"], one.get("parent_id"))}
        return [one for one in self._told if one["channel_id"] in ids]

    def stories(self, channel: str) -> list[tuple[str, Json]]:
        """Headlines as people see them: the escapes of Discord's markup are not shown."""
        cards = (one for one in self.messages(channel) if one["embeds"])
        return [(one["embeds"][0]["title"].replace("\\", ""), one) for one in cards]

    async def until_told(self, title: str) -> None:
        while title not in dict(self.stories("space-news")):
            frame = await self.link.receive_json()
            if frame.get("tell") == "MESSAGE_CREATE":
                self._told.append(frame["data"])

    async def until_closed(self) -> int | None:
        while (await self.link.receive()).type is aiohttp.WSMsgType.TEXT:
            pass
        return self.link.close_code


class Program:
    """bot.py --demo, as a person starts it in a folder of theirs."""

    def __init__(self, process: asyncio.subprocess.Process, page: str, folder: Path) -> None:
        self.present = datetime.now(UTC)
        self.process = process
        self.page = page
        self.folder = folder

    async def end(self, number: int) -> str:
        """What it had to say on standard error, once it has ended.

        As a terminal does, it tells all processes of the program.
        """
        os.killpg(self.process.pid, number)
        async with asyncio.timeout(10):
            _, said = await self.process.communicate()
        return said.decode()


@pytest.fixture
async def program(tmp_path: Path) -> AsyncIterator[Program]:
    folder = tmp_path / "temporary"
    folder.mkdir()
    env = {name: value for name, value in os.environ.items() if name not in settings.names()}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *(str(ROOT / "bot.py"), "--demo", "--no-browser"),
        cwd=tmp_path,
        start_new_session=True,
        env=env | {"TMPDIR": str(folder)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(20):
            page = await address(process)
        yield Program(process, page, folder)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def address(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    line = (await process.stdout.readline()).decode()
    found = re.search(r"http://127\.0\.0\.1:\d+/", line)
    assert found, line
    return found[0]


@asynccontextmanager
async def tab(page: str, name: str) -> AsyncIterator[Tab]:
    url = URL(page)
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as response:
            assert response.status == 200
        origin = {"Origin": str(url.origin())}
        async with session.ws_connect(url / "live" % {"as": name}, headers=origin) as link:
            hello = await link.receive_json()
            assert hello["tell"] == "HELLO"
            yield Tab(link, hello["data"])


def club_page(shown: Tab) -> str:
    """The address of a site with feeds to add, of which somebody tells."""
    said = " ".join(one["content"] for one in shown.messages("general"))
    found = re.search(r"http://127\.0\.0\.1:\d+/stargazers/", said)
    assert found, said
    return found[0]


def told_in(shown: Tab, channel: str, wanted: list[Subscription], present: datetime) -> None:
    """Every event of the week that the channel wants is there, once, with its own time."""
    items = Programme(present).items
    week = events(item for item in items if any(one.wants(item) for one in wanted))
    stories = [(title, told) for title, told in shown.stories(channel) if title != FIRST_LIVE]
    assert len(stories) == len(week)
    for told in week:
        [(title, message)] = [one for one in stories if one[0] in {item.title for item in told}]
        posted_at = datetime.fromisoformat(message["timestamp"])
        assert -SLACK < posted_at - told[0].published_at < APART
        [moment] = re.findall(r"<t:(\d+):R>", message["embeds"][0]["description"])
        told_at = datetime.fromtimestamp(int(moment), UTC)
        # Its time is that of the article which came first, whichever of them was read first.
        assert any(abs(told_at - item.published_at) < SLACK for item in told), title


def digested(shown: Tab, present: datetime) -> None:
    """What was told before a morning is in a digest, once, and each comes in the morning."""
    digests = shown.messages("daily-digest")
    found = Counter(urlsplit(link).path for one in digests for link in links(one))
    # Where news come at that time, a digest waits for them.
    early = digest_before(present) - APART - SLACK
    for told in events(one for one in Programme(present).items if one.published_at < early):
        assert sum(found[item.path] for item in told) == 1
    for one in digests:
        assert 8 <= datetime.fromisoformat(one["timestamp"]).hour <= 10


def folded(shown: Tab, present: datetime) -> None:
    """An hour with news has one message; what comes after that waits for the next."""
    items = {item.path for item in Programme(present).items}
    told = [{urlsplit(link).path for link in links(one)} for one in shown.messages("in-brief")]
    assert sum(len(each & items) >= 2 for each in told) >= 2
    assert max(Counter(path for each in told for path in each & items).values()) == 1


async def test_a_week_stands_there_then_live_news_comes_and_it_ends_cleanly(
    program: Program,
) -> None:
    async with tab(program.page, "mia") as mine:
        async with asyncio.timeout(30):
            await mine.until_told(FIRST_LIVE)
        subscriptions, said = read(program.present, club_page(mine))
        async with tab(program.page, "theo") as whole:
            for channel in ALONE:
                wanted = [one for one in subscriptions if one.channel == channel]
                told_in(whole, channel, wanted, program.present)
            digested(whole, program.present)
            folded(whole, program.present)
        everything = [one["content"] for name in CHANNELS for one in mine.messages(name)]
        assert {one.content for one in said} <= set(everything)
        async with aiohttp.request("GET", club_page(mine)) as page:
            assert 'rel="alternate"' in await page.text()
        code, trouble = await asyncio.gather(mine.until_closed(), program.end(signal.SIGINT))
    assert code == GOING_AWAY
    assert program.process.returncode == 0
    assert "Traceback" not in trouble
    assert list(program.folder.iterdir()) == []


async def test_it_ends_cleanly_while_the_week_is_told(program: Program) -> None:
    async with tab(program.page, "ada") as mine:
        code, trouble = await asyncio.gather(mine.until_closed(), program.end(signal.SIGTERM))
    assert code == GOING_AWAY
    assert program.process.returncode == 0
    assert trouble == ""
    assert list(program.folder.iterdir()) == []


async def test_where_the_usual_port_is_taken_the_page_has_another() -> None:
    with socket.socket() as other:
        # Else it would not get a port that was in use a moment ago, as the demo does.
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Where that fails, something else has it already.
        with suppress(OSError):
            other.bind(("127.0.0.1", PORT))
            other.listen()
        async with Demo(lambda: NOON) as demo:
            assert URL(demo.sandbox.page).port not in (None, PORT)
            async with tab(demo.sandbox.page, "theo") as mine:
                assert mine.began_at == NOON - LENGTH


async def test_a_port_that_was_asked_for_is_taken_or_nothing_is() -> None:
    async with Demo(lambda: NOON) as first:
        port = URL(first.sandbox.page).port
        with pytest.raises(PortNotFree):
            await Demo(lambda: NOON, port).__aenter__()
    async with Demo(lambda: NOON, port) as second:
        assert URL(second.sandbox.page).port == port
