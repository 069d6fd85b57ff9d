"""The bot before the demo's newsstand, whose outlets fail now and then: no story is lost."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from news import text
from sandbox.demo.newsstand import Newsstand
from sandbox.demo.outlets import Item
from sandbox.demo.programme import Trouble
from tests.builders import Clock
from tests.house import House, Start


@pytest.fixture
async def newsstand(clock: Clock, tmp_path: Path) -> AsyncIterator[Newsstand]:
    async with Newsstand(clock, clock()) as opened:
        (tmp_path / "catalogue.toml").write_text(opened.catalogue(), encoding="utf-8")
        yield opened


def missed(newsstand: Newsstand, trouble: Trouble) -> list[str]:
    """The headlines that came while their outlet was in trouble."""

    def is_missed(item: Item) -> bool:
        within = trouble.begins_at <= item.published_at < trouble.ends_at
        return item.outlet == trouble.outlet and within

    return [shown(item) for item in newsstand.programme.items if is_missed(item)]


def shown(item: Item) -> str:
    return text.escaped(item.title, 256)


async def read_at(house: House, moment: datetime) -> None:
    house.clock.now = moment
    await house.newsroom.finish()
    await house.newsroom.poll_once()
    await house.newsroom.finish()
    await house.tell()


@pytest.mark.parametrize("number", [0, 1], ids=["an error page", "cut off"])
async def test_what_came_while_an_outlet_was_in_trouble_is_told_once_afterwards(
    start: Start, newsstand: Newsstand, number: int
) -> None:
    async with start(POLL_MINUTES="0.01") as house:
        await house.read()
        await house.admin("subscribe", topic="all")
        newsstand.go_live()
        trouble = newsstand.programme.troubles[number]
        wanted = missed(newsstand, trouble)
        assert wanted
        await read_at(house, trouble.begins_at)
        await read_at(house, trouble.ends_at - timedelta(seconds=1))
        assert not set(wanted) & set(house.titles())
        # The bot leaves it alone for a little while after each failure.
        await read_at(house, trouble.ends_at + timedelta(minutes=1))
        assert [title for title in house.titles() if title in wanted] == wanted
