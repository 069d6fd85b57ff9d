"""The newsstand's pages, and the club there that no catalogue knows."""

import tomllib
from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import urlsplit

import aiohttp
import pytest

from news import opml
from news.discovery import feeds_in
from news.models import Fetched, Source
from news.parse import parse
from news.topics import classify
from sandbox.demo.newsstand import Newsstand
from sandbox.demo.outlets import Item, Outlet
from sandbox.demo.programme import CLUB, CLUB_EVERY, CLUB_FIRST, CONTENT, Programme
from tests.builders import NOON, Clock

CATALOGUE = Programme(NOON).outlets
TWO = Programme(NOON, content=CLUB).outlets
WRITTEN = tomllib.loads(CLUB.read_text(encoding="utf-8"))
LIVE = [Item(published_at=NOON, **table) for table in WRITTEN["live"]]


class Reader:
    """Somebody who looks at the newsstand; addresses are paths there, or whole."""

    def __init__(self, newsstand: Newsstand, session: aiohttp.ClientSession) -> None:
        self.newsstand = newsstand
        self.root = newsstand.club_page.removesuffix(TWO[0].home)
        self._session = session

    async def get(self, path: str) -> aiohttp.ClientResponse:
        address = path if "://" in path else self.root + path
        response = await self._session.get(address)
        await response.read()
        return response

    async def named(self, path: str) -> dict[str, str]:
        """The feeds that the page there names: paths and titles."""
        page = await self.get(path)
        found = feeds_in(await page.read(), str(page.url), page.headers["Content-Type"])
        return {urlsplit(each.url).path: each.title for each in found}

    async def articles(self, outlet: Outlet) -> list[str]:
        """The titles that the bot reads in its feed."""
        answer = await self.get(outlet.feed)
        fetched = Fetched(str(answer.url), await answer.read(), answer.headers["Content-Type"])
        source = Source("club", fetched.url, "Club")
        return [article.title for article in parse(fetched, source, NOON).articles]

    def story(self, outlet: Outlet) -> str:
        """The address of an item's page."""
        programmes = self.newsstand.programme.items + self.newsstand.club.items
        return next(item.path for item in programmes if item.outlet == outlet.id)


@pytest.fixture
async def reader(clock: Clock) -> AsyncIterator[Reader]:
    """The week is over, nothing is live yet."""
    async with Newsstand(clock, NOON) as newsstand, aiohttp.ClientSession() as session:
        yield Reader(newsstand, session)


@pytest.mark.parametrize("outlet", CATALOGUE + TWO, ids=lambda one: one.id)
async def test_a_storys_page_names_the_feed_it_came_from(reader: Reader, outlet: Outlet) -> None:
    assert await reader.named(reader.story(outlet)) == {outlet.feed: outlet.name}
    assert (await reader.get(outlet.feed)).status == 200


@pytest.mark.parametrize("outlet", CATALOGUE, ids=lambda one: one.id)
async def test_a_front_page_names_its_feed_and_leads_to_its_newest_stories(
    reader: Reader, outlet: Outlet
) -> None:
    assert await reader.named(outlet.home) == {outlet.feed: outlet.name}
    shown = await (await reader.get(outlet.home)).text()
    mine = [item for item in reader.newsstand.published() if item.outlet == outlet.id]
    places = [shown.index(f'href="{item.path}"') for item in mine]
    assert places == sorted(places, reverse=True)


async def test_a_site_is_found_without_its_slash_and_nothing_is_made_up(reader: Reader) -> None:
    assert (await reader.get("/demo-courier")).status == 200
    assert (await reader.get("/demo-nobody/")).status == 404
    assert (await reader.get("/demo-courier/no-such-story")).status == 404
    assert (await reader.get("/demo-courier/feed.json")).status == 404


@pytest.mark.parametrize("outlet", CATALOGUE, ids=lambda one: one.id)
async def test_every_story_leads_on_to_its_outlet_and_to_the_club(
    reader: Reader, outlet: Outlet
) -> None:
    shown = await (await reader.get(reader.story(outlet))).text()
    assert f'<a href="{outlet.home}">{outlet.name}</a>' in shown
    assert f'<a href="{TWO[0].home}">{TWO[0].site_name}</a>' in shown


async def test_the_club_has_two_feeds_and_stands_in_no_catalogue(reader: Reader) -> None:
    assert {outlet.form for outlet in TWO} == {"rss", "json"}
    assert await reader.named(reader.newsstand.club_page) == {one.feed: one.name for one in TWO}
    known = {source["url"] for source in tomllib.loads(reader.newsstand.catalogue())["source"]}
    assert not known & {reader.root + outlet.feed for outlet in TWO}


async def test_the_club_offers_its_feeds_and_all_others_as_a_file(reader: Reader) -> None:
    page = await (await reader.get(reader.newsstand.club_page)).text()
    assert 'href="/stargazers/feeds.opml"' in page
    saved = await reader.get("/stargazers/feeds.opml")
    assert "attachment" in saved.headers["Content-Disposition"]
    listed = {each.url: each.title for each in opml.read(await saved.read())}
    assert listed == {reader.root + one.feed: one.name for one in TWO + CATALOGUE}


@pytest.mark.parametrize("outlet", TWO, ids=lambda one: one.id)
async def test_both_feeds_hold_something_and_soon_something_new(
    reader: Reader, clock: Clock, outlet: Outlet
) -> None:
    def written(part: str) -> list[str]:
        """Newest first, as it stands in a feed."""
        tables = WRITTEN[part][::-1]
        return [table["title"] for table in tables if table["outlet"] == outlet.id]

    older, live = written("older"), written("live")
    assert len(older) >= 3
    assert await reader.articles(outlet) == older
    reader.newsstand.go_live()
    clock.now += CLUB_FIRST + CLUB_EVERY
    assert await reader.articles(outlet) == [live[-1], *older]
    clock.now += 2 * CLUB_EVERY
    assert await reader.articles(outlet) == [*live[-2:], *older]


def test_the_club_publishes_for_twenty_minutes_about_space_alone() -> None:
    assert timedelta(minutes=19) < len(LIVE) * CLUB_EVERY < timedelta(minutes=25)
    assert timedelta(minutes=2) >= 2 * CLUB_EVERY
    for item in LIVE:
        assert classify(item.title, item.summary, categories=item.categories)


def test_the_club_says_nothing_twice_and_nothing_that_others_say() -> None:
    content = tomllib.loads(CONTENT.read_text(encoding="utf-8"))
    every = [each for part in (content, WRITTEN) for each in part["older"] + part["live"]]
    titles = [each["title"] for each in every]
    assert len(titles) == len(set(titles))


async def test_the_club_keeps_nobody_waiting_who_reads_the_catalogue(reader: Reader) -> None:
    for outlet in CATALOGUE:
        await reader.get(outlet.feed)
    await reader.newsstand.until_read()
    assert {item.outlet for item in reader.newsstand.published()} == {one.id for one in CATALOGUE}
