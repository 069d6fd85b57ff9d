"""The program as its operator meets it: settings, --check, --demo, the start and the end."""

import asyncio
import re
import socket
from pathlib import Path

import pytest
from discord import LoginFailure, RateLimited

import bot as program
from news import settings
from news.errors import TokenRefused
from news.words import say
from sandbox.server import Sandbox
from storage.database import open_database
from tests import feeds
from tests.house import Start

README = Path(program.__file__).with_name("README.md")


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
    monkeypatch.setenv("FETCH_CONTACT", "https://club.example/bot")
    assert program.main(["--check"]) == 0
    said = capsys.readouterr().out
    assert "data/news.db is ready" in said
    assert said.endswith("\nAll is well.\n")


def test_check_doubts_what_can_start_but_is_hardly_meant(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.toml"
    inside = feeds.catalogue(("club", "http://192.168.7.7/feed"), ("port", "https://o.example:81/"))
    mine.write_text(inside)
    Path(".env").write_text("POLL_MINUTE=5\nFETCH_TIMEOUT=9\n")
    for name, held in {
        "DISCORD_TOKEN": "se.cr.et",
        "CATALOGUE": str(mine),
        "POLL_MINUTES": "600",
        "FETCH_CONTACT": "desk@club.example",
    }.items():
        monkeypatch.setenv(name, held)
    assert program.main(["--check"]) == 0
    said = capsys.readouterr().out
    assert "There is no setting POLL_MINUTE. Did you mean POLL_MINUTES?" in said
    assert "There is no setting FETCH_TIMEOUT: config.example.env" in said
    assert "POLL_MAX_MINUTES is stronger than POLL_MINUTES" in said
    assert "Source club of the catalogue will not be read." in said
    assert "Source port of the catalogue will not be read." in said
    assert said.endswith("It can start; 5 things above are worth a look.\n")
    monkeypatch.setenv("FETCH_PRIVATE_NETWORKS", "true")
    program.main(["--check"])
    assert "will not be read" not in capsys.readouterr().out


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
        house.feeds.publish("/orbit", feeds.rss(["Probe finds ice on the Moon"]))
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
        assert house.titles() == ["Probe finds ice on the Moon"]


@pytest.mark.parametrize("port", ["65536", "-1"])
def test_a_port_that_is_none_is_refused(capsys: pytest.CaptureFixture[str], port: str) -> None:
    sentence = refused(capsys, "--demo", "--port", port)
    assert f"--port holds {port}" in sentence


def test_a_port_that_is_taken_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        sentence = refused(capsys, "--demo", "--port", str(port))
    assert sentence.startswith(f"Port {port} cannot be used")
    assert "--port" in sentence


@pytest.mark.parametrize("option", [["--port", "4242"], ["--no-browser"]], ids=lambda one: one[0])
def test_options_of_the_demo_are_refused_without_it(
    capsys: pytest.CaptureFixture[str], option: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        program.main(option)
    assert ended.value.code == 2
    assert "are options of --demo" in capsys.readouterr().err


def test_the_demo_greets_with_its_address_and_a_few_plain_lines() -> None:
    lines = say("bot.welcome", page="http://127.0.0.1:4242/").splitlines()
    assert lines[0].endswith("http://127.0.0.1:4242/")
    assert len(lines) <= 8
    # What lists commands stands in the README, which is checked; this does not fall behind either.
    for command in re.findall(r"/[a-z]+(?: search| add)?", " ".join(lines[1:])):
        assert f"`{command}`" in README.read_text(encoding="utf-8")


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

    def is_closed(self) -> bool:
        return False


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
