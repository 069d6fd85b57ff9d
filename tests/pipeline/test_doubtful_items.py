"""Items whose guid, headline, link and date contradict each other, read poll by poll.

Each new one is told, and none twice: here sources break the rules of their formats.
"""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

import pytest

from news.models import Fate
from tests.builders import Clock
from tests.pipeline.living import DAY, HOUR, Channel, Entry, Feed, headline, rss

SITE = "https://orbit.example"
SAID = [
    "The solar wind is calm and slow.",
    "A stream out of a coronal hole arrives.",
    "Flares of class M are likely.",
    "Aurora was seen as far south as Rome.",
    "Nothing but silence on our star.",
]


@pytest.fixture
def feed(clock: Clock) -> Feed:
    return Feed(clock)


def records(number: int = 98) -> list[Entry]:
    """An archive: three records a headline, four a file, one of five dated by its publication."""
    return [
        Entry(
            f"Record of case {index // 3}",
            f"{SITE}/file-{index // 4}.pdf",
            at=datetime(2001, 1, 1 + index % 28, tzinfo=UTC) if index % 5 else None,
            summary=f"Page {index} of a file." if index % 2 else "",
        )
        for index in range(number)
    ]


def published(archive: list[Entry], at: datetime, guids: "count[int]") -> str:
    """Each gets a guid that it never had."""
    return rss(replace(each, guid=f"urn:{next(guids)}", at=each.at or at) for each in archive)


async def test_an_archive_published_anew_each_day_tells_what_is_put_in(
    channel: Channel, clock: Clock
) -> None:
    archive, guids = records(), count()
    for _ in range(4):
        assert await channel.poll(published(archive, clock.now, guids), after=15 * HOUR) == []
    fresh = Entry("Lights above Reykjavik", f"{SITE}/new.pdf", summary="Seen by a whole crew.")
    archive.insert(3, fresh)
    assert await channel.poll(published(archive, clock.now, guids)) == [fresh.title]
    assert await channel.poll(published(archive, clock.now, guids), after=DAY) == []


async def test_records_that_change_in_all_but_what_they_say_are_not_told_again(
    channel: Channel, clock: Clock
) -> None:
    archive, guids = (
        [
            Entry(
                headline(n), f"{SITE}/{n}", summary=f"Of the {n} cases this one was never solved."
            )
            for n in range(40)
        ],
        count(),
    )
    assert await channel.poll(published(archive, clock.now, guids)) == []
    archive = [
        replace(each, title=f"Declassified {n}", link=f"{SITE}/cdn-{n}") if n % 2 else each
        for n, each in enumerate(archive)
    ]
    assert await channel.poll(published(archive, clock.now, guids), after=DAY) == []


@pytest.mark.parametrize("window", [1, 4])
@pytest.mark.parametrize("guid", [SITE, "latest"], ids=["the site's", "a word"])
async def test_one_guid_for_all_items_hides_none(
    channel: Channel, clock: Clock, window: int, guid: str
) -> None:
    entries: list[Entry] = []
    for number in range(9):
        entries.insert(0, Entry(headline(number), f"{SITE}/s-{number}", guid, clock.now))
        new = await channel.poll(rss(entries[:window]), after=DAY)
        assert new == ([headline(number)] if number else [])


@pytest.mark.parametrize("link", ["bulletin", None], ids=["one link", "a link each"])
@pytest.mark.parametrize("dated", [True, False], ids=["dated", "undated"])
@pytest.mark.parametrize("window", [1, 4])
async def test_each_bulletin_under_one_headline_is_told(
    channel: Channel, clock: Clock, link: str | None, dated: bool, window: int
) -> None:
    entries: list[Entry] = []
    for day, said in enumerate(SAID):
        at = clock.now if dated else None
        address = f"{SITE}/{link or f'bulletin-{day}'}"
        entries.insert(0, Entry("Daily bulletin", address, f"b{day}", at, said))
        new = await channel.poll(rss(entries[:window]), after=DAY)
        assert new == (["Daily bulletin"] if day else [])
    assert await channel.poll(rss(entries[:window])) == []


async def test_namesakes_that_were_there_before_us_hide_no_new_one(channel: Channel) -> None:
    bulletins = [Entry("Daily bulletin", f"{SITE}/bulletin-{n}", f"b{n}") for n in range(9)]
    assert await channel.poll(rss(reversed(bulletins[:4]))) == []
    for newest in range(4, 9):
        document = rss(reversed(bulletins[newest - 3 : newest + 1]))
        assert await channel.poll(document) == ["Daily bulletin"]


@pytest.mark.parametrize("said", [SAID, [""] * 5], ids=["summaries", "headlines alone"])
async def test_a_document_that_is_made_anew_each_day_is_told_each_day(
    channel: Channel, clock: Clock, said: list[str]
) -> None:
    parts = ["Morning report", "Forecast of aurora", "Evening summary", "Satellite passes"]
    for day in range(5):
        document = [
            Entry(part, f"{SITE}/{day}/{n}", f"{day}.{n}", clock.now - n * HOUR, said[day])
            for n, part in enumerate(parts)
        ]
        new = await channel.poll(rss(document), after=DAY)
        assert len(new) == (len(parts) if day else 0)


async def test_a_series_under_one_link_is_told_by_its_numbers(
    channel: Channel, clock: Clock
) -> None:
    for number in range(4):
        entry = Entry(f"Campaign update {number}", f"{SITE}/live", None, clock.now)
        new = await channel.poll(rss([entry]), after=12 * HOUR)
        assert new == ([entry.title] if number else [])


async def test_a_headline_that_is_rewritten_under_the_items_own_link_is_no_news(
    channel: Channel, clock: Clock
) -> None:
    entries = [
        Entry(headline(n), f"{SITE}/2026/11/22/{n}", None, clock.now, SAID[n]) for n in range(4)
    ]
    assert await channel.poll(rss(entries)) == []
    entries[2] = replace(entries[2], title="Wholly other words", at=clock.now, summary="So it is.")
    assert await channel.poll(rss(entries), after=DAY) == []


async def test_namesakes_of_a_day_without_guid_and_link_are_told_by_what_they_say(
    channel: Channel, clock: Clock
) -> None:
    at = clock.now
    entries = [Entry("Update", f"{SITE}/", None, at, said) for said in SAID[:3]]
    assert await channel.poll(rss(entries[:1])) == []
    assert await channel.poll(rss(entries[:2])) == ["Update"]
    assert await channel.poll(rss(entries)) == ["Update"]
    assert await channel.poll(rss(reversed(entries))) == []


async def test_dates_of_the_reading_and_links_that_change_are_no_news(
    channel: Channel, clock: Clock
) -> None:
    links = count()
    for _ in range(5):
        document = [
            Entry(headline(n), f"{SITE}/a{n}?visit={next(links)}", None, clock.now)
            for n in range(4)
        ]
        assert await channel.poll(rss(document), after=13 * HOUR) == []


async def test_what_stood_elsewhere_while_a_document_was_empty_is_no_news(
    channel: Channel, feed: Feed
) -> None:
    assert await channel.poll(rss([])) == []
    feed.publish(10)
    channel.clock.now += 3 * DAY
    assert await channel.poll(rss([]), after=HOUR) == []
    fresh = feed.publish()
    assert await channel.poll(feed.document()) == fresh
    assert set(await channel.fates()) == {Fate.FIRST_READING, Fate.OWED}


async def test_the_first_item_of_a_document_that_was_empty_is_told(
    channel: Channel, feed: Feed
) -> None:
    assert await channel.poll(rss([])) == []
    new = feed.publish()
    assert await channel.poll(feed.document()) == new
