"""The bot before the demo's newsstand: what a visitor adds there, and what fails meanwhile."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from news import text
from sandbox.demo.newsstand import Newsstand
from sandbox.demo.programme import CLUB_EVERY, CLUB_FIRST
from sandbox.models import File
from sandbox.people.person import Answer
from tests.builders import Clock
from tests.house import House, Start

NEWS, NIGHTS = "Farrow Bay News", "Farrow Bay Nights"


@pytest.fixture
async def newsstand(clock: Clock, tmp_path: Path) -> AsyncIterator[Newsstand]:
    async with Newsstand(clock, clock()) as opened:
        (tmp_path / "catalogue.toml").write_text(opened.catalogue(), encoding="utf-8")
        yield opened


@pytest.fixture
async def house(start: Start, newsstand: Newsstand) -> AsyncIterator[House]:
    """Has read the newsstand, and is as quick as the demo."""
    async with start(POLL_MINUTES="0.01", POLL_MAX_MINUTES="0.01") as opened:
        await opened.read()
        yield opened


async def read(house: House) -> None:
    await house.newsroom.finish()
    await house.newsroom.poll_once()
    await house.newsroom.finish()
    await house.tell()


def said(answer: Answer) -> str:
    return "\n".join(embed["description"] for embed in answer.embeds)


async def test_of_the_clubs_two_feeds_one_is_chosen_and_soon_tells_something_new(
    house: House, newsstand: Newsstand
) -> None:
    offered = await house.admin("feed add", url=newsstand.club_page)
    [menu] = offered.components[0]["components"]
    assert [each["label"] for each in menu["options"]] == [NEWS, NIGHTS]
    ada = house.sandbox.person("ada", "space-news")
    chosen = await ada.choose(offered, menu["custom_id"], menu["options"][1]["value"])
    assert chosen.embeds[0]["title"] == f"Added: {NIGHTS}"
    assert said(chosen).startswith("JSON Feed 1.1 · 4 items\n")
    await house.admin("subscribe", source=said(chosen).rsplit("source:", 1)[1].strip("`"))
    newsstand.go_live()
    await read(house)
    house.clock.now += CLUB_FIRST + CLUB_EVERY
    await read(house)
    newest = newsstand.club.published(house.clock())[-1]
    assert house.titles() == [text.escaped(newest.title, 256)]


@pytest.mark.parametrize("end", ["", "stargazers/nights/"], ids=["the catalogue's", "the club's"])
async def test_from_any_storys_address_its_feed_is_found(
    house: House, newsstand: Newsstand, end: str
) -> None:
    programme = newsstand.club if end else newsstand.programme
    item = next(item for item in programme.items if end in item.path)
    answer = await house.admin("feed add", url=newsstand.address(item))
    if end:
        assert answer.embeds[0]["title"] == f"Added: {NIGHTS}"
    else:
        assert answer.content.startswith("Every server has Orbital Gazette already")
        assert "/subscribe source:demo-gazette" in answer.content


async def test_the_clubs_file_brings_its_two_feeds(house: House, newsstand: Newsstand) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{newsstand.club_page}feeds.opml") as saved,
    ):
        file = File("feeds.opml", await saved.read())
    report = await house.admin("feed import", file=file)
    assert report.embeds[0]["title"] == "2 of 7 added"
    listed = said(await house.admin("feed list"))
    assert NEWS in listed
    assert NIGHTS in listed


async def test_an_outlet_in_trouble_is_shown_as_failing_until_it_is_back(
    house: House, newsstand: Newsstand
) -> None:
    newsstand.go_live()
    [trouble, _] = newsstand.programme.troubles
    house.clock.now = trouble.begins_at
    await read(house)
    for answer in (await house.admin("feed health"), await house.member("news sources")):
        lines = [line for line in said(answer).splitlines() if "cannot be read" in line]
        assert [line for line in lines if "Perigee Post" in line] == lines != []
    house.clock.now = trouble.ends_at
    house.clock.move(minutes=1)
    await read(house)
    assert "cannot be read" not in said(await house.admin("feed health"))
