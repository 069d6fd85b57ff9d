"""The demo's sources, read over real HTTP on loopback with a clock that the tests move."""

import html
import tomllib
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree

import aiohttp
import pytest

from news.topics import TOPICS
from sandbox.newsstand import CONTENT, EVERY, Newsstand
from sandbox.newsstand_documents import CONTENT_TYPES, FORMS

START = datetime(2031, 5, 6, 7, 8, 9, 250_000, tzinfo=UTC)
CONTENTS = tomllib.loads(CONTENT.read_text(encoding="utf-8"))
OLDER, LIVE = CONTENTS["older"], CONTENTS["live"]
OUTLETS = {outlet["id"]: outlet for outlet in CONTENTS["outlet"]}
ENTRIES = {"rss": "item", "rdf": "item", "atom": "entry"}


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def newsstand(clock: Clock) -> AsyncIterator[Newsstand]:
    async with Newsstand(clock) as newsstand:
        yield newsstand


@pytest.fixture
async def web() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def sources(newsstand: Newsstand) -> dict[str, dict[str, Any]]:
    return {source["id"]: source for source in tomllib.loads(newsstand.catalogue())["source"]}


def elements(document: bytes, name: str) -> list[ElementTree.Element]:
    """All of that name, whatever their namespace."""
    root = ElementTree.fromstring(document)  # noqa: S314 (our own document)
    return [element for element in root.iter() if element.tag.rpartition("}")[2] == name]


def titles(document: bytes, form: str) -> list[str]:
    """What a reader sees: the titles in the XML are HTML."""
    found = [element.findtext("{*}title", "") for element in elements(document, ENTRIES[form])]
    return [html.unescape(title) for title in found]


async def read(web: aiohttp.ClientSession, url: str, **headers: str) -> tuple[int, bytes, Any]:
    async with web.get(url, headers=headers) as response:
        return response.status, await response.read(), response.headers


# What is written


def test_there_is_a_week_of_older_items_and_twenty_minutes_of_live_ones() -> None:
    assert (len(OLDER), len(LIVE)) == (24, 60)
    ages = [timedelta(**item["ago"]) for item in OLDER]
    assert ages == sorted(ages, reverse=True)
    assert timedelta(days=6) < max(ages) < timedelta(days=7)


def test_every_topic_is_written_about_at_least_twice() -> None:
    written = Counter(topic for item in OLDER + LIVE for topic in item["topics"])
    assert set(written) == {topic.id for topic in TOPICS}
    assert min(written.values()) >= 2


def test_every_outlet_has_older_and_live_items_and_no_title_twice() -> None:
    assert {item["outlet"] for item in OLDER} == set(OUTLETS) == {one["outlet"] for one in LIVE}
    assert len({item["title"] for item in OLDER + LIVE}) == len(OLDER + LIVE)


def test_every_form_has_an_outlet() -> None:
    assert {outlet["form"] for outlet in OUTLETS.values()} == set(FORMS)


# When it is out


def test_before_it_opens_nothing_is_published(clock: Clock) -> None:
    assert Newsstand(clock).published(START) == []


async def test_older_items_keep_their_age_and_live_ones_come_one_by_one(
    newsstand: Newsstand,
) -> None:
    def out(after: timedelta) -> int:
        return len(newsstand.published(START + after))

    assert out(timedelta()) == len(OLDER)
    assert newsstand.published(START)[0].published_at == START - timedelta(**OLDER[0]["ago"])
    assert out(EVERY - timedelta(microseconds=1)) == len(OLDER)
    assert out(EVERY) == len(OLDER) + 1
    assert out(EVERY * len(LIVE)) == len(OLDER) + len(LIVE)
    assert out(timedelta(days=30)) == len(OLDER) + len(LIVE)


async def test_the_pace_can_be_chosen(clock: Clock) -> None:
    async with Newsstand(clock, every=timedelta(seconds=1)) as hurried:
        assert len(hurried.published(START + timedelta(seconds=3))) == len(OLDER) + 3


# How it is served


async def test_the_catalogue_has_the_contracts_keys_and_loopback_addresses(
    newsstand: Newsstand,
) -> None:
    catalogue = sources(newsstand)
    assert list(catalogue) == list(OUTLETS)
    assert list(catalogue["demo-courier"]) == [
        "id", "name", "url", "kind", "language", "topics", "images", "licence", "enabled",
    ]  # fmt: skip
    assert catalogue["demo-courier"]["topics"] == ["launch"]
    assert all(source["url"].startswith("http://127.0.0.1:") for source in catalogue.values())


@pytest.mark.parametrize("outlet", OUTLETS)
async def test_a_feed_is_well_formed_and_newest_first(
    outlet: str, clock: Clock, newsstand: Newsstand, web: aiohttp.ClientSession
) -> None:
    clock.now += EVERY * len(LIVE)
    form = OUTLETS[outlet]["form"]
    status, body, headers = await read(web, sources(newsstand)[outlet]["url"])
    written = [item["title"] for item in OLDER + LIVE if item["outlet"] == outlet]
    assert status == 200
    assert headers["Content-Type"] == f"{CONTENT_TYPES[form]}; charset=utf-8"
    assert titles(body, form) == written[::-1]


@pytest.mark.parametrize(
    ("outlet", "name", "expected"),
    [
        pytest.param("demo-courier", "pubDate", "Tue, 06 May 2031 07:08:29 +0000", id="rss"),
        pytest.param("demo-meridian", "published", "2031-05-06T07:08:49+00:00", id="atom"),
        pytest.param("demo-deepfield", "date", "2031-05-06T07:09:29+00:00", id="rdf"),
    ],
)
async def test_dates_are_written_as_the_form_asks(
    outlet: str,
    name: str,
    expected: str,
    clock: Clock,
    newsstand: Newsstand,
    web: aiohttp.ClientSession,
) -> None:
    clock.now += EVERY * next(n for n, item in enumerate(LIVE, 1) if item["outlet"] == outlet)
    _, body, _ = await read(web, sources(newsstand)[outlet]["url"])
    assert elements(body, name)[0].text == expected


async def test_markup_and_topics_travel_with_an_item(
    clock: Clock, newsstand: Newsstand, web: aiohttp.ClientSession
) -> None:
    _, body, _ = await read(web, sources(newsstand)["demo-deepfield"]["url"])
    summaries = [element.text or "" for element in elements(body, "description")]
    subjects = [element.text for element in elements(body, "subject")]
    assert any("<p>" in summary and "&amp;" in summary for summary in summaries)
    assert "small bodies" in subjects


@pytest.mark.parametrize("validator", ["ETag", "Last-Modified"])
async def test_an_unchanged_feed_is_not_sent_again(
    validator: str, clock: Clock, newsstand: Newsstand, web: aiohttp.ClientSession
) -> None:
    url = sources(newsstand)["demo-courier"]["url"]
    asks = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}[validator]
    _, _, first = await read(web, url)
    status, body, again = await read(web, url, **{asks: first[validator]})
    assert (status, body) == (304, b"")
    assert again["ETag"] == first["ETag"]

    clock.now += EVERY
    status, body, later = await read(web, url, **{asks: first[validator]})
    assert status == 200
    assert titles(body, "rss")[0] == LIVE[0]["title"]
    assert parsedate_to_datetime(later["Last-Modified"]) == (START + EVERY).replace(microsecond=0)


async def test_the_etag_decides_where_both_validators_are_sent(
    newsstand: Newsstand, web: aiohttp.ClientSession
) -> None:
    url = sources(newsstand)["demo-courier"]["url"]
    _, _, headers = await read(web, url)
    sent = {"If-None-Match": '"another"', "If-Modified-Since": headers["Last-Modified"]}
    status, _, _ = await read(web, url, **sent)
    assert status == 200


async def test_an_items_page_is_there_as_soon_as_the_item_is(
    clock: Clock, newsstand: Newsstand, web: aiohttp.ClientSession
) -> None:
    feed = sources(newsstand)["demo-courier"]["url"]
    first = newsstand.published(START + EVERY)[-1]
    url = feed.replace("/demo-courier/feed.xml", first.path)
    assert (await read(web, url))[0] == 404
    clock.now += EVERY
    status, body, headers = await read(web, url)
    assert status == 200
    assert first.title in body.decode()
    assert headers["Content-Security-Policy"] == "default-src 'none'"


async def test_an_outlet_nobody_knows_is_not_found(
    newsstand: Newsstand, web: aiohttp.ClientSession
) -> None:
    url = sources(newsstand)["demo-courier"]["url"]
    assert (await read(web, url.replace("demo-courier", "demo-nobody")))[0] == 404
