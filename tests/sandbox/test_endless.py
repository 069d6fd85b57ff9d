"""The newsstand does not fall silent: what it tells when all that was written is out."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import aiohttp
import pytest

from news.cluster import Nearby, gather
from news.models import Article, Fetched, Kind, Source, Story
from news.parse import parse
from news.topics import classify
from sandbox.demo.documents import document
from sandbox.demo.newsstand import LONGEST, Newsstand
from sandbox.demo.programme import CLUB, CLUB_EVERY, CLUB_FIRST, EVERY, SLOWER, Programme
from tests.builders import Clock
from tests.sandbox.test_newsstand import counted, sources

START = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
DAY = timedelta(days=1)
BASE = "http://a.example"


def live() -> Programme:
    programme = Programme(START)
    programme.go_live(START)
    return programme


def club() -> Programme:
    programme = Programme(START, CLUB_EVERY, CLUB_FIRST, CLUB)
    programme.go_live(START)
    return programme


def written(programme: Programme) -> datetime:
    """When the last one is out that somebody has written."""
    return programme.items[-1].published_at


@pytest.mark.parametrize(("programme", "every"), [(live, EVERY), (club, CLUB_EVERY)])
def test_it_goes_on_at_a_slower_pace(programme: Callable[[], Programme], every: timedelta) -> None:
    told, pace = programme(), SLOWER * every
    out = [item.published_at for item in told.published(START + 2 * DAY)]
    end = written(told)
    gaps = {later - earlier for earlier, later in pairwise(out) if earlier >= end}
    assert gaps == {pace}
    assert START + 2 * DAY - out[-1] < pace
    assert len(told.published(end)) == len(told.items)


def test_every_outlet_has_its_turn_and_no_address_comes_twice() -> None:
    told = live()
    items = told.published(START + 2 * DAY)
    assert len({item.path for item in items}) == len(items)
    assert {item.outlet for item in items[-15:]} == {outlet.id for outlet in told.outlets}


def test_what_was_out_stays_as_it_was() -> None:
    told = live()
    before = told.published(START + DAY)
    assert told.published(START + 2 * DAY)[: len(before)] == before
    assert told.published(START + DAY) == before


def test_each_is_about_what_it_says() -> None:
    """A forum and #launches wait for that."""
    told = live()
    for item in told.published(START + DAY)[-15:]:
        seen = classify(item.title, item.summary, categories=item.categories)
        assert item.topics[0] in seen, item.title


def test_none_joins_another_story_nor_one_that_was_written() -> None:
    """As the bot reads them, three hours of them and all that stood there before."""
    programme = live()
    end = written(programme) + timedelta(hours=3)
    told: list[Story] = []
    for article in read(programme, end):
        at = article.published_at or START
        story = gather(article, Nearby(told, counted(told)), at)
        told = [each for each in told if each.key != story.key] + [story]
    titles = {item.title for item in programme.published(end)[len(programme.items) :]}
    grown = [story for story in told if len(story.articles) > 1]
    assert len(titles) == 180
    assert not [story for story in grown if titles & {each.title for each in story.articles}]


def read(programme: Programme, now: datetime) -> list[Article]:
    items, found = programme.published(now), list[Article]()
    for outlet in programme.outlets:
        its_own = [item for item in items if item.outlet == outlet.id]
        source = Source(outlet.id, BASE + outlet.feed, outlet.name, Kind(outlet.kind))
        body = document(outlet, its_own, BASE)
        found += parse(Fetched(url=source.url, body=body), source, now).articles
    return sorted(found, key=lambda each: each.published_at or START)


async def test_a_document_holds_the_newest_and_stays_short() -> None:
    clock = Clock(START)
    async with Newsstand(clock, START) as newsstand, aiohttp.ClientSession() as web:
        newsstand.go_live()
        clock.now += 2 * DAY
        [outlet, *_] = newsstand.programme.outlets
        async with web.get(sources(newsstand)[outlet.id]["url"]) as got:
            body = await got.text()
        newest = [item for item in newsstand.published() if item.outlet == outlet.id][-LONGEST:]
        assert body.count("<item>") == LONGEST
        assert all(f"<link>{newsstand.address(item)}</link>" in body for item in newest)
