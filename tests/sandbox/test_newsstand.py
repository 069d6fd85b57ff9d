"""The demo's sources, read over real HTTP on loopback with a clock that the tests move."""

import asyncio
import html
import struct
import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import accumulate
from typing import Any
from xml.etree import ElementTree

import aiohttp
import pytest

from news.cluster import Nearby, gather
from news.gist import marks
from news.models import Article, Fetched, Kind, Source, Story
from news.parse import parse
from news.topics import TOPICS, classify
from sandbox.demo.documents import CONTENT_TYPES, FORMS, document
from sandbox.demo.newsstand import Newsstand
from sandbox.demo.pictures import HEIGHT, WIDTH
from sandbox.demo.programme import CLUB, CONTENT, EVERY, FIRST, Programme

START = datetime(2031, 5, 6, 7, 8, 9, 250_000, tzinfo=UTC)
CONTENTS = tomllib.loads(CONTENT.read_text(encoding="utf-8"))
OLDER, LIVE, TROUBLES = CONTENTS["older"], CONTENTS["live"], CONTENTS["trouble"]
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
    """The week is over, nothing is live yet."""
    async with Newsstand(clock, START) as newsstand:
        yield newsstand


@pytest.fixture
async def web() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def sources(newsstand: Newsstand) -> dict[str, dict[str, Any]]:
    return {source["id"]: source for source in tomllib.loads(newsstand.catalogue())["source"]}


def at_last(item: dict[str, Any]) -> str:
    """What it is called when all is over."""
    title: str = item.get("later", item)["title"]
    return title


TURNS = list(accumulate(not item.get("together", False) for item in LIVE))
"""Of each live item: how many times something has come when it is out."""


def published_at(number: int) -> datetime:
    """When a live item is out, counted from 1, if it went live at START."""
    return START + FIRST + (TURNS[number - 1] - 1) * EVERY


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
    ages = [timedelta(**item["ago"]) for item in OLDER]
    assert ages == sorted(ages, reverse=True)
    assert timedelta(days=6) < max(ages) < timedelta(days=7)
    assert TURNS[-1] * EVERY >= timedelta(minutes=20)


def test_each_hour_of_the_week_that_has_news_has_two_to_four_items() -> None:
    hours = Programme(START).hours()
    ends = [START - timedelta(**item["ago"]) for item in OLDER]
    held = Counter(bisect_left(hours, end) for end in ends)
    assert set(held) == set(range(len(hours)))
    assert set(held.values()) <= {2, 3, 4}


def test_every_topic_is_written_about_at_least_twice() -> None:
    written = Counter(topic for item in OLDER + LIVE for topic in item["topics"])
    assert set(written) == {topic.id for topic in TOPICS}
    assert min(written.values()) >= 2


def test_every_outlet_has_older_and_live_items_and_no_title_twice() -> None:
    assert {item["outlet"] for item in OLDER} == set(OUTLETS) == {one["outlet"] for one in LIVE}
    assert len({item["title"] for item in OLDER + LIVE}) == len(OLDER + LIVE)


def test_every_form_has_an_outlet() -> None:
    club = tomllib.loads(CLUB.read_text(encoding="utf-8"))
    assert {outlet["form"] for outlet in [*OUTLETS.values(), *club["outlet"]]} == set(FORMS)


def test_one_live_item_is_about_no_space_at_all() -> None:
    [stray] = [item for item in LIVE if not item["topics"]]
    assert classify(stray["title"], stray["summary"]) == ()


def test_within_two_minutes_three_outlets_tell_one_event_two_of_them_at_once() -> None:
    early = [n for n, _ in enumerate(LIVE, 1) if published_at(n) - START < timedelta(minutes=2)]
    told = Counter(LIVE[n - 1].get("event") for n in early)
    [event] = [each for each, count in told.items() if each and count == 3]
    telling = [n for n in early if LIVE[n - 1].get("event") == event]
    assert len({LIVE[n - 1]["outlet"] for n in telling}) == 3
    assert len({published_at(n) for n in telling}) == 2


async def test_what_outlets_tell_alike_is_one_story_and_what_only_sounds_alike_is_not(
    clock: Clock, newsstand: Newsstand
) -> None:
    """As the bot reads it: each event is one, and nothing else joins anything."""
    newsstand.go_live()
    clock.now += EVERY * len(LIVE)
    told: list[Story] = []
    for article in sorted(await articles(newsstand), key=lambda each: each.published_at or START):
        story = gather(article, Nearby(told, counted(told)), article.published_at or START)
        told = [each for each in told if each.key != story.key] + [story]
    found = {frozenset(each.title for each in story.articles) for story in told}
    wanted: dict[str, set[str]] = {}
    for item in OLDER + LIVE:
        wanted.setdefault(item.get("event", item["title"]), set()).add(at_last(item))
    assert found == {frozenset(titles) for titles in wanted.values()}


def counted(told: Sequence[Story]) -> Counter[int]:
    """Of each mark how many stories have it."""
    return Counter(
        mark for story in told for mark in {each for one in story.articles for each in marks(one)}
    )


async def articles(newsstand: Newsstand) -> list[Article]:
    """All that is out."""
    items, found = newsstand.published(), list[Article]()
    for outlet in newsstand.programme.outlets:
        body = document(
            outlet, [one for one in items if one.outlet == outlet.id], "http://a.example"
        )
        source = Source(outlet.id, f"http://a.example{outlet.feed}", outlet.name, Kind(outlet.kind))
        found += parse(
            Fetched(url=source.url, body=body), source, newsstand.programme.items[-1].published_at
        ).articles
    return found


def test_each_trouble_falls_on_something_new_and_ends_before_the_last_item_of_its_outlet() -> None:
    for trouble in TROUBLES:
        numbers = [n for n, one in enumerate(LIVE, 1) if one["outlet"] == trouble["outlet"]]
        assert any(trouble["from"] <= number < trouble["until"] for number in numbers)
        assert trouble["until"] < numbers[-1]
    assert {trouble.get("status") for trouble in TROUBLES} == {503, None}


# When it is out


async def test_an_older_item_is_out_when_its_time_has_come(clock: Clock) -> None:
    clock.now = START - timedelta(days=7)
    async with Newsstand(clock, START) as newsstand:
        assert newsstand.published() == []
        clock.now = START - timedelta(**OLDER[0]["ago"])
        assert [item.title for item in newsstand.published()] == [OLDER[0]["title"]]
        clock.now = START
        assert [item.title for item in newsstand.published()] == [one["title"] for one in OLDER]


def test_live_items_come_one_by_one_once_it_is_live(clock: Clock, newsstand: Newsstand) -> None:
    def new(after: timedelta) -> int:
        clock.now = START + after
        return len(newsstand.published()) - len(OLDER)

    assert new(timedelta(days=1)) == 0
    clock.now = START
    newsstand.go_live()
    assert timedelta(seconds=10) >= FIRST
    assert new(FIRST - timedelta(microseconds=1)) == 0
    assert new(FIRST) == 1
    assert new(FIRST + EVERY) == 2
    assert new(FIRST + 2 * EVERY) == 4  # two outlets at once
    assert new(FIRST + (TURNS[-1] - 1) * EVERY) == len(LIVE)


def test_the_pace_can_be_chosen(clock: Clock) -> None:
    hurried = Newsstand(clock, START, first=timedelta(), every=timedelta(seconds=1))
    hurried.go_live()
    clock.now += timedelta(seconds=1)
    assert len(hurried.published()) == len(OLDER) + 2


def test_within_two_minutes_a_headline_is_bettered_and_a_report_withdrawn() -> None:
    changed = [n for n, item in enumerate(LIVE, 1) if "later" in item]
    ends = [published_at(n) + timedelta(**LIVE[n - 1]["later"]["after"]) for n in changed]
    assert max(ends) - START < timedelta(minutes=2, seconds=30)
    assert [LIVE[n - 1]["later"]["title"].partition(":")[0] for n in changed][1:] == ["Withdrawn"]


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
    newsstand.go_live()
    clock.now += EVERY * len(LIVE)
    form = OUTLETS[outlet]["form"]
    status, body, headers = await read(web, sources(newsstand)[outlet]["url"])
    written = [at_last(item) for item in OLDER + LIVE if item["outlet"] == outlet]
    assert status == 200
    assert headers["Content-Type"] == f"{CONTENT_TYPES[form]}; charset=utf-8"
    assert titles(body, form) == written[::-1]


@pytest.mark.parametrize(
    ("outlet", "name", "expected"),
    [
        pytest.param("demo-courier", "pubDate", "Tue, 06 May 2031 07:08:37 +0000", id="rss"),
        pytest.param("demo-meridian", "published", "2031-05-06T07:09:17+00:00", id="atom"),
        pytest.param("demo-deepfield", "date", "2031-05-06T07:08:17+00:00", id="rdf"),
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
    newsstand.go_live()
    clock.now = published_at(next(n for n, one in enumerate(LIVE, 1) if one["outlet"] == outlet))
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


async def test_an_item_that_is_changed_keeps_its_address_and_its_picture(
    clock: Clock, newsstand: Newsstand, web: aiohttp.ClientSession
) -> None:
    newsstand.go_live()
    url = sources(newsstand)["demo-deepfield"]["url"]
    clock.now = START + FIRST
    before = newsstand.published()[-1]
    _, body, first = await read(web, url)
    _, picture, _ = await read(web, f"{newsstand.address(before)}.png")
    clock.now += timedelta(**LIVE[0]["later"]["after"])
    after = next(item for item in newsstand.published() if item.path == before.path)
    assert (before.title, after.title) == (LIVE[0]["title"], LIVE[0]["later"]["title"])
    # Both validators say that it is another document.
    for header, value in (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")):
        status, again, _ = await read(web, url, **{value: first[header]})
        assert status == 200
    assert titles(again, "rdf")[0] == after.title
    assert again.count(after.path.encode()) == body.count(before.path.encode())
    assert (await read(web, f"{newsstand.address(after)}.png"))[1] == picture


@pytest.mark.parametrize("validator", ["ETag", "Last-Modified"])
async def test_an_unchanged_feed_is_not_sent_again(
    validator: str, clock: Clock, newsstand: Newsstand, web: aiohttp.ClientSession
) -> None:
    newsstand.go_live()
    url = sources(newsstand)["demo-deepfield"]["url"]
    asks = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}[validator]
    _, _, first = await read(web, url)
    status, body, again = await read(web, url, **{asks: first[validator]})
    assert (status, body) == (304, b"")
    assert again["ETag"] == first["ETag"]

    clock.now += FIRST
    status, body, later = await read(web, url, **{asks: first[validator]})
    assert status == 200
    assert titles(body, "rdf")[0] == LIVE[0]["title"]
    assert parsedate_to_datetime(later["Last-Modified"]) == (START + FIRST).replace(microsecond=0)


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
    newsstand.go_live()
    first = newsstand.programme.published(START + FIRST)[-1]
    url = newsstand.address(first)
    assert (await read(web, url))[0] == 404
    clock.now += FIRST
    status, body, headers = await read(web, url)
    assert status == 200
    assert first.title in body.decode()
    assert "default-src 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize("outlet", OUTLETS)
async def test_before_its_first_item_a_feed_is_well_formed_and_empty(
    outlet: str, clock: Clock, newsstand: Newsstand, web: aiohttp.ClientSession
) -> None:
    clock.now = START - timedelta(days=7)
    status, body, _ = await read(web, sources(newsstand)[outlet]["url"])
    assert status == 200
    assert titles(body, OUTLETS[outlet]["form"]) == []


async def test_who_waits_for_every_feed_to_be_read_is_told_by_the_last_one(
    newsstand: Newsstand, web: aiohttp.ClientSession
) -> None:
    waiting = asyncio.create_task(newsstand.until_read())
    *others, last = sources(newsstand).values()
    for source in others:
        await read(web, source["url"])
    assert not waiting.done()
    await read(web, last["url"])
    await waiting


# What goes wrong


async def test_an_outlet_in_trouble_is_not_there_and_has_all_when_it_is_back(
    clock: Clock, newsstand: Newsstand, web: aiohttp.ClientSession
) -> None:
    newsstand.go_live()
    [trouble] = [each for each in TROUBLES if "status" in each]
    url = sources(newsstand)[trouble["outlet"]]["url"]
    clock.now = published_at(trouble["from"])
    assert (await read(web, url))[0] == trouble["status"]
    clock.now = published_at(trouble["until"])
    status, body, _ = await read(web, url)
    assert status == 200
    missed = LIVE[trouble["from"] - 1 : trouble["until"]]
    wanted = {at_last(item) for item in missed if item["outlet"] == trouble["outlet"]}
    assert wanted <= set(titles(body, OUTLETS[trouble["outlet"]]["form"]))


async def test_a_document_is_cut_off_on_its_way(
    clock: Clock, newsstand: Newsstand, web: aiohttp.ClientSession
) -> None:
    newsstand.go_live()
    [trouble] = [each for each in TROUBLES if "status" not in each]
    url = sources(newsstand)[trouble["outlet"]]["url"]
    clock.now = published_at(trouble["from"])
    with pytest.raises(aiohttp.ClientPayloadError):
        await read(web, url)
    clock.now = published_at(trouble["until"])
    assert (await read(web, url))[0] == 200


# Pictures


@pytest.mark.parametrize("outlet", [name for name, one in OUTLETS.items() if one.get("images")])
async def test_a_picture_stands_in_the_feed_and_is_served_as_png(
    outlet: str, newsstand: Newsstand, web: aiohttp.ClientSession
) -> None:
    _, body, _ = await read(web, sources(newsstand)[outlet]["url"])
    fetched = Fetched(url=sources(newsstand)[outlet]["url"], body=body)
    source = Source(outlet, fetched.url, outlet, images=True)
    pictures = [article.image for article in parse(fetched, source, START).articles]
    assert len(pictures) == sum(item["outlet"] == outlet for item in OLDER)
    for picture in pictures[:2]:
        assert picture is not None
        status, body, headers = await read(web, picture)
        assert (status, headers["Content-Type"]) == (200, "image/png")
        assert struct.unpack(">8s8xII", body[:24]) == (b"\x89PNG\r\n\x1a\n", WIDTH, HEIGHT)


async def test_two_outlets_have_pictures_and_the_others_have_none(
    newsstand: Newsstand, web: aiohttp.ClientSession
) -> None:
    catalogue = sources(newsstand)
    assert sum(source["images"] for source in catalogue.values()) == 2
    for item in newsstand.published():
        if not catalogue[item.outlet]["images"]:
            assert (await read(web, f"{newsstand.address(item)}.png"))[0] == 404


async def test_an_outlet_nobody_knows_is_not_found(
    newsstand: Newsstand, web: aiohttp.ClientSession
) -> None:
    url = sources(newsstand)["demo-courier"]["url"]
    assert (await read(web, url.replace("demo-courier", "demo-nobody")))[0] == 404
