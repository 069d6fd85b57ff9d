"""Files on their way from the page into a command."""

import io

import aiohttp
import pytest

from sandbox.limits.attachments import LARGEST_FILE
from sandbox.models import File, Json
from sandbox.people.refused import Refused
from sandbox.server import Sandbox
from sandbox.visits import uploads
from tests.sandbox.by_hand import ByHand
from tests.sandbox.client import Bot
from tests.sandbox.files import OPML, teach
from tests.sandbox.tabs import Open


async def send(sandbox: Sandbox, content: bytes) -> tuple[int, Json]:
    """As a browser posts a file from the page."""
    headers = {"Origin": sandbox.page.rstrip("/")}
    query = {"name": "feeds.opml"}
    async with (
        aiohttp.ClientSession(sandbox.page) as session,
        session.post("/upload", params=query, data=io.BytesIO(content), headers=headers) as answer,
    ):
        return answer.status, await answer.json()


async def test_a_file_that_was_sent_goes_with_the_command(
    sandbox: Sandbox, bot: Bot, tab: Open
) -> None:
    await teach(bot)
    ada = await tab("ada")
    channel = ada.channel("general")
    assert channel["may"]["attach"]
    status, sent = await send(sandbox, OPML)
    assert status == 200
    answer = await ada.ask("command", channel=channel["id"], name="import", options={"file": sent})
    assert answer == {"done": {}}
    shown = await ada.told("MESSAGE_CREATE")
    assert shown["content"] == f"['feeds.opml']: [{OPML!r}]"


async def test_a_file_is_taken_once(sandbox: Sandbox, hand: ByHand, tab: Open) -> None:
    option = {"type": 11, "name": "file", "description": "x"}
    await hand.register({"name": "take", "description": "x", "options": [option]})
    ada = await tab("ada")
    _, sent = await send(sandbox, OPML)
    command = {"channel": ada.channel("general")["id"], "name": "take", "options": {"file": sent}}
    asked, asking = await hand.ask(ada.ask("command", **command))
    assert await hand.answer(asked, 4, {"content": "Thanks"}) == (204, None)
    assert await asking == {"done": {}}
    assert await ada.ask("command", **command) == {
        "refused": "file: the file did not arrive. Choose it again."
    }


@pytest.mark.parametrize("value", [{}, {"upload": None}, {"upload": "guessed"}, "text", 5, None])
async def test_no_file_comes_by_a_guess(tab: Open, hand: ByHand, value: object) -> None:
    option = {"type": 11, "name": "file", "description": "x"}
    await hand.register({"name": "take", "description": "x", "options": [option]})
    ada = await tab("ada")
    where = ada.channel("general")["id"]
    answer = await ada.ask("command", channel=where, name="take", options={"file": value})
    assert answer["refused"].startswith("file: ")


async def test_who_may_not_attach_files_is_told_so(tab: Open) -> None:
    assert not (await tab("mia")).channel("general")["may"]["attach"]


async def test_a_file_that_is_too_large_is_refused(sandbox: Sandbox) -> None:
    assert (await send(sandbox, b"x" * LARGEST_FILE))[0] == 200
    refusal = await send(sandbox, b"x" * (LARGEST_FILE + 1))
    assert refusal == (413, {"refused": "A file may have 10 MB at most."})


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="no origin"),
        pytest.param({"Origin": "http://news.example"}, id="another site"),
        pytest.param({"Origin": "null"}, id="a sandboxed frame"),
        pytest.param(
            {"Host": "news.example", "Origin": "http://news.example"}, id="a rebound name"
        ),
    ],
)
async def test_only_the_page_may_send_files(sandbox: Sandbox, headers: dict[str, str]) -> None:
    async with (
        aiohttp.ClientSession(sandbox.page) as session,
        session.post("/upload?name=x", data=b"x", headers=headers) as answer,
    ):
        assert answer.status == 403


async def test_files_that_no_command_takes_are_forgotten(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = sandbox._visits.uploads
    monkeypatch.setattr(uploads, "MOST_WAITING", 2)
    sent = [(await send(sandbox, bytes([number])))[1] for number in range(3)]
    with pytest.raises(Refused, match="did not arrive"):
        waiting.taken("file", sent[0])
    assert waiting.taken("file", sent[1]) == File("feeds.opml", b"\x01")
    monkeypatch.setattr(uploads, "TAKEN_WITHIN", 0.0)
    _, last = await send(sandbox, b"late")
    with pytest.raises(Refused, match="did not arrive"):
        waiting.taken("file", last)
    assert waiting.taken("file", sent[2]) == File("feeds.opml", b"\x02")
