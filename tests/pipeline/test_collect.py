"""One source, from network to database, over real HTTP with a real worker process."""

import asyncio
import json
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from aiohttp import web
from sqlalchemy import func, select

from news.identity import BURST
from news.models import Fate, GuildView, Source, Trouble, Validators
from news.query import Filter, parse
from news.words import say
from pipeline import collect
from pipeline.newsroom import Newsroom
from storage import deliveries, lists, search, sources, stories, subscriptions
from storage.database import Database
from storage.schema import seen
from tests.builders import CHANNEL, GUILD, NOON, Clock, chosen, source, subscription
from tests.feeds import rss
from tests.pipeline.site import Site, saying
from tests.storage.stock import find, keep, titles

OTHER = 7
STRANGER = GuildView()
RHYTHM = timedelta(minutes=20)
"""Longer than the settings' rhythm with its spread."""


@pytest.fixture
async def line(db: Database, newsroom: Newsroom, site: Site) -> Newsroom:
    """A newsroom with one source, wanted by two channels."""
    await keep(db, source(url=site.feed))
    async with db.transaction() as tx:
        await subscriptions.add(
            tx, subscription(topic=None, source_id="orbit"), newsroom.room.clock()
        )
        other = subscription(channel_id=OTHER, topic=None, source_id="orbit")
        await subscriptions.add(tx, other, newsroom.room.clock())
        # Wanted twice is told once.
        both = subscription(topic="all", source_id="orbit")
        await subscriptions.add(tx, both, newsroom.room.clock())
    return newsroom


async def read(newsroom: Newsroom, clock: Clock) -> int:
    """Lets all that is due be read; then it is due again."""
    started = await newsroom.poll_once()
    await newsroom.finish()
    clock.now += RHYTHM
    return started


async def orbit(db: Database) -> Source:
    return {each.id: each for each in await sources.everyone(db)}["orbit"]


async def owed(db: Database, channel_id: int = CHANNEL) -> list[str]:
    keys = [each.story_key for each in await deliveries.waiting(db, channel_id)]
    return titles(await stories.by_keys(db, keys))


async def told(db: Database) -> list[str]:
    return titles(await lists.newest(db, STRANGER, Filter(), limit=100))


def stop_writing(db_path: Path, table: str, when: str = "TRUE") -> None:
    """From now on, no such row can be written to the table."""
    trigger = f"CREATE TRIGGER full BEFORE INSERT ON {table} WHEN {when}"
    run(db_path, f"{trigger} BEGIN SELECT RAISE(ABORT, 'x'); END")


def run(db_path: Path, sql: str) -> None:
    with closing(sqlite3.connect(db_path)) as connection, connection:
        connection.execute(sql)


async def test_a_first_reading_is_owed_to_nobody_and_can_be_found(
    line: Newsroom, db: Database, site: Site, clock: Clock
) -> None:
    site.always(rss(["Rover climbs", "Lander lands"]))
    assert await read(line, clock) == 1
    assert await owed(db) == []
    assert set((await deliveries.fates(db, CHANNEL)).values()) == {Fate.FIRST_READING}
    [match] = await find(db, search.Asked(parse("rover")), limit=5)
    assert match.story.lead.title == "Rover climbs"
    assert set(await told(db)) == {"Rover climbs", "Lander lands"}


async def test_one_more_item_is_owed_once_to_each_channel_that_wants_it(
    line: Newsroom, db: Database, site: Site, clock: Clock
) -> None:
    site.always(rss(["Rover climbs", "Lander lands"]))
    await read(line, clock)
    site.always(rss(["Comet passes", "Rover climbs", "Lander lands"]))
    await read(line, clock)
    assert await owed(db) == ["Comet passes"]
    assert await owed(db, OTHER) == ["Comet passes"]
    assert line.room.owed.is_set()
    await read(line, clock)
    assert await owed(db) == ["Comet passes"]


async def test_what_happened_first_is_owed_first(
    line: Newsroom, db: Database, site: Site, clock: Clock
) -> None:
    site.always(rss(["One"]))
    await read(line, clock)
    site.always(rss(["Four", "Three", "Two", "One"]))
    await read(line, clock)
    assert await owed(db) == ["Two", "Three", "Four"]


ITEM = "<item><guid>{guid}</guid><title>{title}</title><link>https://orbit.example/{link}</link>{more}</item>"
DATED = "<pubDate>Sun, 22 Nov 2026 0{hour}:00:00 GMT</pubDate>"


def feed(*items: str) -> str:
    return f'<rss version="2.0"><channel><title>O</title>{"".join(items)}</channel></rss>'


def item(guid: str = "1", title: str = "Rover climbs", link: str = "a", hour: int = 8) -> str:
    return ITEM.format(guid=guid, title=title, link=link, more=DATED.format(hour=hour))


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(item(guid="2"), id="guid"),
        pytest.param(item(title="Rover climbs higher"), id="title"),
        pytest.param(item(link="b"), id="link"),
        pytest.param(item(hour=9), id="date"),
        pytest.param(item(guid="2", hour=9), id="guid and date"),
        pytest.param(item(guid="2", title="Rover climbs higher"), id="guid and title"),
    ],
)
async def test_an_item_that_changed_is_not_owed_again(
    line: Newsroom, db: Database, site: Site, clock: Clock, again: str
) -> None:
    site.always(feed(item()))
    await read(line, clock)
    for body in (again, item(), again):
        site.always(feed(body))
        await read(line, clock)
    assert await owed(db) == []
    assert len(await told(db)) == 1


async def test_items_that_share_a_guid_are_owed_once_each(
    line: Newsroom, db: Database, site: Site, clock: Clock
) -> None:
    first = [item("same", "One", "1"), item("same", "Two", "2")]
    site.always(feed(*first))
    await read(line, clock)
    site.always(feed(item("same", "Three", "3"), *first))
    await read(line, clock)
    site.always(feed(item("same", "Three", "3"), *first, item("other", "Four", "4")))
    await read(line, clock)
    assert (await orbit(db)).reading.trouble is None
    assert set(await owed(db)) == {"Three", "Four"}


async def test_an_item_that_vanished_and_came_back_is_not_owed_again(
    line: Newsroom, db: Database, site: Site, clock: Clock
) -> None:
    for listed in (["One", "Two"], ["Two"], ["One", "Two"]):
        site.always(rss(listed))
        await read(line, clock)
    assert await owed(db) == []


async def test_not_modified_keeps_the_validators_and_counts_as_a_success(
    line: Newsroom, db: Database, site: Site, clock: Clock
) -> None:
    site.always(rss(["One"]), ETag='W/"a b"', Last_Modified="yesterday")
    await read(line, clock)
    site.always(status=304)
    await read(line, clock)
    await read(line, clock)
    assert [each.get("If-None-Match") for each in site.headers] == [None, 'W/"a b"', 'W/"a b"']
    reading = (await orbit(db)).reading
    assert reading.validators == Validators('W/"a b"', "yesterday")
    assert reading.read_at == clock.now - RHYTHM


async def test_the_same_body_with_new_validators_keeps_those(
    line: Newsroom, db: Database, site: Site, clock: Clock
) -> None:
    for etag in ('"1"', '"2"', '"3"'):
        site.always(rss(["One"]), ETag=etag)
        await read(line, clock)
    assert [each.get("If-None-Match") for each in site.headers] == [None, '"1"', '"2"']
    assert (await orbit(db)).reading.validators == Validators('"3"')


async def test_a_first_reading_that_failed_does_not_count(
    line: Newsroom, db: Database, site: Site, clock: Clock
) -> None:
    site.always(status=503)
    await read(line, clock)
    assert (await orbit(db)).reading.read_at is None
    site.always(rss(["One"]))
    clock.move(days=2)
    await read(line, clock)
    assert await owed(db) == []
    assert await told(db) == ["One"]


async def test_failures_back_off_and_a_success_resets_them(
    line: Newsroom, db: Database, site: Site, clock: Clock
) -> None:
    site.always(status=404)
    waits: list[timedelta] = []
    for count in range(1, 10):
        asked_at = clock.now
        await read(line, clock)
        reading = (await orbit(db)).reading
        assert (reading.failures, reading.trouble) == (
            count,
            Trouble("source.not_there", {"status": "404"}),
        )
        due_at = await sources.due_at(db)
        assert due_at
        waits.append(due_at - asked_at)
        clock.now = due_at
    assert waits[0] > timedelta(minutes=25)
    assert all(later > sooner for sooner, later in pairwise(waits[:6]))
    assert max(waits) < timedelta(hours=27)
    site.always(rss(["One"]))
    await read(line, clock)
    reading = (await orbit(db)).reading
    assert (reading.failures, reading.trouble) == (0, None)
    due_at = await sources.due_at(db)
    assert due_at
    assert due_at < clock.now


async def test_a_failure_keeps_what_was_known(
    line: Newsroom, db: Database, site: Site, clock: Clock
) -> None:
    site.always(rss(["One"]), ETag='"1"')
    await read(line, clock)
    before = (await orbit(db)).reading
    for body, status in ((b"", 500), (b"<html></html>", 200)):
        site.always(body, status=status)
        await read(line, clock)
        clock.move(days=2)
    after = (await orbit(db)).reading
    assert (after.validators, after.body_hash) == (before.validators, before.body_hash)
    assert after.read_at == before.read_at
    assert (after.failures, after.trouble) == (2, Trouble("source.is_a_page"))


@pytest.mark.parametrize("table", ["deliveries", "story_topics", "articles", "seen"])
async def test_what_could_not_be_written_whole_is_read_again(
    line: Newsroom, db: Database, site: Site, clock: Clock, tmp_path: Path, table: str
) -> None:
    site.always(rss(["One"]), ETag='"1"')
    await read(line, clock)
    before = (await orbit(db)).reading
    [known] = await db.rows(select(func.count()).select_from(seen))
    stop_writing(tmp_path / "news.db", table)
    site.always(rss(["Mars two", "One"]), ETag='"2"')
    await read(line, clock)
    after = (await orbit(db)).reading
    assert after.validators == before.validators
    assert after.body_hash == before.body_hash
    assert (after.failures, after.trouble) == (1, Trouble("source.our_mistake"))
    assert await told(db) == ["One"]
    assert await db.rows(select(func.count()).select_from(seen)) == [known]
    assert await find(db, search.Asked(parse("mars")), limit=5) == []
    run(tmp_path / "news.db", "DROP TRIGGER full")
    clock.move(hours=2)
    await read(line, clock)
    assert await owed(db) == ["Mars two"]
    assert await owed(db, OTHER) == ["Mars two"]
    assert (await orbit(db)).reading.validators == Validators('"2"')


async def test_a_reading_broken_off_before_its_commit_is_done_again(
    line: Newsroom, db: Database, site: Site, clock: Clock
) -> None:
    site.always(rss(["One"]), ETag='"1"')
    await read(line, clock)
    site.always(rss(["Two", "One"]), ETag='"2"')
    await line.poll_once()
    site.reached.clear()
    async with db.transaction():
        # Nobody else may write now: whatever the reading has got to, it is before its commit.
        await site.reached.wait()
        await line.close()
    assert (await orbit(db)).reading.validators == Validators('"1"')
    assert await told(db) == ["One"]
    room = line.room
    restarted = Newsroom(db, room.session, room.worker, room.settings, clock)
    clock.now += RHYTHM
    await read(restarted, clock)
    assert await owed(db) == ["Two"]


async def test_a_source_that_finds_a_mistake_of_ours_does_not_stop_the_others(
    line: Newsroom, db: Database, site: Site, clock: Clock, tmp_path: Path
) -> None:
    names = ("probe", "broken")
    await keep(db, *(source(name, url=f"{site.root}/{name}") for name in names))
    stop_writing(tmp_path / "news.db", "articles", "NEW.source_id = 'broken'")

    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(text=rss([request.path], f"https://{request.path}.example"))

    site.answer = answer
    assert await read(line, clock) == 3
    found = {each.id: each.reading for each in await sources.everyone(db)}
    assert (found["broken"].failures, found["broken"].trouble) == (1, Trouble("source.our_mistake"))
    assert {found["orbit"].trouble, found["probe"].trouble} == {None}
    assert set(await told(db)) == {"/feed", "/probe"}


async def test_a_slow_source_holds_up_no_other(
    line: Newsroom, db: Database, site: Site, clock: Clock
) -> None:
    await keep(db, source("probe", url=f"{site.root}/probe"))
    stay = asyncio.Event()
    done: asyncio.Future[datetime] = asyncio.get_running_loop().create_future()

    async def answer(request: web.Request) -> web.StreamResponse:
        if request.path == "/feed":
            await stay.wait()
        else:
            done.set_result(clock.now)
        return web.Response(text=rss(["One"]))

    site.answer = answer
    assert await line.poll_once() == 2
    await done
    clock.now += RHYTHM
    stay.set()
    await line.finish()
    assert (await orbit(db)).reading.read_at == clock.now


async def test_a_private_source_is_owed_to_its_owners_only(
    newsroom: Newsroom, db: Database, site: Site, clock: Clock
) -> None:
    await keep(db, source("club", url=site.feed, private=True, owners=frozenset({GUILD})))
    async with db.transaction() as tx:
        for guild_id, channel_id in ((GUILD, CHANNEL), (2, OTHER)):
            for wish in ({"topic": "all"}, {"topic": None, "source_id": "club"}):
                wanted = subscription(guild_id=guild_id, channel_id=channel_id, **wish)
                await subscriptions.add(tx, wanted, clock.now)
    for listed in (["One"], ["Mars two", "One"]):
        site.always(rss(listed))
        await read(newsroom, clock)
    assert await owed(db) == ["Mars two"]
    assert await deliveries.fates(db, OTHER) == {}
    assert await told(db) == []
    assert await find(db, search.Asked(parse("mars")), limit=5) == []


async def test_however_many_channels_want_it_each_is_owed_it_once_by_its_oldest_subscription(
    line: Newsroom, db: Database, site: Site, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collect, "AUDIENCE", 2)
    site.always(rss(["Mars one"]))
    await read(line, clock)
    async with db.transaction() as tx:
        for channel_id in (11, 12, 13, 14, 15):
            await subscriptions.add(tx, subscription(channel_id=channel_id), NOON)
        for channel_id in (11, 15):
            later = subscription(channel_id=channel_id, topic=None, source_id="orbit")
            await subscriptions.add(tx, later, NOON)
    site.always(rss(["Mars two", "Mars one"]))
    await read(line, clock)
    found = [each for channel in range(11, 16) for each in await deliveries.waiting(db, channel)]
    # The first three subscriptions are those of the line.
    assert [(each.channel_id, each.subscription_id) for each in found] == [
        (channel_id, channel_id - 7) for channel_id in range(11, 16)
    ]


# Politely


async def test_however_many_servers_want_a_source_it_is_asked_once(
    line: Newsroom, db: Database, site: Site, clock: Clock
) -> None:
    site.always(rss(["One"]))
    async with db.transaction() as tx:
        for number in range(50):
            wanted = subscription(
                guild_id=100 + number, channel_id=200 + number, topic=None, source_id="orbit"
            )
            await subscriptions.add(tx, wanted, clock.now)
    await read(line, clock)
    site.always(rss(["Two", "One"]))
    await read(line, clock)
    assert len(site.requests) == 2
    owing = [await owed(db, 200 + number) for number in range(50)]
    assert owing == [["Two"]] * 50


ODD = 'W/"a b" , ¿\'x"'.encode().decode("latin-1")
"""An ETag as some send it: neither ASCII nor quoted as it should be."""


async def test_validators_go_back_to_the_byte_and_change_with_the_same_body(
    line: Newsroom, db: Database, site: Site, clock: Clock
) -> None:
    given = [
        Validators('"1"', "Tue, 1 Jan 2026 10:0:0 +0000"),
        Validators("unquoted", "0"),
        Validators(ODD, "yesterday, about noon"),
    ]
    for validators in given:
        etag, modified = str(validators.etag), str(validators.last_modified)
        site.always(rss(["One"]), ETag=etag, Last_Modified=modified)
        await read(line, clock)
        assert (await orbit(db)).reading.validators == validators
    await read(line, clock)
    sent = [
        Validators(each.get("If-None-Match"), each.get("If-Modified-Since"))
        for each in site.headers
    ]
    assert sent == [Validators(), *given]


async def test_a_304_may_carry_new_validators(
    line: Newsroom, db: Database, site: Site, clock: Clock
) -> None:
    site.always(rss(["One"]), ETag='"1"', Last_Modified="a")
    await read(line, clock)
    site.always(status=304, ETag='"2"')
    await read(line, clock)
    assert (await orbit(db)).reading.validators == Validators('"2"', "a")


async def test_once_a_week_the_document_is_asked_for_whole(
    line: Newsroom, db: Database, site: Site, clock: Clock
) -> None:
    started_at = clock.now
    site.always(rss(["One"]), ETag='"1"')
    await read(line, clock)
    # A site that says "not modified" for ever, whatever it has to tell.
    site.always(status=304)
    clock.now = started_at + timedelta(days=7) - timedelta(minutes=1)
    await read(line, clock)
    site.always(rss(["Two", "One"]), ETag='"1"')
    await read(line, clock)
    assert [each.get("If-None-Match") for each in site.headers] == [None, '"1"', None]
    assert await owed(db) == ["Two"]
    clock.move(hours=3)
    await read(line, clock)
    assert site.headers[-1]["If-None-Match"] == '"1"'


async def test_what_a_site_says_of_its_freshness_is_heeded_with_and_without_news(
    line: Newsroom, db: Database, site: Site, clock: Clock
) -> None:
    waits = []
    for _ in range(2):
        site.always(rss(["One"]), ETag='"1"', Cache_Control="max-age=7200")
        asked_at = clock.now
        await read(line, clock)
        waits.append(await due_after(db, asked_at))
        clock.now = asked_at + timedelta(hours=3)
    assert all(timedelta(minutes=107) < wait < timedelta(minutes=133) for wait in waits)


async def due_after(db: Database, asked_at: datetime) -> timedelta:
    due_at = await sources.due_at(db)
    assert due_at
    return due_at - asked_at


async def test_a_crash_while_reading_asks_nobody_again_before_the_least_time(
    db: Database, line: Newsroom, site: Site, clock: Clock
) -> None:
    room = line.room
    settings = chosen(POLL_MINUTES="15", POLL_MIN_SECONDS="300")
    crashed = Newsroom(db, room.session, room.worker, settings, clock)
    site.never()
    await crashed.poll_once()
    await site.reached.wait()
    await crashed.close()  # nothing of the reading is written: as after a crash
    restarted = Newsroom(db, room.session, room.worker, settings, clock)
    assert await due_after(db, clock.now) == timedelta(seconds=300)
    clock.move(seconds=299)
    assert await restarted.poll_once() == 0
    site.always(rss(["One"]))
    clock.move(seconds=1)
    assert await restarted.poll_once() == 1
    await restarted.finish()
    assert len(site.requests) == 2


# Old items


async def test_old_items_given_out_anew_in_numbers_are_withheld_and_can_be_asked_for(
    line: Newsroom, db: Database, site: Site, clock: Clock
) -> None:
    newest = item("1", "Newest", "newest", hour=8)
    site.always(feed(newest))
    await read(line, clock)
    # Never seen before, but older than what was the newest: an archive that was let out.
    archive = [item(f"a{n}", f"Archived {n}", f"a{n}", hour=7) for n in range(BURST)]
    site.always(feed(item("2", "Fresh", "fresh", hour=9), *archive, newest))
    await read(line, clock)
    assert await owed(db) == ["Fresh"]
    found = Counter((await deliveries.fates(db, CHANNEL)).values())
    assert found == {Fate.FIRST_READING: 1, Fate.OWED: 1, Fate.REPUBLISHED: BURST}


async def test_what_is_of_last_week_by_its_own_date_is_withheld(
    line: Newsroom, db: Database, site: Site, clock: Clock
) -> None:
    site.always(feed(item("1", "One", "1")))
    await read(line, clock)
    old = item("2", "Two", "2").replace("22 Nov", "14 Nov").replace("Sun", "Sat")
    site.always(feed(old, item("1", "One", "1")))
    await read(line, clock)
    assert await owed(db) == []
    assert Fate.TOO_OLD in (await deliveries.fates(db, CHANNEL)).values()


# Cut short

MANY = [f"Story {number}" for number in range(20)]


async def test_a_document_that_lost_most_of_its_items_is_not_believed_at_once(
    line: Newsroom, db: Database, site: Site, clock: Clock
) -> None:
    site.always(rss(MANY), ETag='"1"')
    await read(line, clock)
    before = (await orbit(db)).reading
    # With the validators of what was cut off, the rest would never be seen.
    site.always(rss(MANY[:2]), ETag='"2"')
    await read(line, clock)
    reading = (await orbit(db)).reading
    assert (reading.validators, reading.items) == (before.validators, 20)
    assert (reading.failures, reading.read_at) == (1, before.read_at)
    assert reading.trouble == Trouble("source.cut_short", {"items": 2, "before": 20})
    assert "20" in say(reading.trouble.key, "en", **reading.trouble.values)


async def test_a_document_that_stays_short_is_believed_at_the_third_reading(
    line: Newsroom, db: Database, site: Site, clock: Clock
) -> None:
    site.always(rss(MANY))
    await read(line, clock)
    site.always(rss(["Brand new", "Story 0"]))
    for expected in ([], [], ["Brand new"]):
        clock.move(hours=2)
        await read(line, clock)
        assert await owed(db) == expected
    assert (await orbit(db)).reading.items == 2


async def test_a_source_that_will_say_nothing_more_is_not_asked_again(
    line: Newsroom, db: Database, site: Site, clock: Clock
) -> None:
    said = {"version": "https://jsonfeed.org/version/1.1", "title": "O", "expired": True}
    body = json.dumps({**said, "items": [{"id": "1", "title": "Farewell"}]})
    site.always(body, Content_Type="application/feed+json")
    await read(line, clock)
    assert (await orbit(db)).reading.stopped == "source.expired"
    assert say("source.expired", "en")
    clock.move(days=30)
    assert await read(line, clock) == 0


async def test_the_log_says_why_and_never_where_a_servers_own_is(
    newsroom: Newsroom, db: Database, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    owners = frozenset({GUILD})
    # aiohttp puts the whole address into its error about such a header.
    async with saying(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 40_000 + b"\r\n\r\n") as url:
        await keep(db, source("club", url=f"{url}?key=hunter2", private=True, owners=owners))
        await read(newsroom, clock)
    [said] = [each.getMessage() for each in caplog.records if each.name == "pipeline.collect"]
    assert said.startswith("club: ")
    assert "hunter2" not in caplog.text
