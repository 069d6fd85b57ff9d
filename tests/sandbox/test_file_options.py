"""Files that people give with their commands, and those that they are answered with."""

from typing import Any

import pytest

from sandbox.models import File
from sandbox.people.person import Refused
from sandbox.server import Sandbox
from tests.sandbox.by_hand import ByHand
from tests.sandbox.client import Bot, Clock
from tests.sandbox.files import OPML, PNG, teach
from tests.sandbox.test_attachments import served

FEEDS = File("feeds.opml", OPML)
TAKE = {
    "name": "take",
    "description": "x",
    "options": [
        {"type": 11, "name": "file", "description": "x", "required": True},
        {"type": 3, "name": "word", "description": "x", "autocomplete": True},
    ],
}


async def test_a_command_reads_the_file_that_it_is_given(sandbox: Sandbox, bot: Bot) -> None:
    await teach(bot)
    ada = sandbox.person("ada")
    answer = await ada.command("import", file=FEEDS)
    assert answer.content == f"['feeds.opml']: [{OPML!r}]"
    answer = await ada.command("import", file=FEEDS, other=File("sky.png", PNG))
    assert answer.content.startswith("['feeds.opml', 'sky.png']")
    assert bot.errors == []


@pytest.mark.parametrize("how", ["at once", "later", "by edit", "by a button"])
async def test_a_command_answers_with_a_file(sandbox: Sandbox, bot: Bot, how: str) -> None:
    await teach(bot)
    mia = sandbox.person("mia")
    answer = await mia.command("export", how=how)
    if how == "by a button":
        assert answer.message["attachments"] == []
        answer = await mia.press(answer, "all")
    [about] = answer.message["attachments"]
    assert about["filename"] == "feeds.opml"
    assert about.get("ephemeral", False) == answer.ephemeral == (how in ("at once", "later"))
    assert sandbox.world.attachments.files(answer.message) == [FEEDS]
    assert await served(about["url"]) == (200, OPML)
    assert bot.errors == []


async def test_the_bot_is_told_of_a_file_and_where_it_is(sandbox: Sandbox, hand: ByHand) -> None:
    await hand.register(TAKE)
    asked, acting = await hand.ask(sandbox.person("ada").command("take", file=FEEDS))
    [option] = asked["data"]["options"]
    [(found, about)] = asked["data"]["resolved"]["attachments"].items()
    assert option == {"name": "file", "type": 11, "value": found}
    url = about.pop("url")
    assert about == {
        "id": found,
        "filename": "feeds.opml",
        "size": len(OPML),
        "proxy_url": url,
        "ephemeral": True,
    }
    assert url.endswith(f"/{asked['channel_id']}/{found}/feeds.opml")
    assert await served(url) == (200, OPML)
    acting.cancel()


async def test_a_file_lasts_as_long_as_its_command_can_be_answered(
    sandbox: Sandbox, hand: ByHand, clock: Clock
) -> None:
    await hand.register(TAKE)
    asked, acting = await hand.ask(sandbox.person("ada").command("take", file=FEEDS))
    [about] = asked["data"]["resolved"]["attachments"].values()
    clock.pass_by(minutes=14)
    assert (await served(about["url"]))[0] == 200
    clock.pass_by(minutes=2)
    assert (await served(about["url"]))[0] == 404
    acting.cancel()


async def test_a_file_of_an_answer_lasts_as_long_as_that(
    sandbox: Sandbox, bot: Bot, clock: Clock
) -> None:
    await teach(bot)
    answer = await sandbox.person("ada").command("export", how="at once")
    clock.pass_by(minutes=60)
    assert await served(answer.message["attachments"][0]["url"]) == (200, OPML)


@pytest.mark.parametrize(
    ("name", "given", "why"),
    [
        pytest.param("ada", {}, "file: This option is required", id="none"),
        pytest.param("ada", {"file": OPML}, "file: choose a file", id="only its content"),
        pytest.param(
            "ada", {"file": File("x", b"x" * (10 << 20) + b"x")}, "10 MB at most", id="too large"
        ),
        pytest.param("mia", {"file": FEEDS}, "permission to attach files", id="not permitted"),
    ],
)
async def test_a_file_that_cannot_be_given_is_refused(
    sandbox: Sandbox, hand: ByHand, name: str, given: dict[str, Any], why: str
) -> None:
    await hand.register(TAKE)
    with pytest.raises(Refused, match=why):
        await sandbox.person(name).command("take", **given)


async def test_files_are_not_sent_while_another_option_is_typed(
    sandbox: Sandbox, hand: ByHand
) -> None:
    await hand.register(TAKE)
    typing = sandbox.person("ada").autocomplete("take", "word", "m", file=FEEDS)
    asked, acting = await hand.ask(typing)
    assert [one["name"] for one in asked["data"]["options"]] == ["word"]
    assert "resolved" not in asked["data"]
    acting.cancel()
