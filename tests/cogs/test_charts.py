"""/news topics and /news sources: their charts come after the words, and never hold them up."""

import asyncio
import logging
import pickle

import pytest

from news.charts import alt
from pipeline import studio
from sandbox.models import File, Json
from sandbox.people.person import Answer
from tests import feeds
from tests.cogs.owned import ELSEWHERE, Club
from tests.house import House
from tests.pipeline.accidents import die, rest

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where tests run many at once, a process may take long to come."""
    monkeypatch.setattr(studio, "WITHIN", 60.0)


@pytest.fixture
def scribbled(monkeypatch: pytest.MonkeyPatch) -> None:
    """No picture is painted: what takes its place needs nothing to be loaded."""
    monkeypatch.setattr(studio, "_load", rest)
    monkeypatch.setattr(studio, "_painted", pickle.dumps)


async def painted(house: House) -> None:
    """Returns when the chart of the answer that was just given is there, or has failed."""
    drawings = house.newsroom.room.drawings
    while not drawings.running:
        await asyncio.sleep(0)
    await drawings.finish()


async def charted(house: House, command: str) -> tuple[Answer, Json, list[File]]:
    """What stood there first, what stands there once the chart is there, and its files."""
    answer = await house.member(command)
    assert answer.message["attachments"] == []
    await painted(house)
    found = house.sandbox.person("mia", "space-news")._sight.message(answer)
    return answer, found, [*house.sandbox.world.attachments.files(found)]


async def test_lists_are_told_at_once_and_their_charts_are_added(house: House) -> None:
    await Club(house).founded(ELSEWHERE)
    house.feeds.publish("/orbit", feeds.rss([f"Mars rover finds {n} stones" for n in range(7)]))
    await house.read()
    for command, said in (
        ("news topics", "9 stories in all. The fullest day is 11-22 with 9. Most are of Mars (7)"),
        ("news sources", "Most come from Orbit (8) and Perigee (1)."),
    ):
        answer, message, [file] = await charted(house, command)
        assert message["embeds"] == answer.embeds
        assert message["flags"] == answer.message["flags"]
        [picture] = message["attachments"]
        assert file.content.startswith(PNG)
        assert picture["content_type"] == "image/png"
        assert said in picture["description"]
        assert "Club" not in picture["description"]
        assert len(picture["description"]) <= alt.LIMIT


@pytest.mark.usefixtures("scribbled")
async def test_what_is_private_counts_for_its_owners(house: House) -> None:
    await Club(house).founded()
    _, message, _ = await charted(house, "news sources")
    assert "Club (1)" in message["attachments"][0]["description"]


@pytest.mark.usefixtures("scribbled")
async def test_a_chart_that_fails_leaves_the_answer_whole_and_its_cause_in_the_log(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(studio, "_painted", die)
    with caplog.at_level(logging.WARNING):
        answer, message, files = await charted(house, "news topics")
    assert message["embeds"] == answer.embeds
    assert message["content"] == answer.content
    assert files == []
    [record] = [each for each in caplog.records if "chart" in each.getMessage()]
    assert "news topics" in record.getMessage()
    assert record.exc_info


async def test_where_nothing_was_told_there_is_no_chart(house: House) -> None:
    house.clock.move(days=60)
    _, message, files = await charted(house, "news topics")
    assert message["attachments"] == files == []
    assert house.newsroom.room.studio._opening is None


@pytest.mark.usefixtures("scribbled")
async def test_a_chart_for_an_answer_that_is_gone_is_no_error(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    await house.member("news topics")
    house.clock.move(minutes=16)  # its token is good for fifteen
    with caplog.at_level(logging.WARNING):
        await painted(house)
    [record] = [each for each in caplog.records if "chart" in each.getMessage()]
    assert record.exc_info is None
