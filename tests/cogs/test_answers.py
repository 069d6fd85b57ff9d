"""Answers come in time, once, in words: whatever was used, and whatever goes wrong."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import discord
import pytest

from cogs.ui import acknowledging
from news.allowance import COSTLY
from pipeline import finding, relating
from sandbox.people import members
from sandbox.people.person import Answer
from storage import guilds, sources
from tests import feeds
from tests.house import House

THINK, DEFER_UPDATE = 5, 6
ANSWER = 4
EPHEMERAL = 64


@dataclass
class Gate:
    """Lets nobody through until it is opened."""

    reached: asyncio.Event = field(default_factory=asyncio.Event)
    opened: asyncio.Event = field(default_factory=asyncio.Event)

    def before(self, work: Callable[..., Any]) -> Callable[..., Any]:
        async def held(*args: Any, **named: Any) -> Any:
            self.reached.set()
            await self.opened.wait()
            return await work(*args, **named)

        return held


def acknowledged(house: House) -> list[int]:
    """What the bot gave as its first answers: the types of its callbacks."""
    return [
        request.body["type"]
        for request in house.sandbox.requests
        if request.path.endswith("/callback")
    ]


def followed_up(house: House) -> list[dict[str, Any]]:
    """What the bot said after its first answers."""
    return [
        request.body
        for request in house.sandbox.requests
        if request.method == "POST" and "/webhooks/" in request.path
    ]


@asynccontextmanager
async def slow(monkeypatch: pytest.MonkeyPatch, house: House) -> AsyncIterator[None]:
    """Meanwhile the newest stories are not found before Discord was told to wait."""
    gate = Gate()
    before = len(acknowledged(house))

    async def open_it() -> None:
        await gate.reached.wait()
        while len(acknowledged(house)) == before:
            await asyncio.sleep(0)
        gate.opened.set()

    with monkeypatch.context() as patched:
        patched.setattr(acknowledging, "PATIENCE_SECONDS", 0)
        patched.setattr(finding, "newest", gate.before(finding.newest))
        opening = asyncio.create_task(open_it())
        yield
        await opening


async def test_what_takes_long_is_deferred_by_itself_and_answered_then(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.feeds.publish("/orbit", feeds.rss([f"Comet {number} seen" for number in range(12)]))
    await house.read()
    mia = house.sandbox.person("mia", "space-news")
    async with slow(monkeypatch, house):
        private = await mia.command("news latest")
    assert private.ephemeral
    async with slow(monkeypatch, house):
        public = await mia.command("news latest", public=True)
    assert not public.ephemeral
    [forward] = private.components[0]["components"]
    async with slow(monkeypatch, house):
        turned = await mia.press(private, forward["custom_id"])
    assert turned.updated
    assert turned.embeds[0]["description"] != private.embeds[0]["description"]
    assert acknowledged(house) == [THINK, THINK, DEFER_UPDATE]


async def test_what_is_quick_is_answered_once_and_at_once(house: House) -> None:
    await house.member("news latest")
    await house.admin("settings")
    assert acknowledged(house) == [ANSWER, THINK]


async def test_a_mistake_is_told_to_one_person_even_where_the_answer_was_to_be_public(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with slow(monkeypatch, house):
        await house.member("news latest", topic="uranus", public=True)
        while not (told := followed_up(house)):
            await asyncio.sleep(0)
    assert told[0]["flags"] == EPHEMERAL
    assert "no story of that kind yet" in told[0]["content"]
    assert not house.sandbox.world.messages("space-news")


async def fails(*_: Any, **__: Any) -> Any:
    raise RuntimeError("a mistake of ours")


async def test_what_went_wrong_with_us_gets_an_id_that_is_in_the_log(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    house.feeds.publish("/orbit", feeds.rss([f"Comet {number} seen" for number in range(12)]))
    await house.read()
    mia = house.sandbox.person("mia", "space-news")
    first = await mia.command("news latest")
    [forward] = first.components[0]["components"]
    with monkeypatch.context() as patched:
        patched.setattr(finding, "newest", fails)
        patched.setattr(relating, "choices", fails)
        patched.setattr(sources, "choices", fails)
        for answer in (
            await mia.command("news latest"),
            await mia.press(first, forward["custom_id"]),
        ):
            assert answer.ephemeral
            assert "wrong on our side" in answer.content
            assert answer.content.rpartition(" ")[2] in caplog.text
        before = caplog.text.count("incident")
        assert await mia.autocomplete("news story", "story", "com") == []
        assert await mia.autocomplete("news latest", "source", "orb") == []
        assert caplog.text.count("incident") == before + 2
    # All is well again with the next.
    assert (await mia.command("news latest")).embeds


async def test_what_goes_wrong_before_a_command_begins_is_answered_too(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(guilds, "chosen", fails)
        answer = await house.member("news latest", public=True)
    assert answer.ephemeral
    assert "wrong on our side" in answer.content
    assert answer.content.rpartition(" ")[2] in caplog.text


async def test_a_list_that_came_too_late_is_worth_a_line(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    late = discord.http.Route("POST", "/interactions/1/unknown/callback")
    try:
        await house.bot.http.request(late, json={"type": 8, "data": {"choices": []}})
    except discord.NotFound:
        logging.getLogger("discord.app_commands.tree").exception("Ignoring exception")
    assert "a list came too late for Discord" in caplog.text
    assert "Traceback" not in caplog.text


async def test_what_costs_much_can_be_used_so_often_by_each_person(house: House) -> None:
    house.bot.costs.allowed = COSTLY
    mia = house.sandbox.person("mia", "space-news")
    for _ in range(COSTLY.tries):
        assert (await mia.command("news search", query="moon")).embeds
        await mia.autocomplete("news search", "topic", "ma")
        await mia.command("news latest")
    refused = await mia.command("news search", query="moon")
    free = int((house.clock() + COSTLY.span).timestamp())
    assert refused.content == f"That was a lot at once: try again <t:{free}:R>."
    assert refused.ephemeral
    assert (await house.admin("news search", query="moon")).embeds
    house.clock.move(seconds=COSTLY.span / timedelta(seconds=1))
    assert (await mia.command("news search", query="moon")).embeds


async def test_pages_of_a_search_cost_as_much_as_a_search_and_those_of_a_list_nothing(
    house: House,
) -> None:
    house.bot.costs.allowed = COSTLY
    house.feeds.publish("/orbit", feeds.rss([f"Comet {number} seen" for number in range(12)]))
    await house.read()
    mia = house.sandbox.person("mia", "space-news")

    async def turn(page: Answer) -> Answer:
        [*_, last] = page.components[0]["components"]
        return await mia.press(page, last["custom_id"])

    listed, searched = (
        await mia.command("news latest"),
        await mia.command("news search", query="comet"),
    )
    for _ in range(COSTLY.tries - 1):
        searched = await turn(searched)
        assert searched.embeds
    assert "a lot at once" in (await turn(searched)).content
    assert (await turn(listed)).embeds


async def test_what_is_offered_to_search_for_costs_as_much_as_a_search(house: House) -> None:
    house.bot.costs.allowed = replace(COSTLY, tries=1)
    mia = house.sandbox.person("mia", "space-news")
    message = members.say(house.sandbox.world, mia.user, mia.channel, "Lander on the Moon")
    offered = await mia.menu("Related stories", message)
    [search] = offered.components[0]["components"]
    assert "a lot at once" in (await mia.press(offered, search["custom_id"])).content


async def test_a_mistake_is_explained_even_where_nothing_can_be_read(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """Above it stands what waits to be told, which is in the database."""
    await house.db.close()
    answer = await house.admin("subscribe")
    assert answer.content.startswith("Say what the channel should get")
    assert "the database is closed" in caplog.text


async def test_commands_in_answers_can_be_clicked(house: House) -> None:
    none = await house.admin("subscriptions")
    [subscribe] = [
        each
        for each in house.sandbox.world.registered[None].values()
        if each["name"] == "subscribe"
    ]
    assert f"</subscribe:{subscribe['id']}>" in none.message["content"]
    assert "/subscribe" in none.content
    in_embed = (await house.admin("settings")).message["embeds"][0]["description"]
    assert "</settings:" in in_embed


async def test_an_answer_for_all_speaks_as_the_server_and_any_other_as_its_asker(
    house: House,
) -> None:
    await house.admin("settings", language="Deutsch")
    mia = house.sandbox.person("mia", "space-news")
    assert (await mia.command("news latest")).embeds[0]["title"] == "Newest stories"
    public = await mia.command("news latest", public=True)
    assert public.embeds[0]["title"] == "Neueste Meldungen"
    mia.locale = "de"
    assert (await mia.command("news latest")).embeds[0]["title"] == "Neueste Meldungen"
    mistake = await mia.command("news latest", topic="uranus", public=True)
    assert mistake.content.startswith("Davon gibt es noch keine Meldung")


async def test_commands_are_described_in_every_language_and_keep_their_names(
    house: House,
) -> None:
    registered = {each["name"]: each for each in house.sandbox.world.registered[None].values()}
    why = registered["why"]
    assert why["description_localizations"]["de"].startswith("Warum eine Meldung")
    assert "zh-TW" not in why["description_localizations"]
    assert not why["name_localizations"]
    [link] = why["options"]
    assert link["description_localizations"]["de"] == "Ihr Link oder Wörter der Überschrift"
    options = {each["name"]: each for each in registered["subscribe"]["options"]}
    [card, _] = options["style"]["choices"]
    assert card["name_localizations"]["de"].startswith("card: ")
