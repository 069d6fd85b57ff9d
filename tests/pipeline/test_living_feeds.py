"""Whatever a source does to its document, its stories are told once each, and nothing else is.

Poll by poll through the real newsroom, into one channel.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from news.models import Fate
from tests.builders import NOON, Clock
from tests.pipeline.living import DAY, HOUR, Channel, Entry, Feed, rss


@pytest.fixture
def feed(clock: Clock) -> Feed:
    return Feed(clock)


async def begun(channel: Channel, feed: Feed, count: int = 12) -> None:
    """Read once, and once more with something new: the usual course of things."""
    feed.publish(count)
    assert await channel.poll(feed.document()) == []
    assert await channel.poll(feed.document()) == []
    new = feed.publish()
    assert await channel.poll(feed.document()) == new


# Nothing new


def with_new_guids(number: int, entry: Entry) -> Entry:
    return replace(entry, guid=f"urn:{number}:{entry.guid}")


def without_guids(_number: int, entry: Entry) -> Entry:
    return replace(entry, guid=None)


def on_https(_number: int, entry: Entry) -> Entry:
    return replace(entry, link=entry.link.replace("http:", "https:"), guid=entry.link)


def at_another_host(number: int, entry: Entry) -> Entry:
    return replace(entry, link=f"https://moved.example/{number}.html", guid=f"m{number}")


def dated_anew(_number: int, entry: Entry) -> Entry:
    assert entry.at
    return replace(entry, at=entry.at + 9 * HOUR)


def undated(_number: int, entry: Entry) -> Entry:
    return replace(entry, at=None)


def edited(_number: int, entry: Entry) -> Entry:
    return replace(entry, title=f"UPDATED: {entry.title}", summary="Said otherwise.")


def made_anew(number: int, entry: Entry) -> Entry:
    """All but the headline is another one."""
    return replace(at_another_host(number, entry), at=(entry.at or NOON) + 9 * HOUR)


@pytest.mark.parametrize(
    "change",
    [
        with_new_guids,
        without_guids,
        on_https,
        at_another_host,
        dated_anew,
        undated,
        edited,
        made_anew,
    ],
)
@pytest.mark.parametrize("window", [4, 10])
async def test_items_that_change_all_at_once_are_not_told_again(
    channel: Channel, feed: Feed, change: Callable[[int, Entry], Entry], window: int
) -> None:
    feed.window = window
    if change is on_https:
        feed.host = "http://orbit.example"
    await begun(channel, feed)
    feed.change(change)
    assert await channel.poll(feed.document()) == []
    # It goes on as before.
    new = feed.publish()
    assert await channel.poll(feed.document()) == new
    assert await channel.poll(feed.document()) == []


async def test_guids_that_change_with_each_reading_are_no_news(
    channel: Channel, feed: Feed
) -> None:
    await begun(channel, feed)
    for poll in range(6):
        new = feed.publish() if poll % 2 else []
        feed.change(with_new_guids)
        assert await channel.poll(feed.document()) == new


async def test_dates_that_are_always_those_of_the_reading_are_no_news(
    channel: Channel, feed: Feed, clock: Clock
) -> None:
    await begun(channel, feed)
    for poll in range(6):
        new = feed.publish() if poll % 2 else []
        feed.change(lambda _number, entry: replace(entry, at=clock.now))
        assert await channel.poll(feed.document()) == new


async def test_items_that_vanish_and_return_are_told_once(channel: Channel, feed: Feed) -> None:
    await begun(channel, feed)
    # A cache that is days behind answers every other time.
    behind = feed.document()
    for _ in range(4):
        new = feed.publish()
        assert await channel.poll(feed.document()) == new
        assert await channel.poll(behind) == []


async def test_old_items_that_come_back_after_months_are_no_news(
    channel: Channel, feed: Feed
) -> None:
    await begun(channel, feed)
    for _ in range(8):
        channel.clock.now += 30 * DAY
        new = feed.publish(3)
        assert await channel.poll(feed.document()) == new
    # The site shows all that it ever had.
    assert await channel.poll(feed.document(window=500)) == []


async def test_a_document_that_shrinks_and_grows_again_is_no_news(
    channel: Channel, feed: Feed
) -> None:
    await begun(channel, feed)
    assert await channel.poll(feed.document(window=3)) == []
    new = feed.publish()
    assert await channel.poll(feed.document(window=3)) == new
    assert await channel.poll(feed.document()) == []
    assert await channel.poll(feed.document(window=12)) == []


@pytest.mark.parametrize("dates", [dated_anew, undated, lambda _number, entry: entry])
async def test_ninety_eight_items_under_new_names_are_not_told_again(
    channel: Channel, feed: Feed, dates: Callable[[int, Entry], Entry]
) -> None:
    feed.window = 98
    feed.publish(98)
    assert await channel.poll(feed.document()) == []
    assert await channel.poll(feed.document()) == []
    feed.change(at_another_host)
    feed.change(dates)
    new = feed.publish()
    assert await channel.poll(feed.document()) == new
    assert await channel.poll(feed.document()) == []


async def test_an_archive_that_is_let_out_is_no_news(channel: Channel, feed: Feed) -> None:
    feed.publish(60)
    feed.entries, archive = feed.entries[50:], feed.entries[:50]
    assert await channel.poll(feed.document()) == []
    feed.entries = archive + feed.entries
    assert await channel.poll(feed.document(window=60)) == []
    assert (await channel.fates()).count(Fate.REPUBLISHED) == 50


# All that is new


async def test_a_burst_of_a_busy_source_is_told_whole(channel: Channel, feed: Feed) -> None:
    feed.window = 40
    await begun(channel, feed)
    burst = feed.publish(30)
    assert await channel.poll(feed.document()) == burst


async def test_what_was_published_while_the_bot_was_down_is_told_when_it_is_back(
    channel: Channel, feed: Feed, clock: Clock
) -> None:
    feed.window = 30
    await begun(channel, feed)
    missed = []
    for _ in range(24):
        clock.now += 2 * HOUR
        missed += feed.publish()
    assert await channel.poll(feed.document()) == missed


async def test_of_a_small_document_nothing_is_lost_when_all_of_it_is_new(
    channel: Channel, feed: Feed
) -> None:
    feed.window = 4
    await begun(channel, feed)
    for _ in range(3):
        new = feed.publish(4)
        assert await channel.poll(feed.document(), after=2 * DAY) == new


async def test_a_source_without_dates_is_told_whole_and_once(channel: Channel, feed: Feed) -> None:
    feed.publish(10, dated=False)
    assert await channel.poll(feed.document()) == []
    for count in (1, 0, 3, 0, 8, 0, 1):
        new = feed.publish(count, dated=False)
        assert await channel.poll(feed.document()) == new


async def test_items_that_are_put_in_anywhere_are_told(channel: Channel, feed: Feed) -> None:
    await begun(channel, feed)
    late = Entry("Held back by the editors", f"{feed.host}/late", None, feed.entries[-3].at)
    feed.entries.insert(len(feed.entries) - 4, late)
    assert await channel.poll(feed.document()) == [late.title]


# A picture a day

PICTURES = [
    ("The Ring Nebula", "A shell of gas that a dying star has thrown off long ago."),
    ("Saturn at dusk", "Its moons stand in a row above the roofs of a sleeping town."),
    ("The Orion Nebula", "New suns light the cradle in which they were born."),
    ("The Crab Nebula", "What is left of a star whose end was noted down in 1054."),
    ("Moon over the harbour", "Fishermen look up while the tide runs out."),
    ("Moon over the desert", "Nothing but sand, and no sound for miles."),
]


def pictures(day: int, window: int, *, dated: bool = False, guids: bool = False) -> str:
    """Today's picture has the constant link; on the next day it gets one of its own."""
    shown = []
    for number in range(day, max(day - window, -1), -1):
        title, summary = PICTURES[number]
        link = "today" if number == day else f"picture-{number}"
        at = datetime.fromisoformat(f"2026-11-{20 + number}T05:00:00+00:00") if dated else None
        guid = f"picture {number}" if guids else None
        shown.append(Entry(title, f"https://orbit.example/{link}", guid, at, summary))
    return rss(shown)


@pytest.mark.parametrize("window", [1, 3])
@pytest.mark.parametrize("dated", [False, True], ids=["undated", "dated"])
@pytest.mark.parametrize("guids", [False, True], ids=["no guids", "guids"])
async def test_each_picture_of_the_day_is_told_once(
    channel: Channel, window: int, dated: bool, guids: bool
) -> None:
    assert await channel.poll(pictures(0, window, dated=dated, guids=guids), after=0 * HOUR) == []
    for day in range(1, len(PICTURES)):
        document = pictures(day, window, dated=dated, guids=guids)
        assert await channel.poll(document, after=12 * HOUR) == [PICTURES[day][0]]
        assert await channel.poll(document, after=12 * HOUR) == []


async def test_no_picture_is_lost_or_told_twice_while_the_bot_is_down(channel: Channel) -> None:
    assert await channel.poll(pictures(1, 3)) == []
    # Two days later its link has changed, and today's stands under the one that it had.
    assert await channel.poll(pictures(3, 3), after=2 * DAY) == [
        PICTURES[2][0],
        PICTURES[3][0],
    ]
