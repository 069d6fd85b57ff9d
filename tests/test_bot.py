"""The program as its operator meets it: settings, --check, --demo, the start and the end."""

import asyncio
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import yarl
from discord import LoginFailure, RateLimited
from discord.gateway import DiscordWebSocket
from discord.http import Route

import bot as program
from news import settings
from news.errors import TokenRefused
from sandbox.demo import Demo
from sandbox.server import Sandbox
from storage.database import open_database
from tests import feeds
from tests.house import Start


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing in the environment, an empty folder to start in."""
    for name in (*settings.names(), "DISCORD_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one sentence with which the start ends."""
    assert program.main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    [sentence] = said.err.splitlines()
    return sentence


def test_without_a_token_it_says_so_and_points_to_the_demo(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sentence = refused(capsys)
    assert sentence.startswith("DISCORD_TOKEN is not set")
    assert "--demo" in sentence


def test_a_wrong_setting_ends_the_start_with_one_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "se.cr.et")
    monkeypatch.setenv("POLL_MINUTES", "often")
    sentence = refused(capsys)
    assert "POLL_MINUTES" in sentence
    assert "'often'" in sentence
    assert "se.cr.et" not in sentence


def test_settings_come_from_the_environment_then_from_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path(".env").write_text("POLL_MINUTES=20\nLOG_LEVEL=ERROR\nTEST_GUILD=\n")
    monkeypatch.setenv("POLL_MINUTES", "30")
    monkeypatch.setenv("LOG_LEVEL", "")
    found = program.environment()
    assert found["POLL_MINUTES"] == "30"
    assert found["LOG_LEVEL"] == "ERROR"
    assert "TEST_GUILD" not in found


def test_a_wrong_catalogue_ends_the_start_with_one_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(feeds.catalogue(("orbit", "ftp://orbit.example/feed")))
    monkeypatch.setenv("DISCORD_TOKEN", "se.cr.et")
    monkeypatch.setenv("CATALOGUE", str(mine))
    sentence = refused(capsys)
    assert "mine.toml, source in line 1: url holds 'ftp://orbit.example/feed'" in sentence


def test_check_names_everything_that_is_wrong(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "two words")
    monkeypatch.setenv("DELIVERY_RATE", "51")
    Path("data").mkdir()
    Path("data/news.db").write_text("not a database, but a text that is long enough to be one")
    assert program.main(["--check"]) == 2
    said = capsys.readouterr().out
    assert "DISCORD_TOKEN does not hold" in said
    assert "two words" not in said
    assert "DELIVERY_RATE" in said
    assert "is not a database of Downlink" in said
    assert "FETCH_CONTACT is empty" in said
    assert said.endswith("3 things to mend.\n")


async def test_check_is_content_with_what_can_start(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "se.cr.et")
    assert program.main(["--check"]) == 0
    assert "will be made at the first start" in capsys.readouterr().out
    async with open_database(Path("data/news.db")):
        pass
    assert program.main(["--check"]) == 0
    assert "data/news.db is ready" in capsys.readouterr().out


async def test_the_log_shows_the_invitation_with_the_permissions_of_the_contract(
    start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    async with start() as house:
        link = house.bot.invitation()
    assert link in caplog.text
    assert "scope=bot+applications.commands" in link
    # View Channels, Send Messages, Embed Links, Attach Files, Read Message History, Create Public
    # Threads, Send Messages in Threads, Pin Messages; https://discord.com/developers/docs/topics/permissions
    bits = (10, 11, 14, 15, 16, 35, 38, 51)
    assert f"permissions={sum(1 << bit for bit in bits)}" in link


async def test_a_start_without_network_waits_for_it(
    start: Start, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "LOGIN_WAITS", (0,))
    sandbox.faults.add("GET", "/users/@me$", status=503, times=2)
    async with start() as house:
        assert house.bot.user is not None


async def test_it_ends_within_five_seconds_though_discord_does_not_answer(
    start: Start,
) -> None:
    async with start() as house:
        await house.read()
        await house.admin("subscribe", topic="all")
        fault = house.sandbox.faults.add("POST", r"/channels/\d+/messages$", hang=True, times=None)
        house.feeds.publish("/orbit", feeds.rss(["Probe finds ice"]))
        house.clock.move(minutes=2)
        await house.newsroom.poll_once()
        await house.sandbox.until(lambda: fault.hits)
        loop = asyncio.get_running_loop()
        began = loop.time()
        await house.bot.close()
        assert loop.time() - began < 5
    async with start() as house:
        house.sandbox.faults.clear()
        await house.tell()
        assert house.titles() == ["Probe finds ice"]


class Screen:
    """Standard output that can be waited for."""

    encoding = "utf-8"

    def __init__(self) -> None:
        self.text = ""
        self._more = asyncio.Event()

    def write(self, text: str) -> int:
        self.text += text
        self._more.set()
        return len(text)

    def flush(self) -> None:
        """All is shown at once."""

    async def shows(self, wanted: str) -> None:
        while wanted not in self.text:
            self._more.clear()
            await self._more.wait()


async def test_the_demo_posts_stories_and_answers_a_search(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setattr(program, "Demo", lambda clock: Demo(clock, timedelta(seconds=2)))
    monkeypatch.setattr(program, "point_at", pointing(monkeypatch))
    running = asyncio.create_task(program.demo({}))
    seen = asyncio.create_task(
        shown_in_turn(screen, "[Coverage (1)]", "> /news search", "Search: ")
    )
    await asyncio.wait([running, seen], timeout=60, return_when=asyncio.FIRST_COMPLETED)
    assert seen.done(), screen.text
    os.kill(os.getpid(), signal.SIGINT)
    async with asyncio.timeout(5):
        await running


async def shown_in_turn(screen: Screen, *wanted: str) -> None:
    for each in wanted:
        await screen.shows(each)


def pointing(monkeypatch: pytest.MonkeyPatch) -> object:
    """point_at, undone after the test."""

    def point(api: str, gateway: str) -> None:
        monkeypatch.setattr(Route, "BASE", api)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(gateway))

    return point


class Limited:
    """A bot at whose login Discord first asks to wait, and then does not know the token."""

    def __init__(self) -> None:
        self.tries = 0
        self.http = self

    async def login(self, _token: str) -> None:
        self.tries += 1
        if self.tries == 1:
            raise RateLimited(0.0)
        raise LoginFailure("no such token")

    async def close(self) -> None:
        """Nothing is open."""


async def test_a_limit_at_the_login_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "LOGIN_WAITS", (0,))
    limited = Limited()
    with pytest.raises(TokenRefused):
        await program.connect(limited, "se.cr.et")  # type: ignore[arg-type]
    assert limited.tries == 2


def test_an_env_file_that_cannot_be_read_is_said_in_a_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path(".env").write_bytes("DISCORD_TOKEN=tökén".encode("latin-1"))
    assert refused(capsys).startswith("The file .env cannot be read")
