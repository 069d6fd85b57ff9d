"""The bot before the demo's newsstand when all is out that was written, and when it was away."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from sandbox.demo.newsstand import Newsstand
from tests.builders import Clock
from tests.house import House, Start


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


async def minutes(house: House, count: int) -> None:
    for _ in range(count):
        house.clock.now += timedelta(minutes=1)
        await house.newsroom.finish()
        await house.newsroom.poll_once()
        await house.newsroom.finish()
        await house.tell()


async def test_stories_keep_coming_each_once_whether_the_bot_was_away_or_not(
    house: House, newsstand: Newsstand
) -> None:
    await house.admin("subscribe", topic="all", channel="space-news")
    newsstand.go_live()
    world = house.sandbox.world
    await minutes(house, 24)
    world.kick_bot()
    await minutes(house, 3)
    world.invite_bot()
    await minutes(house, 6)
    told = [title.replace("\\", "") for title in house.titles()]
    newest = [item.title for item in newsstand.published()[-12:]]
    assert [title for title in told if title in newest] == newest
