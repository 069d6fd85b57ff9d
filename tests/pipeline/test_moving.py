"""A source that has moved for good is read where it is now, and tells nothing twice for it."""

from datetime import timedelta

import pytest
from aiohttp import web

from news.models import GuildView, Source, Trouble, Validators
from news.query import Filter
from pipeline.newsroom import Newsroom
from storage import deliveries, lists, roster, sources, stories, subscriptions
from storage.database import Database
from tests.builders import CHANNEL, Clock, source, subscription
from tests.feeds import rss
from tests.pipeline.site import Site
from tests.storage.stock import keep, titles

DAY, HALF = timedelta(days=1), timedelta(hours=12)


class Movers:
    """A site of which `ways` says where each path leads, as (status, path); others have `body`."""

    def __init__(self, site: Site) -> None:
        self.ways: dict[str, tuple[int, str]] = {}
        self.body = rss(["One"])
        self.asked: list[str] = []
        self.etags: list[str | None] = []
        site.answer = self._answer

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path)
        if request.path in self.ways:
            status, to = self.ways[request.path]
            return web.Response(status=status, headers={"Location": to})
        self.etags.append(request.headers.get("If-None-Match"))
        headers = {"ETag": f'"{len(self.body)}"'}
        if request.headers.get("If-None-Match") == headers["ETag"]:
            return web.Response(status=304, headers=headers)
        return web.Response(text=self.body, headers=headers)


@pytest.fixture
def movers(site: Site) -> Movers:
    return Movers(site)


@pytest.fixture
async def line(db: Database, newsroom: Newsroom, site: Site, clock: Clock) -> Newsroom:
    """A newsroom with a source at /old that a channel wants, read once before it moves."""
    await keep(db, source(url=f"{site.root}/old"))
    await subscribe(db, clock)
    return newsroom


async def subscribe(db: Database, clock: Clock, source_id: str = "orbit") -> None:
    async with db.transaction() as tx:
        wanted = subscription(topic=None, source_id=source_id)
        await subscriptions.add(tx, wanted, clock.now)


async def polled(newsroom: Newsroom, clock: Clock, times: int, after: timedelta = HALF) -> None:
    for _ in range(times):
        await newsroom.poll_once()
        await newsroom.finish()
        clock.now += after


async def found(db: Database, name: str = "orbit") -> Source:
    return {each.id: each for each in await sources.everyone(db)}[name]


async def owed(db: Database) -> list[str]:
    keys = [each.story_key for each in await deliveries.waiting(db, CHANNEL)]
    return titles(await stories.by_keys(db, keys))


async def test_a_move_that_is_proven_is_followed_once_and_for_all(
    line: Newsroom, db: Database, site: Site, clock: Clock, movers: Movers
) -> None:
    await polled(line, clock, 1)
    movers.ways = {"/old": (301, "/between"), "/between": (308, "/new")}
    await polled(line, clock, 2)
    assert (await found(db)).address == f"{site.root}/old"
    await polled(line, clock, 1)
    moved = await found(db)
    assert (moved.url, moved.address) == (f"{site.root}/old", f"{site.root}/new")
    assert (moved.reading.validators, moved.reading.move) == (Validators(), None)
    movers.asked.clear()
    movers.body = rss(["Two", "One"], "https://new.example")
    await polled(line, clock, 1)
    assert movers.asked == ["/new"]
    # Asked as a stranger, for validators belong to their address.
    assert movers.etags[-1] is None
    assert await owed(db) == ["Two"]


async def test_three_readings_within_a_day_prove_nothing(
    line: Newsroom, db: Database, site: Site, clock: Clock, movers: Movers
) -> None:
    movers.ways = {"/old": (301, "/new")}
    await polled(line, clock, 4, timedelta(hours=4))
    assert (await found(db)).address == f"{site.root}/old"
    move = (await found(db)).reading.move
    assert move
    assert (move.url, move.times) == (f"{site.root}/new", 4)


@pytest.mark.parametrize(
    "ways",
    [
        pytest.param({"/old": (302, "/new")}, id="302"),
        pytest.param({"/old": (307, "/new")}, id="307"),
        pytest.param({"/old": (301, "/between"), "/between": (302, "/new")}, id="301, then 302"),
        pytest.param({"/old": (303, "/between"), "/between": (301, "/new")}, id="303, then 301"),
    ],
)
async def test_a_redirect_for_now_is_followed_each_time_and_never_stored(
    line: Newsroom,
    db: Database,
    site: Site,
    clock: Clock,
    movers: Movers,
    ways: dict[str, tuple[int, str]],
) -> None:
    movers.ways = ways
    await polled(line, clock, 5)
    here = await found(db)
    assert (here.address, here.reading.move) == (f"{site.root}/old", None)
    assert here.reading.trouble is None


async def test_a_reading_that_is_not_led_away_begins_the_proof_anew(
    line: Newsroom, db: Database, site: Site, clock: Clock, movers: Movers
) -> None:
    for ways in ({"/old": (301, "/new")}, {}, {"/old": (301, "/new")}):
        movers.ways = ways
        await polled(line, clock, 2 if ways else 1)
    assert (await found(db)).address == f"{site.root}/old"
    await polled(line, clock, 1)
    assert (await found(db)).address == f"{site.root}/new"


async def test_a_page_at_the_end_of_the_way_never_proves_a_move(
    line: Newsroom, db: Database, site: Site, clock: Clock, movers: Movers
) -> None:
    await polled(line, clock, 1)
    movers.ways = {"/old": (301, "/login")}
    movers.body = "<!DOCTYPE html><html><title>Welcome to our network</title></html>"
    await polled(line, clock, 6, 2 * DAY)
    here = await found(db)
    assert (here.address, here.reading.move) == (f"{site.root}/old", None)
    assert here.reading.trouble == Trouble("source.is_a_page")


async def test_who_moves_to_where_another_source_is_goes_on_as_that_one(
    line: Newsroom, db: Database, site: Site, clock: Clock, movers: Movers
) -> None:
    await keep(db, source("probe", url=f"{site.root}/new"))
    # The channel wants both: it must not be told twice.
    await subscribe(db, clock, "probe")
    await polled(line, clock, 1)
    movers.ways = {"/old": (301, "/new")}
    await polled(line, clock, 3)
    assert (await found(db)).reading.stopped == "source.merged"
    movers.asked.clear()
    movers.body = rss(["Two", "One"])
    await polled(line, clock, 2)
    assert set(movers.asked) == {"/new"}
    assert await owed(db) == ["Two"]
    [wish] = await subscriptions.of_channel(db, CHANNEL)
    assert wish.source_id == "probe"


async def test_a_public_source_that_moves_to_where_a_private_one_is_takes_it_over(
    line: Newsroom, db: Database, site: Site, clock: Clock, movers: Movers
) -> None:
    owners = frozenset({1})
    await keep(db, source("club", url=f"{site.root}/new", private=True, owners=owners))
    await polled(line, clock, 1)
    movers.ways = {"/old": (301, "/new")}
    await polled(line, clock, 3)
    assert (await found(db, "club")).reading.stopped == "source.merged"
    assert (await found(db)).address == f"{site.root}/new"
    # It is the one that a server finds there, which adds the address again.
    there = await sources.at(db, f"{site.root}/new")
    assert there
    assert there.id == "orbit"


async def test_two_private_sources_at_one_address_are_one_for_the_owners_of_both(
    newsroom: Newsroom, db: Database, site: Site, clock: Clock, movers: Movers
) -> None:
    for name, path, owner in (("club", "old", 1), ("guild", "new", 2)):
        owners = frozenset({owner})
        await keep(db, source(name, url=f"{site.root}/{path}", private=True, owners=owners))
    movers.ways = {"/old": (308, "/new")}
    await polled(newsroom, clock, 3)
    assert (await found(db, "guild")).owners == {1, 2}
    assert (await found(db, "club")).reading.stopped == "source.merged"


async def test_who_moved_and_comes_back_is_where_it_was(
    line: Newsroom, db: Database, site: Site, clock: Clock, movers: Movers
) -> None:
    movers.ways = {"/old": (301, "/new")}
    await polled(line, clock, 3)
    assert (await found(db)).moved_to == f"{site.root}/new"
    movers.ways = {"/new": (301, "/old")}
    await polled(line, clock, 3)
    here = await found(db)
    assert (here.moved_to, here.address) == (None, f"{site.root}/old")
    assert await owed(db) == []


async def test_who_ends_while_it_is_read_tells_nothing_any_more(
    line: Newsroom, db: Database, site: Site, clock: Clock, movers: Movers
) -> None:
    await keep(db, source("probe", url=f"{site.root}/new"))
    await polled(line, clock, 1)
    former, heir = await found(db), await found(db, "probe")

    async def answer(request: web.Request) -> web.StreamResponse:
        if request.path == "/old":
            async with db.transaction() as tx:
                await roster.merge(tx, former, heir)
        return web.Response(text=rss(["Two", "One"]))

    site.answer = answer
    await subscribe(db, clock, "orbit")
    await polled(line, clock, 1)
    assert await owed(db) == ["Two"]
    seen_now = await lists.newest(db, GuildView(), Filter(), limit=10)
    assert titles(seen_now).count("Two") == 1


async def test_who_joins_while_it_moves_goes_along(
    newsroom: Newsroom, db: Database, site: Site, clock: Clock, movers: Movers
) -> None:
    for name, path, owner in (("club", "old", 1), ("guild", "new", 2)):
        owners = frozenset({owner})
        await keep(db, source(name, url=f"{site.root}/{path}", private=True, owners=owners))
    movers.ways = {"/old": (308, "/new")}
    await polled(newsroom, clock, 2)
    led = site.answer
    assert led

    async def answer(request: web.Request) -> web.StreamResponse:
        async with db.transaction() as tx:
            await roster.own(tx, "club", 3, clock.now)
        return await led(request)

    site.answer = answer
    await polled(newsroom, clock, 1)
    assert (await found(db, "guild")).owners == {1, 2, 3}
